"""Readings of how something spreads and how an effect grows: two windows of one arm, or of two."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.validation.estimates import Sums
from sim.validation.readings.market import tallies
from sim.validation.readings.registry import NOTHING, fits, reading
from sim.validation.recording import Recording


@reading()
def later_to_earlier(
    arm: Recording, _among: Recording, over: Sequence[str], under: Sequence[str], earlier: Sequence[int],
    later: Sequence[int],
) -> Sums:
    """Return a share of tallies in a later window (first and last day) over the same share in an earlier one."""
    shares = []
    for first, last in (later, earlier):
        above, below = tallies(arm, arm, over, under, first, last)
        shares.append(above / below if below else math.nan)
    return shares[0], shares[1]


@reading()
def effect_growth(arm: Recording, among: Recording, name: str, days: int = 28) -> Sums:
    """Return the relative effect on a daily tally in the last ``days`` over that in the first.

    The arm is held against ``among``: the late effect is the numerator, the early one the denominator.
    """
    if arm.days != among.days or not fits(arm, 2 * days):
        return NOTHING
    here, there = arm.daily(name).astype(float), among.daily(name).astype(float)
    effects = []
    for window in (slice(arm.days - days, arm.days), slice(0, days)):
        below = there[window].sum()
        effects.append(here[window].sum() / below - 1.0 if below else math.nan)
    return effects[0], effects[1]
