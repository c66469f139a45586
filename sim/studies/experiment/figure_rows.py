"""A file of a platform's own figures as rows: strict CSV, columns that are known, every mistake with its line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import Mistakes, UserError, quoted, suggest

MOST_TOLD = 20
"""Mistakes of a file that are told at once."""


@dataclass(frozen=True)
class FigureRows:
    """The rows of a file, unread as yet.

    Attributes
    ----------
    digest
        Of the file's bytes.
    heads
        Its columns, in their order.
    rows
        Line and cells of each.
    """

    path: Path
    digest: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def each(self, take: Callable[[dict[str, str], int], None]) -> None:
        """Hand every row, by column, and its line to a reader.

        Raises
        ------
        UserError
            Of all that the reader raised and of rows that are longer or shorter than the header; `MOST_TOLD` at most.
        """
        mistakes = Mistakes()
        for line, row in self.rows:
            with mistakes:
                if len(row) != len(self.heads):
                    raise UserError(f"has {len(row)} values where there are {len(self.heads)} columns", path=self.path,
                                    line=line)
                take(dict(zip(self.heads, (cell.strip() for cell in row), strict=True)), line)
            if len(mistakes.found) == MOST_TOLD:
                more = f"{MOST_TOLD} mistakes are told; rows below may hold more"
                mistakes.add(UserError(more, path=self.path, line=line + 1))
                break
        mistakes.tell()


def read_rows(path: Path, columns: Sequence[str], needed: Sequence[str], most: int, what: str) -> FigureRows:
    """Read a file's rows.

    Parameters
    ----------
    columns, needed
        Those that it may have, and has to have.
    most
        Rows at most.
    what
        What a file is to hold, for whoever gave more: ``give months (or weeks) of KPIs, ``; may be empty.

    Raises
    ------
    UserError
        If it is no plain file, no CSV in UTF-8, has no figure, too many of them, or columns that are none.
    """
    raw = file_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("is not UTF-8: save it as CSV UTF-8", path=path) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        table = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(f"malformed CSV: {error}", path=path, line=reader.line_num) from None
    if not table:
        raise UserError(f"is empty: it needs the columns {', '.join(needed)} and a row a figure", path=path)
    heads = _heads(table[0][1], columns, needed, path, table[0][0])
    if len(table) < 2:
        raise UserError("has a header and no figure", path=path, line=table[0][0])
    if len(table) - 1 > most:
        raise UserError(f"has {len(table) - 1:,} rows: {what}{most:,} figures at most", path=path)
    return FigureRows(path, bytes_digest(raw), tuple(heads), tuple(table[1:]))


def file_bytes(path: Path) -> bytes:
    """Return what a plain file holds.

    Raises
    ------
    UserError
        If it is none, or cannot be read.
    """
    if path.exists() and not path.is_file():
        raise UserError("is no plain file", path=path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", path=path) from None


def bytes_digest(raw: bytes) -> str:
    """Return the digest of a file's bytes, by which a study knows it again."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def _heads(
    cells: Sequence[str], columns: Sequence[str], needed: Sequence[str], path: Path, line: int
) -> list[str]:
    heads = [cell.strip().casefold() for cell in cells]
    if len(heads) == 1 and ";" in heads[0]:
        raise UserError("columns are parted by semicolons: save it with commas", path=path, line=line)
    for head in heads:
        if head not in columns:
            raise UserError(f"no column {quoted(head)}.{suggest(head, columns)} (columns are {', '.join(columns)})",
                            path=path, line=line)
        if heads.count(head) > 1:
            raise UserError(f"column {quoted(head)} stands there twice", path=path, line=line)
    missing = [name for name in needed if name not in heads]
    if missing:
        raise UserError(f"lacks the column {quoted(missing[0])} (needed are {', '.join(needed)})", path=path, line=line)
    return heads
