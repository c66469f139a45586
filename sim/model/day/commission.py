"""Phase 2, first of all: a region's commission as creators know it. Rises reach all at once, cuts later (S31)."""

from __future__ import annotations

from sim.model.compilation import loop
from sim.model.rules import commission


@loop
def announce(policy, world, day):
    """Move every region's commission: hold the old one for existing creators while a cut is on its way."""
    for region in range(world.regions.shape[0]):
        p = world.values[region]
        cut_day = commission.next_cut_day(p, policy.held_extra[region], policy.cut_day[region], day)
        policy.held_extra[region] = commission.next_held(p, policy.held_extra[region], cut_day)
        policy.cut_day[region] = cut_day
