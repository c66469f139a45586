"""Phase 6, enforcement: appeals, granted at once, decided inside, or taken outside; and second looks unasked."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.day.penalties import give_back
from sim.model.day.remedies import reinstate
from sim.model.draws import fork, uniform
from sim.model.draws.enforcement import Appeal, AtOnce, Audit, CaseKey, Outside
from sim.model.outcomes import tallies as y
from sim.model.parameters import appeals as a
from sim.model.parameters import review as r
from sim.model.rules import appeals as rules
from sim.model.rules import detection, deterrence, review
from sim.model.state.schema import APPEALED, AUTO, CLEARED, OVERTURNED, PENALISED, UPHELD


@loop
def decide_appeals(case, n, creators, world, policy, day, tally):
    """File what is filed today and decide what is due; a won appeal gives points and standing back, not traffic."""
    for j in range(n):
        if case.state[j] != APPEALED:
            continue
        region = creators.region[case.creator[j]]
        scope = creators.scope[case.creator[j]]
        p = world.values[scope]
        guilty = case.guilty[j] == 1
        if case.outside[j] == 1:
            if case.due[j] <= day:
                decide_outside(case, j, creators, region, p, guilty, policy, day, tally)
            continue
        if case.filed[j] == day:
            tally[region, y.APPEALS_FILED] += 1
            sure = detection.confidence(p, uniform(fork(case.id[j], CaseKey.AT_ONCE), AtOnce.CONFIDENCE), guilty)
            granted = uniform(fork(case.id[j], CaseKey.AT_ONCE), AtOnce.GRANTED)
            if case.source[j] == AUTO and rules.reinstated_at_once(p, granted, sure):
                tally[region, y.APPEALS_AT_ONCE] += 1
                count_decision(case, j, region, guilty, True, day, tally)
                restore(case, j, creators, region, p, day, tally)
                continue
        if case.due[j] > day:
            continue
        tally[region, y.APPEALS_COST] += int(p[a.APPEAL_COST])
        won = rules.overturned(p, uniform(fork(case.id[j], CaseKey.APPEAL), Appeal.OVERTURNED), guilty)
        count_decision(case, j, region, guilty, won, day, tally)
        if won:
            restore(case, j, creators, region, p, day, tally)
        elif rules.goes_outside(p, uniform(fork(case.id[j], CaseKey.OUTSIDE), Outside.FILED), guilty):
            case.outside[j] = 1
            case.due[j] = day + int(p[a.EXTERNAL_DAYS])
            tally[region, y.EXTERNAL_FILED] += 1
        else:
            uphold(case, j, region, policy, tally)


@loop
def audit(case, n, creators, world, day, tally):
    """Check a sample of yesterday's penalties that nobody appealed, and take back what a second look finds wrong."""
    for j in range(n):
        if case.state[j] != PENALISED or case.decided[j] != day - 1:
            continue
        region = creators.region[case.creator[j]]
        scope = creators.scope[case.creator[j]]
        p = world.values[scope]
        mine = fork(case.id[j], CaseKey.AUDIT)
        if uniform(mine, Audit.SAMPLED) >= p[r.REVIEW_AUDIT]:
            continue
        tally[region, y.AUDITED] += 1
        tally[region, y.REVIEW_COST] += int(p[r.REVIEW_MINUTES] * p[r.REVIEWER_WAGE])
        if review.taken_back(p, uniform(mine, Audit.TAKEN_BACK), case.guilty[j] == 1):
            tally[region, y.AUDITS_RESTORED] += 1
            restore(case, j, creators, region, p, day, tally)


@inner_loop
def count_decision(case, j, region, guilty, won, day, tally):
    """Count a decision of the platform on an appeal."""
    tally[region, y.APPEALS_DECIDED] += 1
    tally[region, y.APPEAL_DAYS_SUM] += day - case.filed[j]
    tally[region, y.APPEALS_INNOCENT] += not guilty
    tally[region, y.APPEALS_OVERTURNED] += won
    tally[region, y.APPEALS_INNOCENT_OVERTURNED] += won and not guilty


@inner_loop
def decide_outside(case, j, creators, region, p, guilty, policy, day, tally):
    """Let the certified body decide a case; the platform pays either way."""
    tally[region, y.EXTERNAL_DECIDED] += 1
    tally[region, y.APPEALS_COST] += int(p[a.EXTERNAL_COST])
    if rules.overturned_outside(p, uniform(fork(case.id[j], CaseKey.OUTSIDE), Outside.OVERTURNED), guilty):
        tally[region, y.EXTERNAL_OVERTURNED] += 1
        restore(case, j, creators, region, p, day, tally)
    else:
        uphold(case, j, region, policy, tally)


@inner_loop
def restore(case, j, creators, region, p, day, tally):
    """Undo a sanction on the ledger and in the creator's eyes."""
    row = case.creator[j]
    case.state[j] = OVERTURNED
    creators.fairness[row] = deterrence.restored_fairness(p, creators.fairness[row])
    if case.demoted[j] == 1:
        tally[region, y.DEMOTIONS_RESTORED] += 1
    else:
        tally[region, y.POINTS_RESTORED] += case.points[j]
        give_back(case, j, creators)
        reinstate(creators, row, day, tally)


@inner_loop
def uphold(case, j, region, policy, tally):
    """Let a sanction stand: a confirmed case for the detector; one without points is closed."""
    policy.labels[region, case.policy[j]] += 1.0
    if case.demoted[j] == 1:
        case.state[j] = CLEARED
        tally[region, y.CLEARED] += 1
    else:
        case.state[j] = UPHELD
