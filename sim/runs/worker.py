"""What a worker does with a run: warm up or take the warm market at hand, branch, simulate, write the rows.

This runs inside worker processes: it imports neither pandas nor Matplotlib.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import UserError, quoted
from sim.runs.blueprint import Blueprint
from sim.runs.folder import table_folder
from sim.runs.journal import Journal
from sim.runs.parts import SEAL_AFTER, SEAL_BYTES, seal
from sim.runs.posterior import lived
from sim.runs.recipe import RUNS, Bench, Horizon, Job, Recipe
from sim.runs.replication import Model, ModelBuilder, build_ecosystem, with_threads
from sim.runs.rows import RunReport, failed_row, run_schema
from sim.runs.spawning import StopRequestedError
from sim.runs.trouble import trouble_in

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
class Done:
    """What became of a job; its rows are on disk by now."""

    index: int
    failed: str = ""
    wall_s: float = 0.0
    warmup_s: float = 0.0
    saved: bool = False


HORIZON = Horizon()
WARMUPS = "warmups"
_SAVING = "saving the warm market"
_TABLES = "tables"


@dataclass(frozen=True)
class RunContext:
    """What every worker of a study knows."""

    blueprint: Blueprint
    folder: Path
    token: str
    factory: ModelFactory
    threads: int = 1
    recipe: Recipe = HORIZON


class Worker:
    """Does one run after the other and keeps the last warm market.

    Parameters
    ----------
    stopping
        Asked at the end of every simulated day; a run in flight is given up when it says yes.
    """

    def __init__(self, context: RunContext, name: str, stopping: Callable[[], bool] = lambda: False) -> None:
        self.context, self.name, self._stopping = context, name, stopping
        self._warm: tuple[str, Model | None, dict[str, Any]] | None = None
        self._books: dict[str, Journal] = {}
        self._number = 0
        self._stage = ""

    def do(self, job: Job) -> Done:
        """Do one run and write what came of it.

        Raises
        ------
        OSError, MachineTroubleError
            When the rows cannot be written, or the machine stopped the run: that is no failure of the run.
        StopRequestedError
            When it was asked to stop; nothing is written then.
        """
        started = time.perf_counter()
        warmup_s = 0.0
        self._stage = "warm-up"
        try:
            market, memory, saved = self._warmed(job)
            warmup_s = time.perf_counter() - started
            batches = self.context.recipe.run(Bench(
                self.context.blueprint, job, market, self._breathe, self._at,
                lambda: RunReport(job.key, self.name, time.perf_counter() - started, warmup_s), memory,
            ))
        except (StopRequestedError, KeyboardInterrupt):
            raise
        except Exception as error:  # whatever the model raised becomes a row
            if trouble := trouble_in(error, any_file=self._stage == _SAVING):
                raise trouble from error
            report = RunReport(job.key, self.name, time.perf_counter() - started, warmup_s)
            self.write({RUNS: failed_row(report, self._stage, error)})
            return Done(job.index, f"{self._stage}: {error}", report.wall_s, warmup_s)
        self.write(batches)
        return Done(job.index, "", time.perf_counter() - started, warmup_s, saved)

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a run's rows; those of further tables first, since the others say that it is done."""
        if self._books and (self._books[RUNS].runs >= SEAL_AFTER or self._bulk() >= SEAL_BYTES):
            self.close()
        if not self._books:
            self._open()
        batches = {**batches, RUNS: _naming_tables(batches)}
        for table in sorted(batches, key=lambda table: table == RUNS):
            self._books[table].append(batches[table])

    def close(self) -> None:
        """Seal what was written; where the disk is full, journals stay, and are as good."""
        books, self._books = list(self._books.values()), {}
        with ExitStack() as every:  # each lets go of its lock, whatever befalls another
            for book in books:
                every.callback(book.close)
        for book in books:
            seal(book.path)

    def _bulk(self) -> int:
        """Return the bytes of the longest journal."""
        return max(book.path.stat().st_size for book in self._books.values())

    def _open(self) -> None:
        for table, schema in ({**self.context.recipe.tables, RUNS: run_schema()}).items():
            folder = table_folder(self.context.folder, table)
            folder.mkdir(exist_ok=True)
            path = folder / f"{self.context.token}-{self.name}-{os.getpid()}-{self._number:04}.journal"
            self._books[table] = Journal(path, schema)
        self._number += 1

    def _warmed(self, job: Job) -> tuple[Model | None, dict[str, Any], bool]:
        """Return the warm market of a job: at hand, from another worker, or warmed up now; and whether it is saved."""
        if self._warm is not None and self._warm[0] == job.warmup:
            return self._warm[1], self._warm[2], False
        self._warm = None  # freed before the next one is built
        market, saved = self._fetched(job) if self.context.recipe.warm else (None, False)
        self._warm = (job.warmup, market, {})
        return market, self._warm[2], saved

    def _fetched(self, job: Job) -> tuple[Model, bool]:
        load, place = self.context.factory.load, warmup_folder(self.context.folder, job.warmup)
        if load is not None and (place / "market.json").exists():
            with suppress(UserError, OSError):  # damaged, or taken away: it is warmed up here instead
                return load(place), False
        market = self._warm_up(job)
        saved = job.keep and load is not None
        if saved:
            self._stage = _SAVING
            market.save(place)  # type: ignore[attr-defined]
        return market, saved

    def _warm_up(self, job: Job) -> Model:
        config = lived(with_threads(self.context.blueprint.config(job.values), self.context.threads), job.seed)
        market = self.context.factory.build(config, job.seed)
        for _ in range(int(config["warmup_days"])):
            market.step()
            self._breathe()
        return market

    def _at(self, stage: str) -> None:
        self._stage = stage

    def _breathe(self) -> None:
        if self._stopping():
            raise StopRequestedError


def _naming_tables(batches: Mapping[str, pa.RecordBatch]) -> pa.RecordBatch:
    """Return a run's rows with the names of the further tables in which it has rows."""
    rows = batches[RUNS]
    names = " ".join(sorted(table for table, batch in batches.items() if table != RUNS and batch.num_rows))
    place = rows.schema.get_field_index(_TABLES)
    return rows.set_column(place, rows.schema.field(place), pa.array([names] * rows.num_rows, pa.string()))


def warmup_folder(folder: Path, key: str) -> Path:
    """Return where a study keeps a warm market for its workers.

    Raises
    ------
    UserError
        If a plan calls it as none is called: what is there is written over, and taken away with all that is in it.
    """
    if not key.isalnum():
        raise UserError(f"a plan names a warm market {quoted(key)}, which is none of a study's", path=folder)
    return folder / WARMUPS / key


def forget_warmup(folder: Path, key: str) -> None:
    """Remove a warm market that no run needs any more."""
    shutil.rmtree(warmup_folder(folder, key), ignore_errors=True)
