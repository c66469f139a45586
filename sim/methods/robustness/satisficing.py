"""In how many futures a policy keeps what was required, and where it fails.

Whether a requirement is kept in a future is judged by the mean over seeds. Where some seeds keep it and others do not,
that future is a close call, and is counted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.methods.chance import exact_interval
from sim.methods.robustness.measures import FloatArray, over_seeds

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
    without
        Seeds × futures: whether it is kept by the other seeds alone; nothing with one seed.
    """

    kept: BoolArray
    known: BoolArray
    close: int
    without: BoolArray | None = None

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

    def interval(self) -> tuple[float, float]:
        """Return the 95% interval of the share, exact for as many futures as say as much (Korn and Graubard 1998).

        Futures vary by themselves, and all change together with the seeds: what leaving each seed out does to the share
        (the jackknife) is added.
        """
        if not self.futures:
            return float("nan"), float("nan")
        of_futures = self.share * (1 - self.share) / self.futures
        whole = of_futures + self._of_seeds()
        worth = self.futures * of_futures / whole if whole > 0 else float(self.futures)
        return exact_interval(self.share, max(worth, 1.0))

    def _of_seeds(self) -> float:
        """Return the variance of the share over seeds."""
        if self.without is None or len(self.without) < 2:
            return 0.0
        shares = self.without[:, self.known].mean(axis=1)
        count = len(shares)
        return float((count - 1) / count * ((shares - shares.mean()) ** 2).sum())


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
    without = _each_left_out(distance)
    some = ((distance > 0) & np.isfinite(distance)).any(axis=1)
    other = ((distance <= 0) & np.isfinite(distance)).any(axis=1)
    return Kept(np.where(known, mean, -1.0) > 0, known, int((some & other).sum()), without)


def kept_together(each: Sequence[Kept]) -> Kept:
    """Return where all of several requirements are kept."""
    whole = np.logical_and.reduce([one.kept for one in each])
    known = np.logical_and.reduce([one.known for one in each])
    parts = [one.without for one in each if one.without is not None]
    without = np.logical_and.reduce(parts) if len(parts) == len(each) else None
    return Kept(whole, known, max(one.close for one in each), without)


def _each_left_out(distance: FloatArray) -> BoolArray | None:
    """Return seeds × futures: whether the mean of the other seeds keeps the bound."""
    if distance.shape[1] < 2:
        return None
    means = [over_seeds(np.delete(distance, place, axis=1)) for place in range(distance.shape[1])]
    kept_then: BoolArray = np.nan_to_num(np.array(means), nan=-1.0) > 0
    return kept_then
