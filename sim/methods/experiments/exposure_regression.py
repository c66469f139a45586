"""Regression on exposure: outcomes on the own arm, the treated share of rivals, and both together.

From it follows what all treated have more than none. Its variance is far below that of weighing, its bias nil only if
outcomes are straight in the share; the curvature check tells. It needs a design in which the share varies: 10, 50 and
90% across markets.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.errors import UserError
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.exposure import treated_rivals
from sim.methods.experiments.frames import EXPOSURE, PRE, Metric, arms_of, checked, values
from sim.methods.experiments.least_squares import fit, numbered


def regression_on_exposure(units: pd.DataFrame, metric: Metric, *, before: bool = False) -> Estimate:
    """Return what all treated, with all rivals treated, would have more than none; errors by market (CR1).

    Parameters
    ----------
    units
        A table of exposure.
    before
        Whether the same sum before the test is a further column.
    """
    if metric.bottom is not None:
        raise UserError("regression on exposure takes one sum, not a ratio")
    checked(units, EXPOSURE, (*metric.sums, *((PRE + metric.top,) if before else ())))
    arm, market = arms_of(units), numbered(units["market"])
    rivals = treated_rivals(arm, market, values(units, "weight"))
    columns = [np.ones(arm.size), arm, rivals, arm * rivals]
    if before:
        earlier = values(units, PRE + metric.top)
        columns.append(earlier - earlier.mean())
    found = fit(np.stack(columns, axis=1), values(units, metric.top))
    many = int(market.max()) + 1
    if many < 3:
        raise UserError(f"regression on exposure needs at least three markets that differ, not {many}")
    spread = found.cr1(market)
    contrast = np.zeros(len(columns))
    contrast[1:4] = 1.0
    return estimated(
        "regression_on_exposure",
        float(contrast @ found.coefficients),
        float(np.sqrt(contrast @ spread @ contrast)),
        base=float(found.coefficients[0]),
        base_variance=float(spread[0, 0]),
        covariance=float(contrast @ spread[0]),
        freedom=float(many - 1),
    ).noted("outcomes are taken to be straight in the rivals' treated share")
