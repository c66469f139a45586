"""Synthetic control: the treated regions against a mix of others that moved alike before (Abadie and others 2010).

Each region is taken relative to its own mean before the test, so that large and small ones may stand for each other.
Weights are not negative and add up to 1. How far off such mixes are by luck is seen on regions that were not treated,
each in turn taken for a treated one; few regions therefore see large effects only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import Metric
from sim.methods.experiments.panels import panel_of

FEWEST_REGIONS = 6
WORST_FIT = 0.8
"""Share of the variance before the test that the mix has to tell."""


@dataclass(frozen=True)
class Mix:
    """A synthetic control: weights of the donors, share of the variance before that they tell, and gaps day by day."""

    weights: FloatArray
    fit: float
    gap: FloatArray
    before: np.ndarray

    @property
    def effect(self) -> float:
        """Mean gap in the test."""
        return float(self.gap[~self.before].mean())

    @property
    def ratio(self) -> float:
        """Root mean square gap in the test over that before: what placebos are ranked by."""
        inside, earlier = (float(np.sqrt(np.mean(self.gap[rows] ** 2))) for rows in (~self.before, self.before))
        return inside / earlier if earlier > 0 else math.inf


def synthetic_control(frame: pd.DataFrame, metric: Metric) -> Estimate:
    """Return the relative effect on the treated regions, ``base`` being 1.

    Parameters
    ----------
    frame
        A panel of regions in which some are treated in the test, from its first day to its last.

    Raises
    ------
    UserError
        With fewer than six regions, without days before, or if no mix follows the treated regions before the test.
    """
    panel = panel_of(frame, metric)
    if len(panel.clusters) < FEWEST_REGIONS:
        raise UserError(f"synthetic control takes at least {FEWEST_REGIONS} regions, not {len(panel.clusters)}")
    if panel.before.sum() < 3:
        raise UserError("synthetic control needs at least three days before the test (day below 0)")
    level = panel.level / panel.level[:, panel.before].mean(axis=1, keepdims=True)
    if not np.isfinite(level).all():
        raise UserError("a region has a day without units, or nothing at all before the test")
    treated = panel.arm.any(axis=1)
    if not treated.any() or (~treated).sum() < FEWEST_REGIONS - 2:
        raise UserError(f"synthetic control needs a treated region and {FEWEST_REGIONS - 2} that are not")
    donors = level[~treated]
    own = mixed(level[treated].mean(axis=0), donors, panel.before)
    if own.fit < WORST_FIT:
        raise UserError(
            f"no mix of regions follows the treated ones before the test: it tells {max(own.fit, 0):.0%} of "
            f"what varied, {WORST_FIT:.0%} are needed"
        )
    rows = np.arange(len(donors))
    placebos = [mixed(donors[one], donors[rows != one], panel.before) for one in rows]
    error = math.sqrt(float(np.mean([one.effect**2 for one in placebos])))  # of one region: several are told no worse
    p = (1 + sum(one.ratio >= own.ratio for one in placebos)) / (1 + len(placebos))
    told = estimated("synthetic_control", own.effect, error, base=1.0, freedom=float(len(placebos)))
    return replace(told, p=p).noted(
        f"p is one of {len(placebos) + 1} ranks: it cannot fall below {1 / (len(placebos) + 1):.2f}"
    )


def mixed(series: FloatArray, donors: FloatArray, before: np.ndarray) -> Mix:
    """Return the mix of donors that follows a series best before the test.

    Parameters
    ----------
    series, donors
        Days, and donors × days.
    """
    target, known = series[before], donors[:, before]
    square, along = known @ known.T, known @ target
    scale = max(float(np.ptp(target)) ** 2 * target.size, 1e-12)
    count = len(donors)
    found = minimize(
        lambda w: float(w @ square @ w - 2 * w @ along) / scale,
        np.full(count, 1 / count),
        jac=lambda w: 2 * (square @ w - along) / scale,
        bounds=[(0, 1)] * count,
        method="SLSQP",
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(count)},
        options={"maxiter": 500, "ftol": 1e-12},
    )
    weights = np.clip(found.x, 0, None)
    weights = weights / weights.sum()
    gap = series - weights @ donors
    varied = float(((target - target.mean()) ** 2).sum())
    return Mix(weights, 1 - float((gap[before] ** 2).sum()) / varied if varied > 0 else math.nan, gap, before)
