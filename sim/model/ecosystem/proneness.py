"""Proneness by rank: which share of newcomers is less prone to slips, and the proneness at such a rank.

A settled account keeps its rank, so that it still answers to the parameters of proneness.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc

from sim.model.parameters import offending as o

Array = NDArray[Any]


def exp_each(values: Array) -> Array:
    """Return e to the power of each number, one by one: NumPy's own answer hangs on the processor in the last bit."""
    return np.array([math.exp(value) for value in values.tolist()])


def prone_rank(p: Array, prone: Array) -> Array:
    """Return which share of newcomers is less prone to slips (two classes: `sim.model.rules.offending.proneness`).

    Parameters
    ----------
    p
        Parameter row of a region.
    prone
        Proneness, 1 on average, shape (n,).
    """
    share, ratio, shape = (float(p[name]) for name in (o.CHRONIC_SHARE, o.CHRONIC_RATIO, o.PRONE_SHAPE))
    scaled = shape * (1.0 - share + share * ratio) * np.asarray(prone, np.float64)
    rank: Array = (1.0 - share) * gammainc(shape, scaled) + share * gammainc(shape, scaled / ratio)
    return rank


def prone_at(p: Array, rank: Array) -> Array:
    """Return the proneness of which such a share of newcomers is less prone, to six digits (by bisection in logs)."""
    low, high = np.full(len(rank), -30.0), np.full(len(rank), 10.0)
    for _ in range(60):
        middle = 0.5 * (low + high)
        below = prone_rank(p, exp_each(middle)) < rank
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.array([float(f"{value:.6g}") for value in exp_each(0.5 * (low + high)).tolist()])
