"""Phase 6, enforcement: cases from flags and reports, human review, penalties, appeals and expiry."""

from __future__ import annotations

from sim.agents.schema import (
    ACTIVE,
    APPEALED,
    AUTO,
    CLEARED,
    EXPIRED,
    OVERTURNED,
    PENALISED,
    QUEUED,
    REPORT,
    T_REPORTS,
    UPHELD,
)
from sim.compilation import inner_loop, loop
from sim.draws import Decision, fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import enforcement as e
from sim.rules import deterrence
from sim.rules import enforcement as rules

CASE_DRAW = Decision.REVIEW
PENALTY_DRAW = Decision.PENALTY
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


@inner_loop
def penalise(case, j, creators, world, day, tally):
    """Impose a penalty or a warning: points, notice, explanation, memory, and whether it will be appealed."""
    row = case.creator[j]
    region = creators.region[row]
    p = world.values[region]
    policy = case.policy[j]
    guilty = case.guilty[j] == 1
    mine = fork(case.id[j], 1)
    case.state[j] = PENALISED
    case.decided[j] = day
    tally[region, y.PENALTIES] += 1
    tally[region, y.PENALTIES_GUILTY] += guilty
    if creators.last_penalty[row] > day - 30:
        tally[region, y.REPEAT_PENALTIES] += 1
    creators.last_penalty[row] = day
    warned = creators.offences[row] < p[e.WARNINGS]
    creators.offences[row] += 1
    if warned:
        tally[region, y.WARNED] += 1
        creators.awareness[row] = deterrence.taught(creators.awareness[row], p[e.WARNING_LESSON])
    else:
        points = rules.points_for(p, world.tactics[region, policy])
        case.points[j] = points
        creators.deducted[row] += points
        case.counted[j] = 1
        creators.breaches[row, policy] += 1
        if not guilty:
            creators.wrong_points[row] += points
        tally[region, y.POINTS_DEDUCTED] += points
    if uniform(mine, 0) >= p[e.NOTICE_SHARE]:
        return
    explained = uniform(mine, 1) < p[e.EXPLAIN]
    creators.told_penalty[row] = day
    creators.told_policy[row] = policy
    creators.fairness[row] = deterrence.next_fairness(p, creators.fairness[row], guilty, explained)
    if explained:
        creators.awareness[row] = deterrence.taught(creators.awareness[row], p[e.EXPLAIN_LESSON])
    if rules.appeals(p, uniform(mine, 2), guilty):
        case.state[j] = APPEALED
        case.filed[j] = day
        case.due[j] = day + int(p[e.APPEAL_DAYS])
        tally[region, y.APPEALS_FILED] += 1


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


@inner_loop
def give_back(case, j, creators):
    """Take one case off its account's ledger."""
    row = case.creator[j]
    points = case.points[j]
    creators.deducted[row] -= points
    creators.offences[row] -= 1
    creators.breaches[row, case.policy[j]] -= case.counted[j]
    if case.guilty[j] == 0:
        creators.wrong_points[row] -= points


@loop
def expire(case, n, creators, world, day, tally):
    """Give back what has aged out of the window and drop closed cases; return how many stay."""
    kept = 0
    for j in range(n):
        row = case.creator[j]
        region = creators.region[row]
        state = case.state[j]
        active = state in (PENALISED, UPHELD)
        if active and day - case.decided[j] >= world.values[region, e.EXPIRY_DAYS]:
            case.state[j] = EXPIRED
            tally[region, y.POINTS_EXPIRED] += case.points[j]
            tally[region, y.CLOSED] += 1
            give_back(case, j, creators)
        if case.state[j] < CLEARED:
            if kept != j:
                move(case, j, kept)
            kept += 1
    return kept


@inner_loop
def move(case, source, target):
    """Copy one case down."""
    case.id[target] = case.id[source]
    case.creator[target] = case.creator[source]
    case.day[target] = case.day[source]
    case.policy[target] = case.policy[source]
    case.guilty[target] = case.guilty[source]
    case.source[target] = case.source[source]
    case.state[target] = case.state[source]
    case.points[target] = case.points[source]
    case.counted[target] = case.counted[source]
    case.decided[target] = case.decided[source]
    case.filed[target] = case.filed[source]
    case.due[target] = case.due[source]
