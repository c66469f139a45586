"""Phase 7, incentives, first half: weekly bonuses. Claims come first, then what the budget leaves of them is paid.

A creator's week ends on its own weekday; a region's budget of that day is for all whose week ends.
"""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.outcomes import tallies as y
from sim.model.rules import bonuses, commission, ledger
from sim.model.rules.careers import moving_average
from sim.model.state.schema import ACTIVE, LIVE, SCHEDULED, VIDEO

PAID_RATE = 1.0 / 7.0  # one of seven pay days in a week


@loop
def pay(creators, n, offer, world, policy, day, tally):
    """Count the week, pay the bonuses of those whose week ends today, and collect what creators owe."""
    regions = tally.shape[0]
    claimed = np.zeros(regions, np.int64)
    due = np.zeros(regions, np.int64)
    for row in range(n):
        creators.bonus_today[row] = 0
        region = creators.region[row]
        if creators.status[row] > ACTIVE:
            continue
        live = 2 * row + LIVE
        creators.gmv_week[row] += creators.gmv_today[row] + creators.fake_today[row]
        if offer.active[live] == 1:
            creators.minutes_week[row] += int(offer.hot[live, SCHEDULED])
        for o in (live, 2 * row + VIDEO):
            if offer.active[o] == 1:
                creators.quality_week[row] += offer.estimate[o]
        if creators.weekday[row] == day % 7:
            claimed[region] += claim(creators, row, world.values[creators.scope[row]])
            due[region] += 1
            tally[region, y.BONUS_CHECKED] += 1
            tally[region, y.BONUS_PAID] += creators.claims[row, bonuses.QUALITY] > 0
    for row in range(n):
        region = creators.region[row]
        if creators.status[row] <= ACTIVE and creators.weekday[row] == day % 7:
            close_week(creators, row, claimed[region], bonuses.budget(world.values[region], due[region]), tally[region])
        collect(creators, row)
    for region in range(regions):
        if due[region] > 0:
            share = bonuses.paid_share(claimed[region], bonuses.budget(world.values[region], due[region]))
            policy.paid_share[region] = moving_average(policy.paid_share[region], share, PAID_RATE)


@inner_loop
def claim(creators, row, p):
    """Fill in what one creator can claim for its week; return the sum."""
    mine = creators.claims[row]
    ratio = creators.returned[row] / creators.return_norm[row]
    mine[bonuses.HOURS] = bonuses.hours_claim(p, creators.minutes_week[row], ratio)
    mine[bonuses.GMV] = bonuses.gmv_claim(p, creators.gmv_week[row], ratio)
    mine[bonuses.NET] = bonuses.net_claim(p, creators.net_week[row])
    mine[bonuses.QUALITY] = 0
    if creators.offers_week[row] > 0:
        mine[bonuses.QUALITY] = bonuses.quality_claim(
            p, creators.quality_seen[row], ledger.health(p, creators.rating[row])
        )
    total = 0
    for kind in range(bonuses.KINDS):
        total += mine[kind]
    return total


@inner_loop
def close_week(creators, row, claimed, budget, tally):
    """Pay one creator's claims as far as the budget goes, and start its next week."""
    total = 0
    for kind in range(bonuses.KINDS):
        paid = bonuses.paid(creators.claims[row, kind], claimed, budget)
        tally[y.BONUS_HOURS + kind] += paid
        total += paid
        creators.claims[row, kind] = 0
    tally[y.INCENTIVE_COST] += total
    creators.bonus_today[row] = total
    creators.bonus_last[row] = total
    creators.offers_week[row] = 0
    creators.quality_week[row] = 0.0
    creators.minutes_week[row] = 0
    creators.gmv_week[row] = 0
    creators.net_week[row] = 0


@inner_loop
def collect(creators, row):
    """Take what a creator owes (clawback, bought boosts) off what it earned today."""
    taken = commission.collected(creators.debt[row], creators.settled_today[row] + creators.bonus_today[row])
    creators.debt[row] -= taken
    creators.charged_today[row] = taken
