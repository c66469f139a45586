"""Differences in Qs (DQ): treated less control steps by what they bring now and later (Farias, Li, Peng, Zheng 2022).

A step's arm moves the state (habit, trust, stock, a queue), and the state pays later, to both arms. A difference of
rewards misses that; a difference of *long-run values* does not: Q = reward less the mean reward, plus the value of the
state that follows. The value is learnt from the log by least squares on the state (LSTD, of mean reward), without
knowing the market. The bias that is left is of second order in the effect. Where outcomes are curved in the treated
share no slope at one share is the effect of a launch: check `sim.methods.experiments.curvature` first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import Metric, values
from sim.methods.experiments.panels import Panel, panel_of

BLOCKS = 20
"""Blocks of days that are left out in turn."""


def differences_in_q(frame: pd.DataFrame, metric: Metric, states: Sequence[str], *, trace: float = 0.0) -> Estimate:
    """Return treated less control mean Q over cluster-days of a panel whose arms change by day.

    Parameters
    ----------
    states
        Columns of the panel that say how a cluster stands at the *start* of a day; two or three, not twenty.
    trace
        λ of the eligibility trace, 0 to 1: higher ones trust the state less and are noisier.
    """
    panel = panel_of(frame, metric)
    rows = panel.days >= 0
    reward, arm = panel.level[:, rows], panel.arm[:, rows]
    if not states:
        raise UserError("differences in Qs need columns that say how a cluster stands at the start of a day")
    state = np.stack([_arranged(frame, panel, name)[:, rows] for name in states], axis=2)
    days = reward.shape[1]
    if days < 2 * BLOCKS // 5 + 2 or not 0 < arm[:, :-1].mean() < 1:
        raise UserError(f"differences in Qs need days of both arms, and more than {days} of them")
    state = (state - state.mean(axis=(0, 1))) / np.maximum(state.std(axis=(0, 1)), 1e-12)
    count = min(BLOCKS, days // 2)
    block = np.arange(days - 1) * count // (days - 1)
    whole, base = _estimated(reward, arm, state, np.ones(days - 1, bool), trace)
    left = np.array([_estimated(reward, arm, state, block != one, trace)[0] for one in range(count)])
    effect = count * whole - (count - 1) * float(left.mean())
    error = math.sqrt((count - 1) / count * float(((left - left.mean()) ** 2).sum()))
    return estimated("differences_in_q", effect, error, base=base, freedom=float(count - 1)).noted(
        "a slope at the share that was tested: no launch effect where outcomes are curved in the share"
    )


def _estimated(
    reward: FloatArray, arm: FloatArray, state: FloatArray, kept: np.ndarray, trace: float
) -> tuple[float, float]:
    """Return the difference of mean Qs over the days that are kept, and the control's level."""
    now, after = state[:, :-1], state[:, 1:]
    gain, treated = reward[:, :-1], arm[:, :-1] == 1
    carried = np.zeros_like(now)
    trail = np.zeros_like(now[:, 0])
    for day in range(now.shape[1]):
        trail = now[:, day] + trace * trail
        carried[:, day] = trail
    mean = float(gain[:, kept].mean())
    z, steps = carried[:, kept].reshape(-1, now.shape[2]), (now - after)[:, kept].reshape(-1, now.shape[2])
    value = np.linalg.lstsq(z.T @ steps, z.T @ (gain[:, kept].ravel() - mean), rcond=None)[0]
    q = gain + after @ value
    inside = np.broadcast_to(kept, q.shape)
    base = float(gain[inside & ~treated].mean())
    return float(q[inside & treated].mean() - q[inside & ~treated].mean()), base


def _arranged(frame: pd.DataFrame, panel: Panel, name: str) -> FloatArray:
    """Return a column as clusters × days."""
    if name not in frame.columns:
        raise UserError(f"the panel has no column {name}")
    column = values(frame, name)
    if not np.isfinite(column).all():
        raise UserError(f"the state {name} is not a finite number everywhere")
    table = np.empty(panel.top.shape)
    place = {cluster: one for one, cluster in enumerate(panel.clusters)}
    table[[place[one] for one in frame["cluster"]], np.searchsorted(panel.days, values(frame, "day"))] = column
    return table
