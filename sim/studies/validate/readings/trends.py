"""Readings of how something spreads and how an effect grows: two windows of one arm, or of two."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.studies.validate.estimates import Sums
from sim.studies.validate.readings.registry import NOTHING, fits, reading
from sim.studies.validate.recording import Recording


@reading("tactic")
def users_later_to_earlier(
    arm: Recording, _among: Recording, tactic: str, earlier: Sequence[int], later: Sequence[int]
) -> Sums:
    """Return the share of creators who use a tactic in a later window (first and last day) over that in an earlier."""
    if tactic not in arm.tactics or not fits(arm, max(*earlier, *later)):
        return NOTHING
    users = (arm.panel("tactic") == arm.tactics.index(tactic) + 1).sum(axis=1)
    creators = arm.daily("creators")
    shares = [users[a : b + 1].sum() / max(1, creators[a : b + 1].sum()) for a, b in (later, earlier)]
    return float(shares[0]), float(shares[1])


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
