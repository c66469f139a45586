"""Phase 6, enforcement, first half: cases from flags and reports, human review, appeals."""

from __future__ import annotations

from sim.agents.schema import (
    ACTIVE,
    APPEALED,
    AUTO,
    CLEARED,
    OVERTURNED,
    QUEUED,
    REPORT,
    T_REPORTS,
    UPHELD,
)
from sim.compilation import loop
from sim.day.penalties import give_back, penalise
from sim.draws import Decision, fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import enforcement as e
from sim.rules import deterrence
from sim.rules import enforcement as rules

CASE_DRAW = Decision.REVIEW
APPEAL_DRAW = Decision.APPEAL


@loop
def retrain(policy, world, day):
    """Retrain the detectors of every region whose time has come."""
    for region in range(world.values.shape[0]):
        if day - policy.last_retrain[region] >= world.values[region, e.RETRAIN_DAYS]:
            policy.last_retrain[region] = day


@loop
def open_cases(case, n, creators, creators_n, offer, world, seed, day, tally):
    """Open a case for every flagged or sufficiently reported offer; return the new number of cases."""
    stream = key(seed, CASE_DRAW, day)
    policies = world.tactics.shape[1]
    for o in range(2 * creators_n):
        if offer.active[o] == 0 or policies < 2:
            continue
        row = o // 2
        region = creators.region[row]
        p = world.values[region]
        flagged = offer.flag[o] >= 0
        reported = offer.tally[o, T_REPORTS] >= p[e.REPORT_THRESHOLD]
        if not flagged and not reported:
            continue
        mine = fork(fork(stream, creators.id[row]), o % 2)
        violation = offer.violation[o]
        if not flagged:
            offer.accused[o] = violation if violation > 0 else 1 + int(uniform(mine, 0) * (policies - 1))
        case.id[n] = mine
        case.creator[n] = row
        case.day[n] = day
        case.policy[n] = offer.accused[o]
        case.guilty[n] = violation > 0
        case.source[n] = AUTO if flagged else REPORT
        case.points[n] = 0
        case.counted[n] = 0
        case.decided[n] = -1
        case.filed[n] = -1
        case.due[n] = -1
        case.state[n] = QUEUED
        tally[region, y.CASES_OPENED] += 1
        if not flagged:
            tally[region, y.REPORT_CASES] += 1
        if flagged and offer.to_review[o] == 0:
            penalise(case, n, creators, world, day, tally)
        else:
            tally[region, y.REVIEW_QUEUED] += 1
        if flagged and offer.to_review[o] == 0 and violation == 0:
            tally[region, y.WRONGLY_HIT] += int(creators.gmv_usual[row])
        n += 1
    return n


@loop
def review(case, n, creators, world, policy, day, tally):
    """Decide queued cases first in, first out, up to each region's capacity; tired reviewers err more."""
    for region in range(world.values.shape[0]):
        p = world.values[region]
        waiting = 0
        for j in range(n):
            if case.state[j] == QUEUED and creators.region[case.creator[j]] == region:
                waiting += 1
        can = rules.review_capacity(p, policy.creators_base[region])
        accuracy = rules.review_accuracy(p, waiting, can)
        done = 0
        for j in range(n):
            if done >= can:
                break
            if case.state[j] != QUEUED or creators.region[case.creator[j]] != region:
                continue
            done += 1
            right = uniform(case.id[j], 1) < accuracy
            if (case.guilty[j] == 1) == right and creators.status[case.creator[j]] <= ACTIVE:
                penalise(case, j, creators, world, day, tally)
            else:
                case.state[j] = CLEARED
                case.decided[j] = day
                tally[region, y.CLEARED] += 1
        policy.load[region] = (waiting - done) / max(1, can)  # days of queue that the next case meets
        tally[region, y.REVIEWED] += done
        tally[region, y.BACKLOG] += waiting - done
        tally[region, y.GOVERNANCE_COST] += int(done * p[e.REVIEW_MINUTES] * p[e.REVIEWER_WAGE])


@loop
def decide_appeals(case, n, creators, world, day, tally):
    """Decide due appeals; a won one gives points and standing back, lost traffic stays lost."""
    for j in range(n):
        if case.state[j] != APPEALED or case.due[j] > day:
            continue
        row = case.creator[j]
        region = creators.region[row]
        p = world.values[region]
        guilty = case.guilty[j] == 1
        tally[region, y.APPEALS_DECIDED] += 1
        tally[region, y.APPEAL_DAYS_SUM] += day - case.filed[j]
        tally[region, y.APPEALS_INNOCENT] += not guilty
        tally[region, y.GOVERNANCE_COST] += int(p[e.APPEAL_COST])
        if rules.overturned(p, uniform(fork(case.id[j], 2), 0), guilty):
            case.state[j] = OVERTURNED
            tally[region, y.APPEALS_OVERTURNED] += 1
            tally[region, y.APPEALS_INNOCENT_OVERTURNED] += not guilty
            tally[region, y.POINTS_RESTORED] += case.points[j]
            give_back(case, j, creators)
            creators.fairness[row] = deterrence.restored_fairness(p, creators.fairness[row])
        else:
            case.state[j] = UPHELD
