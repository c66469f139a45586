"""A platform's own figures for the desk: daily or monthly rows of a CSV file, read strictly, a line a mistake.

One row a figure: ``date, indicator, value`` and, where there are several, ``place``. A date is a day (2026-03-01) or a
month (2026-03), the same throughout. The file is read where it lies and nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.errors import UserError, quoted, suggest
from sim.runs.rows import WHOLE_MARKET
from sim.studies.calibrate.cells import Cells
from sim.studies.experiment.figure_rows import read_rows
from sim.studies.watch.indicators import INDICATORS, Indicator

NEEDED = ("date", "indicator", "value")
COLUMNS = (*NEEDED, "place", "note")
MOST_ROWS = 200_000
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
    if not path.exists():
        raise UserError("there is no such file", path=path)
    found: dict[tuple[str, str], dict[date, tuple[float, int]]] = {}
    cadence = _Cadence()
    rows = read_rows(path, COLUMNS, NEEDED, MOST_ROWS, "")
    rows.each(lambda row, line: _take(Cells(row, path, line), found, cadence))
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
