"""Means with 95% intervals, and what may be said of them.

The replication is the unit. Scenarios of one replication share their draws, so an effect is the mean of *paired*
differences; the interval that independent runs would have given (Welch) is kept beside it, to show what pairing buys.
Replications in which an outcome is undefined (an empty denominator) drop out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

FloatArray = NDArray[np.float64]
Verdict = Literal["up", "down", "within noise"]

CONFIDENCE = 0.95
STAYS = 7
"""Days that an effect must stay visible to the end: a shorter stretch may be chance."""

NOTICEABLE = 0.001
"""A certain change below this share of the status quo is in the tables, and not worth a sentence."""


@dataclass(frozen=True)
class Interval:
    """A mean over replications with its 95% t interval; bounds are NaN when fewer than two replications define it."""

    mean: float
    low: float
    high: float
    count: int

    @property
    def half_width(self) -> float:
        """Half the length of the interval."""
        return (self.high - self.low) / 2

    @property
    def bounded(self) -> bool:
        """Whether there is an interval at all."""
        return not math.isnan(self.low)

    @property
    def verdict(self) -> Verdict:
        """Return "up" or "down" if the interval lies on one side of zero, else "within noise".

        Without an interval nothing can be told from noise.
        """
        if self.bounded and self.low > 0:
            return "up"
        if self.bounded and self.high < 0:
            return "down"
        return "within noise"

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another (positively scaled) unit."""
        return Interval(self.mean * factor, self.low * factor, self.high * factor, self.count)


@dataclass(frozen=True)
class Effect:
    """What a scenario does to one outcome, against the baseline.

    Attributes
    ----------
    paired
        Mean of the differences within replications.
    unpaired
        The same mean with the interval that independent runs would have given.
    baseline
        The baseline's mean, for relative readings.
    visible_from
        First day from which the interval of the trailing window leaves zero for good; ``None`` if it never does.
    moved
        How many replications show any difference at all; ``None`` if that is not known.
    """

    paired: Interval
    unpaired: Interval
    baseline: float
    visible_from: int | None = None
    moved: int | None = None

    @property
    def verdict(self) -> Verdict:
        """Return what may be said: "up", "down" or "within noise"."""
        return self.paired.verdict

    @property
    def relative(self) -> Interval | None:
        """Return the effect as a share of the baseline, or ``None`` if that makes no sense."""
        if math.isnan(self.baseline) or self.baseline == 0:
            return None
        return self.paired.scaled(1 / abs(self.baseline))

    @property
    def noticeable(self) -> bool:
        """Whether the effect is clear and large enough to be told in words."""
        relative = self.relative
        return self.verdict != "within noise" and (relative is None or abs(relative.mean) >= NOTICEABLE)

    @property
    def negligible(self) -> bool:
        """Whether the whole interval is too close to zero to matter."""
        relative = self.relative
        return relative is not None and relative.bounded and max(abs(relative.low), abs(relative.high)) < NOTICEABLE

    @property
    def narrowing(self) -> float:
        """Return how many times narrower pairing makes the interval (NaN if there is none)."""
        if not self.paired.bounded or self.paired.half_width == 0:
            return math.nan
        return self.unpaired.half_width / self.paired.half_width


def mean_interval(values: FloatArray) -> Interval:
    """Return mean and 95% t interval over the defined values."""
    defined = values[~np.isnan(values)]
    if defined.size == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = float(defined.mean())
    if defined.size == 1:
        return Interval(mean, math.nan, math.nan, 1)
    margin = t_quantile(defined.size - 1) * float(defined.std(ddof=1)) / math.sqrt(defined.size)
    return Interval(mean, mean - margin, mean + margin, int(defined.size))


def ratio_interval(top: FloatArray, bottom: FloatArray) -> Interval:
    """Return the ratio of two paired means with a 95% t interval, linearised around the means (delta method)."""
    both = ~(np.isnan(top) | np.isnan(bottom))
    above, below = top[both], bottom[both]
    if above.size == 0 or below.mean() == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    ratio = float(above.mean() / below.mean())
    residual = mean_interval((above - ratio * below) / abs(below.mean()))
    margin = residual.half_width
    return Interval(ratio, ratio - margin, ratio + margin, int(above.size))


def paired_effect(values: FloatArray, baseline: FloatArray, visible_from: int | None = None) -> Effect:
    """Return the effect of a scenario, replication by replication."""
    both = ~(np.isnan(values) | np.isnan(baseline))
    differences = values[both] - baseline[both]
    level = float(baseline[both].mean()) if both.any() else math.nan
    moved = int(np.count_nonzero(differences))
    return Effect(mean_interval(differences), welch(values[both], baseline[both]), level, visible_from, moved)


def welch(values: FloatArray, baseline: FloatArray) -> Interval:
    """Return the interval of a difference of means as if the two had been independent runs."""
    if values.size < 2 or baseline.size < 2:
        mean = float(values.mean() - baseline.mean()) if values.size and baseline.size else math.nan
        return Interval(mean, math.nan, math.nan, int(values.size))
    mean = float(values.mean() - baseline.mean())
    parts = [sample.var(ddof=1) / sample.size for sample in (values, baseline)]
    total = sum(parts)
    if total == 0:
        return Interval(mean, mean, mean, int(values.size))
    freedom = total**2 / sum(
        part**2 / (sample.size - 1) for part, sample in zip(parts, (values, baseline), strict=True)
    )
    margin = t_quantile(freedom) * math.sqrt(total)
    return Interval(mean, mean - margin, mean + margin, int(values.size))


def band(samples: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return mean, low and high for each day of an array of replications × days."""
    defined = ~np.isnan(samples)
    count = defined.sum(axis=0)
    total = np.where(defined, samples, 0.0).sum(axis=0)
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    squares = np.where(defined, (samples - mean) ** 2, 0.0).sum(axis=0)
    enough = count > 1
    variance = np.divide(squares, count - 1, out=np.full(count.shape, np.nan), where=enough)
    margin = t_quantile(np.maximum(count - 1, 1)) * np.sqrt(variance / np.maximum(count, 1))
    return mean, mean - margin, mean + margin


def visible_from(differences: FloatArray, days: NDArray[np.int64]) -> int | None:
    """Return the first day from which the band of daily differences leaves zero on one side and stays there.

    Parameters
    ----------
    differences
        Paired differences over a trailing window, replications × days.
    days
        The day of each column.
    """
    _, low, high = band(differences)
    for clear in (low > 0, high < 0):
        if clear.size and clear[-1]:
            unclear = np.flatnonzero(~clear)
            first = int(unclear[-1]) + 1 if unclear.size else 0
            return int(days[first]) if clear.size - first >= STAYS else None
    return None


def t_quantile(freedom: Any) -> Any:
    """Return the two-sided 95% quantile of Student's t (an array for an array)."""
    return stdtrit(freedom, (1 + CONFIDENCE) / 2)
