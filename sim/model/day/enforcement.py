"""Phase 6, enforcement, first half: cases from flags, reports and demotions, and human review."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day.notices import file_appeal, give_notice
from sim.model.day.penalties import penalise
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import CaseKey, Notice, ReportRing, Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.rules import appeals, detection
from sim.model.rules import review as rules
from sim.model.state.schema import (
    ACTIVE,
    APPEALED,
    AUTO,
    AVAILABLE,
    CLEARED,
    QUEUED,
    REPORT,
    SCHEDULED,
    T_REPORTS,
    T_VIEWS,
)


@loop
def open_cases(case, n, creators, creators_n, offer, world, policy, seed, day, tally):
    """Open a case for every flagged or sufficiently reported offer; return the new number of cases."""
    stream, rings = key(seed, Decision.REVIEW, day), key(seed, Decision.REPORT_RING, day)
    policies = world.tactics.shape[1]
    for o in range(2 * creators_n):
        if offer.active[o] == 0 or policies < 2:
            continue
        row = o // 2
        region = creators.region[row]
        violation = offer.violation[o]
        flagged = offer.flag[o] >= 0
        mine = fork(fork(stream, creators.id[row]), o % 2)
        if not flagged:
            ring = fork(fork(rings, creators.id[row]), o % 2)
            if not reported(offer, o, creators, row, world, policy, ring, day, tally):
                continue
            horizon_day = day - policy.horizon[region]
            offer.accused[o] = violation if violation > 0 else detection.accused(
                world.values[region], world.tactics[region], uniform(mine, Review.ACCUSED), horizon_day
            )
            if offer.accused[o] == 0:
                continue
        start_case(case, n, offer, o, row, mine, flagged, day)
        if offer.demoted[o] == 1:
            n += demote(case, n, creators, world, day, tally)
            continue
        tally[region, y.CASES_OPENED] += 1
        if flagged and offer.to_review[o] == 0:
            act_at_once(case, n, creators, offer, o, world, day, tally)
        else:
            tally[region, y.REVIEW_QUEUED] += 1
            if not flagged:
                tally[region, y.REPORT_CASES] += 1
                tally[region, y.FALSE_REPORT_CASES] += violation == 0
        n += 1
    return n


@inner_loop
def reported(offer, o, creators, row, world, policy, ring, day, tally):
    """Return whether reports, weighed by who files them, open a case; rings of rivals strike clean offers."""
    region = creators.region[row]
    p = world.values[region]
    violation = offer.violation[o]
    struck = 0
    if violation > 0:
        if not detection.forbidden(p, world.tactics[region, violation], day - policy.horizon[region]):
            return False
    elif rules.ring_strikes(
        p, uniform(ring, ReportRing.STRIKES), creators.views_28d[row], policy.viewers_base[region],
        policy.creators_base[region],
    ):
        struck = int(p[r.RING_SIZE])
        tally[region, y.RING_REPORTS] += struck
    return rules.weighed_reports(p, offer.tally[o, T_REPORTS], struck, violation > 0) >= p[r.REPORT_THRESHOLD]


@inner_loop
def start_case(case, n, offer, o, row, mine, flagged, day):
    """Write a fresh case."""
    case.id[n] = mine
    case.creator[n] = row
    case.day[n] = day
    case.policy[n] = offer.accused[o]
    case.guilty[n] = offer.violation[o] > 0
    case.source[n] = AUTO if flagged else REPORT
    case.points[n] = 0
    case.counted[n] = 0
    case.level[n] = 0
    case.decided[n] = -1
    case.filed[n] = -1
    case.due[n] = -1
    case.exposure[n] = offer.tally[o, T_VIEWS]
    case.demoted[n] = offer.demoted[o]
    case.outside[n] = 0
    case.state[n] = QUEUED


@inner_loop
def act_at_once(case, n, creators, offer, o, world, day, tally):
    """Penalise what the detector stopped by itself."""
    row = case.creator[n]
    region = creators.region[row]
    penalise(case, n, creators, world, day, tally)
    tally[region, y.PENALTIES_AUTOMATED] += case.state[n] != CLEARED  # unless the creator is exempt
    if case.guilty[n] == 0:
        tally[region, y.WRONGLY_HIT] += int(creators.gmv_usual[row])
    elif offer.hot[o, AVAILABLE] < offer.hot[o, SCHEDULED]:
        tally[region, y.STOPPED_VIOLATING] += 1
        tally[region, y.VIEWS_BEFORE_STOP] += case.exposure[n]


@inner_loop
def demote(case, n, creators, world, day, tally):
    """Notify of a demotion, perhaps, with the reason; return 1 if its creator appeals, which alone makes a case."""
    row = case.creator[n]
    region = creators.region[row]
    p = world.values[region]
    mine = fork(case.id[n], CaseKey.NOTICE)
    if uniform(mine, Notice.DEMOTION_DISCLOSED) >= p[d.DEMOTION_DISCLOSED]:
        return 0
    give_notice(creators, row, p, case.policy[n], case.guilty[n] == 1, appeals.REASON, day, tally)
    case.decided[n] = day
    file_appeal(case, n, p, mine, day)
    opened = case.state[n] == APPEALED
    tally[region, y.CASES_OPENED] += opened
    return int(opened)


@loop
def review(case, n, creators, world, policy, day, tally):
    """Decide queued cases up to each region's capacity; tired reviewers err more; close what waited too long."""
    queue = np.empty(n, np.int64)
    for region in range(world.values.shape[0]):
        p = world.values[region]
        waiting = early = 0
        for j in range(n):
            if case.state[j] == QUEUED and creators.region[case.creator[j]] == region:
                if rules.taken_up(p, uniform(case.id[j], Review.TAKEN_UP), day - case.day[j]):
                    queue[waiting] = j
                    waiting += 1
                else:
                    early += 1
        order = np.arange(waiting)
        if p[r.BY_EXPOSURE] >= 0.5:
            order = np.argsort(-case.exposure[queue[:waiting]], kind="mergesort")
        can = rules.review_capacity(p, policy.creators_base[region])
        accuracy = rules.review_accuracy(p, waiting, can)
        done = min(waiting, max(0, can))
        for at in range(done):
            decide(case, queue[order[at]], creators, world, policy, accuracy, day, tally)
        lapsed = 0
        for at in range(done, waiting):
            j = queue[order[at]]
            if day - case.day[j] >= p[r.REVIEW_SLA]:
                case.state[j] = CLEARED
                case.decided[j] = day
                lapsed += 1
        policy.load[region] = (waiting - done) / max(1, can)  # days of queue that the next case meets
        tally[region, y.LAPSED] += lapsed
        tally[region, y.REVIEWED] += done
        tally[region, y.BACKLOG] += waiting - done - lapsed + early
        tally[region, y.REVIEW_COST] += int(done * p[r.REVIEW_MINUTES] * p[r.REVIEWER_WAGE])


@inner_loop
def decide(case, j, creators, world, policy, accuracy, day, tally):
    """Let a reviewer decide one case; what is confirmed becomes an example for the detector."""
    row = case.creator[j]
    region = creators.region[row]
    tally[region, y.REVIEWED_VIEWS] += case.exposure[j]
    right = uniform(case.id[j], Review.RIGHT) < accuracy
    if (case.guilty[j] == 1) == right and creators.status[row] <= ACTIVE:
        penalise(case, j, creators, world, day, tally)
        policy.labels[region, case.policy[j]] += 1.0
    else:
        case.state[j] = CLEARED
        case.decided[j] = day
        tally[region, y.CLEARED] += 1
