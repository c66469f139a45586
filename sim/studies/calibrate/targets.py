"""From figures to targets: few numbers that are not serially the same, each a weighted sum of readings on its scale.

Months of one KPI move together, so twelve of them are not twelve facts. Four figures and more of one KPI and region
become a mean and a trend; fewer stay as they are. A change of policy is after minus the same number of days before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from sim.methods.calibration.emulator import FloatArray
from sim.studies.calibrate.figures import Figure, Figures
from sim.studies.calibrate.kpis import Kpi

SERIES = 4
"""Figures from which a series is told by its mean and its trend."""

_TREND_SHARE, _CHANGE_SHARE = 0.5, 0.4
"""Of the discrepancy of a level, what is left of it in a trend and in a change: much of it is there before and after
(assumption)."""


@dataclass(frozen=True)
class Window:
    """Days of a region over which a KPI is read; days are counted from the first day of the figures.

    Attributes
    ----------
    first, last
        Both included.
    """

    kpi: str
    region: str
    first: int
    last: int


@dataclass(frozen=True)
class Target:
    """One number to be met.

    Attributes
    ----------
    windows, weights
        Its value is the sum of weights times readings on the KPI's scale.
    value, variance
        On that scale: what was observed, with its own error; ``discrepancy`` is the variance of the simulator's.
    figures
        The figures that it was made of.
    """

    name: str
    label: str
    kpi: Kpi
    windows: tuple[Window, ...]
    weights: tuple[float, ...]
    value: float
    variance: float
    discrepancy: float
    figures: tuple[Figure, ...]
    use: str = "fit"

    @property
    def is_level(self) -> bool:
        """Whether its value is a level, or a mean of levels, of the KPI; else it is a difference."""
        return all(one > 0.0 for one in self.weights)

    def read(self, readings: Mapping[Window, FloatArray]) -> FloatArray:
        """Return its value in each run, from readings of each window (one a run) in the KPI's own unit."""
        parts = [weight * self.kpi.forth(readings[window])
                 for window, weight in zip(self.windows, self.weights, strict=True)]
        total: FloatArray = np.sum(parts, axis=0)
        return total


def targets(figures: Figures, start: date | None = None) -> list[Target]:
    """Return the targets of a file of figures, context left out.

    Parameters
    ----------
    start
        Day 0; the first day of the figures if not given.
    """
    origin = start or figures.first
    rows = sorted((one for one in figures.rows if one.use != "context"),
                  key=lambda one: (one.kpi.name, one.region, one.kind, one.event, one.use, one.start))
    found: list[Target] = []
    for (_, _, kind, _, _), group in groupby(rows, key=_place):
        members = list(group)
        if kind == "change":
            found += [_change(one, origin) for one in members]
        elif kind == "ratio_to_first":
            found += _ratios(members, origin)
        elif len(members) >= SERIES:
            found += [_mean(members, origin), _trend(members, origin)]
        else:
            found += [_level(one, origin) for one in members]
    return found


def windows_of(found: Sequence[Target]) -> list[Window]:
    """Return every window that targets take, each once, in a fixed order."""
    return sorted({window for one in found for window in one.windows},
                  key=lambda one: (one.kpi, one.region, one.first, one.last))


def _place(one: Figure) -> tuple[str, str, str, str, str]:
    return one.kpi.name, one.region, one.kind, one.event, one.use


def _window(one: Figure, origin: date) -> Window:
    return Window(one.kpi.name, one.region, (one.start - origin).days, (one.end - origin).days - 1)


def _level(one: Figure, origin: date) -> Target:
    label = f"{one.kpi.label}{_where(one)}, {one.start} to {one.end - timedelta(days=1)}"
    return Target(f"{one.kpi.name} {one.region} {one.start}", label, one.kpi, (_window(one, origin),), (1.0,),
                  float(one.kpi.forth(one.value)), _variance(one), one.kpi.discrepancy**2, (one,), one.use)


def _weighted(
    members: Sequence[Figure], weights: FloatArray, origin: date, what: str, said: str, share: float
) -> Target:
    first = members[0]
    value = float(np.sum(weights * first.kpi.forth(np.array([one.value for one in members]))))
    variance = float(np.sum(weights**2 * np.array([_variance(one) for one in members])))
    return Target(f"{first.kpi.name} {first.region} {what}", f"{first.kpi.label}{_where(first)}, {said}", first.kpi,
                  tuple(_window(one, origin) for one in members), tuple(float(one) for one in weights), value,
                  variance, (share * first.kpi.discrepancy) ** 2, tuple(members), first.use)


def _mean(members: Sequence[Figure], origin: date) -> Target:
    count = len(members)
    return _weighted(members, np.full(count, 1.0 / count), origin, "mean", f"mean of {count} periods", 1.0)


def _trend(members: Sequence[Figure], origin: date) -> Target:
    """Return the change from the first to the last period along a straight line."""
    middle = np.array([_middle(one) for one in members])
    off = middle - middle.mean()
    slope = off / np.sum(off**2) * (middle[-1] - middle[0])
    return _weighted(members, slope, origin, "trend", f"trend over {len(members)} periods", _TREND_SHARE)


def _ratios(members: Sequence[Figure], origin: date) -> list[Target]:
    """Return each later period against the first: only how they relate is a figure."""
    first, found = members[0], []
    for one in members[1:]:
        there = float(one.kpi.forth(one.value) - one.kpi.forth(first.value))
        found.append(Target(
            f"{one.kpi.name} {one.region} {one.start} against {first.start}",
            f"{one.kpi.label}{_where(one)}, {one.start} against {first.start}", one.kpi,
            (_window(one, origin), _window(first, origin)), (1.0, -1.0), there, _variance(one) + _variance(first),
            (_TREND_SHARE * one.kpi.discrepancy) ** 2, (first, one), one.use))
    return found


def _change(one: Figure, origin: date) -> Target:
    """Return a figure of a change: its value is a difference in the KPI's unit, taken relative to nothing."""
    assert one.before is not None  # rows of this kind have an event
    after, (first, end) = _window(one, origin), one.before
    raw = Kpi(one.kpi.name, one.kpi.outcome, one.kpi.per, "none", one.kpi.discrepancy, one.kpi.unit)
    before = Window(one.kpi.name, one.region, (first - origin).days, (end - origin).days - 1)
    named = f"{one.kpi.label}{_where(one)}, change by “{one.event.replace('_', ' ')}”"
    return Target(f"{one.kpi.name} {one.region} {one.event}", named,
                  raw, (after, before), (1.0, -1.0), one.value, one.error**2,
                  (_CHANGE_SHARE * one.kpi.discrepancy * max(abs(one.value), one.error)) ** 2, (one,), one.use)


def _variance(one: Figure) -> float:
    return (one.error * one.kpi.slope(one.value)) ** 2


def _middle(one: Figure) -> float:
    return (one.start.toordinal() + one.end.toordinal()) / 2.0


def _where(one: Figure) -> str:
    return "" if one.region == "all" else f" in {one.region}"
