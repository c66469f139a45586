"""Who gains and who loses: countries on the last day's readings, tiers of creators over the whole run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.methods.chance import FloatArray, mean_over
from sim.methods.intervals import Effect
from sim.methods.two_way import effect_over
from sim.methods.verdicts import Judgement
from sim.model.outcomes.breakdowns import TIERS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.effects import PlaceResult, TierResult
from sim.studies.roadmap.judging import listed_judgements, outcome_effect, smallest_here, smallest_of_reading
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW

COUNTRY_OUTCOMES = ("violation_view_rate", "gmv_net", "creator_retention_30d", "viewer_retention_30d")
"""What country panels show besides the outcomes of targets."""

_TIER_READINGS = (
    ("income", "income per creator", "USD per day", "up", "income", "creators", 0.01),
    ("views", "views per creator", "views per day", "up", "views", "creators", 1.0),
    ("left", "creators leaving", "fraction per 30 days", "down", "left", "creators", 30.0),
    ("penalised", "creators penalised", "fraction per 30 days", "down", "penalised", "creators", 30.0),
)


def outcomes_shown(runs: RoadmapRuns) -> list[str]:
    """Return the outcomes of targets and gates, then the usual ones."""
    bounds = [target.reading.outcome for target in runs.roadmap.targets]
    gates = [one.gate.reading.outcome for one in runs.roadmap.plan.phases if one.gate]
    return list(dict.fromkeys([*bounds, *gates, *COUNTRY_OUTCOMES]))


def place_results(runs: RoadmapRuns) -> list[PlaceResult]:
    """Return each country's change on each outcome over the last days of the run, alternative minus status quo."""
    keys = [(place, outcome) for place in runs.places for outcome in outcomes_shown(runs)]
    levels = {key: _at_the_end(runs, STATUS_QUO, *key) for key in keys}
    effects = {(*key, one.name): outcome_effect(runs, _at_the_end(runs, one.name, *key), levels[key], key[1])
               for key in keys for one in runs.roadmap.alternatives}
    smallest = {key: smallest_here(runs, key[1], mean_over(levels[key]).mean, _region(runs, key[0])) for key in keys}
    judged = listed_judgements(runs, effects, {key: smallest[key[:2]] for key in effects})
    return [
        PlaceResult(
            place=place, outcome=outcome, label=OUTCOMES[outcome].label, unit=OUTCOMES[outcome].unit,
            better=OUTCOMES[outcome].better, status_quo=mean_over(levels[place, outcome]),
            **_by_arm(runs, effects, judged, (place, outcome)))
        for place, outcome in keys
    ]


def tier_results(runs: RoadmapRuns) -> list[TierResult]:
    """Return what each tier of creators gets under the status quo, and what each alternative changes about it."""
    keys = [(tier, reading[0]) for tier in TIERS for reading in _TIER_READINGS]
    known = {reading[0]: reading for reading in _TIER_READINGS}
    levels = {key: _ratio(runs, STATUS_QUO, key[0], *known[key[1]][4:]) for key in keys}
    effects = {(*key, one.name): effect_over(_ratio(runs, one.name, key[0], *known[key[1]][4:]), levels[key],
                                            draws=runs.draws)
               for key in keys for one in runs.roadmap.alternatives}
    smallest = {key: smallest_of_reading(known[key[1]][2], mean_over(levels[key]).mean) for key in keys}
    judged = listed_judgements(runs, effects, {key: smallest[key[:2]] for key in effects})
    return [
        TierResult(
            tier=tier, reading=name, label=known[name][1], unit=known[name][2], better=known[name][3],
            status_quo=mean_over(levels[tier, name]), **_by_arm(runs, effects, judged, (tier, name)))
        for tier, name in keys
    ]


def _by_arm(
    runs: RoadmapRuns, effects: Mapping[tuple[str, str, str], Effect], judged: Mapping[tuple[str, str, str], Judgement],
    key: tuple[str, str],
) -> dict[str, Any]:
    """Return what each alternative changes, and what may be said of it, as fields of a result."""
    arms = [one.name for one in runs.roadmap.alternatives]
    return {"effect": {arm: effects[(*key, arm)].paired for arm in arms},
            "judged": {arm: judged[(*key, arm)] for arm in arms}}


def _at_the_end(runs: RoadmapRuns, arm: str, place: str, outcome: str) -> FloatArray:
    return runs.readings(arm, outcome, WINDOW, _region(runs, place))[:, :, -1]


def _region(runs: RoadmapRuns, place: str) -> str:
    return "" if place == runs.places[0] else place


def _ratio(runs: RoadmapRuns, arm: str, tier: str, top: str, bottom: str, scale: float) -> FloatArray:
    above, below = runs.tier(arm, tier, top), runs.tier(arm, tier, bottom)
    ratio: FloatArray = np.divide(scale * above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return ratio
