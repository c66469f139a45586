"""Watchers: a rule over one indicator, or over all of them at once, with thresholds that keep a false-alarm budget.

Seeds take turns: every other one sets thresholds and chooses who watches for what, those between them (the *fresh*
ones) tell how that does. So nothing is reported of the runs that it was tuned on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.methods.detection.baseline import count_evidence, scores
from sim.methods.detection.rules import QUIET, RULES, Rule, Sides, scan
from sim.methods.detection.thresholds import GRID, FalseAlarms, a_month, checked, threshold_for
from sim.runs.plan import STATUS_QUO
from sim.runs.rows import WHOLE_MARKET
from sim.studies.watch.indicators import INDICATORS, Indicator
from sim.studies.watch.series import WatchRuns

FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]
BUDGETS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)
"""False alarms a month at which curves are drawn, besides what is asked."""

ANY = "any"
"""The watcher of all indicators together."""

_SHARES = np.geomspace(0.005, 1.5, 24)


def evidence_of(values: FloatArray, weekend: Flags, indicator: Indicator, rule: Rule) -> FloatArray:
    """Return what speaks for a rise and for a fall of an indicator: two × series × days."""
    if rule.counts:
        return count_evidence(values, weekend)
    found = scores(values, weekend, indicator.scale)
    return np.stack([found, -found])


def rules_for(indicator: Indicator) -> list[Rule]:
    """Return the rules that can read an indicator."""
    return [rule for rule in RULES.values() if not rule.counts or indicator.scale == "count"]


class Evidence:
    """What speaks for a rise and a fall in every run of a desk, worked out once for each arm, indicator and rule."""

    def __init__(self, runs: WatchRuns) -> None:
        self.runs = runs
        self._known: dict[tuple[str, str, bool, str], FloatArray] = {}

    def of(self, arm: str, indicator: Indicator, rule: Rule, place: str = WHOLE_MARKET) -> FloatArray:
        """Return two × seeds × days, NaN before day 0."""
        where = (arm, indicator.name, rule.counts, place)
        if where not in self._known:
            found = evidence_of(self.runs.seen(arm, indicator, place), self.runs.weekend, indicator, rule)
            found[:, :, self.runs.days < 0] = np.nan
            self._known[where] = found
        return self._known[where]

    def forget(self, arm: str) -> None:
        """Drop what is known of an arm."""
        self._known = {where: found for where, found in self._known.items() if where[0] != arm}

    @cached_property
    def fresh(self) -> Flags:
        """Which seeds are reported on; the others set thresholds."""
        return np.asarray(np.arange(len(self.runs.seeds)) % 2 == 1)


@dataclass(frozen=True)
class Watcher:
    """Who watches, with a threshold for each budget.

    Attributes
    ----------
    indicator
        A name, or `ANY`.
    parts
        The indicators that it reads.
    thresholds
        Budgets × parts; infinite where none keeps the budget.
    budgets
        False alarms a month.
    """

    indicator: str
    rule: Rule
    parts: tuple[Indicator, ...]
    thresholds: FloatArray
    budgets: tuple[float, ...]
    place: str = WHOLE_MARKET

    def rings(self, evidence: Evidence, arm: str) -> Sides:
        """Return its alarms: budgets × seeds × days."""
        each = (scan(self.rule, evidence.of(arm, one, self.rule, self.place), self.thresholds[:, number])
                for number, one in enumerate(self.parts))
        return next(each) if len(self.parts) == 1 else together(list(each))

    def at(self, budget: float) -> int:
        """Return the place of a budget."""
        return self.budgets.index(budget)


def together(rings: Sequence[Sides], quiet: int = QUIET) -> Sides:
    """Return alarms of several watchers as those of one: the first of a week counts, whoever rings it."""
    whole = np.zeros_like(rings[0])
    loudest = np.zeros_like(rings[0])
    for one in rings:
        loudest = np.where(loudest == 0, one, loudest)
    wait = np.zeros(whole.shape[:2], int)
    for day in range(whole.shape[2]):
        new = (loudest[:, :, day] != 0) & (wait == 0)
        whole[:, :, day] = np.where(new, loudest[:, :, day], 0)
        wait = np.where(new, quiet, np.maximum(wait - 1, 0))
    return whole


def watchers(evidence: Evidence, budgets: tuple[float, ...], place: str = WHOLE_MARKET) -> Iterator[Watcher]:
    """Yield a watcher an indicator and rule, then one a rule of all indicators together."""
    tune = ~evidence.fresh
    grids: dict[str, list[_Tuned]] = {}
    for indicator in INDICATORS.values():
        for rule in rules_for(indicator):
            found = evidence.of(STATUS_QUO, indicator, rule, place)[:, tune]
            watched: Flags = np.asarray(np.isfinite(found).all(axis=0))
            if not watched.any():
                continue
            rings = scan(rule, found, GRID)
            rates = a_month(rings, watched)
            grids.setdefault(rule.name, []).append(_Tuned(indicator, rings, rates, watched))
            chosen = np.array([[threshold_for(GRID, rates, one)] for one in budgets])
            yield Watcher(indicator.name, rule, (indicator,), chosen, budgets, place)
    for name, each in grids.items():
        if not RULES[name].counts and place == WHOLE_MARKET:
            yield _panel(RULES[name], each, budgets)


@dataclass(frozen=True)
class _Tuned:
    """An indicator's alarms without an event at every threshold of the grid, and how many a month that is."""

    indicator: Indicator
    rings: Sides
    rates: FloatArray
    watched: Flags


def _panel(rule: Rule, each: Sequence[_Tuned], budgets: tuple[float, ...]) -> Watcher:
    """Return the watcher of all indicators, each with the same share of the budget; luck in common counts once."""
    thresholds = np.array([[threshold_for(GRID, one.rates, share) for one in each] for share in _SHARES])
    whole = together([_at(one.rings, own) for one, own in zip(each, thresholds.T, strict=True)])
    rates = a_month(whole, np.logical_or.reduce([one.watched for one in each]))
    rows = []
    for budget in budgets:
        keeps = np.flatnonzero(np.maximum.accumulate(rates) <= budget)
        rows.append(thresholds[keeps[-1]] if keeps.size else np.full(len(each), np.inf))
    return Watcher(ANY, rule, tuple(one.indicator for one in each), np.array(rows), budgets)


def _at(rings: Sides, thresholds: FloatArray) -> Sides:
    """Return the alarms at thresholds of the grid; none at an infinite one."""
    places = np.searchsorted(GRID, thresholds)
    padded = np.concatenate([rings, np.zeros((1, *rings.shape[1:]), np.int8)])
    return padded[np.minimum(places, len(GRID))]


def false_alarms(watcher: Watcher, evidence: Evidence, budget: float, calm: Sides) -> FalseAlarms:
    """Return a watcher's alarms on fresh seeds without an event, with what its budget allows there.

    Parameters
    ----------
    calm
        Its alarms without an event: budgets × seeds × days.
    """
    fresh = evidence.fresh
    known = [np.asarray(np.isfinite(evidence.of(STATUS_QUO, one, watcher.rule, watcher.place)).all(axis=0))[fresh]
             for one in watcher.parts]
    watched = np.asarray(np.logical_or.reduce(known))
    rung = (calm[watcher.at(budget)][fresh] != 0) & watched
    return checked(int(rung.sum()), int(watched.sum()), budget)
