"""Switchback: everybody is treated in some blocks of time and nobody in others; the first days of a block are dropped.

All rivals are in the same arm at the same time, so nothing is taken from a control. What carries over from day to day
fades in by blocks: of an effect that builds up, a block shows a part only (`seen_share`). *Blocks* compares block means
after a burn-in; *lags* adds up what today's and earlier days' arms do.
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


def switchback_blocks(frame: pd.DataFrame, metric: Metric, *, block: int, burn_in: int = 0) -> Estimate:
    """Return treated less untreated block means, each cluster's own level taken out, judged by blocks (HC1).

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
    means, arm = block_means(panel, block, burn_in)
    return _told("switchback_blocks", means, arm[:, :, None], 0).noted(
        f"blocks of {block} days, the first {burn_in} dropped: what builds up for longer is seen in part only"
    )


def switchback_lags(frame: pd.DataFrame, metric: Metric, *, lags: int) -> Estimate:
    """Return the sum of what the arm does on its own day and on each of some days after; errors are HAC by day.

    Of fifty days such an interval holds the truth in some 93 of 100 tests: few days tell little of what goes together.

    Parameters
    ----------
    lags
        Days over which a day's arm may act.
    """
    panel = panel_of(frame, metric)
    y, arm = panel.level[:, ~panel.before], panel.arm[:, ~panel.before]
    days = y.shape[1]
    if not 0 <= lags < days // 3:
        raise UserError(f"{lags} lags take at least {3 * (lags + 1)} days of test, not {days}")
    lagged = np.stack([arm[:, lags - back : days - back] for back in range(lags + 1)], axis=2)
    return _told("switchback_lags", y[:, lags:], lagged, lags + 1)


def _told(estimator: str, level: FloatArray, arms: FloatArray, serial: int) -> Estimate:
    """Return the sum of the coefficients of arms, each cluster's level out, and each time's where arms differ in it.

    Parameters
    ----------
    level, arms
        Clusters × times, and clusters × times × lags.
    serial
        Times over which errors go together (HAC); 0 for blocks that do not (HC1).
    """
    clusters, times, count = arms.shape
    apart = bool((np.ptp(arms[:, :, 0], axis=0) > 0).any())
    x = within(arms, columns=apart).reshape(-1, count)
    absorbed = clusters + (times - 1 if apart else 0)
    found = fit(x, within(level, columns=apart).ravel(), absorbed=absorbed)
    spread = found.hac(min(serial, times - 1)) * clusters * times / found.freedom if serial else found.hc(1)
    mean = arms.mean(axis=(0, 1))
    effect = float(found.coefficients.sum())
    base = float(level.mean() - mean @ found.coefficients)
    return estimated(estimator, effect, math.sqrt(float(spread.sum())), base=base,
                     base_variance=float(mean @ spread @ mean), covariance=-float((spread @ mean).sum()),
                     freedom=float(found.freedom))  # fmt: skip


def block_means(panel: Panel, block: int, burn_in: int) -> tuple[FloatArray, FloatArray]:
    """Return the mean and the arm of each block, clusters × blocks, burn-in dropped.

    Raises
    ------
    UserError
        If the arm changes inside a block.
    """
    days = panel.days[panel.days >= 0]
    number = (days // block).astype(np.int64)
    keep = days % block >= burn_in
    means, arms = [], []
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
    return np.stack(means, axis=1), np.stack(arms, axis=1)


def seen_share(carry: float, block: int, burn_in: int = 0, *, alternating: bool = False) -> float:
    """Return which share of an effect in the long run blocks show, if it fades in geometrically.

    Parameters
    ----------
    carry
        Share of the way that is left after a day, 0 to 1: habit of .85 a day, say.
    """
    left = float(np.mean(carry ** np.arange(burn_in + 1, block + 1)))
    return 1 - 2 * left / (1 + carry**block) if alternating else 1 - left
