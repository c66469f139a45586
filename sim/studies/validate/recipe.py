"""One run of a validation is one seed: branch every arm that is needed, read every pattern off them, keep the sums.

All arms of a seed share warm-up and draws. This file runs inside worker processes: it imports neither pandas nor
Matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.model.levers.schedule import Scenario
from sim.model.network.generator import generate
from sim.model.network.patterns import patterns as network_patterns
from sim.runs.recipe import RUNS, Batches, Bench
from sim.runs.rows import bare_row, digest_of
from sim.studies.validate.estimates import Sums
from sim.studies.validate.patterns import NETWORK, Pattern
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.readings import NOTHING, READINGS, network_reading, read
from sim.studies.validate.recording import Recording, record

NETWORK_CREATORS = 5000
"""Creators of the generated network that is held to published ones: the size of a real language community."""

MEASURED = "measured"
"""Table of sums: two rows a seed and pattern, of its arm and of the arm it is held against."""

OF, AGAINST = "of", "against"
PatternSums = dict[str, tuple[Sums, Sums]]
"""Pattern → sums of its arm, and of the arm it is held against."""


@dataclass(frozen=True)
class Trials:
    """Runs that measure a plan's patterns."""

    plan: ValidationPlan

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """The sums."""
        return {MEASURED: measured_schema()}

    @property
    def warm(self) -> bool:
        """Whether any arm has to run; patterns of the network alone need no market."""
        return bool(self.plan.arms)

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        bench.stage("simulation")
        sums, impressions = measure(self.plan, bench.market, bench.job.seed, bench.breathe)
        bits = {f"{name} {side}": np.array(pair).view(np.int64) for name, side, pair in _sides(sums)}
        return {
            MEASURED: _measured_rows(bench.job.key, sums), RUNS: bare_row(bench.report(), impressions, digest_of(bits)),
        }


def measure(
    plan: ValidationPlan, market: Any, seed: int, breathe: Callable[[], None]
) -> tuple[PatternSums, int]:
    """Return the sums of every pattern of a seed, and the impressions simulated, the warm-up's among them.

    Parameters
    ----------
    market
        The warm market; may be ``None`` where no arm runs.
    breathe
        Called after every simulated day.
    """
    recordings, impressions = run_arms(plan, market, breathe)
    network = _network(plan, seed)
    return {pattern.name: pattern_sums(pattern, recordings, network) for pattern in plan.patterns}, impressions


def run_arms(plan: ValidationPlan, market: Any, breathe: Callable[[], None]) -> tuple[dict[str, Recording], int]:
    """Return the recording of every arm by name, and the impressions simulated."""
    recordings: dict[str, Recording] = {}
    impressions = market.impressions if plan.arms else 0
    for arm in plan.arms.values():
        branch = market.branch(Scenario(arm.name, changes=arm.changes))
        recordings[arm.name] = record(branch, arm.days, _needs(plan, arm.name), breathe)
        impressions += branch.impressions - market.impressions
    return recordings, impressions


def measured_schema() -> pa.Schema:
    """Return the columns of `MEASURED`."""
    text, number = pa.string(), pa.float64()
    return pa.schema([("key", text), ("pattern", text), ("side", text), ("numerator", number), ("denominator", number)])


def _measured_rows(key: str, sums: PatternSums) -> pa.RecordBatch:
    rows = [(key, name, side, *pair) for name, side, pair in _sides(sums)]
    schema = measured_schema()
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.record_batch([pa.array(list(values), one.type) for values, one in zip(columns, schema, strict=True)],
                           schema=schema)


def _sides(sums: PatternSums) -> list[tuple[str, str, Sums]]:
    return [(name, side, pair) for name, both in sums.items() for side, pair in zip((OF, AGAINST), both, strict=True)]


def _needs(plan: ValidationPlan, arm: str) -> set[str]:
    needs: set[str] = set()
    for pattern in plan.patterns:
        if pattern.of == NETWORK:
            continue
        reading = READINGS[pattern.reading]
        if arm in (pattern.of, pattern.against):
            needs |= set(reading.needs)
        if arm == (pattern.among or pattern.of):
            needs |= set(reading.among)
    return needs


def _network(plan: ValidationPlan, seed: int) -> Mapping[str, float]:
    """Return the patterns of a generated network, where one is asked for and the config generates one."""
    if not any(pattern.of == NETWORK for pattern in plan.patterns) or plan.config["network"]["kind"] != "generated":
        return {}
    return network_patterns(generate(seed, {"region": NETWORK_CREATORS}, plan.config["network"]))


def pattern_sums(
    pattern: Pattern, recordings: Mapping[str, Recording], network: Mapping[str, float]
) -> tuple[Sums, Sums]:
    """Return a pattern's sums of its arm, and of the arm that it is held against; NaN where they cannot be read.

    Parameters
    ----------
    recordings
        By arm.
    network
        Patterns of a generated network; empty where none was asked for.
    """
    if pattern.of == NETWORK:
        found = network_reading(network, pattern.reading) if network else NOTHING
        return found, found
    if any(arm not in recordings for arm in pattern.arms):
        return NOTHING, NOTHING
    among = recordings[pattern.among or pattern.of]
    first = read(pattern.reading, recordings[pattern.of], among, pattern.arguments)
    if pattern.against is None:
        return first, first
    return first, read(pattern.reading, recordings[pattern.against], among, pattern.arguments)
