"""Careers: when a creator leaves, and how many arrive (models 7 and 8; fairness of model 12)."""

from __future__ import annotations

import math

from sim.compilation import Row, rule
from sim.parameters import creators as c


@rule
def shortfall(have: float, want: float) -> float:
    """Return (want - have) / want within -1 to 1: how far experience falls short of what was hoped for."""
    return max(-1.0, min(1.0, (want - have) / want)) if want > 0.0 else 0.0


@rule
def exit_hazard(
    p: Row, exposure: float, aspiration: float, income: float, outside: float, fairness: float
) -> float:
    """Return the daily hazard of leaving.

    h = h0 exp(k_E (a - E) / a + k_I (outside - income) / outside + xi (L0 - L)): exposure against aspiration
    (model 8), income against the outside option (model 7), fairness felt against what a newcomer expects (model 12).
    """
    log_hazard = (
        p[c.EXIT_EXPOSURE] * shortfall(exposure, aspiration)
        + p[c.EXIT_INCOME] * shortfall(income, outside)
        + p[c.FAIRNESS_EXIT] * (p[c.FAIRNESS_START] - fairness)
    )
    return min(1.0, p[c.EXIT_BASE] * math.exp(log_hazard))


@rule
def moving_average(old: float, new: float, rate: float) -> float:
    """Return old + rate (new - old)."""
    return old + rate * (new - old)


@rule
def whole_arrivals(u: float, mean: float) -> int:
    """Return how many arrive: the mean rounded down, plus one with the rest as probability."""
    whole = int(mean)
    return whole + (1 if u < mean - whole else 0)


@rule
def delay_days(u: float, mean_days: float) -> int:
    """Return whole days of an exponential delay with the given mean, at least 1."""
    return 1 + int(-math.log(1.0 - u) * mean_days)
