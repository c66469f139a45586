"""How likely, and when: shares of runs with intervals that hold for few runs too, and dates with theirs.

Runs over seeds alone are independent: a share has the exact binomial interval (Clopper and Pearson 1934). Over futures
every seed meets every future, so runs are not independent: the interval is exact for as many runs as carry the same
information (Korn and Graubard 1998), judged by resampling futures and seeds at once (Owen 2007).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy import stats

from sim.methods.intervals import CONFIDENCE, Interval
from sim.methods.two_way import crossed

FloatArray = NDArray[np.float64]
MOST_SEEDS = 1000
"""Seeds beyond which more are no advice."""

_RESAMPLES = 999
_TAIL = (1 - CONFIDENCE) / 2


@dataclass(frozen=True)
class Chance:
    """A share of runs with its 95% interval.

    Attributes
    ----------
    met, runs
        Counts of runs, those in which it is undefined left out.
    """

    met: int
    runs: int
    share: float
    low: float
    high: float


def chance(happened: FloatArray) -> Chance:
    """Return the share of runs in which something happened.

    Parameters
    ----------
    happened
        Futures × seeds: 1, 0, or NaN where it is undefined.
    """
    known = ~np.isnan(happened)
    runs, met = int(known.sum()), int(np.nansum(happened))
    if not runs:
        return Chance(0, 0, float("nan"), 0.0, 1.0)
    share = met / runs
    low, high = exact_interval(share, _worth(happened, share, runs))
    return Chance(met, runs, share, low, high)


def exact_interval(share: float, runs: float) -> tuple[float, float]:
    """Return the exact 95% interval of a share of so many independent runs, whole or not."""
    met = share * runs
    low = 0.0 if met <= 0 else float(stats.beta.ppf(_TAIL, met, runs - met + 1))
    high = 1.0 if met >= runs else float(stats.beta.ppf(1 - _TAIL, met + 1, runs - met))
    return low, high


def runs_to_settle(share: float, most: int = 400) -> int | None:
    """Return the fewest independent runs at which the interval of such a share lies on one side of one half.

    ``None`` where that takes more than ``most``.
    """
    for runs in range(4, most + 1):
        low, high = exact_interval(share, runs)
        if low > 0.5 or high < 0.5:
            return runs
    return None


def clearly_more(better: int, worse: int) -> float:
    """Return the two-sided p-value of so many runs that differ one way, and so many the other (exact McNemar)."""
    return float(stats.binomtest(better, better + worse).pvalue) if better + worse else 1.0


def mean_over(values: FloatArray) -> Interval:
    """Return mean and 95% interval of futures × seeds: over seeds, or over both where there are several futures."""
    return crossed(values).interval()


def median_day(days: FloatArray) -> tuple[float, float, float]:
    """Return the median of some days with its 95% interval by order statistics; infinite where it is never reached."""
    ordered = np.sort(days.ravel())
    count = len(ordered)
    rank = int(stats.binom.ppf(_TAIL, count, 0.5))
    middle = float(ordered[(count - 1) // 2]) if count % 2 else _between(ordered[count // 2 - 1], ordered[count // 2])
    if rank < 1:
        return middle, float("-inf"), float("inf")
    return middle, float(ordered[rank - 1]), float(ordered[count - rank])


def _between(first: float, second: float) -> float:
    return float(second if np.isinf(second) else (first + second) / 2)


def _worth(happened: FloatArray, share: float, runs: int) -> float:
    """Return how many independent runs carry as much information as these."""
    futures, seeds = happened.shape
    if min(futures, seeds) == 1:
        return float(runs)
    if share in (0.0, 1.0):
        return float(min(futures, seeds))  # which of the two runs depend on cannot be told
    rng = default_rng(1)
    shares = np.empty(_RESAMPLES)
    for place in range(_RESAMPLES):
        rows, columns = rng.integers(futures, size=futures), rng.integers(seeds, size=seeds)
        shares[place] = np.nanmean(happened[np.ix_(rows, columns)])
    spread = float(np.var(shares))
    return float(runs) if spread == 0 else float(np.clip(share * (1 - share) / spread, 1.0, runs))


def sharpness(seeds: int, share: float = 0.5) -> float:
    """Return half the width of a share's exact 95% interval over so many seeds, where it comes out as ``share``."""
    low, high = exact_interval(share, seeds)
    return (high - low) / 2


def open_by_design(seeds: int, share: float) -> float:
    """Return in what part of studies of so many seeds a true share reads *open*: its interval holds one half."""
    met = np.arange(seeds + 1)
    bounds = [exact_interval(int(one) / seeds, seeds) for one in met]
    holds = np.array([low <= 0.5 <= high for low, high in bounds])
    return float(stats.binom.pmf(met, seeds, share)[holds].sum())


def seeds_for_sharpness(half_width: float, most: int = MOST_SEEDS) -> int | None:
    """Return the fewest seeds at which any share is told to within ± ``half_width``; ``None`` above ``most``."""
    low, high = 1, most
    if sharpness(most) > half_width:
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if sharpness(middle) <= half_width else (middle + 1, high)
    return low
