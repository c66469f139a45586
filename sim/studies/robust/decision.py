"""What to do about policies over many futures: evidence on each against the status quo, and what the rules say.

An effect is the difference to the status quo over all futures; where a policy fails is what would turn the advice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sim.methods.intervals import Effect
from sim.methods.robustness.measures import paired
from sim.methods.two_way import effect_over
from sim.methods.verdicts import Judgement
from sim.model.levers.schedule import Change
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.show.recommendation.choosing import order, recommend
from sim.show.recommendation.evidence import NET, SPENT, Evidence, Sides
from sim.show.recommendation.recommendation import Recommendation
from sim.show.words import counted
from sim.studies.experiment.evidence import JUDGED, PARTS, needs, readings, side_of
from sim.studies.experiment.judging import judged_effects
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.words import failing_words, name_of, share_text


def recommendation(study: RobustStudy) -> Recommendation:
    """Return what to do about a test of robustness."""
    policies = [one for one in study.policies if one != STATUS_QUO]
    labels = {name: name_of(name) for name in policies}
    turns = {one.policy: _where_it_fails(study, one.policy) for one in study.failing}
    return recommend_policies(study, labels, turns)


def recommend_policies(
    study: RobustStudy, labels: Mapping[str, str], turns: Mapping[str, Sequence[str]],
    called: Mapping[str, str] | None = None,
) -> Recommendation:
    """Return what to do about some policies of a study over futures.

    Parameters
    ----------
    labels
        Policy → its name.
    turns
        Policy → what would turn the advice on it.
    called
        Policy → how a sentence names it, where that is more than its name.
    """
    changes = {one.name: one.changes for one in study.study.blueprint.scenarios}
    known = [name for name in _judged(study) if name in study.study.outcomes]
    effects = {policy: {name: difference(study, name, policy) for name in known} for policy in labels}
    judged = judged_effects(effects, study.levels, dict.fromkeys(labels, study.own_smallest))
    evidence = {
        name: replace(_evidence(study, name, effects[name], judged[name], changes.get(name, ())), label=label,
                      turns=turns.get(name, ()), called=(called or {}).get(name, ""))
        for name, label in labels.items()
    }
    return recommend([evidence[name] for name in order(list(evidence.values()))], _between(study))


def difference(study: RobustStudy, outcome: str, policy: str, against: str = STATUS_QUO) -> Effect:
    """Return what a policy does to an outcome against another one, over futures and seeds."""
    cells = paired(study.values(outcome))
    place, other = (study.policies.index(one) for one in (policy, against))
    return effect_over(cells[place], cells[other], middle=OUTCOMES[outcome].few)


def _evidence(
    study: RobustStudy, policy: str, effects: Mapping[str, Effect], judged: Mapping[str, Judgement],
    changes: Sequence[Change],
) -> Evidence:
    known = list(effects)
    seeds = study.values(known[0]).shape[2]
    futures = f"{counted(study.futures, 'future')} × " if study.futures > 1 else ""
    config = next(iter(study.study.blueprint.bases.values()))
    return Evidence(
        option=policy, label=name_of(policy), readings=readings(effects, judged, known),
        parts={name: difference(study, name, policy) for name in PARTS if name in study.study.outcomes},
        unpriced=needs(config, changes), seeds=seeds, sales=study.levels.get("gmv_net", float("nan")),
        over=f"{futures}{counted(seeds, 'seed')}",
    )


def _judged(study: RobustStudy) -> list[str]:
    """Return the outcomes that decide, those that were asked for included."""
    return [one for one in dict.fromkeys((NET, *study.outcomes, *JUDGED)) if one not in SPENT]


def _between(study: RobustStudy) -> Callable[[str, str], Sides]:
    def between(option: str, rival: str) -> Sides:
        effects = {name: difference(study, name, option, rival) for name in _judged(study)
                   if name in study.study.outcomes}
        judged = judged_effects({option: effects}, study.levels, {option: study.own_smallest})[option]
        return {name: side_of(name, one) for name, one in judged.items()}

    return between


def _where_it_fails(study: RobustStudy, policy: str) -> list[str]:
    """Return the rule under which a policy fails, and how often it keeps what is required."""
    told = []
    failing = next(one for one in study.failing if one.policy == policy)
    if failing.boxes and not failing.turned:
        told.append(failing_words(failing, study)[0].partition(" when ")[2].partition(":")[0] + " (there it fails)")
    if study.kept:
        kept = study.kept[""][study.policies.index(policy)]
        told.append(f"the requirements, which it keeps in {' '.join(share_text(kept))} of the futures")
    return told
