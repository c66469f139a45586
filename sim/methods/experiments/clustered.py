"""Tests by cluster: clusters as units, or rows with errors that clusters share: CR3, and the wild cluster bootstrap.

Where clusters were randomised, they are the units. Of few, or unequal ones, or few treated, the usual robust error is
much too small (MacKinnon and Webb); the jackknife CR3 and the wild bootstrap are not.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.random import default_rng
from numpy.typing import NDArray

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.difference import of_arrays
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import PRE, UNITS, Metric, arms_of, checked, values
from sim.methods.experiments.least_squares import Fit, fit, numbered

FEW = 12
"""Clusters below which six-point weights (Webb 2023) replace plus and minus one, whose draws would be too few."""

FEWEST = 4
_DRAWS = 999


def cluster_means(units: pd.DataFrame, metric: Metric, *, before: bool = False) -> Estimate:
    """Return the difference of clusters' means, each cluster one unit; Welch has G − 2 degrees of freedom at most.

    Parameters
    ----------
    before
        Whether the mean before the test is subtracted: a difference in differences, with less noise.
    """
    arm, codes = _ready(units, metric, before)
    size = np.bincount(codes).astype(float)
    per = np.bincount(codes, values(units, metric.bottom)) if metric.bottom else size
    level = np.bincount(codes, values(units, metric.top)) / per
    level_of_control = float(level[_arm_of(arm, codes) == 0].mean())
    if before:
        pre = np.bincount(codes, values(units, PRE + metric.bottom)) if metric.bottom else size
        level = level - np.bincount(codes, values(units, PRE + metric.top)) / pre
    found = of_arrays("cluster_means_did" if before else "cluster_means", level, _arm_of(arm, codes))
    if before:
        found = estimated(found.estimator, found.effect, found.error, base=level_of_control, freedom=found.freedom)
    return found


def cluster_robust(units: pd.DataFrame, metric: Metric, *, before: bool = False) -> Estimate:
    """Return the difference over unit rows with the cluster jackknife's error (CR3) and G − 1 degrees of freedom.

    Parameters
    ----------
    before
        Whether the same sum before the test is a further column.
    """
    found, codes, _ = _regression(units, metric, before)
    spread = found.cr3(codes)
    return estimated(
        "cluster_robust",
        float(found.coefficients[1]),
        math.sqrt(spread[1, 1]),
        base=float(found.coefficients[0]),
        base_variance=float(spread[0, 0]),
        covariance=float(spread[0, 1]),
        freedom=float(codes.max()),
    )


def wild_bootstrap(
    units: pd.DataFrame, metric: Metric, *, before: bool = False, count: int = _DRAWS, seed: int = 0
) -> Estimate:
    """Return the difference over unit rows with a p-value of the wild cluster bootstrap, no effect imposed.

    The interval is as wide as the bootstrap's own quantile of |t| says. The null is imposed for the p-value, not for
    the interval, so that the two may disagree at the edge.
    """
    found, codes, outcome = _regression(units, metric, before)
    error = math.sqrt(found.cr1(codes)[1, 1])
    flips = weights(int(codes.max()) + 1, count, seed)
    null = fit(np.delete(found.x, 1, axis=1), outcome)
    t = _bootstrapped(found, codes, outcome - null.residuals, null.residuals, flips, 0.0)
    seen = abs(float(found.coefficients[1])) / error
    p = (1 + int((np.abs(t) >= seen * (1 - 1e-12)).sum())) / (1 + t.size)
    free = _bootstrapped(found, codes, outcome - found.residuals, found.residuals, flips, float(found.coefficients[1]))
    reach = float(np.quantile(np.abs(free), 0.95)) * error
    spread = found.cr1(codes)
    told = estimated(
        "wild_bootstrap",
        float(found.coefficients[1]),
        error,
        base=float(found.coefficients[0]),
        base_variance=float(spread[0, 0]),
        covariance=float(spread[0, 1]),
        freedom=float(codes.max()),
    )
    return replace(told, low=told.effect - reach, high=told.effect + reach, p=float(p))


def weights(clusters: int, count: int = _DRAWS, seed: int = 0) -> FloatArray:
    """Return draws × clusters of weights: all signs if they are few, six points for few clusters, else drawn signs."""
    if clusters <= FEW - 1:
        points = np.sqrt([0.5, 1.0, 1.5])
        if 6**clusters <= 4 * count:
            return np.array(list(itertools.product([*-points, *points], repeat=clusters)))
        return default_rng(seed).choice(np.concatenate([-points, points]), (count, clusters))
    return default_rng(seed).choice([-1.0, 1.0], (count, clusters))


def _bootstrapped(
    found: Fit, codes: NDArray[np.int64], fitted: FloatArray, residuals: FloatArray, flips: FloatArray, centre: float
) -> FloatArray:
    """Return t of each draw, from sums by cluster alone."""
    x, groups = found.x, int(codes.max()) + 1

    def summed(rows: FloatArray) -> FloatArray:
        sums = np.zeros((groups, *rows.shape[1:]))
        np.add.at(sums, codes, rows)
        return sums

    base, moved = summed(x * fitted[:, None]), summed(x * residuals[:, None])
    square = summed(x[:, :, None] * x[:, None, :])
    projected = base + flips[:, :, None] * moved
    coefficients = projected.sum(axis=1) @ found.bread
    scores = projected - np.einsum("gij,dj->dgi", square, coefficients)
    along = scores @ found.bread[:, 1]
    scale = groups / (groups - 1) * (len(x) - 1) / found.freedom
    errors = np.sqrt(scale * (along**2).sum(axis=1))
    result: FloatArray = np.divide(
        coefficients[:, 1] - centre, errors, out=np.full(errors.size, np.inf), where=errors > 0
    )
    return result


def _regression(units: pd.DataFrame, metric: Metric, before: bool) -> tuple[Fit, NDArray[np.int64], FloatArray]:
    if metric.bottom is not None:
        raise UserError("cluster-robust rows take one sum; a ratio is told by clusters' means")
    arm, codes = _ready(units, metric, before)
    columns = [np.ones(arm.size), arm]
    if before:
        earlier = values(units, PRE + metric.top)
        columns.append(earlier - earlier.mean())
    outcome = values(units, metric.top)
    return fit(np.stack(columns, axis=1), outcome), codes, outcome


def _ready(units: pd.DataFrame, metric: Metric, before: bool) -> tuple[FloatArray, NDArray[np.int64]]:
    checked(units, UNITS, (*metric.sums, *((PRE + name for name in metric.sums) if before else ())))
    if "cluster" not in units.columns:
        raise UserError("a test by clusters needs a column cluster")
    arm, codes = arms_of(units), numbered(units["cluster"])
    treated = np.bincount(codes, arm) / np.bincount(codes)
    if ((treated > 0) & (treated < 1)).any():
        raise UserError("a cluster has units of both arms: then units were randomised, not clusters")
    if treated.size < FEWEST or min(treated.sum(), (1 - treated).sum()) < 2:
        raise UserError(
            f"{treated.size} clusters, {int(treated.sum())} of them treated, are too few: two an arm at least"
        )
    return arm, codes


def _arm_of(arm: FloatArray, codes: NDArray[np.int64]) -> FloatArray:
    """Return the arm of each cluster."""
    result: FloatArray = np.bincount(codes, arm) / np.bincount(codes)
    return np.round(result)
