"""Which action plan helps most against a threat, and whether it can be told from doing nothing and from the others.

The criterion is the outcome that the threat is judged by: the plan that clearly takes off most of its harm is best.
Intervals are widened for as many plans as a threat has (Bonferroni), so that the best of several is not the luckiest.
What a plan costs stands beside it and does not enter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.methods.intervals import Interval, mean_interval, ratio_interval
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.recommendation.evidence import NET
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.impact import MONEY, interval_at, worse_by
from sim.studies.stress.results import Best, PlanResult
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.threat import ActionPlan, Threat

FloatArray = NDArray[np.float64]
SPENDING = ("governance_cost", "incentive_cost")
"""What the market itself spends on a plan."""


def plan_results(runs: StressRuns, policy: Scenario, threat: Threat) -> tuple[PlanResult, ...]:
    """Return each plan: when it begins, what it undoes of the harm and of lost sales, and what it costs."""
    return tuple(_result(runs, policy, threat, plan) for plan in threat.plans)


def best_plan(runs: StressRuns, policy: Scenario, threat: Threat, plans: Sequence[PlanResult]) -> Best:
    """Return the best plan by the criterion, and those that it cannot be told from; no name if none clearly helps."""
    helping = [one for one in plans if one.verdict == "helps"]
    if not helping:
        return Best(threat.judged_by, len(plans), None, ())
    best = max(helping, key=lambda one: one.gain.mean)
    gains = {one.name: _gain(runs, policy, threat, one) for one in threat.plans}
    alike = tuple(
        one.name for one in helping
        if one is not best and interval_at(gains[best.name] - gains[one.name], _level(threat)).verdict == "within noise"
    )
    return Best(threat.judged_by, len(plans), best.name, alike)


def _result(runs: StressRuns, policy: Scenario, threat: Threat, plan: ActionPlan) -> PlanResult:
    primary, shock = threat.judged_by, shocked_name(policy.name, threat.name)
    begins = runs.begins(policy, threat, plan)
    begun = [day for day in begins if day is not None]
    gain = _gain(runs, policy, threat, plan)
    judged = interval_at(gain, _level(threat))
    harm = worse_by(primary, runs.outcome(shock, primary) - runs.outcome(policy.name, primary))
    undone = ratio_interval(gain, harm) if mean_interval(harm).verdict == "up" else None
    sales = (runs.planned(policy, threat, plan, MONEY) - runs.outcome(shock, MONEY)) * runs.days
    spent = sum((runs.planned(policy, threat, plan, name) - runs.outcome(shock, name) for name in SPENDING),
                np.zeros(len(runs.seeds))) * runs.days
    own = _own_cost(runs, plan, begins, gain)
    left = runs.planned(policy, threat, plan, NET) - runs.outcome(shock, NET)
    return PlanResult(
        name=plan.name, does=plan.does, delay=plan.delay, after=plan.after, lasts=plan.lasts, once=plan.cost.once,
        a_day=plan.cost.a_day, begun=len(begun), runs=int((~np.isnan(gain)).sum()),
        day=float(np.median(begun)) if begun else None, outcome=primary, unit=OUTCOMES[primary].unit,
        down_is_better=OUTCOMES[primary].better == "down",
        base=float(np.nanmean(runs.outcome(policy.name, primary))), gain=judged, undone=undone,
        verdict={"up": "helps", "down": "makes it worse"}.get(judged.verdict, "within noise"),
        sales=mean_interval(sales), market_cost=mean_interval(spent),
        own_cost=_within(own, plan.cost.once + plan.cost.a_day * runs.days),
        net=mean_interval(left * runs.days - own),
    )


def _gain(runs: StressRuns, policy: Scenario, threat: Threat, plan: ActionPlan) -> FloatArray:
    """Return by seed what a plan takes off the harm."""
    primary = threat.judged_by
    without = runs.outcome(shocked_name(policy.name, threat.name), primary)
    return worse_by(primary, without - runs.planned(policy, threat, plan, primary))


def _own_cost(runs: StressRuns, plan: ActionPlan, begins: list[int | None], gain: FloatArray) -> FloatArray:
    costs = np.full(len(begins), np.nan)
    for place, day in enumerate(begins):
        if np.isnan(gain[place]):
            continue
        left = 0 if day is None else runs.days - day
        costs[place] = 0.0 if day is None else plan.cost.once + plan.cost.a_day * min(left, plan.lasts or left)
    return costs


def _within(costs: FloatArray, most: float) -> Interval:
    """Return the mean of costs with its interval, which ends where no cost can be: at nothing, and at the most."""
    found = mean_interval(costs)
    if not found.bounded:
        return found
    return Interval(found.mean, max(0.0, found.low), min(most, found.high), found.count)


def _level(threat: Threat) -> float:
    return 1 - 0.05 / max(1, len(threat.plans))
