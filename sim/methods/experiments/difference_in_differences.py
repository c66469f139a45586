"""Difference in differences: how much more the treated clusters rose than the others, in logs or in levels.

*Two-way*: levels less what is a cluster's own and what is a day's own, on who is treated when (CR1 or CR3 by cluster).
With staggered starts of effects that grow, that regression takes the already treated for controls; *group-time* effects
never do (Callaway and Sant'Anna 2021): each cohort against those not yet treated, from its mean before it began.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import Metric
from sim.methods.experiments.least_squares import fit, within
from sim.methods.experiments.panels import Panel, panel_of

FEWEST = 4
"""Clusters that a difference in differences takes at least."""


def two_way(frame: pd.DataFrame, metric: Metric, *, logs: bool = False, jackknife: bool = False) -> Estimate:
    """Return the coefficient of treatment beside an effect of each cluster and of each day.

    Parameters
    ----------
    frame
        A panel, days before the test included.
    logs
        Whether levels are taken in logs: the effect is then relative, and ``base`` 1.
    jackknife
        Whether errors are CR3, for few clusters or such of unequal size, instead of CR1.
    """
    panel = _ready(frame, metric)
    y = _scaled(panel, logs)
    clusters, days = y.shape
    dummies = np.broadcast_to(np.eye(days)[:, 1:], (clusters, days, days - 1))
    x = within(np.concatenate([panel.arm[:, :, None], dummies], axis=2), columns=False).reshape(clusters * days, days)
    found = fit(x, within(y, columns=False).ravel(), absorbed=clusters)
    codes = np.repeat(np.arange(clusters), days)
    spread = found.cr3(codes) if jackknife else found.cr1(codes)
    return _told(
        "difference_in_differences",
        float(found.coefficients[0]),
        math.sqrt(spread[0, 0]),
        _base(panel),
        float(clusters - 1),
        logs,
    )


def group_time(frame: pd.DataFrame, metric: Metric, *, logs: bool = False) -> Estimate:
    """Return the mean effect over cohorts and days, each against clusters not treated yet; errors leave out clusters.

    Raises
    ------
    UserError
        If treatment stops anywhere, or nobody is left to be compared with.
    """
    panel = _ready(frame, metric)
    if (np.diff(panel.arm, axis=1) < 0).any():
        raise UserError("group-time effects are of treatments that stay: here one stops; use switchback")
    y = _scaled(panel, logs)
    starts = np.where(panel.arm.any(axis=1), panel.arm.argmax(axis=1), panel.days.size)
    whole = _group_time(y, starts)
    if math.isnan(whole):
        raise UserError("no cluster is left untreated to be compared with, or none has days before it is treated")
    rows = np.arange(starts.size)
    left = np.array([_group_time(y[rows != one], starts[rows != one]) for one in rows])
    left = left[~np.isnan(left)]
    error = math.sqrt((left.size - 1) / left.size * float(((left - left.mean()) ** 2).sum()))
    return _told("group_time", whole, error, _base(panel), float(left.size - 1), logs)


def _group_time(y: FloatArray, starts: np.ndarray) -> float:
    """Return the mean over treated cluster-days of the rise since before treatment, less that of the untreated."""
    total, count = 0.0, 0
    for start in np.unique(starts[(starts > 0) & (starts < y.shape[1])]):
        cohort = starts == start
        base = y[:, :start].mean(axis=1)
        for day in range(start, y.shape[1]):
            others = starts > day
            if others.any():
                total += float((y[cohort, day] - base[cohort]).sum())
                total -= float((y[others, day] - base[others]).mean()) * int(cohort.sum())
                count += int(cohort.sum())
    return total / count if count else math.nan


def _ready(frame: pd.DataFrame, metric: Metric) -> Panel:
    panel = panel_of(frame, metric)
    if len(panel.clusters) < FEWEST:
        raise UserError(f"a difference in differences takes at least {FEWEST} clusters, not {len(panel.clusters)}")
    if not panel.before.any():
        raise UserError("a difference in differences needs days before the test (day below 0)")
    return panel


def _scaled(panel: Panel, logs: bool) -> FloatArray:
    y = panel.level
    if np.isnan(y).any():
        raise UserError("a cluster has a day without units: there is no level to compare")
    if logs and (y <= 0).any():
        raise UserError("a level of 0 or below has no log: compare levels, or take longer days")
    return np.log(y) if logs else y


def _base(panel: Panel) -> float:
    """Return the level of untreated cluster-days in the test."""
    rows = (panel.arm == 0) & ~panel.before
    return float(panel.level[rows if rows.any() else panel.arm == 0].mean())


def _told(name: str, effect: float, error: float, base: float, freedom: float, logs: bool) -> Estimate:
    if not logs:
        return estimated(name, effect, error, base=base, freedom=freedom)
    rise = math.expm1(effect)
    return estimated(name, rise, (1 + rise) * error, base=1.0, freedom=freedom)
