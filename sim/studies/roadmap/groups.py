"""Who gains and who loses: countries on the last day's readings, tiers of creators over the whole run."""

from __future__ import annotations

import numpy as np

from sim.methods.chance import FloatArray, mean_over
from sim.model.outcomes.breakdowns import TIERS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.effects import PlaceResult, TierResult
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
    return [_place(runs, place, outcome) for place in runs.places for outcome in outcomes_shown(runs)]


def _place(runs: RoadmapRuns, place: str, outcome: str) -> PlaceResult:
    region = "" if place == runs.places[0] else place
    quo = runs.readings(STATUS_QUO, outcome, WINDOW, region)[:, :, -1]
    known = OUTCOMES[outcome]
    return PlaceResult(
        place=place, outcome=outcome, label=known.label, unit=known.unit, better=known.better,
        status_quo=mean_over(quo),
        effect={one.name: mean_over(runs.readings(one.name, outcome, WINDOW, region)[:, :, -1] - quo)
                for one in runs.roadmap.alternatives},
    )


def tier_results(runs: RoadmapRuns) -> list[TierResult]:
    """Return what each tier of creators gets under the status quo, and what each alternative changes about it."""
    return [_tier(runs, tier, *reading) for tier in TIERS for reading in _TIER_READINGS]


def _tier(
    runs: RoadmapRuns, tier: str, name: str, label: str, unit: str, better: str, top: str, bottom: str, scale: float
) -> TierResult:
    quo = _ratio(runs, STATUS_QUO, tier, top, bottom, scale)
    return TierResult(
        tier=tier, reading=name, label=label, unit=unit, better=better, status_quo=mean_over(quo),
        effect={one.name: mean_over(_ratio(runs, one.name, tier, top, bottom, scale) - quo)
                for one in runs.roadmap.alternatives},
    )


def _ratio(runs: RoadmapRuns, arm: str, tier: str, top: str, bottom: str, scale: float) -> FloatArray:
    above, below = runs.tier(arm, tier, top), runs.tier(arm, tier, bottom)
    ratio: FloatArray = np.divide(scale * above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return ratio
