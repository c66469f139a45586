"""Small random markets, and a few fixed ones, for audits of the books.

Markets differ in size, regime, tactics and length, in parameters set to any legal value (ends of their ranges
included), in bundles of settings that make rare events common, and in dated changes.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.parameters import SCALARS, Parameter

BUNDLES: dict[str, dict[str, float]] = {
    "warned first": {"enforcement.warnings": 2, "population.awareness.ignorance": 0.1},
    "wrongly flagged": {"enforcement.auto.false_positive_rate": 0.2, "enforcement.appeals.innocent": 0.8},
    "harsh": {"enforcement.penalty.scale": 4, "population.awareness.ignorance": 0.2},
    "suspended": {
        "enforcement.milestones.at_risk.suspension_days": 5, "enforcement.milestones.at_risk.rating": 195,
        "enforcement.milestones.unhealthy.suspension_days": 9, "population.awareness.ignorance": 0.2,
    },
    "bans undone": {
        "population.creator.ban_return": 1.0, "population.creator.ban_return_days": 2,
        "enforcement.penalty.scale": 8,
        "enforcement.linked_accounts.recall": 0.1, "population.awareness.ignorance": 0.3,
    },
    "quick oblivion": {
        "enforcement.expiry_days": 8, "enforcement.appeals.days": 10, "population.awareness.ignorance": 0.2,
    },
    "bought back": {
        "enforcement.redemption.clean_lives": 2, "enforcement.redemption.points": 9,
        "enforcement.redemption.quiz_points": 5, "population.creator.live_hours": 30,
        "population.awareness.ignorance": 0.2,
    },
    "frozen": {
        "enforcement.milestones.at_risk.freeze_days": 9, "enforcement.milestones.at_risk.rating": 195,
        "enforcement.milestones.blocked.hide_links": 1, "enforcement.milestones.blocked.posting_limit": 1,
        "enforcement.freeze.forfeit_share": 0.4, "enforcement.forfeit.share": 0.7, "enforcement.appeals.innocent": 0.8,
        "population.awareness.ignorance": 0.2, "incentives.settlement_days": 2, "market.funnel.click": 0.8,
        "market.funnel.order_live": 0.8, "market.funnel.order_video": 0.8,
    },
    "linked": {
        "enforcement.linked_accounts.false_positive": 0.8, "enforcement.linked_accounts.recall": 0.9,
        "enforcement.exemption.top_share": 0.3, "enforcement.penalty.scale": 6, "population.awareness.ignorance": 0.2,
        "market.funnel.click": 0.8, "market.funnel.order_live": 0.5, "market.funnel.order_video": 0.5,
    },
    "rings and agencies": {
        "population.ring.share": 0.3, "population.agency.share": 0.6, "population.agency.size": 3,
        "enforcement.onboarding.screening": 0.8, "population.creator.comeback": 0.8,
        "population.creator.comeback_days": 6, "population.creator.exit": 0.02,
    },
    "reported": {
        "enforcement.reports.threshold": 1, "enforcement.review.capacity": 60, "population.viewer.report_base": 1.0,
        "population.viewer.false_report": 0.1,
    },
    "buyers": {
        "market.funnel.click": 0.8, "market.funnel.order_live": 0.8, "market.funnel.order_video": 0.8,
        "population.creator.videos": 30, "enforcement.earning.orders_per_point": 1,
    },
    "followers": {
        "distribution.follow_share": 0.7, "market.funnel.follow": 0.5, "market.funnel.unfollow": 0.3,
        "population.viewer.churn": 0.03,
    },
    "contested": {
        "enforcement.demotion.share": 0.5, "enforcement.demotion.disclosed": 1.0, "enforcement.appeals.guilty": 0.7,
        "enforcement.appeals.external_share": 1.0, "enforcement.appeals.external_guilty": 0.5,
        "enforcement.appeals.auto_reinstate": 0.5, "enforcement.review.sla_days": 4,
        "population.awareness.ignorance": 0.2, "enforcement.appeals.external_days": 4,
        "enforcement.auto.false_positive_rate": 0.1,
    },
    "cut at once": {
        "enforcement.auto.minutes": 0, "enforcement.auto.recall": 1.0, "enforcement.review.share": 0.0,
        "population.awareness.ignorance": 0.5,
    },
    "everybody new": {
        "population.viewer.arrivals": 0.1, "population.creator.arrivals": 0.1, "population.viewer.churn": 0.1,
        "population.creator.exit": 0.05,
    },
    "paid by the week": {
        "incentives.quality_bonus.amount": 700, "incentives.quality_bonus.threshold": 0.3,
        "incentives.gmv_bonus.share": 0.2, "incentives.net_gmv_bonus.share": 0.1, "incentives.bonus_budget": 400,
        "incentives.volume_bonus.per_hour": 120, "incentives.volume_bonus.threshold_hours": 3,
    },
    "charged": {
        "incentives.clawback.share": 1.5, "incentives.commission.returns_weight": 1,
        "market.orders.return_exaggeration": 1, "incentives.paid_boost.strength": 1, "incentives.paid_boost.price": 1,
        "incentives.paid_boost.credits": 0.2, "incentives.commission.volume_extra": 0.1,
        "incentives.commission.volume_threshold": 500,
    },
    "on sale": {
        "incentives.campaign.demand": 4, "incentives.campaign.discount": 0.3, "incentives.ads.load": 0.4,
        "incentives.performance.campaign_bar": 2, "incentives.reminders.coverage": 1, "incentives.award.share": 0.5,
    },
    "paid": {
        "incentives.quality_bonus.amount": 5000, "incentives.quality_bonus.threshold": 0.2,
        "incentives.volume_bonus.per_hour": 500, "incentives.commission.extra": 0.3,
        "incentives.training.coverage": 1.0, "enforcement.forfeit.share": 0.37,
    },
}

REGIMES = ("lenient", "violation_points", "strikes", "tiered_bans_sg", "tiered_bans_tw", "posting_limit", "none")


@dataclass(frozen=True)
class Market:
    """One random market, whole: `days_of` runs it."""

    enforcement: str
    tactics: str
    viewers: int
    creators: int
    days: int
    seed: int
    threads: int
    values: tuple[tuple[str, float], ...]
    changes: tuple[Change, ...]


def legal_value(parameter: Parameter) -> st.SearchStrategy[float]:
    """Return values of a parameter's range: its ends, its default, or anything between."""
    between: st.SearchStrategy[float] = (
        st.integers(int(parameter.low), int(parameter.high)).map(float)
        if parameter.integer else st.floats(parameter.low, parameter.high)
    )
    return st.one_of(st.sampled_from([parameter.low, parameter.high, parameter.default]), between)


def setting() -> st.SearchStrategy[tuple[str, float]]:
    """Return one scalar parameter with a legal value."""
    return st.sampled_from(sorted(SCALARS)).flatmap(lambda name: st.tuples(st.just(name), legal_value(SCALARS[name])))


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Draw a market."""
    bundles = draw(st.lists(st.sampled_from(sorted(BUNDLES)), min_size=2, max_size=4, unique=True))
    values = {name: value for bundle in bundles for name, value in BUNDLES[bundle].items()}
    values |= dict(draw(st.lists(setting(), max_size=4)))
    enforcement = draw(st.sampled_from(["health_rating", "health_rating", "strict", *REGIMES]))
    if enforcement not in ("health_rating", "strict", "lenient"):
        values = {name: value for name, value in values.items() if ".milestones." not in name}
    changes = [
        Change(name, to, start=start, until=until, ramp=ramp, regions=regions)
        for (name, to), start, until, ramp, regions in draw(st.lists(st.tuples(
            setting(), st.integers(0, 40), st.one_of(st.none(), st.integers(41, 60)), st.sampled_from([0, 0, 9]),
            st.sampled_from([(), ("us",), ("vn",)]),
        ), max_size=3))
    ]
    return Market(
        enforcement, draw(st.sampled_from(["default"] * 3 + ["core", "none"])),
        draw(st.sampled_from([50, 133, 260, 400])), draw(st.sampled_from([5, 14, 25, 40])),
        draw(st.sampled_from([30, 47, 70, 100, 120])),
        draw(st.integers(0, 1000)), draw(st.sampled_from([1, 2, 3])), tuple(values.items()), tuple(changes),
    )


@cache
def _composed(enforcement: str, tactics: str) -> dict[str, Any]:
    return compose([f"enforcement={enforcement}", f"tactics={tactics}", "warmup_days=0"])


SUSPENDED = Market(
    "health_rating", "default", 133, 25, 70, 7, 1,
    tuple((BUNDLES["suspended"] | BUNDLES["contested"] | {"enforcement.demotion.share": 0.1}).items()), (),
)
"""Suspensions, and every way to contest a sanction."""


FROZEN = Market(
    "strict", "default", 133, 25, 70, 8, 1,
    tuple((BUNDLES["frozen"] | BUNDLES["linked"] | BUNDLES["buyers"] | BUNDLES["harsh"]).items()), (),
)
"""Freezes that hold and forfeit pay, exemptions and linked accounts, among buyers."""


HIDDEN = Market(
    "strict", "default", 260, 25, 70, 11, 1,
    tuple((BUNDLES["frozen"] | BUNDLES["linked"] | BUNDLES["buyers"]).items()), (),
)
"""Links that are taken away, among buyers."""


BANNED = Market(
    "health_rating", "default", 133, 25, 70, 7, 1,
    tuple((BUNDLES["linked"] | BUNDLES["cut at once"] | BUNDLES["warned first"] | BUNDLES["bans undone"]).items()), (),
)
"""Warnings, removals, right and wrong, and people who come back after one."""


DISPUTED = Market(
    "health_rating", "default", 133, 25, 100, 4, 1,
    tuple((BUNDLES["contested"] | BUNDLES["reported"] | BUNDLES["suspended"] | BUNDLES["harsh"]).items()), (),
)
"""Reports, disputes outside the platform, and offenders watched for 90 days."""


REWARDED = Market(
    "health_rating", "default", 133, 25, 70, 1, 1,
    tuple((BUNDLES["paid by the week"] | BUNDLES["paid"] | BUNDLES["buyers"]).items()), (),
)
"""Every kind of bonus, and training."""


FORGETFUL = Market("health_rating", "default", 133, 25, 47, 1, 1, tuple(BUNDLES["quick oblivion"].items()), ())
"""Points that age out of the window."""


CHARGED = Market(
    "health_rating", "default", 133, 25, 70, 1, 1, tuple((BUNDLES["charged"] | BUNDLES["buyers"]).items()), (),
)
"""Creators who owe the platform, for returned orders and for boosts that they bought."""


FIXED = (SUSPENDED, FROZEN, HIDDEN, BANNED, DISPUTED, REWARDED, FORGETFUL, CHARGED)
"""What every audit meets. Draws differ between versions of Python and of Hypothesis, so events are asked of these."""


def open_market(market: Market) -> Ecosystem:
    """Return a market on its first morning."""
    config = deepcopy(_composed(market.enforcement, market.tactics))
    config["population"] |= {"viewers": market.viewers, "creators": market.creators}
    config["engine"]["threads"] = market.threads
    # few rest: with a handful of creators, days on which everybody does would leave events unmet
    for name, value in (("population.creator.participation_base", 2.0), *market.values):
        node = config
        *path, last = name.split(".")
        for part in path:
            node = node.setdefault(part, {})
        node[last] = value
    return Ecosystem(config, seed=market.seed, scenario=Scenario("random", changes=market.changes))
