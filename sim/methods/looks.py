"""Looking again after more seeds: what each look may spend of the 5%, so that looking often claims no more by chance.

Whoever adds seeds until something is clear gets 12% false claims out of six looks at 5% each. Two remedies:

- *Planned* looks (a rule that stops, with a cap on seeds) share the 5%: a spending function (Lan and DeMets 1983) says
  how much may be spent by what share of the cap, sparingly at first (O'Brien and Fleming) or evenly (Pocock).
- *Unplanned* looks: a study that was looked at once has spent its 5%. Looks after it share a reserve of 1% (each takes
  half of what is left), so that a study grown however often claims falsely in at most 6 of 100. What an earlier look
  has told stands while the interval bears it.

Levels follow from the joint distribution of a mean that is looked at as it grows (Armitage, McPherson and Rowe 1969),
for one effect of a family whose members share the level evenly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from sim.methods.intervals import CONFIDENCE, FloatArray

ALPHA = 1 - CONFIDENCE
RESERVE = 0.2
"""What unplanned looks after the first one may spend together, as a share of the first one's 5%."""

_GRID = 601
Spending = Callable[[float], float]
"""Share of the cap → what may have been spent by then."""


def obrien_fleming(share: float, alpha: float = ALPHA) -> float:
    """Return what may be spent by a share of the cap: next to nothing early, nearly all at the end."""
    return float(2.0 * ndtr(ndtri(alpha / 2) / math.sqrt(share))) if share > 0 else 0.0


def pocock(share: float, alpha: float = ALPHA) -> float:
    """Return what may be spent by a share of the cap: about evenly."""
    return alpha * math.log1p((math.e - 1) * share)


def planned_level(looks: Sequence[int], cap: int, members: int = 1, spending: Spending = obrien_fleming) -> float:
    """Return the level of the latest of some looks that were planned, up to a cap.

    Parameters
    ----------
    looks
        Seeds at each look so far, ascending, the present one last.
    cap
        Seeds at which the study ends in any case; not below the present look.
    members
        Effects of the family that are judged together.

    Returns
    -------
    float
        What the family may spend at this look: 0 to 0.05.
    """
    return _latest(tuple(looks), tuple(spending(min(seeds / cap, 1.0)) for seeds in looks), members)


def unplanned_level(looks: Sequence[int], members: int = 1) -> float:
    """Return the level of the latest of some looks that nobody planned; 5% for the first; see `planned_level`."""
    spent = (ALPHA * (1 + RESERVE * (1 - 0.5**place)) for place in range(len(looks)))
    return _latest(tuple(looks), tuple(spent), members)


@lru_cache(maxsize=4096)
def _latest(looks: tuple[int, ...], spent: tuple[float, ...], members: int) -> float:
    """Return the family's level at the last look, given what may have been spent by each."""
    if len(looks) == 1:
        return spent[0]
    bounds = _boundaries(np.asarray(looks, float), np.asarray(spent, float) / members)
    return float(min(ALPHA, members * 2.0 * ndtr(-bounds[-1])))


def _boundaries(times: FloatArray, spent: FloatArray) -> list[float]:
    """Return by how many standard errors an effect has to leave zero at each look.

    Parameters
    ----------
    times
        Seeds at each look, ascending.
    spent
        Chance that any of the looks so far leaves its bounds if there is no effect.
    """
    bounds = [float(-ndtri(spent[0] / 2))]
    edge = bounds[0] * math.sqrt(times[0])
    places = np.linspace(-edge, edge, _GRID)
    density = np.exp(-(places**2) / (2 * times[0])) / math.sqrt(2 * math.pi * times[0])
    for before, now, last, total in zip(times, times[1:], spent, spent[1:], strict=False):
        step = math.sqrt(now - before)
        width = places[1] - places[0]

        def left(edge: float, allowed: float, density: FloatArray = density, places: FloatArray = places,
                 step: float = step, width: float = width) -> float:
            outside = ndtr((-edge - places) / step) + ndtr((places - edge) / step)
            return float((density * outside).sum() * width) - allowed

        edge = float(brentq(left, 0.0, 12.0 * math.sqrt(now), args=(max(total - last, 1e-12),)))
        bounds.append(edge / math.sqrt(now))
        fresh = np.linspace(-edge, edge, _GRID)
        kernel = np.exp(-((fresh[:, None] - places) ** 2) / (2 * step**2)) / (step * math.sqrt(2 * math.pi))
        density, places = kernel @ density * width, fresh
    return bounds
