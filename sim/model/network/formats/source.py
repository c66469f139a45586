"""A file of somebody else's as a stream of bytes: known by its first bytes, unpacked within bounds.

What a file is called says little, so gzip, bzip2, xz and zip are told by their first bytes; workbooks, archives of
other kinds and databases are named in one line. However small a packed file is, no more than `MOST_BYTES` come out.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from sim.errors import UserError, brief, some_of, suggest

MOST_BYTES = 1 << 30
"""Most bytes that a file may hold once it is unpacked (1 GiB: some 60 million ties)."""

_HEAD = 512
_SAVE_AS: Final = "save each sheet as CSV (UTF-8)"
_REFUSED: Final[tuple[tuple[int, bytes, str, str], ...]] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, such as an .xls workbook", _SAVE_AS),
    (0, b"PAR1", "a Parquet file", "write it as CSV (pandas: to_csv)"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (0, b"Rar!", "a RAR archive", "unpack it first"),
    (0, b"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it first (zstd -d), or pack it with gzip"),
    (257, b"ustar", "a tar archive", "unpack it first"),
    (0, b"SQLite format 3\0", "an SQLite database", "export each table as CSV"),
    (0, b"%PDF-", "a PDF", "a table is needed as CSV"),
    (0, b"RDX", "a workspace of R", "write it with write.csv(..., row.names=FALSE)"),
    (0, b"X\n\0\0\0", "an .rds file of R", "write it with write.csv(..., row.names=FALSE)"),
)
_PACKED: Final[tuple[tuple[bytes, str, Any], ...]] = (
    (b"\x1f\x8b", "gzip", gzip.open), (b"BZh", "bzip2", bz2.open), (b"\xfd7zXZ\0", "xz", lzma.open),
)
_ENDINGS: Final = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zip": "zip"}
_BROKEN = (gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True)
class Source:
    """An open file: its bytes as they were before they were packed, and how they were packed (empty: not at all)."""

    stream: io.BufferedReader
    packed: str


class _Bounded(io.RawIOBase):
    """A stream that may be read so far and no farther."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path, self._left = stream, path, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise UserError(
                f"holds more than {MOST_BYTES / 2**30:.3g} GiB once unpacked, which is not read: take a sample, or the "
                "columns that are needed", path=self._path)
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Yield the unpacked bytes of a file, or of a file inside a zip archive (``both.zip/nodes.csv``).

    Raises
    ------
    UserError
        If there is no such file, it is no text or graph, it cannot be unpacked, or it holds too much; here, or while it
        is read inside the block.
    """
    archive = next((one for one in path.parents if one.is_file()), None)
    if archive is None and not path.is_file():
        raise _no_file(path)
    packed = "zip" if archive else ""
    try:
        with (archive or path).open("rb") as file:
            head = file.read(_HEAD)
            file.seek(0)
            packed = packed or _packing(path, head)
            if packed == "zip":
                member = path.relative_to(archive).as_posix() if archive else ""
                with zipfile.ZipFile(file) as whole, whole.open(_member(whole, member, archive or path)) as inner:
                    yield _bounded(inner, path, packed)
            elif packed:
                unpack = next(kind for _, name, kind in _PACKED if name == packed)
                with unpack(file) as inner:
                    yield _bounded(inner, path, packed)
            else:
                yield _bounded(file, path, "")
    except _BROKEN as err:
        raise UserError(f"not readable as {packed or 'a file'} ({err})", path=path) from err
    except OSError as err:
        raise UserError(f"cannot be read ({err.strerror or err})", path=path) from err


def _packing(path: Path, head: bytes) -> str:
    """Return how a file is packed by its first bytes, which have to be those that its name promises."""
    found = "zip" if head.startswith(b"PK") else next((name for sign, name, _ in _PACKED if head.startswith(sign)), "")
    promised = _ENDINGS.get(path.suffix.lower(), found)
    if promised != found:
        raise UserError(f"not readable as {promised} (its first bytes are not those of one)", path=path)
    return found


def _bounded(stream: IO[bytes], path: Path, packed: str) -> Source:
    found: Any = io.BufferedReader(_Bounded(stream, path), 1 << 16)
    head = found.peek(_HEAD)[:_HEAD]
    for place, sign, what, instead in _REFUSED:
        if head[place : place + len(sign)] == sign:
            raise UserError(f"is {what}, which is not read: {instead}", path=path)
    return Source(found, packed)


def _member(whole: zipfile.ZipFile, name: str, path: Path) -> zipfile.ZipInfo:
    """Return the file of a zip archive that is meant: the one that is named, or the only one."""
    files = [one for one in whole.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    names = [one.filename for one in files]
    if any(one.startswith(("xl/", "word/")) for one in names):
        raise UserError(f"is an Excel workbook, which is not read: {_SAVE_AS}", path=path)
    if "content.xml" in names and "mimetype" in names:
        raise UserError(f"is an OpenDocument file, which is not read: {_SAVE_AS}", path=path)
    if path.suffix.lower() == ".gephi":
        raise UserError("is a project of Gephi: export the graph (GraphML or GEXF) and name that", path=path)
    listed = some_of(names, 4)
    chosen = [one for one in files if one.filename == name] if name else files
    if len(chosen) != 1:
        if name:
            raise UserError(f"holds no {brief(name)}; it has {listed or 'nothing'}.{suggest(name, names)}", path=path)
        one = f" ({listed}): name one, as in {path.name}/{brief(names[0])}" if files else ""
        raise UserError(f"holds {len(files)} files{one}", path=path)
    if chosen[0].flag_bits & 1:
        raise UserError(f"{brief(chosen[0].filename)} is encrypted: unpack it first", path=path)
    return chosen[0]


def _no_file(path: Path) -> UserError:
    if path.exists():
        return UserError(f"is {'a folder' if path.is_dir() else 'no file'}, where a file is needed", path=path)
    near = suggest(path.name, [p.name for p in path.parent.iterdir()]) if path.parent.is_dir() else ""
    return UserError(f"no such file.{near} (network.data_dir says where relative paths start)", path=path)
