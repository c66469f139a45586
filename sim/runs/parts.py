"""The rows of a study on disk: journals while workers write, Parquet parts afterwards, few however many runs.

A journal becomes the Parquet part of the same name (written aside, synced, renamed), and only then goes; who finds both
has the part. Small parts are merged into larger ones that say which they replace, so that a merge cut short leaves
nothing twice. Every page of a part carries a checksum.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import UserError
from sim.runs.journal import lock, read_journal

SEAL_AFTER = 256
"""Runs after which a worker begins a new journal."""

WHOLE_PART = 2048
"""Runs from which a part is left alone by merging."""

_REPLACES = b"replaces"
_RUNS = b"runs"


def seal(journal: Path) -> Path | None:
    """Turn a journal into a Parquet part; one without a whole run just goes."""
    part = journal.with_suffix(".parquet")
    if not part.exists():
        table = read_journal(journal).table
        if table is None or not table.num_rows:
            journal.unlink()
            return None
        _write(part, table, ())
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
        for name in _said(part, _REPLACES):
            (folder / name).unlink(missing_ok=True)
    torn = 0
    for journal in sorted(folder.glob("*.journal")):
        with open_alone(journal):
            if not journal.with_suffix(".parquet").exists():
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


def merge(folder: Path, token: str) -> None:
    """Merge small parts, a bounded number of runs at a time, so that few files remain."""
    waiting: list[Path] = []
    runs = number = 0
    for part in [*sorted(folder.glob("*.parquet")), None]:
        count = 0 if part is None else int(_said(part, _RUNS)[0])
        if part is not None and count < WHOLE_PART:
            waiting.append(part)
            runs += count
        if len(waiting) > 1 and (part is None or runs >= WHOLE_PART):
            target = folder / f"merged-{token}-{number:04}.parquet"
            _write(target, read_tables(waiting), [one.name for one in waiting])
            for one in waiting:
                one.unlink()
            waiting, runs, number = [], 0, number + 1


def read_rows(folder: Path, columns: Sequence[str] | None = None) -> pa.Table | None:
    """Return every row on disk, of journals being written too; ``None`` where there is none yet.

    Raises
    ------
    UserError
        If a part is damaged, naming it.
    """
    tables = [read_tables([part], columns) for part in sorted(folder.glob("*.parquet"))]
    for journal in sorted(folder.glob("*.journal")):
        if journal.with_suffix(".parquet").exists():
            continue
        with contextlib.suppress(FileNotFoundError):  # it became a part this moment
            table = read_journal(journal).table
            if table is not None:
                tables.append(table if columns is None else table.select(list(columns)))
    return pa.concat_tables(tables, promote_options="default") if tables else None


def read_tables(parts: Iterable[Path], columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of some Parquet parts, their checksums checked."""
    tables = []
    for part in parts:
        try:
            with pq.ParquetFile(part, page_checksum_verification=True) as file:
                tables.append(file.read(columns=None if columns is None else list(columns)).replace_schema_metadata())
        except (pa.ArrowInvalid, OSError) as error:
            raise damaged(part) from error
    return pa.concat_tables(tables, promote_options="default")


def damaged_parts(folder: Path) -> list[Path]:
    """Return the parts and journals of a folder that cannot be read whole."""
    found = []
    for part in [*folder.glob("*.parquet"), *folder.glob("*.journal")]:
        try:
            if part.suffix == ".parquet":
                _said(part, _RUNS)
                read_tables([part])
            else:
                read_journal(part)
        except UserError:
            found.append(part)
    return found


def damaged(part: Path) -> UserError:
    """Return the error that names a damaged part."""
    return UserError(
        "damaged, not what was written: sim resume FOLDER --yes sets it aside and does its runs again", path=part
    )


def _said(part: Path, key: bytes) -> list[str]:
    """Return what a part says of itself."""
    try:
        metadata = pq.read_metadata(part).metadata or {}
        said: list[str] = json.loads(metadata[key])
    except (pa.ArrowInvalid, OSError, KeyError, ValueError) as error:
        raise damaged(part) from error
    return said


def _write(part: Path, table: pa.Table, replaces: Sequence[str]) -> None:
    runs = len(table["key"].unique())
    said = {_REPLACES: json.dumps(list(replaces)).encode(), _RUNS: json.dumps([str(runs)]).encode()}
    aside = part.with_suffix(".tmp")
    with aside.open("wb") as file:
        pq.write_table(table.replace_schema_metadata(said), file, compression="zstd", write_page_checksum=True)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(part)
