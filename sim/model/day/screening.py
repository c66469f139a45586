"""Detectors at work: the check before an offer is published (phase 2) and the scan as it is published (phase 3).

What the scan will stop, and at which minute, is fixed before the first viewer arrives, so that a LIVE that is cut loses
exactly the minutes after the cut. Both read the same draw: what the check recognised, the scan recognises too.
"""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import Precheck, Screening
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.rules import belonging, detection, deterrence
from sim.model.state.schema import AVAILABLE, SCHEDULED


@inner_loop
def flag_chance(region, scope, violation, world, policy, day):
    """Return the probability that the region's detector flags an offer today, by the levers of its creator's cell."""
    return detection.flag_chance(
        world.values[scope],
        world.tactics[scope, violation],
        violation > 0,
        policy.knowledge[region, violation],
        day - policy.last_retrain[region],
        day - policy.horizon[region],
    )


@inner_loop
def precheck(creators, row, kind, violation, deliberate, world, policy, seed, day, tally):
    """Check an offer beforehand, perhaps; return what the creator makes of it (``POSTED`` where unchecked)."""
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    mine = fork(fork(key(seed, Decision.PRECHECK, day), creators.id[row]), kind)
    if uniform(mine, Precheck.CHECKED) >= p[d.PRECHECK]:
        return detection.POSTED
    tally[region, y.PRECHECKED] += 1
    tally[region, y.PRECHECK_COST] += int(p[d.PRECHECK_COST])
    seen = uniform(fork(fork(key(seed, Decision.SCREEN, day), creators.id[row]), kind), Screening.SEEN)
    craft = belonging.seen_through(p, creators.craft[row], deliberate)
    if seen >= p[d.PRECHECK_VISIBLE] * craft * flag_chance(region, scope, violation, world, policy, day):
        return detection.POSTED
    if violation > 0:
        creators.awareness[row] = deterrence.taught(creators.awareness[row], p[d.PRECHECK_LESSON])
    done = detection.after_prompt(p, uniform(mine, Precheck.AFTER_PROMPT), deliberate, violation > 0)
    tally[region, y.PRECHECK_REVISED] += done == detection.REVISED
    tally[region, y.PRECHECK_CANCELLED] += done == detection.CANCELLED
    if violation > 0 and done != detection.POSTED:  # who heeds it has been found too; who does not gets the penalty
        creators.notices[row] += 1
        creators.notified_policy[row] = violation
    return done


@loop
def screen(creators, n, offer, world, policy, seed, day, tally):
    """Let the detectors of each region scan today's offers; fix the minute at which flagged ones stop."""
    stream = key(seed, Decision.SCREEN, day)
    for o in range(2 * n):
        if offer.active[o] == 0:
            continue
        region = creators.region[o // 2]
        scope = creators.scope[o // 2]
        p = world.values[scope]
        mine = fork(fork(stream, creators.id[o // 2]), o % 2)
        offer.flag[o] = -1
        offer.to_review[o] = 0
        offer.demoted[o] = 0
        offer.looked[o] = 0
        violation = offer.violation[o]
        tally[region, y.OFFERS] += 1
        tally[region, y.SCREENING_COST] += int(p[d.MODEL_COST])
        if violation > 0:
            tally[region, y.VIOLATING_OFFERS] += 1
            tally[region, y.DELIBERATE_OFFERS] += offer.deliberate[o]
        craft = belonging.seen_through(p, creators.craft[o // 2], offer.deliberate[o] == 1)
        if uniform(mine, Screening.SEEN) >= craft * flag_chance(region, scope, violation, world, policy, day):
            continue
        named = violation
        if violation == 0:
            drawn = uniform(mine, Screening.ACCUSED)
            named = detection.accused(p, world.tactics[scope], drawn, day - policy.horizon[region])
        if named == 0:
            continue
        tally[region, y.FLAGGED] += 1
        offer.accused[o] = named
        offer.flag[o] = detection.minutes_to_act(p, world.tactics[scope, named], uniform(mine, Screening.MINUTES))
        decide_flag(offer, o, p, region, mine, tally)


@inner_loop
def decide_flag(offer, o, p, region, mine, tally):
    """Send a flagged offer to review, show it to fewer, or stop it at its minute."""
    flag = offer.flag[o]
    if uniform(mine, Screening.TO_REVIEW) < p[r.REVIEW_SHARE]:
        offer.to_review[o] = 1
    elif uniform(mine, Screening.DEMOTED) < p[d.DEMOTION]:
        offer.demoted[o] = 1
        tally[region, y.DEMOTED] += 1
    elif flag < offer.hot[o, SCHEDULED]:
        offer.hot[o, AVAILABLE] = flag
        tally[region, y.STOPPED] += 1
        tally[region, y.MINUTES_TO_ACT] += flag
        tally[region, y.STOPS + detection.bucket(flag)] += 1
