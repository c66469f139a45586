"""Which action plan helps most against a threat, and whether it can be told from doing nothing and from the others.

The criterion is the outcome that the threat is judged by: the plan that takes off most of its harm, by enough to
matter, is best. All plans of a register are judged together, so that the best of several is not the luckiest. What a
plan costs stands beside it and does not enter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.methods.intervals import FloatArray, Interval, mean_interval, ratio_interval
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.judging import MONEY, RegisterJudgements, gain_by_seed, own_cost, worse_by
from sim.studies.stress.results import Best, Harm, PlanResult
from sim.studies.stress.threat import ActionPlan, Threat

SPENDING = ("governance_cost", "incentive_cost")
"""What the market itself spends on a plan."""


def plan_results(
    judged: RegisterJudgements, policy: Scenario, threat: Threat, felt: Sequence[Harm]
) -> tuple[PlanResult, ...]:
    """Return each plan: when it begins, what it undoes of the harm and of lost sales, and what it costs.

    Parameters
    ----------
    felt
        What the threat does.
    """
    hurt = any(one.outcome == threat.judged_by and one.side == "worse" for one in felt)
    return tuple(_result(judged, policy, threat, plan, hurt) for plan in threat.plans)


def best_plan(judged: RegisterJudgements, policy: Scenario, threat: Threat, plans: Sequence[PlanResult]) -> Best:
    """Return the best plan by the criterion, and those that it cannot be told from; no name if none is known to help.

    Two plans are told apart where one takes off more by enough to matter.
    """
    helping = [one for one in plans if one.helps]
    if not helping:
        return Best(threat.judged_by, len(plans), None, ())
    best = max(helping, key=lambda one: one.gain.mean)
    others = judged.apart(policy, threat, best.name, [one.name for one in helping if one is not best])
    return Best(threat.judged_by, len(plans), best.name, tuple(name for name, one in others.items() if not one.matters))


def _result(
    judged: RegisterJudgements, policy: Scenario, threat: Threat, plan: ActionPlan, hurt: bool
) -> PlanResult:
    runs, key = judged.runs, (policy.name, threat.name, plan.name)
    primary, shock = threat.judged_by, shocked_name(policy.name, threat.name)
    begun = [day for day in runs.begins(policy, threat, plan) if day is not None]
    gain, found, net = gain_by_seed(runs, policy, threat, plan), judged.gains[key], judged.nets[key]
    harm = worse_by(primary, runs.outcome(shock, primary) - runs.outcome(policy.name, primary))
    sales = (runs.planned(policy, threat, plan, MONEY) - runs.outcome(shock, MONEY)) * runs.days
    spent = sum((runs.planned(policy, threat, plan, name) - runs.outcome(shock, name) for name in SPENDING),
                np.zeros(len(runs.seeds))) * runs.days
    return PlanResult(
        name=plan.name, does=plan.does, delay=plan.delay, after=plan.after, lasts=plan.lasts, once=plan.cost.once,
        a_day=plan.cost.a_day, begun=len(begun), runs=int((~np.isnan(gain)).sum()),
        day=float(np.median(begun)) if begun else None, outcome=primary, unit=OUTCOMES[primary].unit,
        down_is_better=OUTCOMES[primary].better == "down",
        base=float(np.nanmean(runs.outcome(policy.name, primary))), gain=found.effect.paired,
        undone=ratio_interval(gain, harm) if hurt else None, judged=found.judgement,
        sales=mean_interval(sales), market_cost=mean_interval(spent),
        own_cost=_within(own_cost(runs, policy, threat, plan), plan.cost.once + plan.cost.a_day * runs.days),
        net=net.effect.paired.scaled(runs.days), net_judged=net.judgement,
    )


def _within(costs: FloatArray, most: float) -> Interval:
    """Return the mean of costs with its interval, which ends where no cost can be: at nothing, and at the most."""
    found = mean_interval(costs)
    if not found.bounded:
        return found
    return Interval(found.mean, max(0.0, found.low), min(most, found.high), found.count)
