"""Randomisation inference: how often would assignment alone show as much? Exact if treatment does nothing to anybody.

The assignment is drawn again by the same mechanism, whatever it was (coins, counted arms, clusters, blocks of time,
two sides), and the statistic computed each time on the same outcomes. It needs no sample size and no distribution, so
it is the default below forty units.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from sim.errors import UserError
from sim.methods.estimators import FloatArray

Statistic = Callable[[FloatArray, FloatArray], FloatArray]
"""(outcomes, assignments × units) → one value an assignment."""

FEW = 40
"""Units below which p-values come from here."""


@dataclass(frozen=True)
class Randomised:
    """What re-drawn assignments tell.

    Attributes
    ----------
    observed
        The statistic under the assignment that was used.
    p
        Share of assignments, the used one counted, whose statistic is as far from 0.
    low, high
        Constant effects on every unit that are not rejected at 5%; NaN where draws are too few to reject any.
    """

    observed: float
    p: float
    low: float
    high: float
    draws: int


def difference(outcome: FloatArray, arms: FloatArray) -> FloatArray:
    """Return treated less control means; NaN where an arm is empty."""
    treated = arms.sum(axis=-1)
    control = arms.shape[-1] - treated
    above = np.divide(arms @ outcome, treated, out=np.full(treated.shape, np.nan), where=treated > 0)
    below = np.divide((1 - arms) @ outcome, control, out=np.full(treated.shape, np.nan), where=control > 0)
    result: FloatArray = above - below
    return result


def studentised(outcome: FloatArray, arms: FloatArray) -> FloatArray:
    """Return the difference over its Welch error: valid in large samples also where only the mean effect is nil."""
    treated, square = arms.sum(axis=-1), outcome**2
    control = arms.shape[-1] - treated
    with np.errstate(divide="ignore", invalid="ignore"):
        above = (arms @ square - (arms @ outcome) ** 2 / treated) / (treated - 1) / treated
        other = 1 - arms
        below = (other @ square - (other @ outcome) ** 2 / control) / (control - 1) / control
        result: FloatArray = difference(outcome, arms) / np.sqrt(above + below)
    return result


def randomisation_test(
    outcome: FloatArray, arm: FloatArray, again: FloatArray, statistic: Statistic = difference, *, interval: bool = True
) -> Randomised:
    """Return the test of no effect on anybody.

    Parameters
    ----------
    outcome, arm
        One value a unit that the mechanism assigns (a cluster's mean, a block's mean).
    again
        Assignments × units, drawn by the mechanism of the test; those with an empty arm are not counted.
    interval
        Whether the test is turned into an interval for a constant effect.
    """
    observed = float(statistic(outcome, np.asarray(arm, float)[None, :])[0])
    drawn = statistic(outcome, again)
    usable = again[~np.isnan(drawn)]
    if math.isnan(observed) or not len(usable):
        raise UserError("an arm is empty, so there is nothing to compare")
    p = _p(statistic(outcome, usable), observed)
    low = high = math.nan
    if interval and 1 / (1 + len(usable)) < 0.05:
        low, high = (_bound(outcome, arm, usable, statistic, side) for side in (-1, 1))
    return Randomised(observed, p, low, high, len(usable))


def _p(drawn: FloatArray, observed: float) -> float:
    as_far = np.abs(drawn) >= abs(observed) * (1 - 1e-12) - 1e-300
    return (1 + int(as_far.sum())) / (1 + drawn.size)


def _bound(outcome: FloatArray, arm: FloatArray, again: FloatArray, statistic: Statistic, side: int) -> float:
    """Return the farthest constant effect that is not rejected: subtract it, and test that nothing is left."""
    treated = np.asarray(arm, float)
    point = float(difference(outcome, treated[None, :])[0])
    step = side * max(float(np.std(outcome)), abs(point), 1e-12)

    def excess(effect: float) -> float:
        left = outcome - effect * treated
        return _p(statistic(left, again), float(statistic(left, treated[None, :])[0])) - 0.05

    far = point + step
    for _ in range(60):
        if excess(far) < 0:
            break
        step *= 2
        far = point + step
    else:
        return math.inf * side
    return float(brentq(excess, point, far, xtol=1e-6 * abs(step), disp=False))
