"""How many seeds would decide an effect that some seeds have shown: studies of more seeds, drawn from those seen.

Student's t plans too few. An interval is wider where one seed lies far off, a claim is held back where most seeds show
nothing, a middle seed is judged by signs; and few seeds show too small a spread. So the seeds that were seen are drawn
again, as many as would be asked for, spread out by `sim.methods.power.cautious`, and each such study is judged as
`sim.methods.intervals` and `sim.methods.significance` judge one. The fewest seeds at which four of five decide are
advised.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy.special import bdtr, stdtr

from sim.methods.estimators import CONFIDENCE, FloatArray, t_quantile
from sim.methods.intervals import CARRY, FEWEST_THAT_DIFFER, MOSTLY, UNSEEN, outlying
from sim.methods.luck import CrossedLuck, Differences, Luck
from sim.methods.power import AFFORDABLE, POWER, cautious, seeds_beside_futures, seeds_to_exclude, seeds_to_find

BoolArray = NDArray[np.bool_]
STUDIES = 600
"""Studies that are drawn of each number of seeds."""

MARGIN = 0.015
"""By how much more than `POWER` of them have to decide: so much is a share of so many off by."""

_STEP = 1.06


def seeds_that_find(luck: Luck, mean: float, level: float) -> int | None:
    """Return the fewest seeds at which an effect as seen is told from none; ``None`` if no affordable number would do.

    Parameters
    ----------
    mean
        The effect.
    level
        Two-sided level of the claim, divided by how many are made with it.
    """
    if isinstance(luck, CrossedLuck):
        return seeds_beside_futures(luck, abs(mean), level)
    drawn = _spread_out(luck)
    first = FEWEST_THAT_DIFFER if luck.middle else _by_t(drawn, lambda spread: seeds_to_find(spread, mean, level))
    return _fewest(luck, drawn, first, lambda study: _claims(study, mean, level))


def seeds_that_exclude(luck: Luck, mean: float, bound: float, level: float) -> int | None:
    """Return the fewest seeds at which an effect as seen is told to lie within ±bound, as `seeds_that_find`."""
    if isinstance(luck, CrossedLuck):
        return seeds_beside_futures(luck, bound - abs(mean), level, (1 + POWER) / 2)
    drawn = _spread_out(luck)
    first = FEWEST_THAT_DIFFER if luck.middle else _by_t(
        drawn, lambda spread: seeds_to_exclude(spread, mean, bound, level))
    return _fewest(luck, drawn, first, lambda study: study.within(bound, level))


@dataclass(frozen=True)
class _Studies:
    """Some studies of as many seeds each: their means (or middle seeds) with intervals and p-values of no effect."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    seeds: int

    def within(self, bound: float, level: float) -> BoolArray:
        """Return which of them tell that the effect lies within ±bound (`sim.methods.significance.beyond`)."""
        error = (self.high - self.low) / 2 / float(t_quantile(self.seeds - 1))
        room = bound - np.abs(self.mean)
        p = np.where(error > 0, stdtr(self.seeds - 1, -_ratio(room, error)), np.where(room > 0, 0.0, 1.0))
        inside: BoolArray = (np.maximum(np.abs(self.low), np.abs(self.high)) < bound) & (p <= level / 2)
        return inside


def _claims(study: _Studies, mean: float, level: float) -> BoolArray:
    """Return which studies claim an effect that goes the same way as the one seen."""
    leaves = study.low > 0 if mean > 0 else study.high < 0
    claimed: BoolArray = leaves & (study.p <= level)
    return claimed


def _fewest(
    luck: Differences, drawn: FloatArray, first: int | None, decide: Callable[[_Studies], BoolArray]
) -> int | None:
    """Return the fewest seeds, from a number on that is too optimistic, at which enough studies decide."""
    if first is None or np.count_nonzero(luck.values) < CARRY:
        return None  # of fewer seeds that differ nobody knows how far the next one may
    tried, following = [], float(first)
    while following < AFFORDABLE:
        tried.append(math.ceil(following))
        following = max(following + 1, following * _STEP)
    tried.append(AFFORDABLE)
    place = bisect_left(tried, True, key=lambda seeds: _share(luck, drawn, seeds, decide) >= POWER + MARGIN)
    return tried[place] if place < len(tried) else None


def _share(luck: Differences, drawn: FloatArray, seeds: int, decide: Callable[[_Studies], BoolArray]) -> float:
    values = drawn[_draws(drawn.size)[:, :seeds]]
    return float(decide(_of_middle(values) if luck.middle else _of_means(values, luck.spread)).mean())


@lru_cache(maxsize=16)
def _draws(size: int) -> NDArray[np.int64]:
    """Return which seeds each study draws; those of fewer seeds are the first ones of those of more."""
    return default_rng(size).integers(size, size=(STUDIES, AFFORDABLE))


def _spread_out(luck: Differences) -> FloatArray:
    """Return the seeds as far apart as they may be; one that shows no difference at all goes on showing none."""
    values = luck.values
    if values.size < 2:
        return values
    factor = cautious(values.size) * math.sqrt(values.size / (values.size - 1))
    moves = values != 0 if not luck.middle else np.ones(values.size, bool)
    if not moves.any():
        return values
    centre = float(np.median(values) if luck.middle else values[moves].mean())
    return np.where(moves, centre + factor * (values - centre), 0.0)


def _by_t(drawn: FloatArray, seeds: Callable[[float], int | None]) -> int | None:
    return seeds(float(drawn.std(ddof=1))) if drawn.size > 1 else None


def _of_means(values: FloatArray, spread: float) -> _Studies:
    """Return what each study says of its mean, as `sim.methods.intervals.paired_effect` would.

    Parameters
    ----------
    values
        Studies × seeds.
    spread
        Standard deviation of the status quo.
    """
    seeds = values.shape[1]
    mean, square = values.mean(axis=1), (values**2).sum(axis=1)
    rest = np.maximum(square - seeds * mean**2, 0.0)
    quantile = float(t_quantile(seeds - 1))
    margin = quantile * np.sqrt(rest / ((seeds - 1) * seeds))
    moved = np.count_nonzero(values, axis=1)
    lumpy = (moved < seeds) & (moved < max(FEWEST_THAT_DIFFER, MOSTLY * seeds))
    off = np.abs(values - mean[:, None]).max(axis=1)
    uneven = ~lumpy & (off > outlying(seeds) * np.sqrt(rest / (seeds - 1)))
    margin = np.where(uneven, np.maximum(margin, _two_more(rest + 2 * off**2, seeds)), margin)
    low, high = mean - margin, mean + margin
    if lumpy.any():
        far = np.maximum(np.abs(values).max(axis=1), UNSEEN * spread)
        centre = seeds * mean / (seeds + 2)
        wider = _two_more(np.maximum(square + 2 * far**2 - (seeds + 2) * centre**2, 0.0), seeds)
        low = np.where(lumpy, np.minimum(low, centre - wider), low)
        high = np.where(lumpy, np.maximum(high, centre + wider), high)
        few = lumpy & (moved < FEWEST_THAT_DIFFER)
        low, high = np.where(few, np.minimum(low, 0.0), low), np.where(few, np.maximum(high, 0.0), high)
    error = (high - low) / 2 / quantile
    p = np.where(error > 0, 2.0 * stdtr(seeds - 1, -_ratio(np.abs(mean), error)), 0.0)
    tossed = np.where((moved < seeds) | (error == 0), np.minimum(1.0, 2.0 ** (1.0 - moved)), 0.0)
    return _Studies(mean, low, high, np.maximum(p, tossed), seeds)


def _of_middle(values: FloatArray) -> _Studies:
    """Return what each study says of its middle seed, by order statistics and the sign test."""
    seeds = values.shape[1]
    ordered = np.sort(values, axis=1)
    rank = int(np.searchsorted(bdtr(np.arange(seeds), seeds, 0.5), (1 - CONFIDENCE) / 2, side="right"))
    low, high = (ordered[:, rank - 1], ordered[:, -rank]) if rank else (np.full(len(values), np.nan),) * 2
    up, down = (values > 0).sum(axis=1), (values < 0).sum(axis=1)
    p = np.minimum(1.0, 2.0 * bdtr(np.minimum(up, down), np.maximum(up + down, 1), 0.5))
    return _Studies(np.median(values, axis=1), low, high, np.where(up + down > 0, p, 1.0), seeds)


def _two_more(squares: FloatArray, seeds: int) -> FloatArray:
    """Return half the width of the interval of two seeds more, whose squared distances to their mean add up so."""
    wider: FloatArray = float(t_quantile(seeds + 1)) * np.sqrt(squares / ((seeds + 1) * (seeds + 2)))
    return wider


def _ratio(top: FloatArray, bottom: FloatArray) -> FloatArray:
    return np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0)
