"""How many seeds a question takes: to find an effect, or to rule it out, before the runs or after some of them."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import stdtrit

from sim.methods.intervals import CONFIDENCE

POWER = 0.8
"""The chance with which so many seeds are to decide."""

AFFORDABLE = 200
"""Seeds a scenario beyond which more are no advice: whoever needs them needs another question."""


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


def _fewest(deviation: float, room: float, tail: float, power: float) -> int | None:
    """Return the fewest seeds whose standard error leaves room for both quantiles."""
    if not room > 0 or math.isnan(deviation):
        return None
    seeds = np.arange(2, AFFORDABLE + 1)
    wanted = stdtrit(seeds - 1, 1 - tail) + stdtrit(seeds - 1, power)
    enough = np.flatnonzero(wanted * deviation / np.sqrt(seeds) <= room)
    return int(seeds[enough[0]]) if enough.size else None
