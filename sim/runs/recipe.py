"""What is done with a warm market for one run, and what is kept of it. Every kind of study brings a recipe.

A recipe is plain data that workers can import by name; what it returns are rows, and nothing else leaves a worker. The
rows of ``runs`` say that a run is done, so they are written last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint
from sim.runs.facts import Record, facts_rows, facts_schema
from sim.runs.replication import Model
from sim.runs.rows import RunReport, daily_rows, daily_schema, finished_rows

Batches = dict[str, pa.RecordBatch]
"""Table → rows of one run."""

RUNS, DAILY, FACTS = "runs", "daily", "facts"


@dataclass(frozen=True)
class Job:
    """One run to do.

    Attributes
    ----------
    index
        Its row in the plan.
    warmup
        Key of the warm-up that it starts from.
    keep
        Whether the warm market is to be saved, for other workers.
    """

    index: int
    key: str
    warmup: str
    seed: int
    scenario: str
    values: dict[str, Any]
    keep: bool = False


@dataclass
class Bench:
    """What a recipe works with.

    Attributes
    ----------
    market
        The warm market, which is only ever branched; ``None`` for a recipe that asks for none.
    memory
        What a recipe wants to find again in further runs that start from the same warm market.
    breathe
        To be called after every simulated day; raises where the study is to stop.
    stage
        Names what is going on, for the row of a run that fails.
    report
        Returns who did the run and how long it has taken so far.
    """

    blueprint: Blueprint
    job: Job
    market: Model | None
    breathe: Callable[[], None]
    stage: Callable[[str], None]
    report: Callable[[], RunReport]
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return int(self.blueprint.config(self.job.values)["days"])

    @property
    def scenario(self) -> Scenario:
        """The run's scenario, its point's levers laid below."""
        return self.blueprint.scenario(self.job.scenario, self.job.values)

    def live(self, twin: Any, days: int) -> Any:
        """Simulate days of a market and return it."""
        for _ in range(days):
            twin.step()
            self.breathe()
        return twin

    def horizon(self) -> tuple[Any, int]:
        """Branch the run's scenario off the warm market, simulate the horizon, and return it with its impressions."""
        self.stage("simulation")
        assert self.market is not None
        twin = self.live(self.market.branch(self.scenario), self.days)
        self.stage("measuring")
        return twin, twin.impressions - self.market.impressions


class Recipe(Protocol):
    """How one run is done."""

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """Tables that a run has rows in besides ``runs``."""

    @property
    def warm(self) -> bool:
        """Whether runs start from a warm market."""

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows, those of ``runs`` among them."""


@dataclass(frozen=True)
class Horizon:
    """Branch the scenario off, simulate the horizon, keep every outcome over it.

    Attributes
    ----------
    daily
        Whether every day's outcomes are kept.
    record
        What else is kept.
    """

    daily: bool = False
    record: Record | None = None

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """Tables besides ``runs``."""
        found = {DAILY: daily_schema()} if self.daily else {}
        return found | ({FACTS: facts_schema()} if self.record else {})

    @property
    def warm(self) -> bool:
        """Every run starts from a warm market."""
        return True

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        twin, impressions = bench.horizon()
        tallies, regions = twin.tallies(), list(twin.regions)
        rows = finished_rows(bench.report(), regions, bench.days, tallies, twin.tiers(), impressions)
        batches = {DAILY: daily_rows(bench.job.key, regions, tallies)} if self.daily else {}
        if self.record:
            batches[FACTS] = facts_rows(bench.job.key, self.record, bench.scenario, twin)
        return {**batches, RUNS: rows}
