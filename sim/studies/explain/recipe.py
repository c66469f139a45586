"""One run of an explanation: the status quo or the scenario, both recorded on the way, or a counterfactual run.

All runs of a seed share warm-up and draws. A counterfactual run holds channels at the status quo's recorded path, and
repeats the scenario's recorded lever values, so that a change that hangs on an outcome begins there on the same day.
Recordings stay with the warm market; a worker that joins later makes its own. This file runs inside worker processes:
it imports neither pandas nor Matplotlib.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sim.runs.facts import change_rows, facts_schema
from sim.runs.recipe import FACTS, RUNS, Batches, Bench
from sim.runs.rows import finished_rows
from sim.studies.explain.counterfactual import CHANNELS, hold, record
from sim.studies.explain.counterfactual.path import Path

MARKETS = "markets"
"""Table of warm markets: a row a seed, kept with the status quo's run."""


@dataclass(frozen=True)
class CounterfactualRuns:
    """Runs in which a blueprint's ``held`` channels stay at the path of its first scenario, under the second one."""

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """When changes that hang on outcomes began, and what the warm markets were."""
        return {FACTS: facts_schema(), MARKETS: markets_schema()}

    @property
    def warm(self) -> bool:
        """Every run starts from a warm market."""
        return True

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        bench.stage("simulation")
        market: Any = bench.market
        key, arm, before = bench.job.key, bench.job.scenario, market.impressions
        status_quo, scenario = (one.name for one in bench.blueprint.scenarios[:2])
        held = bench.blueprint.held.get(arm)
        if held is None:
            lived, _ = _record(bench, arm)
        else:
            lived = market.branch(bench.scenario)
            channels = [one for one in CHANNELS if one in held]
            hold(lived, _path(bench, status_quo), channels, _path(bench, scenario))
            bench.live(lived, bench.days)
        bench.stage("measuring")
        batches: Batches = {
            RUNS: finished_rows(bench.report(), list(lived.regions), bench.days, lived.tallies(), lived.tiers(),
                                lived.impressions - before),
        }
        if arm == scenario:
            batches[FACTS] = change_rows(key, lived)
        if arm == status_quo:
            batches[MARKETS] = _market_row(key, market)
        return batches


def _path(bench: Bench, arm: str) -> Path:
    """Return the recording of the status quo or the scenario, made now if this worker has not done that run."""
    found: Path | None = bench.memory.get(arm)
    return _record(bench, arm)[1] if found is None else found


def _record(bench: Bench, arm: str) -> tuple[Any, Path]:
    """Run the status quo, recorded in full, or the scenario, of which lever values are enough."""
    market: Any = bench.market
    lived = market.branch(bench.blueprint.scenario(arm, bench.job.values))
    path = record(lived, levers_only=arm != bench.blueprint.scenarios[0].name)
    bench.live(lived, bench.days)
    bench.memory[arm] = path
    return lived, path


def markets_schema() -> pa.Schema:
    """Return the columns of `MARKETS`: impressions of the warm-up, and what building the network counted, as JSON."""
    return pa.schema([("key", pa.string()), ("impressions", pa.int64()), ("network", pa.string())])


def _market_row(key: str, market: Any) -> pa.RecordBatch:
    """Return what the warm-up left besides the market: impressions, and what building the network counted."""
    row = [[key], [market.impressions], [json.dumps(market.network_report)]]
    schema = markets_schema()
    return pa.record_batch([pa.array(values, one.type) for values, one in zip(row, schema, strict=True)], schema=schema)
