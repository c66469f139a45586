"""A platform's own figures: tidy rows of a CSV file, read strictly, every mistake with its line.

One row a figure: ``kpi, region, start, end, value`` and, where known, ``se`` or ``n``, ``unit``, ``kind``, ``event``,
``use``. Dates are ISO, the end is the first day no longer in it. The file is read where it lies; a study keeps its
digest, never its numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.errors import UserError, quoted
from sim.studies.calibrate.cells import Cells
from sim.studies.calibrate.kpis import Kpi, is_share
from sim.studies.experiment.figure_rows import bytes_digest, file_bytes, read_rows

KINDS, USES = ("level", "ratio_to_first", "change"), ("fit", "holdout", "context")
NEEDED = ("kpi", "region", "start", "end", "value")
COLUMNS = (*NEEDED, "se", "n", "unit", "kind", "event", "use", "status", "definition", "source", "note")
MOST_ROWS = 5000
LEAST_PEOPLE = 50
"""People or events behind a figure, where ``n`` is given: fewer could point at somebody."""

RELATIVE_ERROR = 0.02
"""Of a figure that comes without ``se`` and ``n``."""

_WHOLE = "all"


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes
    ----------
    region
        Of the market, or ``all``.
    start, end
        First day, and first day after it.
    value, error
        In the KPI's unit; its standard error.
    event, since
        Name and day of the dated change of policy that a figure of kind ``change`` is about.
    line
        Of the file.
    """

    kpi: Kpi
    region: str
    start: date
    end: date
    value: float
    error: float
    kind: str = "level"
    use: str = "fit"
    event: str = ""
    since: date | None = None
    line: int = 0

    @property
    def before(self) -> tuple[date, date] | None:
        """The days that a change is held against, as many as its own, right before the event; first and end."""
        return None if self.since is None else (self.since - (self.end - self.start), self.since)


@dataclass(frozen=True)
class Figures:
    """A file of figures.

    Attributes
    ----------
    digest
        Of the file's bytes; all that a study keeps of it.
    """

    path: Path
    digest: str
    rows: tuple[Figure, ...]

    @property
    def first(self) -> date:
        """The first day that any figure needs."""
        return min(one.before[0] if one.before else one.start for one in self.rows)

    @property
    def end(self) -> date:
        """The first day after all of them."""
        return max(one.end for one in self.rows)


def read_figures(
    path: Path, regions: list[str], kpis: Mapping[str, Kpi], events: Mapping[str, date], least: int = LEAST_PEOPLE
) -> Figures:
    """Read a file of figures.

    Parameters
    ----------
    regions
        Of the market.
    kpis
        Names of one's own, from the mapping file; every outcome is known besides.
    events
        Dated changes of policy by name.
    least
        Figures with a smaller ``n`` are refused.

    Raises
    ------
    UserError
        On anything wrong: one line, with file and line.
    """
    table = read_rows(path, COLUMNS, NEEDED, MOST_ROWS, "give months (or weeks) of KPIs, ")
    known = Known(regions, kpis, events, least)
    every: list[Cells] = []
    rows: list[Figure] = []

    def take(row: dict[str, str], line: int) -> None:
        every.append(Cells(row, path, line))
        rows.append(_figure(every[-1], known))

    table.each(take)
    _one_unit(every)
    _no_overlap(path, rows)
    if not any(one.use == "fit" for one in rows):
        raise UserError("no figure has use=fit: nothing can be fitted", path=path)
    return Figures(path, table.digest, tuple(rows))


def file_digest(path: Path) -> str:
    """Return the digest of a file's bytes, which are not looked at besides.

    Raises
    ------
    UserError
        If it is no plain file, or cannot be read.
    """
    return bytes_digest(file_bytes(path))


@dataclass(frozen=True)
class Known:
    """What the words of a row may name; and the fewest people or events behind a figure."""

    regions: Sequence[str]
    kpis: Mapping[str, Kpi]
    events: Mapping[str, date]
    least: int


def _figure(cells: Cells, known: Known) -> Figure:
    kpi = cells.kpi(known.kpis)
    region = cells.word("region", (_WHOLE, *known.regions), _WHOLE)
    start, end = cells.day("start"), cells.day("end")
    if end <= start:
        raise cells.error(f"end {end} is not after start {start} (the end is the first day after the period)")
    kind, use = cells.word("kind", KINDS, "level"), cells.word("use", USES, "fit")
    event = cells.event(known.events, kind)
    if event and start < known.events[event]:
        raise cells.error(f"a change is after minus before: its period begins on {known.events[event]} ({event}) or "
                          "later")
    scale = cells.unit(kpi)
    value = scale * cells.number("value")
    if kind == "level" and is_share(kpi) and not 0.0 <= value <= 1.0:
        raise cells.error(f"value {value:g} of {kpi.name} is no share: between 0 and 1, or with unit %")
    if kind != "change" and kpi.transform == "log" and value <= 0.0:
        raise cells.error(f"value {value:g} of {kpi.name} is not above 0")
    error = _error(cells, kpi, value, scale, known.least)
    return Figure(kpi, region, start, end, value, error, kind, use, event, known.events.get(event), cells.line)


def _error(cells: Cells, kpi: Kpi, value: float, scale: float, least: int) -> float:
    """Return the standard error: as given, of a share among ``n``, or a share of the value."""
    count = cells.number("n") if cells.has("n") else math.nan
    if count < least:
        raise cells.error(f"n is {count:g}: figures of fewer than {least} people or events are refused")
    if cells.has("se"):
        error = scale * cells.number("se")
        if error < 0.0:
            raise cells.error(f"se is {error:g}, and a standard error is not below 0")
        return error
    if math.isfinite(count) and is_share(kpi):
        share = min(max(value, 0.5 / count), 1.0 - 0.5 / count)
        return math.sqrt(share * (1.0 - share) / count)
    return RELATIVE_ERROR * abs(value)


def _one_unit(rows: Sequence[Cells]) -> None:
    """Stop where some figures of a KPI are in percent and others are not: one of them is a hundred times off."""
    first: dict[str, tuple[str, int]] = {}
    for one in rows:
        unit = one.row.get("unit", "").casefold()
        kpi = one.row["kpi"].casefold()
        before, line = first.setdefault(kpi, (unit, one.line))
        if before != unit:
            raise one.error(f"unit of {quoted(one.row['kpi'])} is {quoted(unit or 'empty')} here and "
                            f"{quoted(before or 'empty')} on line {line}: one unit a KPI")


def _no_overlap(path: Path, rows: list[Figure]) -> None:
    """Stop where two figures tell the same of days that they share, or where units of one KPI differ."""
    last: dict[tuple[str, str, str, str], Figure] = {}
    for one in sorted(rows, key=lambda each: (each.start, each.end, each.line)):
        place = (one.kpi.name, one.region, one.kind, one.event)
        before = last.get(place)
        if before is not None and one.start < before.end:
            raise UserError(f"{one.kpi.name} of {one.region} from {one.start} overlaps line {before.line} "
                            f"({before.start} to {before.end})", path=path, line=one.line)
        last[place] = one
