"""Comparisons whose effects are given: a clear gain, a clear loss, and so on, to read what is said of each.

Levels and runs are the stand-in market's; the effects, by seed, are made up so that the interval is what a case says.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.methods.intervals import Effect, paired_effect
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import plan_comparison
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.answer import Answer
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, QUALITY_BONUS, WARN_FIRST, small_answer

SEEDS = 12
BASE = {
    "platform_net_value": 300.0, "platform_fees": 340.0, "ads_revenue": 60.0, "paid_boost_revenue": 0.0,
    "incentive_cost": 9.0, "governance_cost": 26.0, "gmv_net": 5_580.0, "quality": 0.61,
    "violation_view_rate": 0.012, "creator_retention_90d": 0.22, "creator_retention_30d": 0.5,
    "viewer_retention_30d": 0.64, "daily_active_viewers": 4_600.0, "wrongly_hit_gmv": 52.0, "cheating_premium": -0.1,
    "return_rate": 0.14, "enforcement_precision": 0.75, "enforcement_recall": 0.45, "appeal_overturn_rate": 0.23,
}
Given = Mapping[str, tuple[float, float]]
"""Outcome → mean effect, and half the width that its 95% interval roughly has."""

_SPREAD = np.linspace(-1.0, 1.0, SEEDS)


def effect(outcome: str, mean: float, half: float) -> Effect:
    """Return an effect over twelve seeds with that mean and about that half width."""
    base = np.full(SEEDS, BASE.get(outcome, 1.0))
    wobble = _SPREAD / _SPREAD.std(ddof=1)
    return paired_effect(base + mean + wobble * half * np.sqrt(SEEDS) / 2.2, base)


def zero_inflated(outcome: str, size: float, seeds: int = 1) -> Effect:
    """Return an effect of which all but a few seeds show exactly nothing."""
    base = np.full(SEEDS, BASE.get(outcome, 1.0))
    moved = np.zeros(SEEDS)
    moved[:seeds] = size
    return paired_effect(base + moved, base)


def answer(
    cases: Mapping[str, Mapping[str, Effect] | Given], regional: Mapping[str, Given] | None = None,
    levels: Mapping[str, float] | None = None, count: int = SEEDS,
) -> Answer:
    """Return an answer: scenario → the effects that are not nothing; all others are the same within a hair."""
    known = {one.name: one for one in (QUALITY_BONUS, EARLIER_CUT, WARN_FIRST)}
    plan = plan_comparison(CONFIG, [known[name] for name in cases], "sim compare cases")
    first = small_answer()
    made = Analysis(plan, (first.analysis.replications * 4)[:count])
    level = {name: BASE.get(name, 1.0) for name in OUTCOMES} | dict(levels or {})
    vars(made)["levels"] = level
    vars(made)["effects"] = {name: _effects(given) for name, given in cases.items()}
    places = regional or {}
    vars(made)["regional_levels"] = dict.fromkeys(made.regions, level)
    vars(made)["regional_effects"] = {
        place: {name: _effects(places.get(place, {})) for name in cases} for place in made.regions
    }
    vars(made)["values"] = {
        "status_quo": {name: np.full(SEEDS, level[name]) for name in OUTCOMES},
        **{name: {one: np.full(SEEDS, level[one]) + found.paired.mean + 1e-4 * level[one] * _SPREAD
                  for one, found in vars(made)["effects"][name].items()} for name in cases},
    }
    return Answer(made, first.about)


def _effects(given: Mapping[str, Effect] | Given) -> dict[str, Effect]:
    every = {name: effect(name, 0.0, 1e-5 * abs(BASE.get(name, 1.0))) for name in OUTCOMES}
    for name, one in given.items():
        every[name] = one if isinstance(one, Effect) else effect(name, *one)
    return every
