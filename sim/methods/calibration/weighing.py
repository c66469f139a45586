"""Draws under changed evidence: importance weights, their effective number, and when they are no longer to be used."""

from __future__ import annotations

import numpy as np
from scipy.stats import genpareto

from sim.methods.calibration.emulator import FloatArray

UNFIT = 0.7
"""Shape of the tail above which weights are not to be trusted (Vehtari et al. 2024)."""


def weights(log_ratio: FloatArray) -> FloatArray:
    """Return weights that sum to 1, from logarithms of ratios."""
    raised = np.exp(log_ratio - np.max(log_ratio))
    found: FloatArray = raised / raised.sum()
    return found


def effective_share(weighed: FloatArray) -> float:
    """Return the effective number of draws as a share of all: 1 where weights are equal."""
    return float(1.0 / (len(weighed) * np.sum(weighed**2)))


def smoothed(log_ratio: FloatArray) -> tuple[FloatArray, float]:
    """Return Pareto-smoothed weights and the shape of their tail; above `UNFIT` draw anew."""
    raised = np.exp(log_ratio - np.max(log_ratio))
    count = len(raised)
    tail = min(count // 5, int(3 * np.sqrt(count)))
    order = np.argsort(raised)
    largest = order[-tail:]
    cut = raised[order[-tail - 1]]
    over = raised[largest] - cut
    if tail < 5 or over.max() <= 1e-12 * raised.max():
        return weights(log_ratio), 0.0
    shape, _, scale = genpareto.fit(over, floc=0.0)
    shares = (np.arange(1, tail + 1) - 0.5) / tail
    raised[largest] = np.minimum(cut + genpareto.ppf(shares, shape, scale=scale), raised.max())
    return raised / raised.sum(), float(shape)
