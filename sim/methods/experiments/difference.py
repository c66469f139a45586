"""Difference in means: treated minus control, with Welch's interval. What most tests report.

It is the effect of a launch only if units do not touch each other. Where treated units take traffic, budget or
reviewers from the control, it counts what was taken twice (docs/concepts/interference.md).
"""

from __future__ import annotations

import pandas as pd

from sim.errors import UserError, quoted
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import UNITS, Metric, arms_of, checked, values


def difference_in_means(units: pd.DataFrame, metric: Metric) -> Estimate:
    """Return the mean of the treated less that of the control.

    Parameters
    ----------
    units
        A table of units.
    metric
        A mean over units; a ratio of sums belongs to `sim.methods.experiments.ratio`.
    """
    if metric.bottom is not None:
        raise UserError(f"{quoted(metric.name)} is a ratio: a difference in means takes one sum")
    checked(units, UNITS, metric.sums)
    return of_arrays("difference", values(units, metric.top), arms_of(units))


def of_arrays(estimator: str, outcome: FloatArray, arm: FloatArray) -> Estimate:
    """Return the difference of two means with Welch's degrees of freedom.

    Parameters
    ----------
    outcome, arm
        One value a unit; at least two units an arm.

    Raises
    ------
    UserError
        If an arm has fewer than two units.
    """
    treated, control = outcome[arm == 1], outcome[arm == 0]
    if min(treated.size, control.size) < 2:
        raise UserError("an arm of fewer than two units has no spread to judge an effect by")
    above = float(treated.var(ddof=1)) / treated.size
    below = float(control.var(ddof=1)) / control.size
    total = above + below
    parts = above**2 / (treated.size - 1) + below**2 / (control.size - 1)
    freedom = total**2 / parts if parts > 0 else float(outcome.size - 2)
    base = float(control.mean())
    return estimated(
        estimator,
        float(treated.mean()) - base,
        total**0.5,
        base=base,
        base_variance=below,
        covariance=-below,
        freedom=freedom,
    )
