"""Phase 8, life cycle: viewers churn and arrive; creators graduate, leave, arrive, and come back after removal."""

from __future__ import annotations

import numba

from sim.agents.schema import ACTIVE, ACTIVE_VIEWER, FOLLOW_SLOTS, LEFT, LEFT_VIEWER, PILOT, REMOVED
from sim.compilation import inner_loop, loop, parallel_loop
from sim.day.audience import count_cohorts, count_satisfied
from sim.day.births import ACCOUNT, creator_born, newcomer_identity, viewer_born
from sim.draws import Decision, fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import creators as c
from sim.parameters import enforcement as e
from sim.parameters import viewers as v
from sim.rules import careers, enforcement, viewers

CHURN = Decision.CHURN
EXIT = Decision.EXIT
ARRIVAL = Decision.ARRIVAL
LINKED = Decision.LINKED
MICRO = 1_000_000


@parallel_loop
def churn(viewer, n, world, seed, day, blocks, region_tally, lost):
    """Let viewers leave for good; ``lost`` (blocks, creators) counts the follows that go with them."""
    for block in numba.prange(blocks):
        churn_block(
            viewer, n * block // blocks, n * (block + 1) // blocks, world.values, key(seed, CHURN, day), day,
            region_tally[block], lost[block],
        )


@inner_loop
def churn_block(viewer, lo, hi, values, stream, day, by_region, lost):
    """Run churn over viewers ``lo`` to ``hi`` and read the levels of those who stay."""
    for row in range(lo, hi):
        region = viewer.region[row]
        count_cohorts(viewer, row, day, by_region[region])
        if viewer.status[row] != ACTIVE_VIEWER:
            continue
        p = values[region]
        hazard = viewers.churn_hazard(p, viewer.satisfaction[row], viewer.trust[row])
        if uniform(fork(stream, viewer.id[row]), 0) < hazard:
            viewer.status[row] = LEFT_VIEWER
            by_region[region, y.VIEWERS_LEFT] += 1
            for slot in range(FOLLOW_SLOTS):
                if viewer.follows[row, slot] >= 0:
                    lost[viewer.follows[row, slot]] += 1
                    viewer.follows[row, slot] = -1
        else:
            by_region[region, y.VIEWERS] += 1
            by_region[region, y.TRUST] += int(viewer.trust[row] * MICRO)
            by_region[region, y.SATISFACTION] += int(viewer.satisfaction[row] * MICRO)
            count_satisfied(p, viewer.satisfaction[row], by_region[region])


@loop
def viewer_arrivals(world, policy, seed, day, region):
    """Return how many viewers arrive in a region today."""
    mean = world.values[region, v.VIEWER_ARRIVALS] * policy.viewers_base[region]
    return careers.whole_arrivals(uniform(fork(key(seed, ARRIVAL, day), region), 0), mean)


@loop
def creator_arrivals(world, policy, seed, day, region):
    """Return how many creators arrive in a region today."""
    mean = world.values[region, c.CREATOR_ARRIVALS] * policy.creators_base[region]
    return careers.whole_arrivals(uniform(fork(key(seed, ARRIVAL, day), region), 1), mean)


@loop
def admit_viewers(viewer, first, count, region, world, seed, day, tally):
    """Fill the rows of today's arrivals in one region."""
    for order in range(count):
        viewer_born(viewer, first + order, newcomer_identity(day, region, order), region, world, seed, day)
        tally[region, y.VIEWERS_JOINED] += 1


@loop
def admit_creators(creators, first, count, region, world, policy, seed, day, tally):
    """Fill the rows of today's new creators in one region."""
    for order in range(count):
        identity = newcomer_identity(day, region, order)
        creator_born(creators, first + order, identity, region, -1, world, policy, seed, day)
        tally[region, y.CREATORS_JOINED] += 1


@loop
def careers_move(creators, n, world, policy, seed, day, tally):
    """Let pilots graduate and creators leave; return how many removed owners come back today."""
    stream = key(seed, EXIT, day)
    back = 0
    for row in range(n):
        region = creators.region[row]
        p = world.values[region]
        if creators.status[row] == REMOVED and creators.return_day[row] == day:
            tally[region, y.RETURN_ATTEMPTS] += 1
            if unnoticed(creators, row, p, seed, day):
                tally[region, y.RETURN_UNDETECTED] += 1
                back += 1
        if creators.status[row] > ACTIVE:
            continue
        tenure = day - creators.joined[row]
        if creators.status[row] == PILOT and enforcement.graduates(
            p, tenure, creators.rating[row], creators.followers[row], policy.viewers_base[region]
        ):
            creators.status[row] = ACTIVE
        hazard = careers.exit_hazard(
            p, creators.exposure[row], creators.aspiration[row], creators.income[row], creators.outside[row],
            creators.fairness[row],
        )
        if uniform(fork(stream, creators.id[row]), 0) < hazard:
            creators.status[row] = LEFT
            creators.ended[row] = day
            tally[region, y.CREATORS_LEFT] += 1
    return back


@inner_loop
def unnoticed(creators, row, p, seed, day):
    """Return whether a removed owner's new account escapes the linked-account check."""
    return uniform(fork(key(seed, LINKED, 0), creators.id[row]), 0) >= p[e.LINKED_RECALL]


@loop
def come_back(creators, n, first, world, policy, seed, day):
    """Open the new accounts of owners who return today: same person, same habits, no followers, clean ledger."""
    at = first
    for row in range(n):
        if creators.status[row] != REMOVED or creators.return_day[row] != day:
            continue
        region = creators.region[row]
        if not unnoticed(creators, row, world.values[region], seed, day):
            continue
        identity = creators.id[row] + ACCOUNT
        creators.back_on[row] = day
        creator_born(creators, at, identity, region, creators.category[row], world, policy, seed, day)
        creators.skill[at] = creators.skill[row]
        creators.intrinsic[at] = creators.intrinsic[row]
        creators.moral[at] = creators.moral[row]
        creators.caution[at] = creators.caution[row]
        creators.outside[at] = creators.outside[row]
        creators.drive[at] = creators.drive[row]
        creators.persuasion[at] = creators.persuasion[row]
        creators.tactic[at] = creators.tactic[row]
        creators.intensity[at] = creators.intensity[row]
        creators.awareness[at] = creators.awareness[row]
        creators.perceived[at] = creators.perceived[row]
        at += 1
