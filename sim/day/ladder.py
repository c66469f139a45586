"""Phase 6, enforcement, last step: ratings, milestones, suspensions and removals."""

from __future__ import annotations

from sim.agents.schema import ACTIVE, REMOVED
from sim.compilation import inner_loop, loop
from sim.draws import Decision, fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import creators as c
from sim.parameters import enforcement as e
from sim.rules import careers
from sim.rules import enforcement as rules

BAN_DRAW = Decision.RETURN_FROM_BAN


@loop
def climb_ladder(creators, n, world, seed, day, tally):
    """Credit earned points, read every account's rating, and apply the milestone it stands at."""
    for row in range(n):
        if creators.status[row] > ACTIVE:
            continue
        region = creators.region[row]
        p = world.values[region]
        ladder = world.ladder[region]
        if day % 7 == 0:
            creators.earned_week[row] = 0
        creators.completed[row] += creators.compliant_today[row]
        orders_per_point = int(p[e.EARN_ORDERS])
        points = rules.earned_points(
            p, creators.completed[row], creators.earned_week[row], creators.earned[row]
        )
        creators.completed[row] %= orders_per_point
        creators.earned[row] += points
        creators.earned_week[row] += points
        tally[region, y.POINTS_EARNED] += points
        creators.rating[row] = rules.rating(p, creators.earned[row], creators.deducted[row])
        before = creators.milestone[row]
        reached = rules.milestone_of(ladder, creators.rating[row])
        creators.milestone[row] = reached
        removed = rules.removes(ladder, reached)
        for policy in range(1, creators.breaches.shape[1]):
            if creators.breaches[row, policy] >= p[e.REPEAT_LIMIT]:
                removed = True
        if removed:
            remove(creators, row, p, seed, day, tally)
        elif rules.suspension_at(ladder, before, reached) > 0:
            creators.suspended_until[row] = day + 1 + int(rules.suspension_at(ladder, before, reached))
            tally[region, y.SUSPENSIONS] += 1
        if reached >= 0 and rules.milestone_of(ladder, rules.rating(
            p, creators.earned[row], creators.deducted[row] - creators.wrong_points[row]
        )) < reached:
            tally[region, y.WRONGLY_HIT] += int(creators.gmv_usual[row])


@inner_loop
def remove(creators, row, p, seed, day, tally):
    """End an account; its owner may come back on a new one some days later."""
    creators.status[row] = REMOVED
    creators.ended[row] = day
    tally[creators.region[row], y.REMOVALS] += 1
    mine = fork(key(seed, BAN_DRAW, 0), creators.id[row])
    creators.return_day[row] = -1
    if uniform(mine, 0) < p[c.BAN_RETURN]:
        creators.return_day[row] = day + careers.delay_days(uniform(mine, 1), p[c.BAN_RETURN_DAYS])
