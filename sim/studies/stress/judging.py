"""What may be said of what threats and plans do, judged as the effects of a comparison are.

All that is feared under all policies is one family (Holm), since a class of impact rests on it, and so is what plans
take off, since one of them may be advised. Other outcomes, what plans leave the platform with, and how much harder
threats hit other policies are lists (Benjamini and Hochberg).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from sim.config.matters import own_smallest
from sim.methods.intervals import Effect, FloatArray, paired_effect
from sim.methods.multiplicity import Method
from sim.methods.significance import effect_p
from sim.methods.verdicts import Judgement, Question, judge_family
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.show.recommendation.evidence import NET
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.threat import ActionPlan, Threat

MONEY = "gmv_net"
Key = TypeVar("Key")
Names = tuple[str, str, str]


@dataclass(frozen=True)
class Judged:
    """An effect with what may be said of it."""

    effect: Effect
    judgement: Judgement


class RegisterJudgements:
    """Every effect of a register with what may be said of it."""

    def __init__(self, runs: StressRuns) -> None:
        self.runs = runs

    @cached_property
    def harms(self) -> dict[Names, Judged]:
        """Policy, threat and outcome → shocked minus counterfactual."""
        effects, smallest, feared = {}, {}, set()
        for policy, threat in self._rows():
            for name in dict.fromkeys((*threat.looked_at, MONEY)):
                key = policy.name, threat.name, name
                effects[key] = harm_effect(self.runs, policy, threat, name)
                smallest[key] = self._smallest(policy, name)
                if name in threat.harms:
                    feared.add(key)
        every = _judged(effects, smallest, "bh")
        return every | _judged({key: effects[key] for key in effects if key in feared}, smallest, "holm")

    @cached_property
    def gains(self) -> dict[Names, Judged]:
        """Policy, threat and plan → what it takes off the harm, more being better."""
        effects = {(policy.name, threat.name, plan.name): gain_effect(self.runs, policy, threat, plan)
                   for policy, threat, plan in self._plans()}
        smallest = {(policy.name, threat.name, plan.name): self._smallest(policy, threat.judged_by)
                    for policy, threat, plan in self._plans()}
        return _judged(effects, smallest, "holm")

    @cached_property
    def nets(self) -> dict[Names, Judged]:
        """Policy, threat and plan → what the platform is left with more a day, the plan's own cost taken off."""
        effects, smallest = {}, {}
        for policy, threat, plan in self._plans():
            key, shocked = (policy.name, threat.name, plan.name), self.runs.outcome(
                shocked_name(policy.name, threat.name), NET)
            own = own_cost(self.runs, policy, threat, plan) / self.runs.days
            effects[key] = paired_effect(
                self.runs.planned(policy, threat, plan, NET) - own, shocked, draws=self.runs.draws)
            smallest[key] = self._smallest(policy, NET)
        return _judged(effects, smallest, "bh")

    @cached_property
    def between(self) -> dict[Names, Judged]:
        """Policy, threat and outcome → how much more the threat worsens it than under the first policy."""
        first, *others = self.runs.register.policies
        effects, smallest = {}, {}
        for policy in others:
            for threat in self.runs.register.threats:
                for name in dict.fromkeys((threat.judged_by, MONEY)):
                    here, there = (worse_by(name, _change(self.runs, one, threat, name)) for one in (policy, first))
                    key = policy.name, threat.name, name
                    effects[key] = paired_effect(here, there, draws=self.runs.draws)
                    smallest[key] = self._smallest(first, name)
        return _judged(effects, smallest, "bh")

    def apart(self, policy: Scenario, threat: Threat, best: str, others: list[str]) -> dict[str, Judgement]:
        """Return what may be said of how much more a plan takes off than each of some others."""
        plans = {one.name: gain_by_seed(self.runs, policy, threat, one) for one in threat.plans}
        effects = {name: paired_effect(plans[best], plans[name], draws=self.runs.draws) for name in others}
        size = self._smallest(policy, threat.judged_by)
        return {name: one.judgement for name, one in _judged(effects, dict.fromkeys(others, size), "holm").items()}

    def _smallest(self, policy: Scenario, outcome: str) -> float:
        levels = {name: _mean(self.runs.outcome(policy.name, name)) for name in (outcome, MONEY)}
        return smallest_effect(outcome, levels, own_smallest(next(iter(self.runs.study.blueprint.bases.values()))))

    def _rows(self) -> Iterator[tuple[Scenario, Threat]]:
        register = self.runs.register
        return ((policy, threat) for policy in register.policies for threat in register.threats)

    def _plans(self) -> Iterator[tuple[Scenario, Threat, ActionPlan]]:
        return ((policy, threat, plan) for policy, threat in self._rows() for plan in threat.plans)


def worse_by(outcome: str, difference: FloatArray) -> FloatArray:
    """Return a difference as a worsening: positive where the outcome gets worse."""
    return -difference if OUTCOMES[outcome].better == "up" else difference


def harm_effect(runs: StressRuns, policy: Scenario, threat: Threat, outcome: str) -> Effect:
    """Return what a threat changes about an outcome over the whole run."""
    shocked = runs.outcome(shocked_name(policy.name, threat.name), outcome)
    return paired_effect(shocked, runs.outcome(policy.name, outcome), middle=OUTCOMES[outcome].few, draws=runs.draws)


def gain_effect(runs: StressRuns, policy: Scenario, threat: Threat, plan: ActionPlan) -> Effect:
    """Return what a plan takes off the harm."""
    gain = gain_by_seed(runs, policy, threat, plan)
    return paired_effect(gain, np.zeros(gain.size), middle=OUTCOMES[threat.judged_by].few, draws=runs.draws)


def gain_by_seed(runs: StressRuns, policy: Scenario, threat: Threat, plan: ActionPlan) -> FloatArray:
    """Return by seed what a plan takes off the harm."""
    name = threat.judged_by
    without = runs.outcome(shocked_name(policy.name, threat.name), name)
    return worse_by(name, without - runs.planned(policy, threat, plan, name))


def own_cost(runs: StressRuns, policy: Scenario, threat: Threat, plan: ActionPlan) -> FloatArray:
    """Return by seed what a plan costs by itself over the run, in USD."""
    gain = gain_by_seed(runs, policy, threat, plan)
    begins = runs.begins(policy, threat, plan)
    costs = np.full(len(begins), np.nan)
    for place, day in enumerate(begins):
        if np.isnan(gain[place]):
            continue
        left = 0 if day is None else runs.days - day
        costs[place] = 0.0 if day is None else plan.cost.once + plan.cost.a_day * min(left, plan.lasts or left)
    return costs


def _change(runs: StressRuns, policy: Scenario, threat: Threat, outcome: str) -> FloatArray:
    return runs.outcome(shocked_name(policy.name, threat.name), outcome) - runs.outcome(policy.name, outcome)


def _judged(effects: Mapping[Key, Effect], smallest: Mapping[Key, float], method: Method) -> dict[Key, Judged]:
    found = judge_family(
        {key: Question(one.paired, effect_p(one), smallest[key], one.luck) for key, one in effects.items()}, method)
    return {key: Judged(one, found[key]) for key, one in effects.items()}


def _mean(values: FloatArray) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else math.nan
