"""Switchback: everybody is treated in some blocks of time and nobody in others; the first days of a block are dropped.

All rivals are in the same arm at the same time, so nothing is taken from a control. What carries over from day to day
fades in by blocks: of an effect that builds up, a block shows a part only (`seen_share`). *Blocks* compares block means
after a burn-in; *lags* adds up what today's and earlier days' arms do.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import Metric
from sim.methods.experiments.least_squares import fit, numbered
from sim.methods.experiments.panels import Panel, panel_of


def switchback_blocks(frame: pd.DataFrame, metric: Metric, *, block: int, burn_in: int = 0) -> Estimate:
    """Return treated less untreated block means, each cluster's own level taken out, judged block by block.

    Parameters
    ----------
    frame
        A panel; days from 0 on are the test's.
    block
        Days that a block was planned to last.
    burn_in
        Days dropped at the start of each block.
    """
    if not 0 <= burn_in < block:
        raise UserError(f"a burn-in of {burn_in} days leaves nothing of blocks of {block}")
    panel = panel_of(frame, metric)
    means, arm, cluster = block_means(panel, block, burn_in)
    x = np.concatenate([arm[:, None], np.eye(int(cluster.max()) + 1)[cluster]], axis=1)
    found = fit(x, means)
    spread = found.hc(2)
    base = float(found.coefficients[1:].mean())
    weights = np.concatenate([[0.0], np.full(x.shape[1] - 1, 1 / (x.shape[1] - 1))])
    return estimated(
        "switchback_blocks",
        float(found.coefficients[0]),
        math.sqrt(spread[0, 0]),
        base=base,
        base_variance=float(weights @ spread @ weights),
        covariance=float(weights @ spread[0]),
        freedom=float(means.size - x.shape[1]),
    ).noted(f"blocks of {block} days, the first {burn_in} dropped: what builds up for longer is seen in part only")


def switchback_lags(frame: pd.DataFrame, metric: Metric, *, lags: int) -> Estimate:
    """Return the sum of what the arm does on its own day and on each of some days after, each cluster's level out.

    Errors are CR1 by cluster from ten clusters on, else HAC over twice as many days.

    Parameters
    ----------
    lags
        Days over which a day's arm may act.
    """
    panel = panel_of(frame, metric)
    y, arm = panel.level[:, ~panel.before], panel.arm[:, ~panel.before]
    clusters, days = y.shape
    if not 0 <= lags < days // 3:
        raise UserError(f"{lags} lags take at least {3 * (lags + 1)} days of test, not {days}")
    lagged = np.stack([arm[:, lags - back : days - back] for back in range(lags + 1)], axis=2)
    kept = days - lags
    x = np.concatenate([lagged.reshape(-1, lags + 1), np.kron(np.eye(clusters), np.ones((kept, 1)))], axis=1)
    found = fit(x, y[:, lags:].ravel())
    many = clusters >= 10
    codes = np.repeat(np.arange(clusters), kept)
    spread = found.cr1(codes) if many else found.hac(min(2 * lags + 1, kept - 1))
    contrast = np.concatenate([np.ones(lags + 1), np.zeros(clusters)])
    base = np.concatenate([np.zeros(lags + 1), np.full(clusters, 1 / clusters)])
    return estimated(
        "switchback_lags",
        float(contrast @ found.coefficients),
        math.sqrt(contrast @ spread @ contrast),
        base=float(base @ found.coefficients),
        base_variance=float(base @ spread @ base),
        covariance=float(contrast @ spread @ base),
        freedom=float(clusters - 1 if many else clusters * kept - x.shape[1]),
    )


def block_means(panel: Panel, block: int, burn_in: int) -> tuple[FloatArray, FloatArray, NDArray[np.int64]]:
    """Return the mean, the arm and the cluster of each block, burn-in dropped.

    Raises
    ------
    UserError
        If the arm changes inside a block.
    """
    days = panel.days[panel.days >= 0]
    number = (days // block).astype(np.int64)
    keep = days % block >= burn_in
    means, arms, owners = [], [], []
    arm, top, bottom = (one[:, panel.days >= 0] for one in (panel.arm, panel.top, panel.bottom))
    for one in np.unique(number[keep]):
        whole, kept = number == one, (number == one) & keep
        changed = np.ptp(arm[:, whole], axis=1) > 0
        if changed.any():
            raise UserError(
                f"cluster {panel.clusters[int(np.argmax(changed))]} changes its arm inside block {one} of {block} days"
            )
        means.append(top[:, kept].sum(axis=1) / bottom[:, kept].sum(axis=1))
        arms.append(arm[:, kept][:, 0])
        owners.append(np.arange(len(panel.clusters)))
    return np.concatenate(means), np.concatenate(arms), numbered(np.concatenate(owners))


def seen_share(carry: float, block: int, burn_in: int = 0, *, alternating: bool = False) -> float:
    """Return which share of an effect in the long run blocks show, if it fades in geometrically.

    Parameters
    ----------
    carry
        Share of the way that is left after a day, 0 to 1: habit of .85 a day, say.
    """
    left = float(np.mean(carry ** np.arange(burn_in + 1, block + 1)))
    return 1 - 2 * left / (1 + carry**block) if alternating else 1 - left
