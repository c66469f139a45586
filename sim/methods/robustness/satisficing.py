"""In how many futures a policy keeps what was required, and where it fails.

Whether a requirement is kept in a future is judged by the mean over seeds. Where some seeds keep it and others do not,
that future is a close call, and is counted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy import stats

from sim.methods.robustness.measures import RESAMPLES, FloatArray, over_seeds

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Kept:
    """How one policy keeps one requirement, or all of them.

    Attributes
    ----------
    kept, known
        One a future: whether it is kept, and whether that can be told (a run may be missing).
    close
        Futures in which seeds disagree.
    """

    kept: BoolArray
    known: BoolArray
    close: int

    @property
    def count(self) -> int:
        """In how many futures it is kept."""
        return int(self.kept[self.known].sum())

    @property
    def futures(self) -> int:
        """In how many futures that can be told."""
        return int(self.known.sum())

    @property
    def share(self) -> float:
        """Share of futures in which it is kept; NaN if there is none."""
        return self.count / self.futures if self.futures else float("nan")

    @property
    def fails(self) -> BoolArray:
        """Whether it is not kept, of the futures that are known."""
        return ~self.kept[self.known]

    def interval(self, seed: int = 1) -> tuple[float, float]:
        """Return the 95% interval of the share: a bootstrap over futures.

        Where all futures or none keep it, a bootstrap would claim certainty: the exact binomial bound stands instead.
        """
        if not self.futures:
            return float("nan"), float("nan")
        if self.count in (0, self.futures):
            exact = stats.binomtest(self.count, self.futures).proportion_ci(0.95, "exact")
            return float(exact.low), float(exact.high)
        found = stats.bootstrap(
            (self.kept[self.known].astype(float),), np.mean, n_resamples=RESAMPLES, method="percentile",
            rng=default_rng(seed),
        ).confidence_interval
        return float(found.low), float(found.high)


def kept(values: FloatArray, bound: float | FloatArray, *, above: bool) -> Kept:
    """Return where one policy's values keep a bound.

    Parameters
    ----------
    values
        Futures × seeds.
    bound
        One number, or one for each future and seed.
    above
        Whether values have to be above the bound, or below.
    """
    distance = (values - bound) if above else (bound - values)
    mean = over_seeds(distance)
    known = np.isfinite(mean)
    some = ((distance > 0) & np.isfinite(distance)).any(axis=1)
    other = ((distance <= 0) & np.isfinite(distance)).any(axis=1)
    return Kept(np.where(known, mean, -1.0) > 0, known, int((some & other).sum()))


def kept_together(each: Sequence[Kept]) -> Kept:
    """Return where all of several requirements are kept."""
    whole = np.logical_and.reduce([one.kept for one in each])
    known = np.logical_and.reduce([one.known for one in each])
    return Kept(whole, known, max(one.close for one in each))
