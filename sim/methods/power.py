"""How many seeds a question takes: to find an effect, or to rule it out, before the runs or after some of them."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import chdtri, stdtrit

from sim.methods.estimators import CONFIDENCE
from sim.methods.luck import CrossedLuck

POWER = 0.8
"""The chance with which so many seeds are to decide."""

AFFORDABLE = 200
"""Seeds a scenario beyond which more are no advice: whoever needs them needs another question."""

UNSURE = 0.2
"""Chance that seeds differ by more than the bound of their spread that planning counts on."""


def seeds_to_find(deviation: float, effect: float, level: float = 1 - CONFIDENCE, power: float = POWER) -> int | None:
    """Return the fewest seeds at which an effect of a size is told from none; ``None`` above `AFFORDABLE`.

    Parameters
    ----------
    deviation
        Standard deviation of the paired difference from seed to seed.
    effect
        Size of the effect, in the same unit.
    level
        Two-sided level at which it is to be told, divided by how many are told with it.
    power
        Chance that so many seeds tell it.
    """
    return _fewest(deviation, abs(effect), level / 2, power)


def seeds_to_exclude(deviation: float, mean: float, bound: float, level: float = 1 - CONFIDENCE,
                     power: float = POWER) -> int | None:
    """Return the fewest seeds at which an effect of about ``mean`` is told to lie within ±bound, as `seeds_to_find`.

    Both bounds have to be left, so either may be missed in half of the studies that may miss.
    """
    return _fewest(deviation, bound - abs(mean), level / 2, (1 + power) / 2)


def cautious(count: int) -> float:
    """Return by how much a spread over so many seeds may be too small: its upper bound, right in four of five pilots.

    Few seeds seldom hold the far ones, so more often than not they show too small a spread.
    """
    return math.sqrt((count - 1) / float(chdtri(count - 1, 1 - UNSURE))) if count > 1 else math.nan


def seeds_beside_futures(luck: CrossedLuck, room: float, level: float, power: float = POWER) -> int | None:
    """Return the fewest seeds in each of the same futures at which there is room for both quantiles, or ``None``.

    Parameters
    ----------
    room
        How far the mean lies from the bound that is to be left, in the effect's unit.
    """
    if not room > 0 or luck.seeds < 2 or math.isnan(luck.of_futures + luck.of_seeds):
        return None
    seeds = np.arange(2, AFFORDABLE + 1)
    of_futures, of_seeds = luck.of_futures, luck.of_seeds * cautious(luck.seeds) ** 2 * luck.seeds / seeds
    total = of_futures + of_seeds
    known_by = of_futures**2 / max(luck.futures - 1, 1) + of_seeds**2 / (seeds - 1)
    freedom = np.divide(total**2, known_by, out=np.full(seeds.size, float(seeds[-1])), where=known_by > 0)
    wanted = stdtrit(freedom, 1 - level / 2) + stdtrit(freedom, power)
    enough = np.flatnonzero(wanted * np.sqrt(total) <= room)
    return int(seeds[enough[0]]) if enough.size else None


def _fewest(deviation: float, room: float, tail: float, power: float) -> int | None:
    """Return the fewest seeds whose standard error leaves room for both quantiles."""
    if not room > 0 or math.isnan(deviation):
        return None
    seeds = np.arange(2, AFFORDABLE + 1)
    wanted = stdtrit(seeds - 1, 1 - tail) + stdtrit(seeds - 1, power)
    enough = np.flatnonzero(wanted * deviation / np.sqrt(seeds) <= room)
    return int(seeds[enough[0]]) if enough.size else None
