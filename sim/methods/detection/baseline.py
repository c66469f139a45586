"""A day's figure held against its own past: the same kind of day in the four weeks that ended a week ago.

The week between keeps the beginning of an event out of what it is compared with. Weekends are compared with weekends.
Nothing but the series itself is needed, so that a platform's own monitoring can do the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Scale = Literal["count", "share", "amount"]
"""Counts are made even by their root (Anscombe 1948), amounts by their logarithm, shares stay as they are."""

LEAST_DAYS = 14
"""Days with a reading that a past needs to be compared with."""

_FLOORS: dict[Scale, tuple[float, float]] = {"count": (0.5, 0.0), "share": (1e-4, 0.02), "amount": (0.01, 0.0)}
_LEAST_MEAN = 0.1
_LARGEST_SIZE, _SMALLEST_SIZE = 1e6, 0.5


@dataclass(frozen=True)
class Window:
    """Which days a day is compared with.

    Attributes
    ----------
    days
        How many.
    guard
        Days between the last of them and the day itself.
    """

    days: int = 28
    guard: int = 7

    @property
    def first(self) -> int:
        """The first day that has a whole past."""
        return self.days + self.guard


WINDOW = Window()


def evened(values: FloatArray, scale: Scale) -> FloatArray:
    """Return values on the scale on which their spread hardly depends on their level; NaN stays NaN."""
    if scale == "count":
        return np.asarray(2.0 * np.sqrt(np.maximum(values, 0.0) + 0.375))
    return np.asarray(np.log1p(np.maximum(values, 0.0)) if scale == "amount" else values, float)


def past(values: FloatArray, weekend: NDArray[np.bool_], window: Window = WINDOW) -> tuple[FloatArray, FloatArray]:
    """Return the mean of the same kind of day in each day's past, and the spread about such means.

    Parameters
    ----------
    values
        Series × days, NaN where undefined.
    weekend
        Of each day.

    Returns
    -------
    tuple
        Two arrays of series × days; NaN on days without a whole past, or with too few readings in it.
    """
    count, days = values.shape
    mean, spread = np.full((count, days), np.nan), np.full((count, days), np.nan)
    for day in range(window.first, days):
        before = slice(day - window.first, day - window.guard)
        own, kinds = values[:, before], weekend[before]
        rest, known, parts = np.zeros(count), np.zeros(count), 0
        for kind in (False, True):
            level, squares, there = _moments(own[:, kinds == kind])
            rest += squares
            known += there
            parts += int((kinds == kind).any())
            if kind == weekend[day]:
                mean[:, day] = level
        enough = known >= LEAST_DAYS
        spread[:, day] = np.where(enough, np.sqrt(rest / np.maximum(known - parts, 1)), np.nan)
        mean[~enough, day] = np.nan
    return mean, spread


def scores(values: FloatArray, weekend: NDArray[np.bool_], scale: Scale, window: Window = WINDOW) -> FloatArray:
    """Return by how many of its own past's standard deviations each day lies above it; NaN where that is undefined."""
    even = evened(values, scale)
    mean, spread = past(even, weekend, window)
    least, share = _FLOORS[scale]
    return np.asarray((even - mean) / np.maximum(spread, least + share * np.abs(mean)))


def count_evidence(
    counts: FloatArray, weekend: NDArray[np.bool_], ratio: float = 1.5, window: Window = WINDOW
) -> FloatArray:
    """Return each day's log-likelihood ratio of a negative binomial whose mean has risen, and has fallen, by a ratio.

    Parameters
    ----------
    counts
        Whole numbers, series × days.
    ratio
        The rise that is to be found; the fall is by the same factor.

    Returns
    -------
    ndarray
        Two × series × days: for a rise, for a fall. Mean and dispersion are those of the past (method of moments).
    """
    mean, spread = past(counts, weekend, window)
    mean = np.maximum(mean, _LEAST_MEAN)
    over = np.maximum(spread**2 - mean, mean**2 / _LARGEST_SIZE)
    size = np.clip(mean**2 / over, _SMALLEST_SIZE, _LARGEST_SIZE)
    return np.stack([likelihood_ratio(counts, mean, by * mean, size) for by in (ratio, 1.0 / ratio)])


def likelihood_ratio(counts: FloatArray, before: FloatArray, after: FloatArray, size: FloatArray) -> FloatArray:
    """Return the log-likelihood of negative binomial counts with mean ``after``, less that with mean ``before``.

    Parameters
    ----------
    size
        The dispersion: variance is mean + mean² / size.
    """
    odds = np.log(after / (size + after)) - np.log(before / (size + before))
    return np.asarray(counts * odds + size * (np.log(size + before) - np.log(size + after)))


def _moments(values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return mean, sum of squares about it, and number of what is known in each row."""
    known = np.isfinite(values)
    there = known.sum(axis=1).astype(float)
    total = np.where(known, values, 0.0).sum(axis=1)
    mean = np.divide(total, there, out=np.full(len(values), np.nan), where=there > 0)
    squares = (np.where(known, values - mean[:, None], 0.0) ** 2).sum(axis=1)
    return mean, squares, there
