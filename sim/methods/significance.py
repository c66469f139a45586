"""How surprising an effect would be if there were none: p-values of paired differences, one at a time.

Student's t is right where every seed moves a little. Where an outcome hangs on rare events, many seeds show no
difference at all, and a few that happen to agree make t sure of itself. Then what can be had from signs alone is the
bound: if there were no effect, each of k seeds that differ would go up or down by the toss of a coin, so they all go
one way in 2^(1-k) of studies (Fisher's sign-flip test at its sharpest). No p-value is below that. An outcome that is
told by its middle seed is judged by signs alone.
"""

from __future__ import annotations

import math

from scipy.special import stdtr

from sim.methods.intervals import Effect, Interval, t_quantile


def standard_error(interval: Interval) -> float:
    """Return the standard error that a 95% t interval was made with; NaN if there is none."""
    return interval.half_width / float(t_quantile(_freedom(interval))) if interval.bounded else math.nan


def _freedom(interval: Interval) -> float:
    return interval.count - 1 if interval.freedom is None else interval.freedom


def two_sided(interval: Interval) -> float:
    """Return the two-sided p-value of no effect by Student's t; NaN without an interval, 1 where nothing differs."""
    if not interval.bounded or math.isnan(interval.mean):
        return math.nan
    if interval.mean == 0.0:
        return 1.0
    error = standard_error(interval)
    return 0.0 if error == 0.0 else float(2.0 * stdtr(_freedom(interval), -abs(interval.mean) / error))


def beyond(interval: Interval, bound: float) -> float:
    """Return the p-value of "the effect is at least so large, up or down", by two one-sided t tests (TOST).

    Parameters
    ----------
    bound
        Above zero, in the effect's unit. A small p-value tells that the effect lies within ±bound.
    """
    if not interval.bounded or math.isnan(bound):
        return math.nan
    room, error = bound - abs(interval.mean), standard_error(interval)
    if error == 0.0:
        return 0.0 if room > 0 or interval.mean == 0.0 else 1.0
    return float(stdtr(_freedom(interval), -room / error))


def effect_p(effect: Effect) -> float:
    """Return the two-sided p-value of no effect, never below what the signs of the seeds that moved allow.

    The bound holds where some seeds show no difference at all, or all show the same one. Where no seed moved there is
    nothing to claim, and no p-value (NaN); of an outcome told by its middle seed it is that of the sign test.
    """
    p, moved = two_sided(effect.paired), effect.moved
    if math.isnan(p) or moved == 0:
        return math.nan
    if effect.sign_p is not None:
        return effect.sign_p
    if moved is None:
        return p
    lumpy = moved < effect.paired.count or standard_error(effect.paired) == 0.0
    return max(p, min(1.0, 2.0 ** (1 - moved))) if lumpy else p
