"""Phase 6, enforcement, first half: cases from flags, reports and demotions, and human review."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day.notices import file_appeal, give_notice
from sim.model.day.penalties import penalise
from sim.model.day.staffing import count_load
from sim.model.day.triage import verdict
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import CaseKey, Notice, ReportRing, Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.parameters import tactics as t
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
    STOPPED,
    T_REPORTS,
    T_VIEWS,
    UNSEEN,
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
        scope = creators.scope[row]
        violation = offer.violation[o]
        flagged = offer.flag[o] >= 0
        mine = fork(fork(stream, creators.id[row]), o % 2)
        if not flagged:
            ring = fork(fork(rings, creators.id[row]), o % 2)
            if not reported(offer, o, creators, row, world, policy, ring, day, tally):
                continue
            horizon_day = day - policy.horizon[region]
            offer.accused[o] = (
                violation
                if violation > 0
                else detection.accused(
                    world.values[scope], world.tactics[scope], uniform(mine, Review.ACCUSED), horizon_day
                )
            )
            if offer.accused[o] == 0:
                continue
        start_case(case, n, offer, o, row, mine, flagged, day)
        if offer.to_review[o] == 1:
            count_waiting(offer, o, creators, row, tally)
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
    scope = creators.scope[row]
    p = world.values[scope]
    violation = offer.violation[o]
    struck = 0
    if violation > 0:
        if not detection.forbidden(p, world.tactics[scope, violation], day - policy.horizon[region]):
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
    case.looked[n] = offer.looked[o] if flagged else UNSEEN
    case.state[n] = QUEUED


@inner_loop
def count_waiting(offer, o, creators, row, tally):
    """Count what waiting for a reviewer has cost: views of a breach, or minutes of a clean offer that was held."""
    region = creators.region[row]
    if offer.violation[o] > 0:
        tally[region, y.WAITING_VIEWS] += offer.tally[o, T_VIEWS]
        if offer.looked[o] == STOPPED:
            tally[region, y.STOPPED_VIOLATING] += 1
            tally[region, y.VIEWS_BEFORE_STOP] += offer.tally[o, T_VIEWS]
    else:
        tally[region, y.HELD_CLEAN] += int(offer.hot[o, SCHEDULED] - offer.hot[o, AVAILABLE])
        if offer.looked[o] == STOPPED:
            tally[region, y.WRONGLY_HIT] += int(creators.gmv_usual[row])


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
    scope = creators.scope[row]
    p = world.values[scope]
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
    """Decide what was looked at today, then queued cases as far as the day lasts; close what waited too long."""
    queue, turns = np.empty(n, np.int64), np.empty(n)
    for region in range(tally.shape[0]):
        p = world.values[region]
        waiting = early = done = lapsed = 0
        for j in range(n):
            if case.state[j] != QUEUED or creators.region[case.creator[j]] != region:
                continue
            waited = day - case.day[j]
            if case.looked[j] != UNSEEN:
                decide(case, j, creators, world, policy, day, tally)
                done += 1
            elif rules.taken_up(p, uniform(case.id[j], Review.TAKEN_UP), waited):
                queue[waiting] = j
                turns[waiting] = rules.turn_of_left(
                    p, world.tactics[region, case.policy[j], t.SEVERITY], case.exposure[j]
                )
                waiting += 1
            else:
                early += 1
        order = np.argsort(turns[:waiting], kind="mergesort")
        late = min(waiting, max(0, int(policy.room[region]) - done))
        for at in range(waiting):
            j = queue[order[at]]
            waited = day - case.day[j]
            if at < late:
                decide(case, j, creators, world, policy, day, tally)
                tally[region, y.SEEN_LATE] += case.source[j] == AUTO
                tally[region, y.REVIEW_WAITED] += 1440 * waited
                handed = uniform(case.id[j], Review.TAKEN_UP)
                tally[region, y.REVIEW_IN_QUEUE] += int(rules.minutes_since(p, handed, waited))
            elif waited >= p[r.REVIEW_SLA]:
                case.state[j] = CLEARED
                case.decided[j] = day
                lapsed += 1
        left = waiting - late - lapsed
        count_load(policy, region, p, day, left, done + late, tally)
        tally[region, y.LAPSED] += lapsed
        tally[region, y.REVIEWED] += done + late
        tally[region, y.BACKLOG] += left + early


@inner_loop
def decide(case, j, creators, world, policy, day, tally):
    """Let a reviewer decide one case; what is confirmed becomes an example for the detector."""
    row = case.creator[j]
    region = creators.region[row]
    guilty = case.guilty[j] == 1
    confirmed = verdict(case.id[j], world.values[region], policy, region, guilty)
    tally[region, y.REVIEWED_VIEWS] += case.exposure[j]
    tally[region, y.REVIEW_GUILTY] += guilty
    tally[region, y.REVIEW_WRONG_GUILTY] += guilty and not confirmed
    tally[region, y.REVIEW_WRONG_INNOCENT] += confirmed and not guilty
    if confirmed and creators.status[row] <= ACTIVE:
        penalise(case, j, creators, world, day, tally)
        policy.labels[region, case.policy[j]] += 1.0
    else:
        case.state[j] = CLEARED
        case.decided[j] = day
        tally[region, y.CLEARED] += 1
