"""Thresholds that keep false alarms within a budget, found on series in which nothing happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.methods.detection.rules import Sides

FloatArray = NDArray[np.float64]
MONTH = 30.0
GRID: FloatArray = np.geomspace(0.5, 100.0, 90)
"""Thresholds that are tried: a step is six parts in a hundred."""


@dataclass(frozen=True)
class FalseAlarms:
    """Alarms in series in which nothing happens.

    Attributes
    ----------
    alarms, days
        How many, in how many days of watching.
    most
        The largest number that so many days bring in 97.5 of 100 cases, where the budget is what is true.
    budget
        Alarms in 30 days.
    """

    alarms: int
    days: int
    budget: float
    most: int

    @property
    def a_month(self) -> float:
        """Alarms in 30 days; NaN without a day."""
        return MONTH * self.alarms / self.days if self.days else float("nan")

    @property
    def kept(self) -> bool:
        """Whether there are no more alarms than chance allows at the budget."""
        return self.alarms <= self.most


def a_month(rings: Sides, watched: NDArray[np.bool_]) -> FloatArray:
    """Return alarms in 30 days of watching, a number a threshold.

    Parameters
    ----------
    rings
        Thresholds × series × days, as `rules.scan` returns them.
    watched
        Series × days: where there was something to watch.
    """
    days = int(watched.sum())
    rung = ((rings != 0) & watched).sum(axis=(1, 2))
    return np.asarray(MONTH * rung / days if days else np.full(len(rings), np.nan))


def threshold_for(thresholds: FloatArray, rates: FloatArray, budget: float) -> float:
    """Return the smallest threshold from which on all keep the budget; infinite where none does.

    Parameters
    ----------
    thresholds
        In rising order.
    rates
        False alarms a month at each.
    """
    keeps = rates <= budget
    above = np.flatnonzero(~keeps)
    first = int(above[-1]) + 1 if above.size else 0
    return float(thresholds[first]) if first < len(thresholds) else float("inf")


def checked(alarms: int, days: int, budget: float) -> FalseAlarms:
    """Return alarms on series that had no part in finding the threshold, with what the budget allows there."""
    most = int(stats.binom.ppf(0.975, days, min(1.0, budget / MONTH))) if days else 0
    return FalseAlarms(int(alarms), int(days), budget, most)


def run_length(shift: float, allowance: float, threshold: float) -> float:
    """Return the mean number of days until a one-sided CUSUM of independent normal scores rings (Siegmund 1985).

    Parameters
    ----------
    shift
        Mean of the scores, in their standard deviations.
    """
    drift, far = shift - allowance, threshold + 1.166
    if drift == 0.0:
        return far**2
    return float((np.exp(-2.0 * drift * far) + 2.0 * drift * far - 1.0) / (2.0 * drift**2))
