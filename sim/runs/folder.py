"""The folder of a study that can be taken up again: what was asked, its plan, and the rows so far.

``study.json`` (what was asked, and of which environments rows are) and ``plan.parquet`` (one row a run, written before
anything runs) are replaced as whole files; rows are only ever added, in ``parts/``. ``study.json`` carries its own
digest and that of the plan, so that neither is believed when it is not what was written.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sim.errors import UserError, quoted
from sim.runs import parts
from sim.runs.blueprint import Blueprint
from sim.runs.description import DESCRIPTION, PLAN, SEAL, no_links, plan_bytes, read_description, read_plan, sealed_text
from sim.runs.inventory import first_missing
from sim.runs.journal import lock
from sim.runs.recipe import RUNS
from sim.runs.rows import WHOLE_MARKET
from sim.runs.sealed import digest_of
from sim.runs.store import write_whole

LOCK = "study.lock"
PARTS = "parts"
ABOUT_RUN = ("run", "key", "point", "scenario", "seed", "warmup")
"""Columns of a plan besides the factors."""


@dataclass(frozen=True)
class Standing:
    """How a run stands.

    Attributes
    ----------
    status
        ``"finished"`` or ``"failed"``.
    lacks
        Further tables in which it left rows that are not there any more.
    """

    status: str
    lacks: tuple[str, ...] = ()


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
        return read_plan(self.path)

    def rows(self, columns: list[str] | None = None) -> pa.Table | None:
        """Return the rows of runs that are on disk, of a running study too; a run tried again counts once.

        Rows of runs that the plan no longer holds (of another version of the code) are left out.

        Raises
        ------
        UserError
            If a part is damaged or missing, naming it.
        """
        self._complain_of_what_is_gone()
        needed = None if columns is None else list(dict.fromkeys(["key", "region", "status", "finished", *columns]))
        table = parts.read_rows(self.path / PARTS, needed, once=False)
        if table is None:
            return None
        table = table.filter(pc.is_in(table["key"], self.plan["key"]))
        return _latest(table)

    def table(self, name: str) -> pa.Table | None:
        """Return the rows of a further table, those of a run once; ``None`` where there is none yet.

        Raises
        ------
        UserError
            If a part is damaged or missing, or finished runs lack rows that they left.
        """
        self._complain_of_what_is_gone()
        standing = self.standing()
        rows = parts.read_rows(table_folder(self.path, name))
        lacking = sum(name in one.lacks for one in standing.values())
        if lacking:
            raise UserError(f"rows of {lacking} runs are missing: sim resume FOLDER does those runs again",
                            path=table_folder(self.path, name))
        return rows

    def standing(self, *, planned: bool = True) -> dict[str, Standing]:
        """Return how every run stands that has rows; what is damaged counts as not there.

        Parameters
        ----------
        planned
            Whether runs that the plan does not hold are left out.
        """
        about = ["key", "region", "status", "finished", "tables"]
        table = parts.read_rows(self.path / PARTS, about, once=False, strict=False)
        if table is None:
            return {}
        if planned:
            table = table.filter(pc.is_in(table["key"], self.plan["key"]))
        market = _latest(table.filter(pc.equal(table["region"], WHOLE_MARKET)))
        named = [(name or "").split() for name in market["tables"].to_pylist()]
        kept = {name: parts.keys_of(table_folder(self.path, name)) for name in {one for each in named for one in each}}
        return {
            key: Standing(status, tuple(name for name in names if key not in kept[name]))
            for key, status, names in zip(market["key"].to_pylist(), market["status"].to_pylist(), named, strict=True)
        }

    def states(self, *, planned: bool = True) -> dict[str, str]:
        """Return key → ``"finished"`` or ``"failed"`` of every run that has all the rows that it left.

        What is damaged counts as not there, so that these are the runs that need not be done again.
        """
        standing = self.standing(planned=planned)
        return {key: one.status for key, one in standing.items() if not one.lacks}

    def write(self, plan: pa.Table | None = None) -> None:
        """Write what was asked and, if given, the plan; each takes the place of the old one in one step.

        A new plan's digest is in ``study.json`` before the plan is, beside the old one's, so that a kill at any moment
        leaves a plan that is known.

        Raises
        ------
        UserError
            When they cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            there = read_description(self.path) if (self.path / DESCRIPTION).exists() else None
            plans: list[str] = there[SEAL]["plan"] if there else []
            if plan is not None:
                content = plan_bytes(plan)
                if there:
                    self._describe(there, [*plans, digest_of(content)])
                write_whole(self.path / PLAN, content)
                plans = [digest_of(content)]
            self._describe(self.about, plans)
        except OSError as error:
            raise UserError(f"cannot write {self.path}: {error.strerror or error}") from error

    def _describe(self, about: Mapping[str, Any], plans: list[str]) -> None:
        text = sealed_text(about, plans)
        if not (self.path / DESCRIPTION).exists() or (self.path / DESCRIPTION).read_bytes() != text:
            write_whole(self.path / DESCRIPTION, text)

    def _complain_of_what_is_gone(self) -> None:
        if error := first_missing(self.path):
            raise error

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the study, so that no other process runs it at the same time.

        Raises
        ------
        UserError
            If one does, or the folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise UserError(f"cannot write {self.path}: {error.strerror or error}") from error
        try:
            if not lock(file):
                raise UserError("another process runs this study: wait for it, or stop it", path=self.path)
            yield
        finally:
            os.close(file)


def table_folder(study: Path, table: str) -> Path:
    """Return where a table's parts lie: a folder of its name, that of runs being called ``parts``.

    Raises
    ------
    UserError
        If a study names a table as none is called: no row of it leads anywhere else.
    """
    if not table.isidentifier():
        raise UserError(f"names a table {quoted(table)}, which is none of a study's", path=study)
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
    no_links(folder)
    about = read_description(folder)
    del about[SEAL]
    study = StudyFolder(folder, about)
    try:
        networks = [base["network"] for base in study.blueprint.bases.values() if "network" in base]
        unsure = any(one.get("kind") == "files" and not one.get("digest") for one in networks)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("written by another version: ask the same study afresh", path=folder / DESCRIPTION) from error
    if unsure:  # it may name any file
        raise UserError("names files of a network and not what they held: ask the same study afresh",
                        path=folder / DESCRIPTION)
    return study


def _latest(table: pa.Table) -> pa.Table:
    """Return one row a run and region: the last written, and of a run that finished at last no failure."""
    ordered = table.sort_by([("key", "ascending"), ("region", "ascending"), ("finished", "ascending")])
    keys = pc.binary_join_element_wise(ordered["key"], ordered["region"], "/")
    runs = pc.run_end_encode(keys.combine_chunks())
    ends = pa.array(runs.run_ends.to_numpy() - 1) if len(keys) else pa.array([], pa.int64())
    return ordered if len(ends) == len(ordered) else ordered.take(ends)

