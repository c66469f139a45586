"""Effects under an exposure map: own arm and the treated share of rivals, weighed by the chance of that exposure.

What a unit gets depends on its own arm and on how many of those it competes with are treated. Units are compared by
that exposure, each weighed by the chance with which its assignment brings it there (Aronow and Samii 2017). Chances
come from re-drawing the assignment. An exposure map is an assumption: state it with the answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.experiments.assignment import Arms
from sim.methods.experiments.estimate import Estimate, estimated
from sim.methods.experiments.frames import EXPOSURE, Metric, arms_of, checked, values
from sim.methods.experiments.least_squares import numbered

EDGES = (0.25, 0.5, 0.75)
"""Where the treated share of rivals is cut into four bins."""

FEWEST = 5
"""Units that an exposure has to have, for its mean to be told."""


def treated_rivals(arm: FloatArray, market: NDArray[np.int64], weight: FloatArray) -> FloatArray:
    """Return the treated share of each unit's competitors in its market, by the ranker's weight; 0 without any.

    Parameters
    ----------
    arm
        Units, or assignments × units.
    market
        Market of each unit, 0 to M - 1.
    """
    member = np.zeros((int(market.max()) + 1, market.size))
    member[market, np.arange(market.size)] = weight
    others = member.sum(axis=1)[market] - weight
    treated = (arm @ member.T)[..., market] - arm * weight
    result: FloatArray = np.divide(treated, others, out=np.zeros(treated.shape), where=others > 0)
    return result


def exposures(arm: FloatArray, rivals: FloatArray) -> NDArray[np.int64]:
    """Return the exposure of each unit: 0 to 3 by its rivals' treated share if untreated, 4 to 7 if treated."""
    return np.digitize(rivals, EDGES) + (len(EDGES) + 1) * np.asarray(arm, np.int64)


def probabilities(units: pd.DataFrame, draw: Callable[[int], Arms], count: int = 2000) -> FloatArray:
    """Return the chance of each exposure, units × 8, from re-drawn assignments.

    Parameters
    ----------
    draw
        Returns the arms of all units in the ``again``-th assignment by the test's own mechanism.
    """
    market, weight = numbered(units["market"]), values(units, "weight")
    found = np.zeros((len(units), 2 * (len(EDGES) + 1)))
    rows = np.arange(len(units))
    for again in range(1, count + 1):
        arm = np.asarray(draw(again), float)
        found[rows, exposures(arm, treated_rivals(arm, market, weight))] += 1
    return found / count


def horvitz_thompson(units: pd.DataFrame, metric: Metric, chances: FloatArray) -> Estimate:
    """Return the unbiased weighing: wide where chances are small; see `hajek`."""
    return _weighed("horvitz_thompson", units, metric, chances, hajek_form=False)


def hajek(units: pd.DataFrame, metric: Metric, chances: FloatArray) -> Estimate:
    """Return treated among mostly treated rivals less untreated among mostly untreated ones, weights adding up to 1.

    Parameters
    ----------
    units
        A table of exposure.
    chances
        Units × 8 of `probabilities`.

    Raises
    ------
    UserError
        If too few units have either exposure: take fewer bins, a higher share of variation, or a regression.
    """
    return _weighed("hajek", units, metric, chances, hajek_form=True)


def _weighed(name: str, units: pd.DataFrame, metric: Metric, chances: FloatArray, *, hajek_form: bool) -> Estimate:
    if metric.bottom is not None:
        raise UserError("weighing by exposure takes one sum, not a ratio")
    checked(units, EXPOSURE, metric.sums)
    arm, outcome = arms_of(units), values(units, metric.top)
    at = exposures(arm, treated_rivals(arm, numbered(units["market"]), values(units, "weight")))
    last = 2 * (len(EDGES) + 1) - 1
    parts = []
    for exposure in (0, last):
        chance = chances[:, exposure]
        possible = chance > 0
        here = (at == exposure) & possible
        if here.sum() < FEWEST:
            side = "treated among treated" if exposure else "untreated among untreated"
            raise UserError(f"{int(here.sum())} units are {side} rivals: too few for a mean; vary the share by market")
        weight = np.where(here, 1 / np.where(possible, chance, 1.0), 0.0)
        size = float(weight.sum()) if hajek_form else float(possible.sum())
        mean = float(weight @ outcome) / size
        score = weight * (outcome - mean) if hajek_form else weight * outcome - np.where(possible, mean, 0.0)
        parts.append((mean, score / size))
    (base, low), (treated, high) = parts
    groups = numbered(units["market"])
    many = int(groups.max()) + 1
    spread = _by_market(high - low, low, groups, many)
    return estimated(
        name,
        treated - base,
        math.sqrt(spread[0, 0]),
        base=base,
        base_variance=spread[1, 1],
        covariance=spread[0, 1],
        freedom=float(many - 1),
    ).noted(
        f"exposure map: own arm, and rivals in the market treated to at least {EDGES[-1]:.0%} or below {EDGES[0]:.0%}"
    )


def _by_market(effect: FloatArray, base: FloatArray, groups: NDArray[np.int64], many: int) -> FloatArray:
    """Return the covariance of effect and base: units of one market share their rivals, so markets are the clusters."""
    if many < 2:
        raise UserError("one market has no untouched rival market to be compared with")
    sums = np.stack([np.bincount(groups, one, many) for one in (effect, base)]).astype(float)
    result: FloatArray = many / (many - 1) * (sums @ sums.T)
    return result
