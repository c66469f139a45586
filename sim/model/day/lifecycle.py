"""Phase 8, life cycle: viewers churn and arrive; creators graduate, leave, arrive, and come back after removal."""

from __future__ import annotations

import numba

from sim.model.compilation import inner_loop, loop, parallel_loop
from sim.model.day.audience import count_cohorts, count_satisfied
from sim.model.day.births import creator_born, newcomer_identity, ring_number, viewer_born
from sim.model.day.returns import leave, reopen, try_again
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import Application, Arrival, Churn, Exit
from sim.model.outcomes import tallies as y
from sim.model.parameters import creators as c
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import viewers as v
from sim.model.rules import belonging, careers, enforcement, entry, viewers
from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER, FOLLOW_SLOTS, LEFT_VIEWER, PILOT, REMOVED

MICRO = 1_000_000
NANO = 1_000_000_000


@parallel_loop
def churn(viewer, n, world, seed, day, blocks, region_tally, lost):
    """Let viewers leave for good; ``lost`` (blocks, creators) counts the follows that go with them."""
    for block in numba.prange(blocks):
        churn_block(
            viewer, n * block // blocks, n * (block + 1) // blocks, world.values, key(seed, Decision.CHURN, day), day,
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
        p = values[viewer.scope[row]]
        hazard = viewers.churn_hazard(p, viewer.satisfaction[row], viewer.trust[row], float(viewer.fickle[row]))
        newcomer = day - viewer.joined[row] < entry.YOUNG
        by_region[region, y.VIEWERS_DUE_NEW if newcomer else y.VIEWERS_DUE_OLD] += int(hazard * NANO)
        if uniform(fork(stream, viewer.id[row]), Churn.LEAVES) < hazard:
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
    p, flow = world.values[region], policy.viewer_entry[region, entry.FLOW]
    mean = entry.grown(p, flow, day - policy.horizon[region])
    return careers.whole_arrivals(uniform(fork(key(seed, Decision.ARRIVAL, day), region), Arrival.VIEWERS), mean)


@loop
def creator_applications(world, policy, seed, day, region):
    """Return how many creators apply for an account in a region today."""
    p, flow = world.values[region], policy.creator_entry[region, entry.FLOW]
    mean = entry.grown(p, flow, day - policy.horizon[region])
    return careers.whole_arrivals(uniform(fork(key(seed, Decision.ARRIVAL, day), region), Arrival.APPLICATIONS), mean)


@loop
def start_entry(world, policy, viewers_lost, creators_lost):
    """Let arrivals begin at the given rates, of whom a share is expected to be gone within a month."""
    for region in range(world.regions.shape[0]):
        p = world.values[region]
        flow = p[v.VIEWER_ARRIVALS] * policy.viewers_base[region]
        begin_flow(policy.viewer_entry[region], flow, flow, viewers_lost)
        came = p[c.CREATOR_ARRIVALS] * policy.creators_base[region]
        begin_flow(policy.creator_entry[region], came / entry.accepted_share(p), came, creators_lost)


@inner_loop
def begin_flow(kept, flow, came, lost):
    """Give a population's entry a flow and the experience that it is worth."""
    kept[entry.FLOW] = flow
    kept[entry.DAYS] = entry.PRIOR
    kept[entry.CAME] = entry.PRIOR * came
    kept[entry.YOUNG_LEFT] = entry.PRIOR * came * lost
    kept[entry.OLD_LEFT] = entry.PRIOR * came * (1.0 - lost)


@loop
def balance_entry(world, policy, day, region, tally):
    """Before the horizon, set the arrivals from tomorrow on to what makes up for who leaves."""
    if day >= policy.horizon[region]:
        return
    p, count = world.values[region], tally[region]
    given = p[v.VIEWER_ARRIVALS] * policy.viewers_base[region]
    revise_flow(
        policy.viewer_entry[region], p, given, 1.0, count[y.VIEWERS_JOINED], count[y.VIEWERS_DUE_NEW],
        count[y.VIEWERS_DUE_OLD],
    )
    given = p[c.CREATOR_ARRIVALS] * policy.creators_base[region]
    gone_for_good = count[y.CREATORS_DUE_OLD] - NANO * count[y.CREATORS_RETURNED]
    revise_flow(
        policy.creator_entry[region], p, given, entry.accepted_share(p), count[y.CREATORS_JOINED],
        count[y.CREATORS_DUE_NEW], gone_for_good,
    )


@inner_loop
def revise_flow(kept, p, given, accepted, came, new_due, old_due):
    """Fold a day into what a population's entry rests on, and set its flow."""
    kept[entry.DAYS] = entry.faded(kept[entry.DAYS], 1.0)
    kept[entry.CAME] = entry.faded(kept[entry.CAME], came)
    kept[entry.YOUNG_LEFT] = entry.faded(kept[entry.YOUNG_LEFT], new_due / NANO)
    kept[entry.OLD_LEFT] = entry.faded(kept[entry.OLD_LEFT], old_due / NANO)
    balanced = entry.balancing_flow(
        kept[entry.DAYS], kept[entry.CAME], kept[entry.YOUNG_LEFT], kept[entry.OLD_LEFT]
    )
    kept[entry.FLOW] = entry.blended_flow(p, given, balanced) / accepted


@loop
def admit_viewers(viewer, first, count, region, world, seed, day, tally):
    """Fill the rows of today's arrivals in one region, whose first day is tomorrow."""
    for order in range(count):
        viewer_born(viewer, first + order, newcomer_identity(day, region, order), region, world, seed, day + 1)
        tally[region, y.VIEWERS_JOINED] += 1


@inner_loop
def accepted(world, policy, seed, region, identity):
    """Return whether an applicant gets an account: of those checked, a ring's are found, and some by mistake."""
    p = world.values[region]
    mine = fork(key(seed, Decision.APPLICATION, 0), identity)
    suspect = ring_number(p, policy, seed, region, identity) >= 0
    return not belonging.refused(p, uniform(mine, Application.CHECKED), uniform(mine, Application.REFUSED), suspect)


@loop
def admissions(world, policy, seed, day, region, applications, tally):
    """Check today's applicants of a region; return how many get an account."""
    p = world.values[region]
    count = 0
    for order in range(applications):
        count += accepted(world, policy, seed, region, newcomer_identity(day, region, order))
        tally[region, y.APPLICATIONS] += 1
    tally[region, y.REFUSED] += applications - count
    tally[region, y.ONBOARDING_COST] += int(p[lc.ONBOARDING] * p[lc.ONBOARDING_COST] * applications)
    return count


@loop
def admit_creators(creators, first, applications, region, world, policy, seed, day, tally):
    """Fill the rows of today's new creators in one region."""
    at = first
    for order in range(applications):
        identity = newcomer_identity(day, region, order)
        if accepted(world, policy, seed, region, identity):
            creator_born(creators, at, identity, region, -1, world, policy, seed, day)
            tally[region, y.CREATORS_JOINED] += 1
            at += 1


@loop
def careers_move(creators, n, world, policy, seed, day, tally):
    """Let pilots graduate, creators leave and take up again; return how many removed owners come back today."""
    stream = key(seed, Decision.EXIT, day)
    back = 0
    for row in range(n):
        region = creators.region[row]
        scope = creators.scope[row]
        p = world.values[scope]
        tenure = day - creators.joined[row]
        due = y.CREATORS_DUE_NEW if tenure < entry.YOUNG else y.CREATORS_DUE_OLD
        if creators.status[row] > ACTIVE:
            if creators.status[row] == REMOVED and creators.ended[row] == day:
                tally[region, due] += NANO
            if creators.return_day[row] == day:
                if creators.status[row] == REMOVED:
                    back += try_again(creators, row, p, seed, tally)
                else:
                    reopen(creators, row, day, tally)
            continue
        viewers = policy.viewers_base[region]
        if creators.status[row] == PILOT and enforcement.graduates(
            p, tenure, creators.rating[row], creators.followers[row], viewers
        ):
            creators.status[row] = ACTIVE
        hazard = careers.exit_hazard(
            p, creators.exposure[row], creators.aspiration[row], creators.work_worth[row], creators.fairness[row]
        )
        hazard *= careers.trial(p, creators.intrinsic[row], tenure)
        holds = careers.embedded(p, creators.followers[row], viewers / max(1, policy.creators_base[region]))
        hazard = careers.with_events(p, hazard * holds, holds)
        tally[region, due] += int(hazard * NANO)
        if uniform(fork(stream, creators.id[row]), Exit.LEAVES) < hazard:
            leave(creators, row, p, seed, day, tally)
    return back
