"""A platform's own figures: tidy rows of a CSV file, read strictly, every mistake with its line.

One row a figure: ``kpi, region, start, end, value`` and, where known, ``se`` or ``n``, ``unit``, ``kind``, ``event``,
``use``. Dates are ISO, the end is the first day no longer in it. The file is read where it lies; a study keeps its
digest, never its numbers.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.errors import Mistakes, UserError, quoted, suggest
from sim.studies.calibrate.cells import Cells
from sim.studies.calibrate.kpis import Kpi, is_share

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


MOST_TOLD = 20
"""Mistakes of a file of figures that are told at once."""


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
    text, digest = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        table = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(f"malformed CSV: {error}", path=path, line=reader.line_num) from None
    if not table:
        raise UserError(f"is empty: it needs the columns {', '.join(NEEDED)} and a row a figure", path=path)
    heads = _heads(table[0][1], path, table[0][0])
    if len(table) < 2:
        raise UserError("has a header and no figure", path=path, line=table[0][0])
    if len(table) - 1 > MOST_ROWS:
        raise UserError(f"has {len(table) - 1:,} rows: give months (or weeks) of KPIs, {MOST_ROWS:,} figures at most",
                        path=path)
    known = Known(regions, kpis, events, least)
    every, rows, mistakes = [], [], Mistakes()
    for line, row in table[1:]:
        with mistakes:
            every.append(Cells(_by_column(path, line, heads, row), path, line))
            rows.append(_figure(every[-1], known))
        if len(mistakes.found) == MOST_TOLD:
            more = f"{MOST_TOLD} mistakes are told; rows below may hold more"
            mistakes.add(UserError(more, path=path, line=line + 1))
            break
    mistakes.tell()
    _one_unit(every)
    _no_overlap(path, rows)
    if not any(one.use == "fit" for one in rows):
        raise UserError("no figure has use=fit: nothing can be fitted", path=path)
    return Figures(path, digest, tuple(rows))


def file_digest(path: Path) -> str:
    """Return the digest of a file's bytes, which are not looked at besides.

    Raises
    ------
    UserError
        If it is no plain file, or cannot be read.
    """
    return hashlib.blake2b(_bytes(path), digest_size=16).hexdigest()


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise UserError("is no plain file", path=path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", path=path) from None


def _text(path: Path) -> tuple[str, str]:
    raw = _bytes(path)
    try:
        return raw.decode("utf-8-sig"), hashlib.blake2b(raw, digest_size=16).hexdigest()
    except UnicodeDecodeError:
        raise UserError("is not UTF-8: save it as CSV UTF-8", path=path) from None


def _heads(cells: list[str], path: Path, line: int) -> list[str]:
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


@dataclass(frozen=True)
class Known:
    """What the words of a row may name; and the fewest people or events behind a figure."""

    regions: Sequence[str]
    kpis: Mapping[str, Kpi]
    events: Mapping[str, date]
    least: int


def _by_column(path: Path, line: int, heads: list[str], row: list[str]) -> dict[str, str]:
    if len(row) != len(heads):
        raise UserError(f"has {len(row)} values where there are {len(heads)} columns", path=path, line=line)
    return dict(zip(heads, (cell.strip() for cell in row), strict=True))


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
