"""Means over futures × seeds, whose intervals own up to both: two-way random effects with Satterthwaite's freedom.

Every future meets every seed. A mean over both is off by the luck of the futures drawn, by the luck of the seeds, which
all futures share, and by what is left:

    y(f, s) = mean + future(f) + seed(s) + rest(f, s)

An interval over futures alone takes the seeds for the whole world, one over seeds alone the futures. Here each part's
variance is estimated from its mean square (negative ones are nothing), and the freedom of their sum is Satterthwaite's
(1946). Under four seeds the seeds' part is hardly known, so no interval is given: two or three seeds cannot tell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from sim.methods.doubt import IntArray
from sim.methods.estimators import CONFIDENCE, FloatArray, Interval
from sim.methods.intervals import Effect, paired_effect
from sim.methods.luck import CrossedLuck, Differences, Luck

FEWEST_SEEDS = 4
"""Seeds from which on the luck that all futures share can be judged."""


@dataclass(frozen=True)
class Crossed:
    """A mean over futures × seeds.

    Attributes
    ----------
    mean
        Over all runs.
    error
        Its standard error; NaN under `FEWEST_SEEDS` seeds.
    freedom
        Degrees of freedom of that error.
    count
        Futures that entered the error; of one future, seeds.
    luck
        How runs differ, for whoever plans more seeds; ``None`` where there is no error.
    """

    mean: float
    error: float
    freedom: float
    count: int
    luck: Luck | None = None

    def interval(self, level: float = 1 - CONFIDENCE) -> Interval:
        """Return the two-sided interval at a level; without bounds where there is no error."""
        if math.isnan(self.error):
            return Interval(self.mean, math.nan, math.nan, self.count)
        margin = float(stdtrit(self.freedom, 1 - level / 2)) * self.error
        return Interval(self.mean, self.mean - margin, self.mean + margin, self.count, self.freedom)

    def effect(self, level: float = math.nan) -> Effect:
        """Return it as an effect, if it is of differences.

        Parameters
        ----------
        level
            The mean without whatever makes the difference.
        """
        found = self.interval()
        return Effect(found, found, level, luck=self.luck)


def crossed(values: FloatArray) -> Crossed:
    """Return the mean over futures and seeds with its error.

    Parameters
    ----------
    values
        Futures × seeds, NaN where there is no run. Of one future, seeds are all there is. A future counts once; to the
        error, seeds that most futures lack and then futures that lack a run add nothing.
    """
    if len(values) == 1:
        return _over_seeds(values[0][np.isfinite(values[0])])
    mean, whole = _mean_of_means(values), complete(values)
    futures, seeds = whole.shape
    if seeds < FEWEST_SEEDS or futures < 2:
        return Crossed(mean, math.nan, math.nan, futures)
    rows, columns = whole.mean(axis=1) - whole.mean(), whole.mean(axis=0) - whole.mean()
    rest = whole - whole.mean() - rows[:, None] - columns
    of_futures, of_seeds = futures - 1, seeds - 1
    square_futures = seeds * float((rows**2).sum()) / of_futures
    square_seeds = futures * float((columns**2).sum()) / of_seeds
    square_rest = float((rest**2).sum()) / (of_futures * of_seeds)
    terms = [(square, free) for square, free in ((square_futures, of_futures), (square_seeds, of_seeds))
             if square > square_rest]
    left = 1 - len(terms)
    total = sum(square for square, _ in terms) + left * square_rest
    known_by = sum(square**2 / free for square, free in terms) + (left * square_rest) ** 2 / (of_futures * of_seeds)
    freedom = total**2 / known_by if known_by > 0 else float(min(of_futures, of_seeds))
    variance, lasting = total / (futures * seeds), max(square_futures - square_rest, 0.0) / (futures * seeds)
    luck = CrossedLuck(lasting, variance - lasting, futures, seeds)
    return Crossed(mean, math.sqrt(variance), max(freedom, 1.0), futures, luck)


def effect_over(
    values: FloatArray, baseline: FloatArray, *, middle: bool = False, draws: IntArray | None = None
) -> Effect:
    """Return the effect of futures × seeds on the same ones without it: over seeds as in a comparison, or over both.

    Parameters
    ----------
    middle
        Of one future: whether the middle seed is told instead of the mean.
    draws
        Of one future: which draw of the assumptions each seed lives, if they differ.
    """
    if len(values) == 1:
        return paired_effect(values[0], baseline[0], middle=middle, draws=draws)
    known = np.isfinite(values) & np.isfinite(baseline)
    level = float(baseline[known].mean()) if known.any() else math.nan
    return crossed(np.where(known, values - baseline, math.nan)).effect(level)


def _over_seeds(values: FloatArray) -> Crossed:
    count = values.size
    if count < 2:
        return Crossed(float(values.mean()) if count else math.nan, math.nan, math.nan, count)
    error = float(values.std(ddof=1)) / math.sqrt(count)
    return Crossed(float(values.mean()), error, count - 1.0, count, Differences(values))


def _mean_of_means(values: FloatArray) -> float:
    """Return the mean in which every future counts once, by the mean of its seeds."""
    known = np.isfinite(values)
    some = known.any(axis=1)
    if not some.any():
        return math.nan
    return float((np.where(known, values, 0.0).sum(axis=1)[some] / known.sum(axis=1)[some]).mean())


def complete(values: FloatArray) -> FloatArray:
    """Return futures × seeds without those that lack a run: seeds that most futures lack first, then futures."""
    known = np.isfinite(values)
    kept = known.any(axis=1)
    if not kept.any():
        return np.empty((0, values.shape[1]))
    seeds = known[kept].mean(axis=0) > 0.5
    chosen = values[:, seeds]
    return chosen[np.isfinite(chosen).all(axis=1)] if seeds.any() else np.empty((0, values.shape[1]))
