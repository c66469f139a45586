"""CUPED: what each unit did before the test is taken out of what it did in it (Deng, Xu, Kohavi and Walker 2013).

The variance falls by the squared correlation of the two. It removes noise and no bias: a sign that is wrong by
interference becomes wrong with certainty.
"""

from __future__ import annotations

import pandas as pd

from sim.errors import UserError, quoted
from sim.methods.estimators import FloatArray
from sim.methods.experiments.difference import of_arrays
from sim.methods.experiments.estimate import Estimate
from sim.methods.experiments.frames import PRE, UNITS, Metric, arms_of, checked, values


def cuped(units: pd.DataFrame, metric: Metric) -> Estimate:
    """Return the difference in means after adjusting for the same sum before the test, as `difference_in_means`."""
    if metric.bottom is not None:
        raise UserError(f"{quoted(metric.name)} is a ratio: CUPED here takes one sum")
    checked(units, UNITS, (*metric.sums, PRE + metric.top))
    outcome, before = values(units, metric.top), values(units, PRE + metric.top)
    return of_arrays("cuped", adjusted(outcome, before), arms_of(units))


def adjusted(outcome: FloatArray, before: FloatArray) -> FloatArray:
    """Return outcomes less what a line through both arms says of them; as they are if nothing varied before."""
    centred = before - before.mean()
    square = float(centred @ centred)
    return outcome - float(centred @ (outcome - outcome.mean())) / square * centred if square > 0 else outcome


def variance_left(outcome: FloatArray, before: FloatArray) -> float:
    """Return which share of the variance CUPED leaves: one less the squared correlation."""
    whole = float(outcome.var())
    return float(adjusted(outcome, before).var()) / whole if whole > 0 else 1.0
