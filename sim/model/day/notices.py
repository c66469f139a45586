"""Phase 6, enforcement: what a creator is notified of, what that teaches, whether it appeals."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.draws import fork, uniform
from sim.model.draws.enforcement import CaseKey, Notice
from sim.model.outcomes import tallies as y
from sim.model.parameters import appeals as a
from sim.model.parameters.review import REPORT_THRESHOLD
from sim.model.rules import appeals as rules
from sim.model.rules import deterrence, trust
from sim.model.state.schema import APPEALED, T_REPORTS


@inner_loop
def notify(case, j, creators, world, day, tally):
    """Notify of a penalty, with or without explanation, or stay silent; who is notified may appeal."""
    row = case.creator[j]
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    mine = fork(case.id[j], CaseKey.NOTICE)
    if uniform(mine, Notice.GIVEN) >= p[a.NOTICE_SHARE]:
        return
    explained = rules.explanation(p, uniform(mine, Notice.EXPLAINED), uniform(mine, Notice.CLIP))
    tally[region, y.EXPLAINED] += explained > 0
    give_notice(creators, row, p, case.policy[j], case.guilty[j] == 1, explained, day, tally)
    file_appeal(case, j, p, mine, day)


@inner_loop
def file_appeal(case, j, p, mine, day):
    """Let a creator who was notified decide to appeal, some days from now; past the window it is too late."""
    if rules.appeals(p, uniform(mine, Notice.APPEALS), case.guilty[j] == 1):
        delay = rules.filing_delay(p, uniform(mine, Notice.FILING_DELAY))
        if delay <= p[a.APPEAL_WINDOW]:
            case.state[j] = APPEALED
            case.filed[j] = day + delay
            case.due[j] = day + delay + rules.decision_days(p, uniform(mine, Notice.DECISION_DAYS))


@inner_loop
def give_notice(creators, row, p, policy, guilty, explained, day, tally):
    """Let a creator know of a sanction: it is remembered, felt as fair or not, and teaches if explained."""
    creators.notified_on[row] = day
    creators.notified_policy[row] = policy
    creators.notified_reason[row] = explained
    creators.notices[row] += 1
    creators.fairness[row] = deterrence.next_fairness(p, creators.fairness[row], guilty, explained)
    creators.awareness[row] = deterrence.taught(creators.awareness[row], rules.lesson(p, explained))
    tally[creators.region[row], y.NOTICE_COST] += rules.explanation_cost(p, explained)


@loop
def answer_reports(offer, creators, n, world, policy):
    """Take today's reports of violations into what share of them is acted on: stopped, or made a case."""
    for region in range(world.regions.shape[0]):
        threshold = world.values[region, REPORT_THRESHOLD]
        reports = answered = 0
        for o in range(2 * n):
            if offer.active[o] == 1 and offer.violation[o] > 0 and creators.region[o // 2] == region:
                filed = offer.tally[o, T_REPORTS]
                reports += filed
                if offer.flag[o] >= 0 or filed >= threshold:
                    answered += filed
        policy.answered[region] = trust.next_answered(policy.answered[region], answered, reports)
