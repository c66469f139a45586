"""What draws of assumptions leave open of one number: luck alone, and luck and assumptions together.

Every replication lives one draw of the assumptions that fit a platform's figures. Some draws are lived twice, with
other luck, so that the two can be told apart by a one-way analysis of variance with random draws (Searle, Casella and
McCulloch 1992, *Variance Components*, ch. 3): the mean squares within and between draws give the variance of luck and
that of the expected value over draws. The t of the whole interval has Satterthwaite's degrees of freedom, and half of
those of the smaller mean square at least: where little tells the two apart his are next to none, and the interval says
nothing. At 36 replications it holds one more draw in 90 to 99 of 100 studies, as luck and assumptions are mixed (93
where both are alike; a test holds it to that). More replications narrow what luck adds; they never narrow what the
figures do not tell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from sim.methods.estimators import FloatArray, Interval, mean_interval, t_quantile
from sim.methods.luck import CrossedLuck

IntArray = NDArray[np.int64]
FEWEST_TWICE = 2
"""Draws that have to be lived more than once before luck can be told from assumptions."""


@dataclass(frozen=True)
class Doubt:
    """A mean over draws and luck with two 95% intervals.

    Attributes
    ----------
    whole
        For the expected value under one more draw: luck and assumptions. Without bounds where too few replications
        are.
    luck
        For the expected value if assumptions were known: what few replications alone leave open. Without bounds where
        fewer than two draws were lived twice.
    flips
        Share of draws, 0-1, whose expected value has the other sign than the mean; NaN where it cannot be told.
    draws
        How many draws were lived.
    plan
        The variance of the mean, in what more replications leave as it is and the rest; ``None`` without an interval.
    """

    whole: Interval
    luck: Interval
    flips: float
    draws: int
    plan: CrossedLuck | None = None


def doubt(values: FloatArray, draws: IntArray) -> Doubt:
    """Return what is open of a mean.

    Parameters
    ----------
    values
        One a replication, all defined.
    draws
        Which draw each replication lived.
    """
    found = mean_interval(values)
    names, place, sizes = np.unique(draws, return_inverse=True, return_counts=True)
    count, groups = values.size, names.size
    none = Interval(found.mean, math.nan, math.nan, count)
    if groups < 2:
        return Doubt(none, found, math.nan, groups)
    means = np.bincount(place, weights=values) / sizes
    twice, freedom = int((sizes > 1).sum()), count - groups
    between = float((sizes * (means - found.mean) ** 2).sum()) / (groups - 1)
    if twice < FEWEST_TWICE:  # all there is counts as doubt about assumptions
        return Doubt(_interval(found.mean, between * (1 + 1 / count), groups - 1.0, count), none, math.nan, groups)
    within = float(((values - means[place]) ** 2).sum()) / freedom
    unequal = float((sizes**2).sum())
    size = (count - unequal / count) / (groups - 1)
    of_draws = max(0.0, (between - within) / size)
    shared = unequal / count**2
    if of_draws == 0.0:
        variance, known = within / count, float(freedom)
    else:
        parts = ((1 + shared) / size, 1 / count - (1 + shared) / size)
        variance = parts[0] * between + parts[1] * within
        spread = (parts[0] * between) ** 2 / (groups - 1) + (parts[1] * within) ** 2 / freedom
        known = max(min(groups - 1, freedom) / 2, variance**2 / spread)
    flips = float(ndtr(-abs(found.mean) / math.sqrt(of_draws))) if of_draws else 0.0
    plan = CrossedLuck(of_draws, max(0.0, variance - of_draws), groups, count) if variance > 0 else None
    return Doubt(
        _interval(found.mean, variance, known, count), _interval(found.mean, within / count, float(freedom), count),
        flips, groups, plan,
    )


def with_doubt(found: Interval, open_to: Doubt) -> Interval:
    """Return an interval at least as wide, about its own middle, as draws of assumptions make it."""
    whole = open_to.whole
    if not (found.bounded and whole.bounded):
        return Interval(found.mean, math.nan, math.nan, found.count)
    low, high = found.mean - whole.half_width, found.mean + whole.half_width
    wider = low < found.low or high > found.high
    return Interval(found.mean, min(low, found.low), max(high, found.high), found.count,
                    whole.freedom if wider else found.freedom)


def _interval(mean: float, variance: float, freedom: float, count: int) -> Interval:
    margin = float(t_quantile(freedom)) * math.sqrt(variance)
    return Interval(mean, mean - margin, mean + margin, count, freedom)
