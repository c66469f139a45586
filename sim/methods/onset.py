"""From which day an effect can be seen for good, and how sure that day is.

The day is a reading of one set of replications, and another set would give another. So it comes with a range over
resamples of the replications, and where one resample in ten never shows the effect, no day is told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy.special import stdtrit

FloatArray = NDArray[np.float64]

STAYS = 7
"""Days that an effect must stay visible to the end: a shorter stretch may be chance."""

RESAMPLES = 200
_TAIL = 0.1
_BOTH_SIDES = 0.975  # quantile of a two-sided 95% band


@dataclass(frozen=True)
class Onset:
    """The first day from which an effect stays visible.

    Attributes
    ----------
    day
        In these replications.
    early, late
        Between which it lies in four of five resamples.
    """

    day: int
    early: int
    late: int

    def __str__(self) -> str:
        return f"day {self.day}" if self.early == self.late else f"day {self.day} ({self.early} to {self.late})"


def onset(differences: FloatArray, days: NDArray[np.int64], seed: int = 1) -> Onset | None:
    """Return from which day the band of daily differences leaves zero on one side and stays there.

    Parameters
    ----------
    differences
        Paired differences over a trailing window, replications × days, NaN where undefined.
    days
        The day of each column.
    seed
        Of the resamples.

    Returns
    -------
    Onset or None
        ``None`` if it never does, or does not in one resample of ten.
    """
    count = len(differences)
    if count < 2 or not differences.size:
        return None
    seen = int(_first_clear(np.ones((1, count)), differences)[0])
    if seen == differences.shape[1]:
        return None
    weights = default_rng(seed).multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(np.float64)
    firsts = _first_clear(weights, differences)
    if (firsts == differences.shape[1]).mean() > _TAIL:
        return None
    early, late = np.quantile(firsts, [_TAIL, 1 - _TAIL], method="inverted_cdf").astype(int)
    late = min(int(late), differences.shape[1] - 1)
    return Onset(int(days[seen]), int(days[min(early, seen)]), int(days[max(late, seen)]))


def _first_clear(weights: FloatArray, differences: FloatArray) -> NDArray[np.int64]:
    """Return for each resample the place from which on its band is clear; one past the end where it is not.

    Parameters
    ----------
    weights
        Resamples × replications: how often each is drawn.
    """
    known = np.isfinite(differences)
    counts = known.sum(axis=0)
    filled = np.where(known, differences, 0.0)
    middle = filled.sum(axis=0) / np.maximum(counts, 1)
    moved = np.where(known, differences - middle, 0.0)
    drawn = weights @ known
    enough = drawn > 1
    mean = np.divide(weights @ moved, drawn, out=np.full(drawn.shape, np.nan), where=enough)
    square = np.divide(weights @ moved**2, drawn, out=np.full(drawn.shape, np.nan), where=enough)
    error = np.sqrt(np.maximum(square - mean**2, 0.0) / np.maximum(drawn - 1, 1))
    margin = stdtrit(np.maximum(drawn - 1, 1), _BOTH_SIDES) * error
    whole = mean + middle
    firsts = [_last_stretch(clear) for clear in (whole - margin > 0, whole + margin < 0)]
    return np.minimum(*firsts)


def _last_stretch(clear: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return where the stretch of clear days begins that lasts to the end; one past the end if it is too short."""
    length = clear.shape[1]
    behind = np.argmin(clear[:, ::-1], axis=1)  # clear days at the end, where not all are
    behind = np.where(clear.all(axis=1), length, behind)
    first: NDArray[np.int64] = np.where(behind >= STAYS, length - behind, length)
    return first
