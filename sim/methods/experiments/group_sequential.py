"""Looking at planned times: group-sequential bounds, by the spending functions that `sim.methods.looks` has for seeds.

Where the end is known this has more power than a test that may be read at any time. The information at a look is the
number of units, or of days, that stand behind the estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import ndtri

from sim.errors import UserError
from sim.methods.estimators import FloatArray
from sim.methods.looks import Spending, obrien_fleming, planned_level


@dataclass(frozen=True)
class Looks:
    """What each planned look may claim, and where the test stops.

    Attributes
    ----------
    levels, bounds
        Two-sided level of each look, and by how many standard errors an effect has to leave 0 there.
    stop
        First look, from 0, that leaves its bound; ``None`` if none does.
    """

    levels: FloatArray
    bounds: FloatArray
    stop: int | None


def group_sequential(
    effect: FloatArray, error: FloatArray, information: Sequence[int], planned: int, spending: Spending = obrien_fleming
) -> Looks:
    """Return whether a test may stop at one of its looks.

    Parameters
    ----------
    effect, error
        Estimate and standard error at each look so far.
    information
        Units or days behind each, ascending.
    planned
        Those at the end of the test.
    """
    levels = bounds_for(information, planned, spending)
    bounds = -ndtri(levels / 2)
    crossed = np.flatnonzero(np.abs(effect) >= bounds * error)
    return Looks(levels, bounds, int(crossed[0]) if crossed.size else None)


def bounds_for(information: Sequence[int], planned: int, spending: Spending = obrien_fleming) -> FloatArray:
    """Return the two-sided level of each look.

    Raises
    ------
    UserError
        If looks do not ascend up to the end that was planned.
    """
    steps = list(information)
    if not steps or steps[0] < 1 or any(after <= before for before, after in pairwise(steps)) or steps[-1] > planned:
        raise UserError(f"looks ascend from 1 to the planned {planned}, not {', '.join(map(str, steps)) or 'none'}")
    return np.array([planned_level(steps[: place + 1], planned, spending=spending) for place in range(len(steps))])
