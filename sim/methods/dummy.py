"""What a factor that does nothing would seem to do: how much of a sensitivity index is luck.

Points of a design run the same seeds. What a seed does at every point alike cancels between points; what is left (the
two-way residual) is luck, and makes points differ even if no factor does anything. A *dummy* is such a factor. An index
is told only if it is larger than the dummy's would be in all but 5% of studies, all factors of a study taken together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from scipy import stats

from sim.methods.estimators import CONFIDENCE, FloatArray

_DRAWS = 4000


@dataclass(frozen=True)
class Luck:
    """How far points differ by luck.

    Attributes
    ----------
    variance
        Of a point's mean over its seeds; NaN with one seed.
    freedom
        Degrees of freedom of that variance.
    seeds
        How many seeds each point has.
    """

    variance: float
    freedom: float
    seeds: int

    @property
    def known(self) -> bool:
        """Whether there are seeds enough to tell."""
        return not math.isnan(self.variance)


def luck_of(values: FloatArray) -> Luck:
    """Return how far points differ by luck.

    Parameters
    ----------
    values
        Points × seeds, all defined.
    """
    points, seeds = values.shape
    if seeds < 2 or points < 2:
        return Luck(math.nan, math.nan, seeds)
    rest = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()
    freedom = (points - 1) * (seeds - 1)
    return Luck(float((rest**2).sum()) / freedom / seeds, float(freedom), seeds)


def dummy_total(luck: Luck, blocks: int, factors: int) -> float:
    """Return what half the mean squared step of a dummy stays below (the top of Jansen's total index).

    Parameters
    ----------
    blocks
        Of Saltelli's points.
    factors
        How many are looked at together.
    """
    share = 1 - (1 - CONFIDENCE) / factors
    return luck.variance * float(stats.f.ppf(share, blocks, luck.freedom))


def dummy_step(luck: Luck, trajectories: int, factors: int, step: float) -> float:
    """Return what the mean size of a dummy's elementary effects stays below (Morris' mu*).

    Parameters
    ----------
    step
        By which share of its range a factor moves in a trajectory.
    """
    sizes = np.abs(default_rng(1).standard_normal((_DRAWS, trajectories))).mean(axis=1)
    known_by = default_rng(2).chisquare(luck.freedom, _DRAWS) / luck.freedom
    share = 1 - (1 - CONFIDENCE) / factors
    return math.sqrt(2 * luck.variance) / step * float(np.quantile(sizes / np.sqrt(known_by), share))


def varies(values: FloatArray, luck: Luck) -> bool:
    """Return whether points differ at all beyond luck (F test at 5%)."""
    if not luck.known:
        return False
    between = float(values.mean(axis=1).var(ddof=1))
    if luck.variance == 0.0:
        return between > 0
    return float(stats.f.sf(between / luck.variance, len(values) - 1, luck.freedom)) <= 1 - CONFIDENCE


def seeds_to_tell(above: float, bound: float, luck: Luck) -> float:
    """Return how many seeds would bring a dummy's bound below what a factor does beyond luck; infinite if none would.

    Parameters
    ----------
    above
        What the largest factor shows, luck taken off; it and the bound fall with the luck.
    bound
        The dummy's, luck taken off.
    """
    return math.inf if not above > 0 else math.ceil(luck.seeds * max(bound / above, 1.0)) + 1
