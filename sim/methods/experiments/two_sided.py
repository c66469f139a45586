"""Two-sided tests: a pair is treated if its viewer and its creator are; the mixed cells measure what spills over.

Write m_vc for a cell's total per viewer-creator pair, v and c the arms. *Naive* compares treated pairs with all others,
so it counts what spills into the others. *Corrected* (Johari, Li, Liskovich and Weintraub 2022, TSRI-k) weighs the
viewers' contrast m11 − m01 and the creators' m11 − m10 by β = exp(−arrivals/replenishment), and subtracts k times what
the mixed cells show of competition. It corrects competition at one moment: what runs through habits, stock or trust
over days it does not see.

Errors come from leaving out buckets, of viewers and of creators, two ways: pairs of one bucket go together.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import CELLS, Metric, checked, values
from sim.methods.experiments.least_squares import numbered


def two_sided_naive(cells: pd.DataFrame, metric: Metric) -> Estimate:
    """Return treated pairs against all others."""

    def contrast(totals: FloatArray, pairs: FloatArray) -> FloatArray:
        others = (totals.sum(axis=(0, 1)) - totals[1, 1]) / (pairs.sum(axis=(0, 1)) - pairs[1, 1])
        return np.stack([totals[1, 1] / pairs[1, 1] - others, others])

    return _estimate("two_sided_naive", cells, metric, contrast)


def two_sided_corrected(cells: pd.DataFrame, metric: Metric, *, balance: float, k: float = 1.0) -> Estimate:
    """Return the interference-corrected estimate TSRI-k.

    Parameters
    ----------
    balance
        Arrivals over replenishment: near 0 where viewers are scarce, large where offers are.
    k
        How strongly competition is corrected: 1, or 2 (less bias, a wider interval).
    """
    if not balance >= 0:
        raise UserError(f"arrivals over replenishment are 0 or more, not {balance:g}")
    beta = math.exp(-balance)

    def contrast(totals: FloatArray, pairs: FloatArray) -> FloatArray:
        m = totals / pairs
        viewers = m[1, 1] - m[0, 1] - k * (1 - beta) * (m[0, 0] - m[0, 1])
        creators = m[1, 1] - m[1, 0] - k * beta * (m[0, 0] - m[1, 0])
        return np.stack([beta * viewers + (1 - beta) * creators, m[0, 0]])

    return _estimate(f"two_sided_corrected_{k:g}", cells, metric, contrast).noted(
        "corrects competition at one moment, not what builds up over days"
    )


def spill_over(cells: pd.DataFrame, metric: Metric) -> dict[str, Estimate]:
    """Return what the four cells tell apart: ``direct`` m11 − m00, ``viewers`` m01 − m00, ``creators`` m10 − m00.

    ``viewers``: untreated viewers, with treated creators, against neither; it runs through what treated viewers left
    over. ``creators``: treated viewers, with untreated creators, against neither; it runs through the ranking. In a
    market without interference both are 0.
    """

    def between(v: int, c: int) -> Callable[[FloatArray, FloatArray], FloatArray]:
        def contrast(totals: FloatArray, pairs: FloatArray) -> FloatArray:
            m = totals / pairs
            return np.stack([m[v, c] - m[0, 0], m[0, 0]])

        return contrast

    return {
        name: _estimate(f"spill_over_{name}", cells, metric, between(*cell))
        for name, cell in (("direct", (1, 1)), ("viewers", (0, 1)), ("creators", (1, 0)))
    }


def shares_for(balance: float, viewers: float, creators: float) -> tuple[float, float]:
    """Return which shares of viewers and creators to treat: towards all of the side that is not scarce.

    The heuristic of Johari and others: at ``balance`` 0 all creators and the wanted share of viewers (a viewer-side
    test), at a high one the reverse.
    """
    beta = math.exp(-balance)
    return 1 - beta + viewers * beta, creators * (1 - beta) + beta


Contrast = Callable[[FloatArray, FloatArray], FloatArray]
"""(totals, pairs), each 2 × 2 or more → effect and base."""


def _estimate(estimator: str, cells: pd.DataFrame, metric: Metric, contrast: Contrast) -> Estimate:
    """Return a contrast of cell means with its two-way jackknife error; a ratio metric has its bottom for pairs."""
    checked(cells, CELLS, metric.sums)
    top = values(cells, metric.top)
    pairs = values(cells, metric.bottom) if metric.bottom else values(cells, "viewers") * values(cells, "creators")
    cell = np.asarray(2 * cells["viewer_arm"] + cells["creator_arm"], np.int64)
    whole = np.stack([np.bincount(cell, one, 4) for one in (top, pairs)]).astype(float).reshape(2, 2, 2)
    if (whole[1] <= 0).any():
        raise UserError("a two-sided test needs all four cells: viewers and creators of both arms that meet")
    effect, base = contrast(whole[0], whole[1])
    viewers, creators = (_bucket_codes(cells, side) for side in ("viewer", "creator"))
    by = [_covariance(whole, top, pairs, cell, one, contrast) for one in (viewers, creators, np.arange(len(cells)))]
    total = by[0] + by[1] - by[2]
    if total[0, 0] < max(by[0][0, 0], by[1][0, 0]):
        total = max(by[:2], key=lambda one: float(one[0, 0]))
    freedom = float(min(viewers.max(), creators.max()) - 1)
    return estimated(estimator, float(effect), math.sqrt(float(total[0, 0])), base=float(base),
                     base_variance=float(total[1, 1]), covariance=float(total[0, 1]), freedom=freedom)  # fmt: skip


def _bucket_codes(cells: pd.DataFrame, side: str) -> NDArray[np.int64]:
    """Return a side's buckets as 0 to B - 1, those of the two arms apart."""
    return numbered(cells.groupby([f"{side}_arm", f"{side}_bucket"]).ngroup())


def _covariance(
    whole: FloatArray,
    top: FloatArray,
    pairs: FloatArray,
    cell: NDArray[np.int64],
    codes: NDArray[np.int64],
    contrast: Contrast,
) -> FloatArray:
    """Return the jackknife covariance of effect and base, leaving out one group of rows after another."""
    groups = int(codes.max()) + 1
    out = np.stack([np.bincount(cell * groups + codes, one, 4 * groups) for one in (top, pairs)])
    left = whole[..., None] - out.reshape(2, 2, 2, groups)
    if (left[1] <= 0).any():
        raise UserError("a two-sided test needs two buckets of viewers and of creators in each arm")
    moved = contrast(left[0], left[1])
    away = moved - moved.mean(axis=1, keepdims=True)
    result: FloatArray = (groups - 1) / groups * (away @ away.T)
    return result
