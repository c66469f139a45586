"""Before a test: the smallest effect it would find, the units or days it takes, what its claims would be worth.

Longer is not always better. A unit's mean over d days varies by between² + within²/d; of creators, whose incomes lie
far apart, the first rules, so after some two weeks days buy little and a look at the same creators before buys much.
And a design with a bias finds, given units enough, the wrong answer for sure: judge by bias and noise together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, stdtrit
from scipy.stats import nct

from sim.errors import UserError, quoted
from sim.methods.estimators import CONFIDENCE
from sim.methods.power import POWER

ALPHA = 1 - CONFIDENCE


def detectable(error: float, freedom: float = math.inf, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the effect that is found with a chance of ``power``, given the standard error that a test will have."""
    return float(stdtrit(freedom, 1 - alpha / 2) + stdtrit(freedom, power)) * error


def error_of_arms(deviation: float, units: int, share: float = 0.5, correlation: float = 0.0) -> float:
    """Return the standard error of a difference of two means.

    Parameters
    ----------
    deviation
        Of one unit's outcome.
    share
        Share of the units that is treated, above 0 and below 1.
    correlation
        Of outcomes with those before the test, which CUPED takes out.
    """
    if not 0 < share < 1:
        raise UserError(f"a share of {quoted(share)} leaves one arm empty: take one above 0 and below 1")
    return deviation * math.sqrt((1 - correlation**2) / (units * share * (1 - share)))


def units_needed(
    effect: float,
    deviation: float,
    share: float = 0.5,
    correlation: float = 0.0,
    power: float = POWER,
    alpha: float = ALPHA,
) -> int:
    """Return how many units of both arms together find an effect with a chance of ``power``."""
    if effect == 0:
        raise UserError("no number of units finds an effect of 0")

    def room(units: float) -> float:
        error = error_of_arms(deviation, 1, share, correlation) / math.sqrt(units)
        return power_of(abs(effect) / error, units - 2, alpha) - power

    low, high = 4.0, 8.0
    while room(high) < 0:
        low, high = high, 2 * high
    return 4 if room(4.0) >= 0 else math.ceil(brentq(room, low, high) - 1e-9)


def power_of(distance: float, freedom: float = math.inf, alpha: float = ALPHA) -> float:
    """Return the chance to claim an effect that lies so many standard errors from 0 (exact: non-central t)."""
    bound = float(stdtrit(freedom, 1 - alpha / 2))
    if math.isinf(freedom):
        return float(ndtr(distance - bound) + ndtr(-distance - bound))
    return float(nct.sf(bound, freedom, distance) + nct.cdf(-bound, freedom, distance))


def design_effect(size: float, icc: float, variation: float = 0.0) -> float:
    """Return by how much clusters of a mean size multiply the variance.

    Parameters
    ----------
    icc
        Share of the variance that lies between clusters.
    variation
        Coefficient of variation of the sizes.
    """
    return 1 + (size * (1 + variation**2) - 1) * icc


def detectable_by_clusters(deviation: float, clusters: int, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the detectable effect of half the clusters treated, ``deviation`` being that of clusters' means."""
    if clusters < 4:
        raise UserError(f"a test by clusters takes at least four, not {clusters}")
    return detectable(math.sqrt(4 * deviation**2 / clusters), clusters - 2, power, alpha)


def detectable_by_switchback(
    deviation: float,
    regions: int,
    days: int,
    block: int,
    correlations: tuple[float, ...] = (),
    power: float = POWER,
    alpha: float = ALPHA,
) -> float:
    """Return the detectable effect of a switchback.

    Parameters
    ----------
    deviation, correlations
        Of block means, and their correlation with the next blocks.
    """
    blocks = regions * (days // block)
    if blocks < 4:
        raise UserError(f"{regions} regions for {days} days have {blocks} blocks of {block}: at least four are needed")
    inflated = max(1 + 2 * sum(correlations), 1 / blocks)
    return detectable(math.sqrt(4 * deviation**2 * inflated / blocks), blocks - 2, power, alpha)


def days_needed(
    effect: float, between: float, within: float, units: int, share: float = 0.5, most: int = 365, power: float = POWER
) -> int | None:
    """Return the fewest days that find an effect on a unit's daily mean; ``None`` if none up to ``most`` do.

    Parameters
    ----------
    between, within
        Standard deviation of units' own levels (what CUPED leaves of it), and of a unit from day to day.
    """
    days = np.arange(1, most + 1)
    spread = np.sqrt(between**2 + within**2 / days)
    reach = detectable(1.0, units - 2, power) * error_of_arms(1.0, units, share) * spread
    enough = np.flatnonzero(reach <= abs(effect))
    return int(days[enough[0]]) if enough.size else None


@dataclass(frozen=True)
class Claims:
    """What claims at 5% are worth (Gelman and Carlin 2014), bias included.

    Attributes
    ----------
    power
        Chance of a claim.
    wrong_sign
        Share of claims that go the wrong way (type S); NaN for a truth of 0.
    exaggeration
        By how much claims overstate on average (type M); NaN for a truth of 0.
    right
        Chance of a claim that goes the right way.
    """

    power: float
    wrong_sign: float
    exaggeration: float
    right: float


def worth_of_claims(truth: float, error: float, bias: float = 0.0, alpha: float = ALPHA) -> Claims:
    """Return what claims of a normal estimate around truth plus bias are worth."""
    bound = float(stdtrit(math.inf, 1 - alpha / 2))
    centre = (truth + bias) / error
    up, down = float(ndtr(centre - bound)), float(ndtr(-centre - bound))
    power = up + down
    if truth == 0:
        return Claims(power, math.nan, math.nan, math.nan)
    wrong = down if truth > 0 else up
    density = [math.exp(-((bound + side * centre) ** 2) / 2) / math.sqrt(2 * math.pi) for side in (-1, 1)]
    size = (sum(density) + centre * (up - down)) * error
    return Claims(power, wrong / power, size / (power * abs(truth)), power - wrong)


def units_where_bias_rules(bias: float, clean: float, biased: float) -> float:
    """Return above how many units a design with a bias errs more than a clean one of more noise.

    Parameters
    ----------
    clean, biased
        Variance of each estimate times units.
    """
    return math.inf if bias == 0 else max(clean - biased, 0.0) / bias**2
