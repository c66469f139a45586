"""What to do about a plan: go ahead, prefer another way, do not commit, or wait; by targets, effects and money.

Money is of the whole run: what the platform is left with under an alternative minus the status quo, and minus what the
alternative's own phases cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sim.config.matters import own_smallest
from sim.methods.chance import FloatArray, runs_to_settle
from sim.methods.choice import Course
from sim.methods.intervals import Effect
from sim.methods.two_way import effect_over
from sim.methods.verdicts import Judgement
from sim.runs.plan import STATUS_QUO
from sim.show.recommendation.advice import advise
from sim.show.recommendation.evidence import NET, OWN, Evidence, Reading
from sim.show.recommendation.net_value import size_words
from sim.show.recommendation.recommendation import Advice, Recommendation
from sim.show.recommendation.what_to_do import short
from sim.show.style import display
from sim.show.words import chance_words, counted, listed
from sim.studies.experiment.evidence import JUDGED, PARTS, needs, readings
from sim.studies.experiment.judging import judged_effects
from sim.studies.roadmap.judging import outcome_effect
from sim.studies.roadmap.money import own_cost
from sim.studies.roadmap.plan import PLAN, Alternative
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.words import Standing, clear_differences, standing

PER = "over the run"


def evidence_of(runs: RoadmapRuns) -> list[Evidence]:
    """Return what the numbers say about the plan and its alternatives."""
    effects = {one.name: _effects(runs, one) for one in runs.roadmap.alternatives}
    own = own_smallest(next(iter(runs.study.blueprint.bases.values())))
    before = [{one.name: _effects(runs.of_seeds(seeds), one) for one in runs.roadmap.alternatives}
              for seeds in runs.looks.seeds[:-1]]
    judged = judged_effects(effects, _levels(runs), dict.fromkeys(effects, own), runs.looks, before)
    return [_evidence(runs, one, effects[one.name], judged[one.name]) for one in runs.roadmap.alternatives]


def recommendation(results: Results, evidence: Sequence[Evidence]) -> Recommendation:
    """Return what to do about the plan.

    Parameters
    ----------
    evidence
        On the plan first, then on its alternatives.
    """
    plan = evidence[0]
    choice, course, line = _what_to_do(results, plan)
    told = replace(advise(plan), course=course, what_to_do=line, sure=_sure(results, PLAN), needed=_needed(results))
    others = [_other(results, one) for one in evidence[1:]]
    return Recommendation(f"{line}{_platform(plan)}", _why(results), choice, (told, *others))


def _what_to_do(results: Results, plan: Evidence) -> tuple[str, Course, str]:
    """Return the arm to take (empty where that is open), what to do about the plan, and the sentence that says so."""
    by: dict[Standing, list[str]] = {"likely": [], "unlikely": [], "open": []}
    for one in results.targets:
        by[standing(one.by_arm[PLAN].chance)].append(one.name)
    losses = [short(one, PER) for one in plan.on("loss") if one.outcome != NET]
    gains = plan.on("gain")
    if plan.nothing or (losses and not gains and not by["likely"]):
        return STATUS_QUO, "reject", (
            f"Do not go ahead with the plan: {listed(losses[:2])}, and no target is likely to be met.")
    better = [(target.name, other) for target, other, gain in clear_differences(results) if gain > 0]
    if better:
        names = listed(list(dict.fromkeys(target for target, _ in better)))
        other = better[0][1]
        return other, "reject", f"Prefer {display(other)} to the plan: it meets {names} in clearly more runs."
    if by["unlikely"]:
        return "", "reject", (
            f"Do not commit to the plan as it stands: it is more likely to miss {listed(by['unlikely'])}.")
    if by["likely"] and _as_well_without(results):
        return STATUS_QUO, "keep", (
            f"Keep the status quo: without the plan {listed(by['likely'])} "
            f"{'is' if len(by['likely']) == 1 else 'are'} as likely to be met.")
    if by["likely"]:
        price = f", at the price of {listed(losses[:2])}" if losses else ""
        watch = f"; whether it meets {listed(by['open'])} is open" if by["open"] else ""
        return PLAN, "adopt", (
            f"Go ahead with the plan: it is more likely than not to meet {listed(by['likely'])}{watch}{price}.")
    return "", "undecided", f"No clear answer yet: whether the plan meets {listed(by['open'])} is open in these runs."


def _as_well_without(results: Results) -> bool:
    """Return whether every target that the plan likely meets is likely met without it too, and no more seldom."""
    for one in results.targets:
        if standing(one.by_arm[PLAN].chance) == "likely":
            pair = next((pair for pair in one.between if {pair.first, pair.second} == {STATUS_QUO, PLAN}), None)
            gained = pair is not None and pair.second_only + pair.first_only > 0
            if gained or standing(one.by_arm[STATUS_QUO].chance) != "likely":
                return False
    return True


def _platform(plan: Evidence) -> str:
    net = plan.reading(NET)
    if net is None or net.side not in ("gain", "loss"):
        return ""
    verb = "gains" if net.effect.paired.mean > 0 else "pays"
    return f" The platform {verb} {size_words(net.effect.paired)} {PER}, all costs and fees counted."


def _why(results: Results) -> str:
    whole = results.all_targets[PLAN]
    if not whole.runs:
        return ""
    who = "All targets together are" if len(results.targets) > 1 else "The target is"
    return f"{who} met in {chance_words(whole)}."


def _sure(results: Results, arm: str) -> str:
    about = results.about
    over = f"{counted(about.futures, 'future')} × " if about.futures > 1 else ""
    told = [f"{one.name}: {chance_words(one.by_arm[arm].chance)}" for one in results.targets]
    return f"{over}{counted(about.seeds, 'seed')}. {'; '.join(told)}."


def _needed(results: Results) -> str:
    """Return the runs that would settle targets that are open, were their chances what they look like."""
    told = []
    for one in results.targets:
        chance = one.by_arm[PLAN].chance
        if chance.runs and standing(chance) == "open":
            runs = runs_to_settle(chance.share)
            told.append(f"{counted(runs, 'run')} in all to settle {one.name}" if runs else
                        f"{one.name} is about as likely met as missed, and no number of runs that can be afforded "
                        "would settle it")
    return f"{'; '.join(told)[:1].upper()}{'; '.join(told)[1:]}." if told else ""


def _other(results: Results, evidence: Evidence) -> Advice:
    counts = [standing(one.by_arm[evidence.option].chance) for one in results.targets]
    line = (f"{evidence.label}: {counts.count('likely')} of {counted(len(counts), 'target')} likely to be met, "
            f"{counts.count('unlikely')} unlikely, {counts.count('open')} open.")
    course: Course = "undecided" if counts.count("open") else evidence.course
    return replace(advise(evidence), course=course, what_to_do=line[:1].upper() + line[1:],
                   sure=_sure(results, evidence.option))


def _evidence(
    runs: RoadmapRuns, alternative: Alternative, effects: Mapping[str, Effect], judged: Mapping[str, Judgement]
) -> Evidence:
    arm, days = alternative.name, runs.roadmap.days
    config = next(iter(runs.study.blueprint.bases.values()))
    own = own_cost(runs, alternative)
    found = [_over_run(one, days) if one.outcome == NET else one for one in readings(effects, judged)]
    parts = {name: _money(runs, arm, name) for name in PARTS}
    changes = [change for phase in alternative.phases for change in phase.changes]
    return Evidence(
        option=arm, label="the plan" if arm == PLAN else display(arm), readings=found,
        parts=parts | {OWN: effect_over(own, np.zeros(own.shape), draws=runs.draws)}, unpriced=needs(config, changes),
        seeds=int(runs.finished.sum()), sales=days * _levels(runs)["gmv_net"], per=PER,
    )


def _effects(runs: RoadmapRuns, alternative: Alternative) -> dict[str, Effect]:
    """Return what an alternative changes: money over the run, its own cost taken off, the rest over the last weeks."""
    arm, quo = alternative.name, runs.whole(STATUS_QUO, NET)
    net = effect_over(runs.whole(arm, NET) - own_cost(runs, alternative) / runs.roadmap.days, quo, draws=runs.draws)
    return {NET: net, **{name: _at_the_end(runs, arm, name) for name in JUDGED if name != NET}}


def _levels(runs: RoadmapRuns) -> dict[str, float]:
    return {name: _mean(runs.whole(STATUS_QUO, name)) for name in (*JUDGED, "gmv_net")}


def _at_the_end(runs: RoadmapRuns, arm: str, outcome: str) -> Effect:
    """Return what an alternative changes about an outcome over the last weeks of the run."""
    here, there = (runs.readings(one, outcome, WINDOW)[:, :, -1] for one in (arm, STATUS_QUO))
    return outcome_effect(runs, here, there, outcome)


def _money(runs: RoadmapRuns, arm: str, outcome: str) -> Effect:
    """Return what an alternative changes about some money, over the run."""
    days = runs.roadmap.days
    return effect_over(days * runs.whole(arm, outcome), days * runs.whole(STATUS_QUO, outcome), draws=runs.draws)


def _over_run(reading: Reading, days: int) -> Reading:
    """Return money a day as money over the run."""
    effect = reading.effect
    whole = Effect(effect.paired.scaled(days), effect.unpaired.scaled(days), effect.baseline * days)
    return replace(reading, effect=whole, smallest=reading.smallest * days)


def _mean(level: FloatArray) -> float:
    return float(np.nanmean(level)) if np.isfinite(level).any() else float("nan")
