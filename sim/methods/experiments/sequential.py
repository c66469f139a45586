"""Looking at any time: the mixture sequential test (mSPRT) and confidence sequences, valid at every look at once.

A fixed-size test that is read daily claims far more than 5% by chance. Here the effect is spread N(0, τ²) under the
alternative, and the likelihood ratio against no effect may cross 1/α at any time in at most α of tests without one
(Robbins 1970; Johari, Koomen, Pekelis and Walsh 2022). The interval is the same statement turned round.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.errors import UserError
from sim.methods.estimators import CONFIDENCE, FloatArray

ALPHA = 1 - CONFIDENCE


@dataclass(frozen=True)
class Sequence:
    """What a test says at each look.

    Attributes
    ----------
    effect, low, high
        Estimate and confidence sequence: with 95%, all of them hold the effect at once.
    p
        Always-valid p-value: it only falls.
    stop
        First look, from 0, at which no effect is rejected; ``None`` if at none.
    """

    effect: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    stop: int | None


def log_ratio(effect: FloatArray, error: FloatArray, tau: float) -> FloatArray:
    """Return the log of the mixture likelihood ratio of some effect against none.

    Parameters
    ----------
    effect, error
        Estimate and its standard error at each look; s²/n is the error's square.
    tau
        Standard deviation of effects that are expected; about the smallest effect of interest.
    """
    _stop_unless_positive(tau)
    variance, mixed = error**2, tau**2
    result: FloatArray = 0.5 * np.log(variance / (variance + mixed)) + (
        mixed * effect**2 / (2 * variance * (variance + mixed))
    )
    return result


def half_width(error: FloatArray, tau: float, alpha: float = ALPHA) -> FloatArray:
    """Return half the width of the confidence sequence at each look."""
    _stop_unless_positive(tau)
    variance, mixed = error**2, tau**2
    result: FloatArray = np.sqrt(
        2 * variance * (variance + mixed) / mixed * (math.log(1 / alpha) + 0.5 * np.log1p(mixed / variance))
    )
    return result


def always_valid(effect: FloatArray, error: FloatArray, tau: float, alpha: float = ALPHA) -> Sequence:
    """Return what a test says at each look, of an estimator whose errors are near normal at all of them."""
    ratio, reach = log_ratio(effect, error, tau), half_width(error, tau, alpha)
    p = np.minimum.accumulate(np.minimum(1.0, np.exp(-ratio)))
    crossed = np.flatnonzero(ratio >= math.log(1 / alpha))
    return Sequence(effect, effect - reach, effect + reach, p, int(crossed[0]) if crossed.size else None)


def _stop_unless_positive(tau: float) -> None:
    if not tau > 0:
        raise UserError(f"the spread of expected effects is above 0, not {tau:g}")
