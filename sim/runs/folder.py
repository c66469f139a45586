"""The folder of a study that can be taken up again: what was asked, its plan, and the rows so far.

``study.json`` (what was asked, and of which environments rows are) and ``plan.parquet`` (one row a run, written before
anything runs) are replaced as whole files; rows are only ever added, in ``parts/``.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.errors import UserError
from sim.runs import parts
from sim.runs.blueprint import Blueprint
from sim.runs.journal import lock
from sim.runs.recipe import RUNS
from sim.runs.rows import WHOLE_MARKET
from sim.runs.store import as_json

DESCRIPTION, PLAN, LOCK = "study.json", "plan.parquet", "study.lock"
PARTS = "parts"
ABOUT_RUN = ("run", "key", "point", "scenario", "seed", "warmup")
"""Columns of a plan besides the factors."""


@dataclass(frozen=True)
class StudyFolder:
    """A study on disk.

    Attributes
    ----------
    about
        The content of ``study.json``.
    """

    path: Path
    about: dict[str, Any]

    @property
    def blueprint(self) -> Blueprint:
        """What its runs are made of."""
        return Blueprint.from_json(self.about["blueprint"])

    @property
    def plan(self) -> pa.Table:
        """One row a run, in the order of execution: run, key, point, scenario, seed, warm-up, one column a factor."""
        return _read_table(self.path / PLAN)

    def rows(self, columns: list[str] | None = None) -> pa.Table | None:
        """Return the rows of runs that are on disk, of a running study too; a run tried again counts once.

        Rows of runs that the plan no longer holds (of another version of the code) are left out.
        """
        needed = None if columns is None else list(dict.fromkeys(["key", "region", "status", "finished", *columns]))
        table = parts.read_rows(self.path / PARTS, needed)
        if table is None:
            return None
        table = table.filter(pc.is_in(table["key"], self.plan["key"]))
        return _latest(table)

    def states(self) -> dict[str, str]:
        """Return key → ``"finished"`` or ``"failed"`` of every run that has rows."""
        table = self.rows(["key", "status"])
        if table is None:
            return {}
        market = table.filter(pc.equal(table["region"], WHOLE_MARKET))
        return dict(zip(market["key"].to_pylist(), market["status"].to_pylist(), strict=True))

    def write(self, plan: pa.Table | None = None) -> None:
        """Write what was asked and, if given, the plan; each takes the place of the old one in one step."""
        self.path.mkdir(parents=True, exist_ok=True)
        if plan is not None:
            aside = self.path / f".{PLAN}"
            with aside.open("wb") as file:
                pq.write_table(plan, file, compression="zstd", write_page_checksum=True)
                _settle(file)
            aside.replace(self.path / PLAN)
        aside = self.path / f".{DESCRIPTION}"
        with aside.open("w", encoding="utf-8") as text:
            text.write(as_json(self.about))
            _settle(text)
        aside.replace(self.path / DESCRIPTION)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the study, so that no other process runs it at the same time.

        Raises
        ------
        UserError
            If one does.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not lock(file):
                raise UserError("another process runs this study: wait for it, or stop it", path=self.path)
            yield
        finally:
            os.close(file)


def table_folder(study: Path, table: str) -> Path:
    """Return where a table's parts lie: a folder of its name, that of runs being called ``parts``."""
    return study / (PARTS if table == RUNS else table)


def open_study(path: str | Path) -> StudyFolder:
    """Return the study that a folder holds.

    Raises
    ------
    UserError
        If there is none, or its description is damaged.
    """
    folder = Path(path).expanduser()
    if not folder.is_dir():
        raise UserError(f"no folder {path}")
    if not (folder / DESCRIPTION).exists():
        raise UserError(f"no study that can be taken up: there is no {DESCRIPTION}", path=folder)
    try:
        about: Mapping[str, Any] = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        study = StudyFolder(folder, dict(about))
        study.blueprint  # noqa: B018  (reads it)
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("damaged: it does not hold what was written", path=folder / DESCRIPTION) from error
    return study


def _read_table(path: Path) -> pa.Table:
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            return file.read()
    except FileNotFoundError:
        raise UserError("missing: the study cannot be taken up without its plan", path=path) from None
    except (pa.ArrowInvalid, OSError) as error:
        raise UserError("damaged: it does not hold what was written", path=path) from error


def _latest(table: pa.Table) -> pa.Table:
    """Return one row a run and region: the last written, and of a run that finished at last no failure."""
    ordered = table.sort_by([("key", "ascending"), ("region", "ascending"), ("finished", "ascending")])
    keys = pc.binary_join_element_wise(ordered["key"], ordered["region"], "/")
    runs = pc.run_end_encode(keys.combine_chunks())
    ends = pa.array(runs.run_ends.to_numpy() - 1) if len(keys) else pa.array([], pa.int64())
    return ordered if len(ends) == len(ordered) else ordered.take(ends)


def _settle(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())
