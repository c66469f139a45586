"""Every lever moves its own nearest outcome in the direction it states, on matched seeds.

Two other simulators shipped levers that did nothing for months. A lever that is not in ``SETTINGS`` fails here.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period
from sim.model.parameters import all_parameters

DAYS = 80
SEEDS = (1, 2, 3)
SMALL = ("population.viewers=3000", "population.creators=160", "warmup_days=0", f"days={DAYS}")
BONUS = (("incentives.quality_bonus.amount", 3000.0),)
MISTAKEN = (("enforcement.auto.false_positive_rate", 0.03),)
DEMOTING = (("enforcement.demotion.share", 0.9), ("population.awareness.ignorance", 0.12))
SALE = (("incentives.campaign.demand", 3.0),)
CHEAP_BOOST = (("incentives.paid_boost.price", 20.0),)
FRAGILE = (("enforcement.severities.moderate.points", 60.0), ("population.awareness.ignorance", 0.12))
SLIPPING = (("population.awareness.ignorance", 0.3),)  # enough slips to see what is done about them
# A check spares penalties, whose deterrence is missed where creators take care by what they fear.
CARELESS = (*SLIPPING, ("population.care.vigilance", 0.0))
TWICE = (*CARELESS, FRAGILE[0], ("enforcement.escalations.same_policy.count", 2.0))
CLOSING = (
    *SLIPPING, ("enforcement.severities.moderate.points", 60.0), ("enforcement.milestones.removed.rating", 150.0),
)
LATER = (*FRAGILE, ("enforcement.milestones.at_risk.campaign_block", 0.0))
LIMITED = (*FRAGILE, ("enforcement.escalations.frequency_limit.count", 1.0))

# lever: (low, high, other levers or assumptions set alike in both runs)
Setting = tuple[float, float, tuple[tuple[str, float], ...]]
SETTINGS: dict[str, Setting] = {
    "distribution.temperature": (0.5, 2.0, ()),
    "distribution.exploration": (0.02, 0.6, ()),
    "distribution.candidates": (3, 60, ()),
    "distribution.follow_share": (0.05, 0.6, ()),
    "distribution.weights.engagement": (0.0, 2.5, ()),
    "distribution.weights.gpm": (0.0, 2.0, ()),
    "distribution.weights.quality": (0.0, 4.0, ()),
    "distribution.weights.followers": (0.1, 1.2, ()),
    "incentives.commission.extra": (0.0, 0.1, ()),
    "incentives.commission.volume_extra": (0.0, 0.1, ()),
    "incentives.commission.volume_threshold": (1000, 500_000, (("incentives.commission.volume_extra", 0.1),)),
    "incentives.commission.health_extra": (0.0, 0.1, ()),
    "incentives.commission.health_rating": (150, 205, (("incentives.commission.health_extra", 0.1),)),
    "incentives.commission.returns_weight": (0.0, 1.0, ()),
    "incentives.commission.returns_floor": (0.0, 1.0, (("incentives.commission.returns_weight", 2.0),)),
    "incentives.commission.friction_days": (0, 60, (("incentives.commission.extra", -0.1),)),
    "incentives.clawback.share": (0.0, 1.0, ()),
    "incentives.settlement_days": (5, 30, ()),
    "incentives.quality_bonus.amount": (0.0, 3000.0, ()),
    "incentives.quality_bonus.threshold": (0.4, 0.8, BONUS),
    "incentives.quality_bonus.min_rating": (0, 195, BONUS + FRAGILE),
    "incentives.volume_bonus.per_hour": (0.0, 1000.0, ()),
    "incentives.volume_bonus.threshold_hours": (0.0, 10.0, (("incentives.volume_bonus.per_hour", 300.0),)),
    "incentives.gmv_bonus.share": (0.0, 0.1, ()),
    "incentives.gmv_bonus.threshold": (0.0, 50_000.0, (("incentives.gmv_bonus.share", 0.1),)),
    "incentives.net_gmv_bonus.share": (0.0, 0.1, ()),
    "incentives.bonus_return_limit": (1.0, 5.0, (("incentives.volume_bonus.per_hour", 300.0),)),
    "incentives.bonus_budget": (50.0, 5000.0, BONUS),
    "incentives.top_boost.strength": (0.0, 2.0, ()),
    "incentives.top_boost.share": (0.05, 0.4, (("incentives.top_boost.strength", 1.0),)),
    "incentives.performance.reach_bar": (2.0, 4.0, (("incentives.performance.reach_boost", 1.0),)),
    "incentives.performance.reach_boost": (0.0, 1.0, (("incentives.performance.reach_bar", 4.0),)),
    "incentives.performance.campaign_bar": (2.0, 4.5, SALE),
    "incentives.campaign.min_rating": (100, 199, SALE),
    "incentives.campaign.demand": (1.0, 3.0, ()),
    "incentives.campaign.discount": (0.0, 0.5, SALE),
    "incentives.campaign.boost": (0.0, 2.0, SALE),
    "incentives.campaigns.march.days": (1, 20, ()),
    "incentives.campaigns.march.demand": (1.0, 4.0, (("incentives.campaigns.march.days", 10.0),)),
    "incentives.campaigns.march.discount": (0.0, 0.6, (("incentives.campaigns.march.days", 10.0),)),
    "incentives.ads.load": (0.02, 0.2, ()),
    "incentives.paid_boost.strength": (0.0, 2.0, CHEAP_BOOST),
    "incentives.paid_boost.price": (20, 2000, (("incentives.paid_boost.strength", 1.0),)),
    "incentives.paid_boost.credits": (0.0, 0.5, (("incentives.paid_boost.strength", 1.0),)),
    "incentives.training.through_agencies": (0.0, 0.8, (("incentives.training.coverage", 0.8),)),
    "incentives.reminders.coverage": (0.0, 0.8, ()),
    "incentives.award.share": (0.0, 0.3, ()),
    "incentives.newcomer_boost.strength": (0.0, 3.0, ()),
    "incentives.newcomer_boost.days": (7, 60, ()),
    "incentives.training.coverage": (0.0, 0.8, ()),
    "enforcement.auto.recall": (0.2, 0.9, ()),
    "enforcement.auto.false_positive_rate": (0.0, 0.02, ()),
    "enforcement.auto.minutes": (1, 600, ()),
    "enforcement.auto.retrain_days": (7, 80, ()),
    "enforcement.auto.language_coverage": (0.3, 1.0, ()),
    "enforcement.response.rule_days": (
        0, 70, (("tactics.misleading_claims.appears", 0.0), ("tactics.bait_price.appears", 0.0)),
    ),
    "enforcement.precheck.coverage": (0.0, 1.0, CARELESS),
    "enforcement.demotion.share": (0.0, 1.0, ()),
    "enforcement.demotion.cut": (0.0, 1.0, DEMOTING),
    "enforcement.demotion.disclosed": (0.0, 1.0, DEMOTING),
    "enforcement.review.share": (0.0, 0.9, ()),
    "enforcement.review.waiting": (0.0, 1.0, (("enforcement.review.share", 0.9),)),
    "enforcement.review.priority": (0, 2, (  # a long queue, since few cases have many views
        ("enforcement.review.share", 1.0), ("enforcement.review.delay_days", 0.0), *CARELESS,
    )),
    "enforcement.review.staff": (0.5, 2.0, ()),
    "enforcement.review.utilisation": (0.5, 1.5, ()),
    "enforcement.review.capacity": (1.0, 30.0, (("enforcement.review.share", 0.9),)),
    "enforcement.review.contractors": (0.0, 30.0, (("enforcement.review.share", 0.9),)),
    "enforcement.review.delay_days": (0.0, 7.0, (("enforcement.review.share", 0.9),)),
    "enforcement.review.audit": (0.0, 1.0, ()),
    "enforcement.review.accuracy": (0.55, 1.0, (("enforcement.reports.threshold", 1.0),)),
    "enforcement.review.sla_days": (2, 60, (("enforcement.review.share", 0.9),)),
    "enforcement.reports.threshold": (1, 6, ()),
    "enforcement.reports.reputation": (0.0, 1.0, (("market.report_rings.rate", 0.05),)),
    "enforcement.penalty.scale": (0.3, 2.0, ()),
    "enforcement.warnings": (0, 3, ()),
    "enforcement.expiry_days": (14, 120, FRAGILE),
    "enforcement.earning.weekly_cap": (0, 65, (("enforcement.earning.orders_per_point", 1.0),)),
    "enforcement.earning.cap": (0, 200, (("enforcement.earning.orders_per_point", 1.0),)),
    "enforcement.announcement.strength": (0.0, 2.0, ()),
    "enforcement.announcement.report": (0.0, 1.0, ()),
    "enforcement.explain.share": (0.0, 1.0, FRAGILE),
    "enforcement.notice.share": (0.1, 1.0, FRAGILE),
    "enforcement.explain.clip_share": (0.0, 1.0, (*FRAGILE, ("enforcement.explain.share", 1.0))),
    "enforcement.appeals.window_days": (0, 30, FRAGILE),
    "enforcement.appeals.auto_reinstate": (0.0, 1.0, (*FRAGILE, *MISTAKEN)),
    "enforcement.appeals.external_share": (0.0, 1.0, (*FRAGILE, *MISTAKEN)),
    "enforcement.appeals.days": (1, 21, FRAGILE),
    "enforcement.appeals.accuracy": (0.55, 1.0, (("enforcement.auto.false_positive_rate", 0.03),)),
    "enforcement.linked_accounts.recall": (0.0, 1.0, (*FRAGILE, ("population.creator.ban_return", 1.0))),
    "enforcement.forfeit.share": (0.0, 1.0, CLOSING),
    "enforcement.onboarding.screening": (0.0, 1.0, ()),
    "enforcement.pilot.lives": (0, 7, ()),
    "enforcement.pilot.videos": (1, 14, ()),
    "enforcement.pilot.days": (7, 60, ()),
    "enforcement.pilot.followers_share": (0.0, 0.5, ()),
    "enforcement.pilot.rating": (0, 215, ()),
    "tactics.misleading_claims.severity": (1, 4, CARELESS),
    "enforcement.severities.moderate.points": (5, 60, CARELESS),
    "enforcement.freeze.forfeit_share": (0.0, 1.0, (*FRAGILE, ("enforcement.milestones.at_risk.freeze_days", 9.0))),
    "enforcement.redemption.clean_lives": (1, 9, (*FRAGILE, ("enforcement.redemption.points", 30.0))),
    "enforcement.redemption.points": (2, 40, (*FRAGILE, ("enforcement.redemption.clean_lives", 2.0))),
    "enforcement.redemption.quiz_points": (0, 30, FRAGILE),
    "enforcement.exemption.top_share": (0.0, 0.3, FRAGILE),
    "enforcement.linked_accounts.action": (0.0, 1.0, FRAGILE),
    "enforcement.linked_accounts.false_positive": (0.0, 1.0, FRAGILE),
    "enforcement.milestones.at_risk.rating": (120, 195, FRAGILE),
    "enforcement.milestones.at_risk.traffic_cut": (0.1, 0.9, FRAGILE),
    "enforcement.milestones.at_risk.posting_limit": (0, 1000, FRAGILE),
    "enforcement.milestones.unhealthy.campaign_block": (0, 1, LATER),
    "enforcement.milestones.at_risk.hide_links": (0, 1, FRAGILE),
    "enforcement.milestones.at_risk.freeze_days": (0, 30, FRAGILE),
    "enforcement.milestones.at_risk.suspension_days": (0, 14, FRAGILE),
    "enforcement.milestones.removed.removal": (0, 1, (*FRAGILE, ("enforcement.milestones.removed.rating", 40.0))),
    "enforcement.escalations.same_policy.scope": (0, 1, TWICE),
    "enforcement.escalations.same_policy.level": (0, 4, TWICE),
    "enforcement.escalations.same_policy.count": (2, 20, FRAGILE),
    "enforcement.escalations.same_policy.removal": (0, 1, TWICE),
    "enforcement.escalations.frequency_limit.traffic_cut": (0.1, 0.9, LIMITED),
    "enforcement.escalations.frequency_limit.posting_limit": (0, 1000, LIMITED),
    "enforcement.escalations.frequency_limit.days": (3, 60, LIMITED),
    "enforcement.escalations.frequency_limit.freeze_days": (0, 30, LIMITED),
    "enforcement.escalations.frequency_limit.suspension_days": (0, 14, LIMITED),
}


SHARED_OWNERS = {"enforcement.linked_accounts.action"}  # levers that need owners with two accounts


def lever_of(setting: str) -> Any:
    """Return the registry's entry of a concrete lever name."""
    for parameter in all_parameters("lever"):
        table, _, column = parameter.name.partition(".<row>.")
        if parameter.name == setting or (column and setting.startswith(table + ".") and setting.endswith("." + column)):
            return parameter
    raise KeyError(setting)


@cache
def config() -> dict[str, Any]:
    """Return the small market that all runs share."""
    return compose(list(SMALL))


def configured(lever: str) -> Any:
    """Return a lever's value in the small market."""
    found: Any = config()
    for part in lever.split("."):
        found = found[part]
    return found


@cache
def outcomes(values: tuple[tuple[str, float], ...], seed: int, shared: bool) -> Any:
    """Return the outcomes of a whole run with these values in force from the first day."""
    scenario = Scenario("setting", changes=tuple(Change(lever, value) for lever, value in values))
    model = Ecosystem(config(), seed=seed, scenario=scenario)
    if shared:
        owner = model.state.creators.owner
        owner[1::2] = owner[: len(owner) - 1 : 2]
    return period(model.run(DAYS).tallies(), 0, DAYS - 1)


def outcome(name: str, values: tuple[tuple[str, float], ...], seed: int, shared: bool) -> float:
    """Return an outcome of a run; a value that stands already is no change, so that many levers share one run."""
    changed = tuple(sorted((lever, value) for lever, value in values if value != configured(lever)))
    return outcomes(changed, seed, shared)[name]  # type: ignore[no-any-return]


def test_every_lever_has_a_setting() -> None:
    levers = {parameter.name for parameter in all_parameters("lever")}
    tested = {lever_of(setting).name for setting in SETTINGS}
    assert levers == tested


@pytest.mark.parametrize("lever", SETTINGS)
def test_lever_moves_its_own_outcome(lever: str) -> None:
    low, high, also = SETTINGS[lever]
    name, direction = lever_of(lever).moves
    low_run, high_run = (*also, (lever, low)), (*also, (lever, high))
    shared = lever in SHARED_OWNERS
    wanted, effects = 1.0 if direction == "up" else -1.0, []
    for seed in SEEDS:
        effects.append(outcome(name, high_run, seed, shared) - outcome(name, low_run, seed, shared))
        if len(effects) == 2 and all(wanted * one > 0 for one in effects):
            return  # a third seed is asked only where two do not agree
    assert np.isfinite(effects).sum() > 1, f"{name} is undefined in most runs"
    effect = float(np.nanmean(effects))
    assert wanted * effect > 0, f"{lever} {low} -> {high} moved {name} by {effects}"
