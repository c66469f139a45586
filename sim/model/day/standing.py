"""Standing of accounts: levels by sales, recovery, agencies, rings, dormancy, and who uses which tactic."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import loop
from sim.model.outcomes import tallies as y
from sim.model.parameters import lifecycle as lc
from sim.model.rules import belonging
from sim.model.rules.measures import mean_belief, micro
from sim.model.state.schema import ACTIVE

LEVEL_DAYS = 28


@loop
def regrade(creators, n, world, region, tally):
    """Give every open account of a region its level (0-3) by measured sales of 28 days among its region's."""
    p = world.values[region]
    sales = np.empty(n)
    count = 0
    for row in range(n):
        if creators.region[row] == region and creators.status[row] <= ACTIVE:
            sales[count] = creators.gmv_seen_28d[row]
            count += 1
    ordered = np.sort(sales[:count])
    first, second, third = (
        belonging.level_bound(p, 1, ordered), belonging.level_bound(p, 2, ordered), belonging.level_bound(p, 3, ordered)
    )
    for row in range(n):
        if creators.region[row] == region and creators.status[row] <= ACTIVE:
            level = belonging.level_of(creators.gmv_seen_28d[row], first, second, third)
            tally[region, y.LEVEL_UPS] += level > creators.level[row]
            tally[region, y.LEVEL_DOWNS] += level < creators.level[row]
            creators.level[row] = level


@loop
def count_standing(creators, n, world, day, tally, adoption):
    """Tally every account's standing; ``adoption`` (regions, policies) gets open accounts by tactic, 0 for none."""
    for row in range(n):
        region = creators.region[row]
        here = creators.status[row] <= ACTIVE
        if creators.restricted[row] == 1:
            creators.restricted_days[row] += 1
        elif creators.restricted_days[row] > 0:
            tally[region, y.RECOVERED] += here
            tally[region, y.RECOVERY_DAYS] += creators.restricted_days[row] if here else 0
            creators.restricted_days[row] = 0
        if not here:
            continue
        adoption[region, creators.tactic[row]] += 1
        tally[region, y.RING_CREATORS] += creators.ring[row] >= 0
        tally[region, y.AGENCY_CREATORS] += creators.agency[row] >= 0
        idle = day - max(creators.last_offer[row], creators.suspended_until[row])
        tally[region, y.DORMANT] += idle >= world.values[region, lc.DORMANT_DAYS]
        tally[region, y.PERCEIVED] += micro(mean_belief(creators.perceived[row]))
        tally[region, y.CARE] += micro(creators.care[row])
        tally[region, y.NORM] += micro(creators.norm[row])
