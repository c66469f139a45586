"""Tables as spreadsheets, R, pandas and network archives write them: CSV by whatever separator.

The separator is the one with which the columns that are asked for are there. Every row has as many fields as the
header, or the reading stops: a row that is longer by one, as with a thousands' comma, would shift all values after it
into wrong columns. Comments stand before the header, or begin with ``# `` or ``% ``.
"""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa

from sim.errors import UserError, quoted
from sim.model.network.formats.rows import MOST_TIES, Account, Sheet
from sim.model.network.formats.source import opened
from sim.model.network.formats.text import Lines
from sim.model.network.settings import SEPARATORS

_COMMENTS = ("#", "%")
_SAMPLE, _CHUNK = 40, 50_000
_WORD = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True)
class Dialect:
    """How files are written, where that is said: separator and encoding, empty if they are to be found out."""

    separator: str = ""
    encoding: str = ""


class _Rows:
    """Rows of a table, comments and blank lines left out and counted."""

    def __init__(self, lines: Lines, account: Account, path: Path) -> None:
        self.lines, self.account, self.path = lines, account, path
        self.width, self.separator, self.comment, self.first = 0, ",", "", 0
        self.number = 0
        self._source = iter(lines)
        self._ahead: list[tuple[int, str]] = []
        self._head()

    def _head(self) -> None:
        """Read ahead to the first line that is no comment, and a few more by which the separator is found."""
        for line in self._source:
            text = line.strip()
            if not self._ahead and text.startswith(_COMMENTS):
                self.comment = text.lstrip("#%").strip()
                self.account.leave_out("comment lines")
            elif not self._ahead and text[:4].lower() == "sep=" and len(text) <= 5:
                self.separator = text[4:] or "\t"
                self.account.how.append("line 1 names the separator")
            elif text:
                self._ahead.append((self.lines.number, line))
            if len(self._ahead) >= _SAMPLE:
                break

    @property
    def sample(self) -> list[str]:
        """The first lines."""
        return [line for _, line in self._ahead]

    def __iter__(self) -> Iterator[list[str]]:
        if self.separator == " ":
            for line in self._lines():
                yield _words(line)
            return
        reader = csv.reader(self._lines(), delimiter=self.separator, skipinitialspace=True, strict=True)
        while True:
            try:
                row = next(reader, None)
            except csv.Error as err:
                raise UserError(f"{err}: is a quotation mark not closed, or inside a value?", path=self.path,
                                line=self.number) from err
            if row is None:
                return
            yield row

    def _lines(self) -> Iterator[str]:
        for number, line in self._ahead:
            self.number = number
            if not self._is_comment(line):
                yield line
        for line in self._source:
            self.number = self.lines.number
            if line.isspace():
                continue
            if not self._is_comment(line):
                yield line

    def _is_comment(self, line: str) -> bool:
        if not line.startswith(_COMMENTS):
            return False
        if line[1:2].isspace() or (self.width and len(split(line, self.separator)) != self.width):
            self.account.leave_out("comment lines")
            return True
        return False  # a name may begin with the sign


def _words(line: str) -> list[str]:
    """Return what stands between blanks, of which there may be any number; quoted words may hold some."""
    return line.split() if '"' not in line else [inner or word for inner, word in _WORD.findall(line)]


def split(line: str, separator: str) -> list[str]:
    """Return the fields of one line."""
    if separator == " ":
        return _words(line)
    try:
        fields = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        fields = line.split(separator)
    return [field.strip() for field in fields]


def read_sheet(path: Path, asked: Sequence[str], dialect: Dialect = Dialect()) -> Sheet:
    """Return the columns of a table that are asked for, as text.

    Parameters
    ----------
    asked
        Names of columns; or, where there is no header, their places from 1: ``["1", "2"]``, nothing but numbers. A name
        that is not there is left out of the result, and whoever needs it says so.

    Raises
    ------
    UserError
        If the file is missing, empty, no text, or has a row that is longer or shorter than the header.
    """
    with opened(path) as source:
        lines = Lines(source.stream, path, dialect.encoding)
        account = Account(path.name, "CSV", [source.packed] * bool(source.packed) + [lines.encoding])
        rows = _Rows(lines, account, path)
        if not rows.sample:
            raise UserError("the file is empty; a header line is needed", path=path)
        _choose_separator(rows, asked, dialect.separator)
        places = _columns(rows, asked)
        found, numbers = _read(rows, [place for _, place in places])
    account.rows = len(numbers)
    columns = pd.DataFrame(
        {name: column for (name, _), column in zip(places, found, strict=True)},
        index=pd.Index(numbers, dtype="int64"))
    return Sheet(columns, account)


def _choose_separator(rows: _Rows, asked: Sequence[str], named: str) -> None:
    """Take the separator that is named, or the one with which the columns that are asked for are there."""
    if named or "line 1 names the separator" in rows.account.how:
        rows.separator = named or rows.separator
        rows.account.how.append(f"separator {SEPARATORS.get(rows.separator, rows.separator)}" +
                                (" (network.separator)" if named else ""))
        return
    sample = [line for line in rows.sample if not line.startswith(_COMMENTS)] or rows.sample

    def fits(separator: str) -> tuple[int, int, bool, int]:
        widths = [len(split(line, separator)) for line in sample]
        head = split(sample[0], separator) if widths[0] > 1 else [sample[0].strip()]
        there = sum(name in head for name in asked) or (_by_place(asked) and widths[0] >= max(map(int, asked)))
        there = there or sum(name in split(rows.comment, separator) for name in asked)
        return there, widths.count(widths[0]) if widths[0] > 1 else 0, separator != " ", widths[0]

    best = max(SEPARATORS, key=fits)
    rows.separator = best if fits(best)[-1] > 1 else ","
    rows.account.how.append(f"separator {SEPARATORS[rows.separator]}" if fits(best)[-1] > 1 else "one column")


def _by_place(asked: Sequence[str]) -> bool:
    return bool(asked) and all(name.isdecimal() and len(name) < 5 and int(name) for name in asked)


def _columns(rows: _Rows, asked: Sequence[str]) -> list[tuple[str, int]]:
    """Return name and place of each column that is asked for and there, and tell where the header stands."""
    account, first = rows.account, split(rows.sample[0], rows.separator)
    line, path = rows._ahead[0][0], rows.path
    if line_is_header := not _by_place(asked):
        header = first
        commented = split(rows.comment, rows.separator)
        if not set(asked) & set(first) and set(asked) <= set(commented) and len(commented) == len(first):
            header, line_is_header = commented, False
            account.how.append("header in a comment")
        else:
            account.how.append(f"header on line {line}")
    else:
        header = [str(place) for place in range(1, len(first) + 1)]
        account.how.append("no header: columns by number")
        if missing := [name for name in asked if name not in header]:
            raise UserError(f"no column {missing[0]}: line {line} has {len(first)} fields", path=path, line=line)
    rows.width, rows.first = len(header), line
    account.columns = header
    if line_is_header:
        rows._ahead.pop(0)
    doubles = [name for name in asked if header.count(name) > 1]
    if doubles:
        raise UserError(f"column {quoted(doubles[0])} is there twice: give one of them another name", path=path,
                        line=line)
    return [(name, header.index(name)) for name in dict.fromkeys(asked) if name in header]


def _read(rows: _Rows, places: Sequence[int]) -> tuple[list[pd.Series[str]], array[int]]:
    """Return the columns at some places, and the line of each row."""
    parts: list[list[pa.Array]] = [[] for _ in places]
    numbers = array("q")
    checked = _checked(rows, numbers)
    while chunk := list(islice(checked, _CHUNK)):
        for part, place in zip(parts, places, strict=True):
            part.append(pa.array([row[place] for row in chunk], pa.large_string()))
    columns = [pa.chunked_array(part, pa.large_string()) for part in parts]
    return [pd.Series(pd.array(column, dtype="str"), index=numbers) for column in columns], numbers


def _checked(rows: _Rows, numbers: array[int]) -> Iterator[list[str]]:
    for row in rows:
        if len(row) != rows.width:
            if not any(map(str.strip, row)):
                continue
            raise UserError(_wrong_width(rows, row), path=rows.path, line=rows.number)
        if not any(row) and not any(map(str.strip, row)):
            rows.account.leave_out("rows without a value")
            continue
        if len(numbers) >= MOST_TIES:
            raise UserError(f"has more than {MOST_TIES:,} rows: take a sample", path=rows.path)
        numbers.append(rows.number)
        yield row


def _wrong_width(rows: _Rows, row: list[str]) -> str:
    place = "the header has" if any(one.startswith("header") for one in rows.account.how) else f"line {rows.first} has"
    sign = SEPARATORS.get(rows.separator, rows.separator)
    told = f"has {len(row)} field{'s' * (len(row) != 1)} by {sign}, {place} "
    told += str(rows.width)
    if len(row) > rows.width:
        example = f'"1{rows.separator}000"' if rows.separator.isprintable() else "in double ones"
        if rows.separator == " ":
            example = "a name of two words in a file with tabs"
        told += f" (a separator inside a value has to be quoted, {example}; R: write.csv with row.names=FALSE)"
    return told
