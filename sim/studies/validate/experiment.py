"""One replication of a validation: warm up once, branch every arm that is needed, read every pattern off them.

All arms of a replication share seed, warm-up and draws. This file runs inside worker processes: it imports neither
pandas nor Matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.errors import UserError
from sim.model.levers.book import LeverBook
from sim.model.levers.schedule import Scenario
from sim.model.network.generator import generate
from sim.model.network.patterns import patterns as network_patterns
from sim.runs.plan import Config
from sim.runs.replication import ModelBuilder, with_threads
from sim.studies.validate.estimates import Sums
from sim.studies.validate.patterns import NETWORK, Arm, Pattern, arms
from sim.studies.validate.readings import NOTHING, READINGS, network_reading, read
from sim.studies.validate.recording import Recording, record

NETWORK_CREATORS = 5000
"""Creators of the generated network that is held to published ones: the size of a real language community."""

Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class ValidationPlan:
    """What was asked: a resolved config and some patterns."""

    config: Config
    patterns: tuple[Pattern, ...]

    @property
    def replications(self) -> int:
        """Number of seeds asked for."""
        return int(self.config["replications"])

    @property
    def seeds(self) -> list[int]:
        """The seed of each replication."""
        return [int(self.config["seed"]) + index for index in range(self.replications)]

    @cached_property
    def arms(self) -> dict[str, Arm]:
        """The arms that run, each once, none longer than ``days`` of the config.

        An arm that sets what this configuration does not have (a tactic of a table that was left out) does not run, and
        patterns that rest on it are not measured.
        """
        named = dict.fromkeys(name for pattern in self.patterns for name in pattern.arms)
        every, most, book = arms(), int(self.config["days"]), LeverBook(self.config)
        found = [Arm(name, min(every[name].days, most), every[name].changes) for name in named]
        return {arm.name: arm for arm in found if all(_known(book, change.name) for change in arm.changes)}

    @property
    def days(self) -> int:
        """Days simulated in one replication."""
        return int(self.config["warmup_days"]) + sum(arm.days for arm in self.arms.values())


@dataclass(frozen=True)
class Measured:
    """What one replication left: for each pattern the sums of its arm, and of the arm it is held against."""

    index: int
    impressions: int
    sums: dict[str, tuple[Sums, Sums]]


def measure(plan: ValidationPlan, index: int, threads: int, build: ModelBuilder, tick: Tick) -> Measured:
    """Run replication ``index`` of a plan, with seed ``config.seed + index``."""
    seed = plan.seeds[index]
    recordings, impressions = run_arms(plan, with_threads(plan.config, threads), seed, build, tick)
    network = _network(plan, seed)
    sums = {pattern.name: _sums(pattern, recordings, network) for pattern in plan.patterns}
    return Measured(index, impressions, sums)


def run_arms(
    plan: ValidationPlan, config: Config, seed: int, build: ModelBuilder, tick: Tick
) -> tuple[dict[str, Recording], int]:
    """Return the recording of every arm by name, and the impressions simulated; no arm, no market."""
    recordings: dict[str, Recording] = {}
    if not plan.arms:
        return recordings, 0
    model: Any = build(config, seed)
    for _ in range(int(config["warmup_days"])):
        model.step()
        tick(1, 0)
    impressions = model.impressions
    for arm in plan.arms.values():
        twin = model.branch(Scenario(arm.name, changes=arm.changes))
        recordings[arm.name] = record(twin, arm.days, _needs(plan, arm.name), tick)
        impressions += twin.impressions - model.impressions
        tick(0, 1)
    return recordings, impressions


def _known(book: LeverBook, name: str) -> bool:
    try:
        book.place(name)
    except UserError:
        return False
    return True


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


def _sums(pattern: Pattern, recordings: Mapping[str, Recording], network: Mapping[str, float]) -> tuple[Sums, Sums]:
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
