"""From sums of each replication to one number with its interval: pooled ratios, and the jackknife over replications.

A reading leaves a numerator and a denominator for each replication. Sums are pooled first and divided once, so that
rare events (appeals, exits of a few dozen creators) are not averaged as ratios of tiny numbers. The interval comes from
leaving out one replication at a time, on the log scale for ratios.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.methods.intervals import Interval, t_quantile

Sums = tuple[float, float]
"""Numerator and denominator that one arm of one replication left; NaN where it could not be read."""
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Contrast:
    """How one arm's share, or two arms' shares, become the measured number.

    Attributes
    ----------
    words
        As a formula in words; ``a`` is the arm, ``b`` the one it is held against.
    two
        Whether it needs a second arm.
    log
        Whether its error is symmetric on the log scale.
    """

    words: str
    two: bool
    log: bool
    of: Callable[[float, float], float]


CONTRASTS: dict[str, Contrast] = {
    "level": Contrast("a", False, False, lambda a, _: a),
    "ratio": Contrast("a / b", True, True, lambda a, b: _divide(a, b)),
    "difference": Contrast("a − b", True, False, lambda a, b: a - b),
    "relative change": Contrast("a / b − 1", True, False, lambda a, b: _divide(a, b) - 1.0),
    "odds ratio": Contrast("odds(a) / odds(b)", True, True, lambda a, b: _divide(_odds(a), _odds(b))),
}


def estimate(contrast: str, of: Sequence[Sums], against: Sequence[Sums] | None = None) -> Interval:
    """Return a contrast of pooled sums with its 95% jackknife interval over replications.

    Parameters
    ----------
    contrast
        A name of `CONTRASTS`.
    of, against
        Sums of each replication, in the same order; ``against`` only where the contrast needs a second arm.

    Returns
    -------
    Interval
        Replications in which a sum is NaN drop out; ``count`` says how many stayed.
    """
    rule = CONTRASTS[contrast]
    table = np.array([[*a, *b] for a, b in zip(of, against or of, strict=True)], float).reshape(len(of), 4)
    table = table[~np.isnan(table).any(axis=1)]
    count = len(table)
    mean = _value(rule, table.sum(axis=0)) if count else math.nan
    if math.isnan(mean):
        return Interval(math.nan, math.nan, math.nan, count)
    if count < 2:
        return Interval(mean, math.nan, math.nan, count)
    scale, back = (_log, math.exp) if rule.log else (float, float)
    parts = np.array([scale(_value(rule, np.delete(table, left, axis=0).sum(axis=0))) for left in range(count)])
    centre = scale(mean)
    if not (np.isfinite(parts).all() and math.isfinite(centre)):
        return Interval(mean, math.nan, math.nan, count)
    margin = float(t_quantile(count - 1)) * math.sqrt((count - 1) / count * float(((parts - parts.mean()) ** 2).sum()))
    return Interval(mean, back(centre - margin), back(centre + margin), count)


def _value(rule: Contrast, total: FloatArray) -> float:
    a, b = _divide(total[0], total[1]), _divide(total[2], total[3])
    found = rule.of(a, b)
    return found if math.isfinite(found) else math.nan


def _divide(a: float, b: float) -> float:
    return float(a / b) if b else math.nan


def _odds(share: float) -> float:
    return share / (1.0 - share) if share < 1.0 else math.nan


def _log(value: float) -> float:
    return math.log(value) if value > 0.0 else math.nan
