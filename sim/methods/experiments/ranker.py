"""Known-ranker correction: a creator-side test, told from exposures and the ranker's own weights.

In a creator-side test the treated take exposures from the control, so totals compare what can never be had together.
What one exposure brings is not taken from anybody. So outcomes per exposure are compared, each unit against its own
time before, and put back together with the exposures that the ranker would give if all were treated, and if none were:
it is known, being the platform's own. What needs more exposures in all, or builds up over time, is not seen.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import EXPOSURE, PRE, Metric, arms_of, checked, values
from sim.methods.experiments.least_squares import numbered
from sim.methods.experiments.ratio import linearised

PRIOR = 0.02
"""How much a unit's own rate before is drawn to that of all: as if it had had this share of the mean exposures more."""


def known_ranker(units: pd.DataFrame, metric: Metric, exposures: str) -> Estimate:
    """Return the effect of treating everybody on a unit's mean outcome, demand for exposures as it was.

    Parameters
    ----------
    units
        A table of exposure, with the metric and ``exposures`` in the test and before it.
    metric
        One sum that comes with exposures: orders, GMV, complaints.
    exposures
        Column of impressions or views.
    """
    if metric.bottom is not None:
        raise UserError("the known-ranker correction takes one sum, not a ratio")
    names = (metric.top, exposures)
    checked(units, EXPOSURE, (*names, *(PRE + name for name in names)))
    arm, market = arms_of(units), numbered(units["market"])
    outcome, shown = values(units, metric.top), values(units, exposures)
    rates = rates_before(values(units, PRE + metric.top), values(units, PRE + exposures))
    parts = []
    for one in (0, 1):
        rows = arm == one
        ratio, scores = linearised(outcome[rows], shown[rows] * rates[rows])
        parts.append((ratio, float(scores.var(ddof=1)) / int(rows.sum())))
    weight, boost = values(units, "weight"), values(units, "boost")
    demand = np.bincount(market, shown)
    off = float(demand[market] * allocated(weight, market) @ rates) / arm.size
    on = float(demand[market] * allocated(weight * np.exp(boost), market) @ rates) / arm.size
    (control, below), (treated, above) = parts
    return estimated(
        "known_ranker",
        treated * on - control * off,
        math.sqrt(above * on**2 + below * off**2),
        base=control * off,
        base_variance=below * off**2,
        covariance=-below * off**2,
    ).noted("exposures in all are taken to stay; what builds up after the test is not seen")


def allocated(weight: FloatArray, market: NDArray[np.int64]) -> FloatArray:
    """Return which share of its market's exposures the ranker gives each unit."""
    total = np.bincount(market, weight)[market]
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


def rates_before(outcome: FloatArray, shown: FloatArray) -> FloatArray:
    """Return outcomes per exposure before the test, those of units with few exposures drawn towards the rate of all.

    Raises
    ------
    UserError
        If nothing was shown, or nothing came of it, before the test.
    """
    whole = float(outcome.sum()) / float(shown.sum()) if shown.sum() > 0 else 0.0
    if whole == 0.0:
        raise UserError("the known-ranker correction needs exposures and outcomes from before the test; there are none")
    prior = PRIOR * float(shown.mean())
    return (outcome + prior * whole) / (shown + prior)
