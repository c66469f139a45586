"""From a register's runs to its results."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from sim.methods.intervals import band
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.catalogue import lever_words
from sim.show.places import in_place
from sim.show.words import listed
from sim.studies.experiment.results import FORMAT, size_of
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.decision import recommendation
from sim.studies.stress.impact import harms, impact_of, likelihood_of, loss_of
from sim.studies.stress.judging import MONEY, RegisterJudgements
from sim.studies.stress.noise import FALSE_ALARMS
from sim.studies.stress.plans import best_plan, plan_results
from sim.studies.stress.results import About, Harder, PolicyAsked, Rating, Results, Scales, ThreatResult
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.scales import GROWN, IMPACT_NAMES, LIKELIHOOD_BOUNDS, LIKELIHOOD_NAMES, LOST
from sim.studies.stress.threat import Threat, Watch
from sim.studies.stress.timing import detection, recovery
from sim.studies.stress.words import summary

_SCALES = Scales(LIKELIHOOD_BOUNDS, LIKELIHOOD_NAMES, LOST, GROWN, IMPACT_NAMES, FALSE_ALARMS)


def results_of(runs: StressRuns) -> Results:
    """Return everything that is presented of a register's runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # outcomes that no seed defines have no mean
        judged = RegisterJudgements(runs)
        rows = [_row(judged, policy, threat) for policy in runs.register.policies for threat in runs.register.threats]
        results = Results.of({
            "format": FORMAT, "about": _about(runs), "scales": _SCALES, "rows": rows,
            "between": list(_between(judged)), "summary": (),
        }, _series(runs))
        return replace(results, summary=tuple(summary(results)), recommendation=recommendation(results))


def _row(judged: RegisterJudgements, policy: Scenario, threat: Threat) -> ThreatResult:
    """Return one policy under one threat."""
    runs = judged.runs
    felt = harms(runs, policy, threat, judged.harms)
    plans = plan_results(judged, policy, threat, felt)
    impact, chance = impact_of(felt), likelihood_of(threat)
    return ThreatResult(
        policy=policy.name, threat=threat.name, question=threat.question, limits=threat.limits, start=threat.start,
        lasts=threat.lasts, moves=tuple(_move(one, threat) for one in threat.changes), likelihood=chance, harms=felt,
        impact=impact, rating=Rating(chance.class_ * impact.class_, chance.low_class * impact.low,
                                     chance.high_class * impact.high),
        loss=loss_of(runs, policy, threat, judged.harms[policy.name, threat.name, MONEY]),
        detect=detection(runs, policy, threat),
        recover=recovery(runs, policy, threat), plans=plans, best=best_plan(judged, policy, threat, plans),
    )


def _move(change: Change, threat: Threat) -> str:
    where = f" in {listed([in_place(one) for one in change.regions])}" if change.regions else ""
    late = f" from its day {change.start - threat.start}" if change.start > threat.start else ""
    lever = lever_words(change.name)
    return f"{lever.name}: {lever.dose_words(change.to)}{where}{late}"


def _between(judged: RegisterJudgements) -> Iterator[Harder]:
    """Yield for each threat how much harder it hits a policy than the first one, seed by seed."""
    first = judged.runs.register.policies[0].name
    for (policy, threat, name), one in judged.between.items():
        yield Harder(policy, first, threat, name, OUTCOMES[name].unit, one.effect.paired, one.judgement)


def _series(runs: StressRuns) -> pd.DataFrame:
    """Return the curves of signals and of what recovers, counterfactual and shocked: mean over seeds, 95% interval."""
    frames = []
    for policy in runs.register.policies:
        for threat in runs.register.threats:
            for watch in dict.fromkeys((_plain(threat.signal), _plain(threat.recovery))):
                for arm, name in (("twin", policy.name), ("shocked", shocked_name(policy.name, threat.name))):
                    mean, low, high = band(runs.readings(name, watch))
                    frames.append(pd.DataFrame({
                        "policy": policy.name, "threat": threat.name, "arm": arm, "outcome": watch.outcome,
                        "region": watch.region or "all", "over": watch.over, "day": np.arange(runs.days),
                        "mean": mean, "low": low, "high": high}))
    return pd.concat(frames, ignore_index=True)


def _plain(watch: Watch) -> Watch:
    """Return what is read, whatever distance counts."""
    return Watch(watch.outcome, True, 0.0, False, watch.over, watch.region)


def _about(runs: StressRuns) -> About:
    register = runs.register
    return About(
        **size_of(runs.study, len(runs.seeds)),
        policies=tuple(PolicyAsked(one.name, one.question) for one in register.policies),
        threats=tuple(one.name for one in register.threats),
        start_date=str(next(iter(runs.study.blueprint.bases.values()))["start_date"]),
    )
