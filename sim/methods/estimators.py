"""One number with its 95% interval over replications: a mean, the middle one, a trimmed mean, a ratio of means."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, stdtrit

FloatArray = NDArray[np.float64]
Verdict = Literal["up", "down", "within noise"]

CONFIDENCE = 0.95

TRIM = 0.2
"""Share of replications that a trimmed mean leaves out at either end."""


@dataclass(frozen=True)
class Interval:
    """A mean (or median) over replications with its 95% interval; bounds are NaN when too few define it.

    Attributes
    ----------
    freedom
        Degrees of freedom of the t that it was made with; ``None`` where they are ``count`` - 1.
    """

    mean: float
    low: float
    high: float
    count: int
    freedom: float | None = field(default=None, compare=False, repr=False)

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
        return Interval(self.mean * factor, self.low * factor, self.high * factor, self.count, self.freedom)


def mean_interval(values: FloatArray) -> Interval:
    """Return mean and 95% t interval over the defined values."""
    defined = values[~np.isnan(values)]
    if defined.size == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = float(defined.mean())
    if defined.size == 1:
        return Interval(mean, math.nan, math.nan, 1)
    margin = float(t_quantile(defined.size - 1)) * float(defined.std(ddof=1)) / math.sqrt(defined.size)
    return Interval(mean, mean - margin, mean + margin, int(defined.size))


def ratio_interval(top: FloatArray, bottom: FloatArray) -> Interval:
    """Return the ratio of two paired means with its 95% interval (Fieller 1940).

    Where the bottom cannot be told from zero, any ratio would do: nothing is defined then, the ratio itself included.
    """
    both = ~(np.isnan(top) | np.isnan(bottom))
    above, below = top[both], bottom[both]
    undefined = Interval(math.nan, math.nan, math.nan, int(above.size))
    if above.size < 2:
        return undefined
    reach = float(t_quantile(above.size - 1)) ** 2 / above.size
    spread = np.cov(above, below, ddof=1)
    a, b = float(above.mean()), float(below.mean())
    square = b * b - reach * float(spread[1, 1])
    if square <= 0.0:
        return undefined
    middle, rest = a * b - reach * float(spread[0, 1]), a * a - reach * float(spread[0, 0])
    far = math.sqrt(max(middle * middle - square * rest, 0.0))
    return Interval(a / b, (middle - far) / square, (middle + far) / square, int(above.size))


def median_interval(values: FloatArray) -> Interval:
    """Return the median over the defined values with the 95% interval of order statistics, whatever their distribution.

    Fewer than six values have no such interval: bounds are NaN.
    """
    ordered = np.sort(values[~np.isnan(values)])
    if not ordered.size:
        return Interval(math.nan, math.nan, math.nan, 0)
    middle = float(np.median(ordered))
    rank = int(np.searchsorted(bdtr(np.arange(ordered.size), ordered.size, 0.5), (1 - CONFIDENCE) / 2, side="right"))
    if rank < 1:
        return Interval(middle, math.nan, math.nan, int(ordered.size))
    return Interval(middle, float(ordered[rank - 1]), float(ordered[-rank]), int(ordered.size))


def trimmed_interval(values: FloatArray) -> Interval:
    """Return the mean without the lowest and highest fifth, with its 95% interval (Tukey and McLaughlin 1963)."""
    ordered = np.sort(values[~np.isnan(values)])
    count, cut = ordered.size, int(TRIM * ordered.size)
    if count - 2 * cut < 2:
        return mean_interval(ordered)
    mean = float(ordered[cut : count - cut].mean())
    pulled_in = np.clip(ordered, ordered[cut], ordered[count - cut - 1])
    error = float(pulled_in.std(ddof=1)) / ((1 - 2 * cut / count) * math.sqrt(count))
    margin = float(t_quantile(count - 2 * cut - 1)) * error
    return Interval(mean, mean - margin, mean + margin, int(count))


def t_quantile(freedom: Any) -> Any:
    """Return the two-sided 95% quantile of Student's t (an array for an array)."""
    return stdtrit(freedom, (1 + CONFIDENCE) / 2)
