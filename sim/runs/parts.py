"""The rows of a study on disk: journals while workers write, sealed parts afterwards, few however many runs.

A journal becomes the sealed part of the same name (written aside, synced, renamed), and only then goes; who finds both
has the part. Small parts are merged into larger ones that say which they replace, so that a merge cut short leaves
nothing twice. A run's rows in a table come from one journal, so they are there as a whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from sim.errors import UserError
from sim.runs.journal import lock, read_journal
from sim.runs.sealed import KEYS, REPLACES, intact, part_of, read_part, said_of, without_runs, write_part

T = TypeVar("T")

SEAL_AFTER, SEAL_BYTES = 256, 64_000_000
"""Runs after which a worker begins a new journal, and bytes: sealing and merging hold a part in memory."""

WHOLE_PART, WHOLE_BYTES = 2048, 32_000_000
"""Runs, and (compressed) bytes, from which a part is left alone by merging."""

_LOOKS = 5  # at a folder in which files come and go


def seal(journal: Path) -> Path | None:
    """Turn a journal into a sealed part; one without a whole run just goes."""
    part = part_of(journal.parent, journal.stem)
    if part is None:
        table = read_journal(journal).table
        if table is not None and table.num_rows:
            part = write_part(journal.parent, journal.stem, table)
    journal.unlink()
    return part


def recover(folder: Path) -> int:
    """Put a folder of parts in order after whatever happened to its writers; return how many runs were cut short.

    Raises
    ------
    UserError
        If a journal is damaged, or some process still writes it.
    """
    for aside in folder.glob("*.tmp"):
        aside.unlink()
    for part in sorted(folder.glob("merged-*.parquet")):
        for name in said_of(part, REPLACES):
            (folder / name).unlink(missing_ok=True)
    torn = 0
    for journal in sorted(folder.glob("*.journal")):
        with open_alone(journal):
            if part_of(folder, journal.stem) is None:
                torn += read_journal(journal).torn
            seal(journal)
    return torn


@contextlib.contextmanager
def open_alone(path: Path) -> Iterator[None]:
    """Hold a journal's lock; an orphaned worker lets go of it as it dies, within moments."""
    file = os.open(path, os.O_RDWR)
    try:
        lock(file, wait=True)
        yield
    finally:
        os.close(file)


def merge(folder: Path, token: str, *, once: bool = False) -> None:
    """Merge small parts, a bounded number of runs at a time, so that few files remain.

    Parameters
    ----------
    once
        Whether a run's rows are the same wherever they are found, and are wanted once.
    """
    waiting: list[Path] = []
    runs = size = number = 0
    for part in [*sorted(folder.glob("*.parquet")), None]:
        count = 0 if part is None else len(said_of(part, KEYS))
        if part is not None and count < WHOLE_PART and part.stat().st_size < WHOLE_BYTES:
            waiting.append(part)
            runs, size = runs + count, size + part.stat().st_size
        if len(waiting) > 1 and (part is None or runs >= WHOLE_PART or size >= WHOLE_BYTES):
            rows = _together([_Content(said_of(one, KEYS), one) for one in waiting], None, once)
            assert rows is not None
            write_part(folder, f"merged-{token}-{number:04}", rows, [one.name for one in waiting])
            for one in waiting:
                one.unlink()
            waiting, runs, size, number = [], 0, 0, number + 1


def read_rows(
    folder: Path, columns: Sequence[str] | None = None, *, once: bool = True, strict: bool = True
) -> pa.Table | None:
    """Return every row on disk, of journals being written too; ``None`` where there is none yet.

    Parameters
    ----------
    once
        Whether a run's rows are the same wherever they are found, and are wanted once.
    strict
        Whether damage stops; else what is damaged counts as not there.

    Raises
    ------
    UserError
        If a part is damaged, naming it.
    """
    return _patiently(lambda: _together(_contents(folder, strict), columns, once))


def keys_of(folder: Path) -> set[str]:
    """Return the keys of the runs that have rows in a folder; what is damaged counts as not there."""
    return _patiently(lambda: {key for content in _contents(folder, strict=False) for key in content.keys})


def damaged_parts(folder: Path) -> list[Path]:
    """Return the parts and journals of a folder that are not what was written."""
    found = [part for part in sorted(folder.glob("*.parquet")) if not intact(part)]
    for journal in sorted(folder.glob("*.journal")):
        try:
            if part_of(folder, journal.stem) is None:
                read_journal(journal)
        except UserError:
            found.append(journal)
    return found


@dataclass(frozen=True)
class _Content:
    """What a file holds: keys of runs, and its rows, those of a part read when they are asked for."""

    keys: list[str]
    part: Path | None = None
    table: pa.Table | None = None

    def rows(self, columns: Sequence[str] | None, without: set[str]) -> pa.Table:
        """Return its rows but for those of some runs."""
        if self.part is not None:
            return read_part(self.part, columns, without)
        assert self.table is not None
        table = without_runs(self.table, without)
        return table if columns is None else table.select(list(columns))


def _contents(folder: Path, strict: bool) -> Iterator[_Content]:
    """Yield what a folder's parts and journals hold."""
    journals = sorted(folder.glob("*.journal"))  # listed first: one that goes from now on is missed when it is opened
    for part in sorted(folder.glob("*.parquet")):
        if strict or intact(part):
            yield _Content(said_of(part, KEYS), part)
    for journal in journals:
        if part_of(folder, journal.stem) is None:
            try:
                table = read_journal(journal).table
            except UserError:
                if strict:
                    raise
                continue
            if table is not None:
                yield _Content(table["key"].unique().to_pylist(), table=table)


def _together(contents: Iterable[_Content], columns: Sequence[str] | None, once: bool) -> pa.Table | None:
    """Return the rows of some files, of a run whose rows are in several of them once if so wanted."""
    tables: list[pa.Table] = []
    seen: set[str] = set()
    for content in contents:
        twice = seen.intersection(content.keys) if once else set()
        tables.append(content.rows(columns, twice))
        seen.update(content.keys)
    return pa.concat_tables(tables, promote_options="default") if tables else None


def _patiently(look: Callable[[], T]) -> T:
    """Look at a folder, and again where a file of it became another meanwhile."""
    for _ in range(_LOOKS):
        with contextlib.suppress(FileNotFoundError):
            return look()
    return look()
