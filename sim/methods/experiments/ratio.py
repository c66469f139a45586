"""Ratio metrics by the delta method: GMV per view, orders per click, a rate, per randomised unit.

The unit of randomisation bears the variance, not the view or the click: those of one viewer go together. The ratio is
of means, never a mean of ratios.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.errors import UserError, quoted
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import PRE, UNITS, Metric, arms_of, checked, values


def ratio_of_sums(units: pd.DataFrame, metric: Metric, *, before: bool = False) -> Estimate:
    """Return the difference of a ratio between the arms.

    Parameters
    ----------
    before
        Whether the ratio's two sums before the test, as parts of the linearised ratio, are adjusted for (CUPED).
    """
    if metric.bottom is None:
        raise UserError(f"{quoted(metric.name)} is no ratio: write one as gmv/views")
    pre = tuple(PRE + name for name in metric.sums) if before else ()
    checked(units, UNITS, (*metric.sums, *pre))
    arm, top, bottom = arms_of(units), values(units, metric.top), values(units, metric.bottom)
    pieces = [(*linearised(top[arm == one], bottom[arm == one]), arm == one) for one in (0, 1)]
    scores = np.empty(arm.size)
    for _, score, rows in pieces:
        scores[rows] = score
    if before:
        _, score = linearised(values(units, pre[0]), values(units, pre[1]))
        within = np.concatenate([score[rows] - score[rows].mean() for _, _, rows in pieces])
        square = float(within @ within)
        slope = float(within @ np.concatenate([scores[rows] for _, _, rows in pieces])) / square if square else 0.0
        means = [ratio - slope * float(score[rows].mean() - score.mean()) for ratio, _, rows in pieces]
        scores = scores - slope * score
    else:
        means = [ratio for ratio, _, _ in pieces]
    below, above = (float(scores[rows].var(ddof=1)) / int(rows.sum()) for _, _, rows in pieces)
    return estimated(
        "ratio_cuped" if before else "ratio",
        means[1] - means[0],
        (above + below) ** 0.5,
        base=means[0],
        base_variance=below,
        covariance=-below,
    )


def linearised(top: FloatArray, bottom: FloatArray) -> tuple[float, FloatArray]:
    """Return a ratio of sums, and what each unit moves it by, times the number of units.

    Raises
    ------
    UserError
        If the denominators add up to nothing, or there are fewer than two units.
    """
    mean = float(bottom.mean())
    if mean == 0.0 or top.size < 2:
        raise UserError("a ratio needs two units an arm and a denominator that is not 0")
    ratio = float(top.mean()) / mean
    return ratio, (top - ratio * bottom) / mean
