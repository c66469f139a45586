"""What moves first: the earliest reading that tells runs that later miss a target from those that meet it.

Every candidate (an outcome in a place on a day) is judged by the area under its ROC curve. The bar is what the best of
*all* candidates reaches when misses are shuffled over runs, so searching widely earns nothing. Of the candidates over
the bar the earliest is told, and how often it would be right on a run that the whole search has not seen (each run left
out in turn, the search done again without it).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy.stats import rankdata

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FEWEST_EACH = 5
"""Runs that miss, and that meet, from which a search makes sense."""

_SHUFFLES, _LIKELY = 199, 0.05


@dataclass(frozen=True)
class Sign:
    """An early sign.

    Attributes
    ----------
    candidate
        Its place among the candidates.
    above
        Whether runs that miss lie above the bound.
    area
        Under the ROC curve, in these runs; 0.5 is chance.
    p_value
        How often shuffled misses give some candidate as good.
    right
        Share of left-out runs told right, misses and others weighing the same; 0.5 is chance.
    """

    candidate: int
    above: bool
    bound: float
    area: float
    p_value: float
    right: float


def earliest_sign(readings: FloatArray, days: NDArray[np.int64], missed: BoolArray, seed: int = 1) -> Sign | None:
    """Return the earliest sign that a target will be missed, or ``None`` where there is none beyond chance.

    Parameters
    ----------
    readings
        Runs × candidates; those with an undefined reading are left out.
    days
        The day of each candidate.
    missed
        One a run.
    """
    if min(missed.sum(), (~missed).sum()) < FEWEST_EACH:
        return None
    usable = np.flatnonzero(np.isfinite(readings).all(axis=0) & (np.ptp(np.nan_to_num(readings), axis=0) > 0))
    if not usable.size:
        return None
    ranks = np.apply_along_axis(rankdata, 0, readings[:, usable])
    rng = default_rng(seed)
    shuffled = np.array([rng.permutation(missed) for _ in range(_SHUFFLES)])
    best_by_chance = np.sort(_strength(ranks, shuffled).max(axis=1))
    bar = best_by_chance[int(np.ceil((1 - _LIKELY) * _SHUFFLES)) - 1]
    strength = _strength(ranks, missed[None])[0]
    over = np.flatnonzero(strength > bar)
    if not over.size:
        return None
    first = over[np.lexsort((-strength[over], days[usable][over]))[0]]
    above, bound = _split(readings[:, usable[first]], missed)
    p_value = float((1 + (best_by_chance >= strength[first]).sum()) / (1 + _SHUFFLES))
    right = _left_out(readings[:, usable], ranks, days[usable], missed, bar)
    return Sign(int(usable[first]), above, bound, float(0.5 + strength[first]), p_value, right)


def _strength(ranks: FloatArray, missed: BoolArray) -> FloatArray:
    """Return how far the area under the ROC curve is from one half; shuffles × candidates."""
    bad = missed.sum(axis=1, keepdims=True)
    good = missed.shape[1] - bad
    area = (missed @ ranks - bad * (bad + 1) / 2) / (bad * good)
    strength: FloatArray = np.abs(area - 0.5)
    return strength


def _split(values: FloatArray, missed: BoolArray) -> tuple[bool, float]:
    """Return the side and the bound that tell misses from the rest best."""
    ordered = np.unique(values)
    bounds = (ordered[1:] + ordered[:-1]) / 2
    above = values[:, None] > bounds
    gain = above[missed].mean(axis=0) - above[~missed].mean(axis=0)
    place = int(np.argmax(np.abs(gain)))
    return bool(gain[place] > 0), float(bounds[place])


def _left_out(
    readings: FloatArray, ranks: FloatArray, days: NDArray[np.int64], missed: BoolArray, bar: float
) -> float:
    """Return how often a sign found without a run tells that run right."""
    told = np.zeros(len(missed), bool)
    for run in range(len(missed)):
        rest = np.arange(len(missed)) != run
        own = np.apply_along_axis(rankdata, 0, ranks[rest])
        strength = _strength(own, missed[rest][None])[0]
        over = np.flatnonzero(strength > bar)
        chosen = over[np.lexsort((-strength[over], days[over]))[0]] if over.size else int(np.argmax(strength))
        above, bound = _split(readings[rest, chosen], missed[rest])
        told[run] = (readings[run, chosen] > bound) == above
    return float((told[missed].mean() + (~told[~missed]).mean()) / 2)
