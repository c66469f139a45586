"""A sealed part: rows in a Parquet file that is never written again, under a name that carries the digest of its bytes.

Whoever finds a file under such a name can tell whether it is what was written, whatever befell the disk: a flipped bit,
a cut, a file of somebody else's. A part also says which runs it has rows of, and which parts it takes the place of, so
that neither takes reading its rows.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.errors import UserError
from sim.runs.store import write_whole

KEYS, REPLACES = b"keys", b"replaces"
_DIGITS = 32
_NAME = re.compile(rf"(?P<stem>.+)-(?P<digest>[0-9a-f]{{{_DIGITS}}})\.parquet")
_SETTLED_NS = 10**9  # a file younger than this may yet change without its times telling


def write_part(folder: Path, stem: str, table: pa.Table, replaces: Sequence[str] = ()) -> Path:
    """Write rows as a part and return it; it appears whole or not at all."""
    keys = table["key"].unique().to_pylist()
    said = {KEYS: json.dumps(keys).encode(), REPLACES: json.dumps(list(replaces)).encode()}
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(said), sink, compression="zstd", write_page_checksum=True)
    content = sink.getvalue()
    part = folder / f"{stem}-{digest_of(content)}.parquet"
    write_whole(part, content)
    return part


def part_of(folder: Path, stem: str) -> Path | None:
    """Return the part of this stem that is what was written, if there is one."""
    return next((part for part in folder.glob(f"{stem}-*.parquet") if _stem(part) == stem and intact(part)), None)


def intact(part: Path) -> bool:
    """Return whether a part is what was written; each is read for that once a process, unless it changes.

    Raises
    ------
    FileNotFoundError
        If it is not there any more.
    """
    named = _NAME.fullmatch(part.name)
    if named is None:
        return False
    state = part.stat()
    if time.time_ns() - state.st_mtime_ns < _SETTLED_NS:
        return _digest(part) == named["digest"]
    identity = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    return _known_digest(part, identity) == named["digest"]


def read_part(part: Path, columns: Sequence[str] | None = None, without: Collection[str] = ()) -> pa.Table:
    """Return a part's rows, those of some runs left out.

    Raises
    ------
    UserError
        If it is not what was written.
    """
    if not intact(part):
        raise damaged(part)
    if columns is None or not without or "key" in columns:
        return without_runs(read_parquet(part, columns), without)
    return without_runs(read_parquet(part, ["key", *columns]), without).drop_columns(["key"])


def without_runs(table: pa.Table, keys: Collection[str]) -> pa.Table:
    """Return a table's rows but for those of some runs."""
    return table.filter(pc.invert(pc.is_in(table["key"], pa.array(list(keys), pa.string())))) if keys else table


def read_parquet(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of a Parquet file of whatever kind, the checksums of its pages checked.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    try:
        with path.open("rb") as opened, pq.ParquetFile(opened, page_checksum_verification=True) as file:
            return file.read(columns=None if columns is None else list(columns)).replace_schema_metadata()
    except FileNotFoundError:
        raise
    except (pa.ArrowInvalid, OSError) as error:
        raise damaged(path) from error


def said_of(part: Path, key: bytes) -> list[str]:
    """Return what an intact part says of itself under ``KEYS`` or ``REPLACES``.

    Raises
    ------
    UserError
        If it is not what was written, or says that it takes the place of what is no part beside it: such files go.
    """
    if not intact(part):
        raise damaged(part)
    with part.open("rb") as file:
        said: list[str] = json.loads((pq.read_metadata(file).metadata or {})[key])
    if key == REPLACES and not all(Path(name).name == name and _NAME.fullmatch(name) for name in said):
        raise damaged(part)
    return said


def digest_of(content: bytes | pa.Buffer) -> str:
    """Return the digest of a file's content."""
    return hashlib.blake2b(content, digest_size=_DIGITS // 2).hexdigest()


def damaged(part: Path) -> UserError:
    """Return the error that names a damaged part."""
    return UserError(
        "damaged, not what was written: sim resume FOLDER --yes sets it aside and does its runs again", path=part
    )


def _stem(part: Path) -> str | None:
    named = _NAME.fullmatch(part.name)
    return None if named is None else named["stem"]


@lru_cache(maxsize=65_536)
def _known_digest(part: Path, identity: tuple[int, ...]) -> str:
    return _digest(part)


def _digest(part: Path) -> str:
    with part.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_DIGITS // 2)).hexdigest()
