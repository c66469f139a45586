"""Thresholds applied to a platform's own figures: which of them ring, when, and how many would by luck.

Daily figures are held to a desk's thresholds, exactly as its runs were. Months are too few and too coarse for those:
a month is held to the prediction interval of the months before it (Student's t), at one false alarm in two years.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.table import Table
from rich.text import Text
from scipy import stats

from sim.errors import UserError
from sim.methods.detection.baseline import WINDOW, evened
from sim.methods.detection.rules import RULES, course
from sim.methods.detection.thresholds import MONTH
from sim.show.terminal import in_one_piece
from sim.show.words import counted, listed
from sim.studies.watch.detecting import evidence_of
from sim.studies.watch.figures import Series, WatchFigures, read_watch_figures
from sim.studies.watch.tables import SHIPPED, ThresholdTable, read_thresholds

FloatArray = NDArray[np.float64]
MONTHS_BEFORE, MOST_MONTHS = 6, 24
"""Months that a month needs before it to be judged, and how many of them count at most."""

ONE_IN = 24
"""Months of which one rings by luck."""

PREDICTION = "prediction interval"


@dataclass(frozen=True)
class Alarm:
    """A figure that rings.

    Attributes
    ----------
    date
        Its day or month.
    side
        ``rise`` or ``fall``.
    statistic, threshold
        What the rule made of it, and what it exceeds.
    """

    date: str
    place: str
    indicator: str
    label: str
    side: str
    rule: str
    value: float
    statistic: float
    threshold: float


@dataclass(frozen=True)
class Applied:
    """What came of a file of figures.

    Attributes
    ----------
    watched
        Figures that had enough of a past to be judged.
    by_luck
        Alarms that would ring in as many if nothing were the matter.
    unwatched
        Series that could not be judged, and why.
    """

    alarms: tuple[Alarm, ...]
    series: int
    watched: int
    by_luck: float
    unwatched: tuple[str, ...]


def apply_to_figures(path: Path, thresholds: str | None, as_json: bool) -> None:
    """Read figures and thresholds, and print which figures ring.

    Raises
    ------
    UserError
        On anything wrong in either file, or where nothing can be judged.
    """
    figures = read_watch_figures(path)
    table = read_thresholds(Path(thresholds).expanduser() if thresholds else SHIPPED)
    applied = applied_to(figures, table)
    if not applied.watched:
        raise UserError(f"nothing can be judged: {applied.unwatched[0]}", path=path)
    if as_json:
        sys.stdout.write(json.dumps(asdict(applied), indent=2, ensure_ascii=False) + "\n")
    else:
        _show(applied, figures, table)


def applied_to(figures: WatchFigures, table: ThresholdTable) -> Applied:
    """Return the alarms of a file of figures, the latest first."""
    alarms: list[Alarm] = []
    unwatched: list[str] = []
    watched, luck = 0, 0.0
    for one in figures.series:
        rung, judged, why = _monthly(one) if figures.monthly else _daily(one, table)
        alarms += rung
        watched += judged
        luck += judged / ONE_IN if figures.monthly else table.budget * judged / MONTH
        if why:
            unwatched.append(f"{one.indicator.name} of {one.place} {why}")
    ordered = sorted(alarms, key=lambda alarm: (alarm.date, alarm.place, alarm.indicator), reverse=True)
    return Applied(tuple(ordered), len(figures.series), watched, luck, tuple(unwatched))


def _daily(series: Series, table: ThresholdTable) -> tuple[list[Alarm], int, str]:
    """Return alarms, days that could be judged, and why none could."""
    held = table.of(series.place, series.indicator.name)
    if held is None:
        return [], 0, f"has no threshold in {table.path.name}"
    name, threshold, _ = held
    first, count = series.days[0], (series.days[-1] - series.days[0]).days + 1
    values = np.full((1, count), np.nan)
    for day, value in zip(series.days, series.values, strict=True):
        values[0, (day - first).days] = value
    weekend = np.array([(first.toordinal() + place - 1) % 7 >= 5 for place in range(count)])
    evidence = evidence_of(values, weekend, series.indicator, RULES[name])
    judged = int(np.isfinite(evidence).all(axis=0).sum())
    if not judged:
        return [], 0, f"has no day with {WINDOW.first} days before it, and enough figures in them"
    statistic, rings = course(RULES[name], evidence[:, 0], threshold)
    days = [type(first).fromordinal(first.toordinal() + place) for place in range(count)]
    return [_alarm(series, days[place].isoformat(), int(rings[place]), RULES[name].label, float(values[0, place]),
                   float(statistic[place]), threshold) for place in np.flatnonzero(rings)], judged, ""


def _monthly(series: Series) -> tuple[list[Alarm], int, str]:
    """Return months outside the prediction interval of those before them, how many were judged, and why none was."""
    even = evened(np.array(series.values), "amount" if series.indicator.scale == "count" else series.indicator.scale)
    alarms, judged = [], 0
    for place in range(MONTHS_BEFORE, len(even)):
        before = even[max(0, place - MOST_MONTHS) : place]
        spread = float(before.std(ddof=1))
        if spread == 0.0:
            continue
        judged += 1
        count = len(before)
        away = float(even[place] - before.mean()) / (spread * np.sqrt(1.0 + 1.0 / count))
        bound = float(stats.t.ppf(1.0 - 0.5 / ONE_IN, count - 1))
        if abs(away) > bound:
            alarms.append(_alarm(series, series.days[place].strftime("%Y-%m"), 1 if away > 0 else -1, PREDICTION,
                                 series.values[place], abs(away), bound))
    return alarms, judged, "" if judged else f"has no month with {MONTHS_BEFORE} before it that vary"


def _alarm(
    series: Series, day: str, side: int, rule: str, value: float, statistic: float, threshold: float
) -> Alarm:
    return Alarm(day, series.place, series.indicator.name, series.indicator.label, "rise" if side > 0 else "fall", rule,
                 value, statistic, threshold)


def _show(applied: Applied, figures: WatchFigures, table: ThresholdTable) -> None:
    unit = "month" if figures.monthly else "day"
    said = (f"{counted(len(applied.alarms), 'alarm')} in {counted(applied.watched, unit)} of "
            f"{applied.series - len(applied.unwatched)} series; about {applied.by_luck:.1f} would ring if nothing were "
            "the matter.")
    with in_one_piece(sys.stdout) as out:
        out.print(Text(said))
        if applied.unwatched:
            out.print(Text(f"Not judged: {listed(applied.unwatched)}."))
        if not figures.monthly:
            alarms = f"{table.budget:g} false alarm{'' if table.budget == 1 else 's'} a month each"
            out.print(Text(f"Thresholds: {table.path.name}, {alarms}.", style="dim"))
        if applied.alarms:
            out.print()
            out.print(_rows(applied))
        out.print()


def _rows(applied: Applied) -> Table:
    shown: dict[str, Any] = {"date": "left", "place": "left", "indicator": "left", "side": "left", "value": "right",
                             "rule": "left", "statistic": "right", "threshold": "right"}
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head, side in shown.items():
        rows.add_column(head, justify=side, overflow="fold")
    for one in applied.alarms:
        rows.add_row(one.date, one.place, one.label, one.side, f"{one.value:g}", one.rule, f"{one.statistic:.2f}",
                     f"{one.threshold:.2f}")
    return rows
