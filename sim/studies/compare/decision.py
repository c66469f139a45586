"""A comparison's recommendation: evidence on each scenario, and what to do by the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.methods.intervals import Effect
from sim.show.numbers import change
from sim.show.recommendation.choosing import order, recommend
from sim.show.recommendation.evidence import DECIDING, Evidence
from sim.show.recommendation.recommendation import Recommendation
from sim.show.style import display
from sim.show.verdicts import side
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.groups import GroupRow
from sim.studies.experiment.evidence import PARTS, needs, readings, side_of, sides_between

PEOPLE = {tier: f"{tier} creators" for tier in ("small", "middle", "top")}
_PLACES = 2


def evidence_of(analysis: Analysis, tiers: Sequence[GroupRow]) -> list[Evidence]:
    """Return what the numbers say about every scenario, the most welcome first."""
    evidence = {one.name: evidence_on(analysis, one.name, tiers) for one in analysis.compared}
    return [evidence[name] for name in order(list(evidence.values()))]


def recommendation(analysis: Analysis, evidence: Sequence[Evidence]) -> Recommendation:
    """Return what to do about a comparison's question."""
    return recommend(evidence, sides_between(analysis.values, analysis.levels))


def evidence_on(analysis: Analysis, scenario: str, tiers: Sequence[GroupRow]) -> Evidence:
    """Return what the numbers say about a scenario."""
    effects = analysis.effects[scenario]
    changes = next(one.changes for one in analysis.compared if one.name == scenario)
    return Evidence(
        option=scenario, label=display(scenario), readings=readings(effects, analysis.judgements[scenario]),
        parts={name: effects[name] for name in PARTS}, payers=tuple(_payers(scenario, tiers)),
        elsewhere=tuple(_elsewhere(analysis, scenario))[:_PLACES], unpriced=needs(analysis.plan.config, changes),
        seeds=analysis.count, nothing=analysis.changes_nothing(scenario), sales=analysis.levels["gmv_net"],
    )


def _payers(scenario: str, tiers: Sequence[GroupRow]) -> Iterator[str]:
    """Yield the tiers of creators whose income falls by enough to matter, each with by how much."""
    for row in tiers:
        effect = row.effects[scenario]
        fell = side(row.reading.better, row.judgements[scenario]) == "worse"
        if row.reading.name == "income" and fell:
            yield f"{PEOPLE.get(row.group, row.group)} ({change(row.reading.unit, effect).mean})"


def _elsewhere(analysis: Analysis, scenario: str) -> Iterator[tuple[str, str, Effect]]:
    """Yield place, outcome and effect where an outcome gets worse by enough to matter that does not in the market."""
    if len(analysis.regions) < 2:
        return
    whole = analysis.judgements[scenario]
    for name in DECIDING:
        for place, judged in analysis.regional_judgements.items():
            if side_of(name, judged[scenario][name]) == "loss" and side_of(name, whole[name]) != "loss":
                yield place, name, analysis.regional_effects[place][scenario][name]
