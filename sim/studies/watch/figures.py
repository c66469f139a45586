"""A platform's own figures for the desk: daily or monthly rows of a CSV file, read strictly, a line a mistake.

One row a figure: ``date, indicator, value`` and, where there are several, ``place``. A date is a day (2026-03-01) or a
month (2026-03), the same throughout. The file is read where it lies and nothing of it is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.errors import Mistakes, UserError, quoted, suggest
from sim.runs.rows import WHOLE_MARKET
from sim.studies.calibrate.cells import Cells
from sim.studies.watch.indicators import INDICATORS, Indicator

NEEDED = ("date", "indicator", "value")
COLUMNS = (*NEEDED, "place", "note")
MOST_ROWS = 200_000
MOST_TOLD = 20
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PLACE = re.compile(r"[\w .-]{1,40}")
_PART_OF_ONE = "fraction"


@dataclass(frozen=True)
class Series:
    """Figures of an indicator in a place, in order.

    Attributes
    ----------
    days
        The day of each figure; of a month its first.
    """

    place: str
    indicator: Indicator
    days: tuple[date, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class WatchFigures:
    """A file of figures.

    Attributes
    ----------
    monthly
        Whether figures are of months instead of days.
    """

    path: Path
    monthly: bool
    series: tuple[Series, ...]


def read_watch_figures(path: Path) -> WatchFigures:
    """Read a file of figures.

    Raises
    ------
    UserError
        On anything wrong: a line a mistake, with file and line.
    """
    table = _table(path)
    heads = _heads(table[0][1], path, table[0][0])
    found: dict[tuple[str, str], dict[date, tuple[float, int]]] = {}
    mistakes, cadence = Mistakes(), _Cadence()
    for line, row in table[1:]:
        with mistakes:
            _take(_cells(path, line, heads, row), found, cadence)
        if len(mistakes.found) == MOST_TOLD:
            mistakes.add(UserError(f"{MOST_TOLD} mistakes are told; rows below may hold more", path=path,
                                   line=line + 1))
            break
    mistakes.tell()
    series = []
    for (place, name), own in sorted(found.items()):
        days = tuple(sorted(own))
        series.append(Series(place, INDICATORS[name], days, tuple(own[day][0] for day in days)))
    return WatchFigures(path, bool(cadence.monthly), tuple(series))


@dataclass
class _Cadence:
    """What the first date was: a month, or a day; and on which line."""

    monthly: bool | None = None
    line: int = 0


def _table(path: Path) -> list[tuple[int, list[str]]]:
    if not path.is_file():
        raise UserError("is no plain file" if path.exists() else "there is no such file", path=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("is not UTF-8: save it as CSV UTF-8", path=path) from None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", path=path) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        table = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(f"malformed CSV: {error}", path=path, line=reader.line_num) from None
    if not table:
        raise UserError(f"is empty: it needs the columns {', '.join(NEEDED)} and a row a figure", path=path)
    if len(table) < 2:
        raise UserError("has a header and no figure", path=path, line=table[0][0])
    if len(table) - 1 > MOST_ROWS:
        raise UserError(f"has {len(table) - 1:,} rows: {MOST_ROWS:,} figures at most", path=path)
    return table


def _heads(cells: Sequence[str], path: Path, line: int) -> list[str]:
    heads = [cell.strip().casefold() for cell in cells]
    if len(heads) == 1 and ";" in heads[0]:
        raise UserError("columns are parted by semicolons: save it with commas", path=path, line=line)
    for head in heads:
        if head not in COLUMNS:
            raise UserError(f"no column {quoted(head)}.{suggest(head, COLUMNS)} (columns are {', '.join(COLUMNS)})",
                            path=path, line=line)
        if heads.count(head) > 1:
            raise UserError(f"column {quoted(head)} stands there twice", path=path, line=line)
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        raise UserError(f"lacks the column {quoted(missing[0])} (needed are {', '.join(NEEDED)})", path=path, line=line)
    return heads


def _cells(path: Path, line: int, heads: Sequence[str], row: Sequence[str]) -> Cells:
    if len(row) != len(heads):
        raise UserError(f"has {len(row)} values where there are {len(heads)} columns", path=path, line=line)
    return Cells(dict(zip(heads, (cell.strip() for cell in row), strict=True)), path, line)


def _take(cells: Cells, found: dict[tuple[str, str], dict[date, tuple[float, int]]], cadence: _Cadence) -> None:
    """Add a row to what is found."""
    indicator = INDICATORS[_known(cells, INDICATORS)]
    day, monthly = _day(cells)
    if cadence.monthly is None:
        cadence.monthly, cadence.line = monthly, cells.line
    elif cadence.monthly != monthly:
        kinds = ("a month", "a day") if monthly else ("a day", "a month")
        raise cells.error(f"date is {kinds[0]}, and on line {cadence.line} it is {kinds[1]}: one of both throughout")
    place = cells.row.get("place") or WHOLE_MARKET
    if not _PLACE.fullmatch(place):
        raise cells.error(f"place {quoted(place)} may hold only letters, digits, spaces, dots, _ and -, 40 at most")
    value = _value(cells, indicator, monthly)
    own = found.setdefault((place, indicator.name), {})
    if day in own:
        raise cells.error(f"{indicator.name} of {place} on {cells.row['date']} stands on line {own[day][1]} already")
    own[day] = (value, cells.line)


def _known(cells: Cells, known: Mapping[str, object]) -> str:
    name = cells.row["indicator"]
    if name not in known:
        raise cells.error(f"no indicator {quoted(name)}.{suggest(name, known)} (there are {', '.join(known)})")
    return name


def _day(cells: Cells) -> tuple[date, bool]:
    """Return a date, and whether it is a month."""
    month = _MONTH.fullmatch(cells.row["date"])
    if month is None:
        return cells.day("date"), False
    if not 1 <= int(month[2]) <= 12 or int(month[1]) < 1:
        raise cells.error(f"date is {quoted(cells.row['date'])}, not a month such as 2026-03")
    return date(int(month[1]), int(month[2]), 1), True


def _value(cells: Cells, indicator: Indicator, monthly: bool) -> float:
    value = cells.number("value")
    if value < 0.0:
        raise cells.error(f"value {value:g} of {indicator.name} is below 0")
    if indicator.scale == "count" and not monthly and value != int(value):
        raise cells.error(f"value {value:g} of {indicator.name} is no whole number: it is a count of a day")
    if indicator.unit.startswith(_PART_OF_ONE) and value > 1.0:
        raise cells.error(f"value {value:g} of {indicator.name} is no share: between 0 and 1, as in 0.05 for 5%")
    return value
