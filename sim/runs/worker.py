"""What a worker does with a run: warm up or take the warm market at hand, branch, simulate, write the rows.

This runs inside worker processes: it imports neither pandas nor Matplotlib.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.runs.blueprint import Blueprint
from sim.runs.facts import Record, facts_rows, facts_schema
from sim.runs.journal import Journal
from sim.runs.parts import SEAL_AFTER, seal
from sim.runs.processes import StopRequestedError
from sim.runs.replication import Model, ModelBuilder, build_ecosystem, with_threads
from sim.runs.rows import RunReport, daily_rows, daily_schema, failed_row, finished_rows, run_schema

ModelLoader = Callable[[Path], Model]


def load_ecosystem(folder: Path) -> Model:
    """Return the real model as it was saved."""
    from sim.model.ecosystem.model import Ecosystem

    model: Model = Ecosystem.load(folder)
    return model


@dataclass(frozen=True)
class ModelFactory:
    """How models come about; both functions are importable by name, since workers import them.

    ``load`` takes up a market that another worker has warmed up and saved (``model.save(folder)``); without it every
    worker warms up its own.
    """

    build: ModelBuilder = build_ecosystem
    load: ModelLoader | None = None


REAL = ModelFactory(build_ecosystem, load_ecosystem)


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


@dataclass(frozen=True)
class Done:
    """What became of a job; its rows are on disk by now."""

    index: int
    failed: str = ""
    wall_s: float = 0.0
    warmup_s: float = 0.0
    saved: bool = False


@dataclass(frozen=True)
class RunContext:
    """What every worker of a study knows; ``record`` is what it keeps of each run besides the horizon's outcomes."""

    blueprint: Blueprint
    folder: Path
    token: str
    factory: ModelFactory
    threads: int = 1
    daily: bool = False
    record: Record | None = None


class Worker:
    """Does one run after the other and keeps the last warm market.

    Parameters
    ----------
    stopping
        Asked at the end of every simulated day; a run in flight is given up when it says yes.
    """

    def __init__(self, context: RunContext, name: str, stopping: Callable[[], bool] = lambda: False) -> None:
        self.context, self.name, self._stopping = context, name, stopping
        self._warm: tuple[str, Model] | None = None
        self._books: dict[str, Journal] = {}
        self._number = 0
        self._stage = ""

    def do(self, job: Job) -> Done:
        """Do one run and write what came of it.

        Raises
        ------
        OSError
            When the rows cannot be written.
        StopRequestedError
            When it was asked to stop; nothing is written then.
        """
        started = time.perf_counter()
        warmup_s = 0.0
        self._stage = "warm-up"
        try:
            market, saved = self._warmed(job)
            warmup_s = time.perf_counter() - started
            rows, more = self._simulated(job, market, started, warmup_s)
        except (StopRequestedError, KeyboardInterrupt):
            raise
        except Exception as error:  # whatever the model raised becomes a row
            report = RunReport(job.key, self.name, time.perf_counter() - started, warmup_s)
            self.write(failed_row(report, self._stage, error))
            return Done(job.index, f"{self._stage}: {error}", report.wall_s, warmup_s)
        self.write(rows, more)
        return Done(job.index, "", time.perf_counter() - started, warmup_s, saved)

    def write(self, rows: pa.RecordBatch, more: Mapping[str, pa.RecordBatch] | None = None) -> None:
        """Write a run's rows; those of further tables first, since the others say that it is done."""
        if self._books and self._books["runs"].runs >= SEAL_AFTER:
            self.close()
        if not self._books:
            self._open()
        for table, batch in (more or {}).items():
            self._books[table].append(batch)
        self._books["runs"].append(rows)

    def close(self) -> None:
        """Seal what was written."""
        for book in reversed(self._books.values()):
            book.close()
            seal(book.path)
        self._books = {}

    def _open(self) -> None:
        schemas = {"daily": daily_schema()} if self.context.daily else {}
        schemas |= {"facts": facts_schema()} if self.context.record else {}
        for table, schema in (schemas | {"runs": run_schema()}).items():
            folder = self.context.folder / ("parts" if table == "runs" else table)
            folder.mkdir(exist_ok=True)
            path = folder / f"{self.context.token}-{self.name}-{os.getpid()}-{self._number:04}.journal"
            self._books[table] = Journal(path, schema)
        self._number += 1

    def _warmed(self, job: Job) -> tuple[Model, bool]:
        """Return the warm market of a job: at hand, from another worker, or warmed up now; and whether it is saved."""
        if self._warm is not None and self._warm[0] == job.warmup:
            return self._warm[1], False
        self._warm = None  # freed before the next one is built
        load, place = self.context.factory.load, warmup_folder(self.context.folder, job.warmup)
        if load is not None and (place / "market.json").exists():
            market, saved = load(place), False
        else:
            market = self._warm_up(job)
            saved = job.keep and load is not None
            if saved:
                market.save(place)  # type: ignore[attr-defined]
        self._warm = (job.warmup, market)
        return market, saved

    def _warm_up(self, job: Job) -> Model:
        config = with_threads(self.context.blueprint.config(job.values), self.context.threads)
        market = self.context.factory.build(config, job.seed)
        for _ in range(int(config["warmup_days"])):
            market.step()
            self._breathe()
        return market

    def _simulated(
        self, job: Job, market: Model, started: float, warmup_s: float
    ) -> tuple[pa.RecordBatch, dict[str, pa.RecordBatch]]:
        """Branch off a job's scenario, simulate its horizon and return its rows, and those of further tables."""
        self._stage = "simulation"
        days = int(self.context.blueprint.config(job.values)["days"])
        before = market.impressions
        scenario = self.context.blueprint.scenario(job.scenario, job.values)
        twin = market.branch(scenario)
        for _ in range(days):
            twin.step()
            self._breathe()
        self._stage = "measuring"
        report = RunReport(job.key, self.name, time.perf_counter() - started, warmup_s)
        tallies, regions = twin.tallies(), list(twin.regions)
        rows = finished_rows(report, regions, days, tallies, twin.tiers(), twin.impressions - before)
        more = {"daily": daily_rows(job.key, regions, tallies)} if self.context.daily else {}
        if self.context.record:
            more["facts"] = facts_rows(job.key, self.context.record, scenario, twin)
        return rows, more

    def _breathe(self) -> None:
        if self._stopping():
            raise StopRequestedError


def warmup_folder(folder: Path, key: str) -> Path:
    """Return where a study keeps a warm market for its workers."""
    return folder / "warmups" / key


def forget_warmup(folder: Path, key: str) -> None:
    """Remove a warm market that no run needs any more."""
    shutil.rmtree(warmup_folder(folder, key), ignore_errors=True)
