"""Small markets on which both engines are compared, chosen so that every branch of a day is taken somewhere."""

from __future__ import annotations

from dataclasses import dataclass

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario, Trigger


@dataclass(frozen=True)
class Market:
    """A small market and what happens in it."""

    viewers: int
    creators: int
    days: int
    overrides: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    warmup: int = 0
    seed: int = 1
    shared: bool = False  # whether every owner has two accounts


FLOOD = (  # many violations (care would avoid most of them), few reviewers, quick reports
    "population.awareness.ignorance=0.4", "enforcement.reports.threshold=1", "enforcement.review.share=0.5",
    "enforcement.review.capacity=60", "population.viewer.report_base=0.3", "population.creator.experiment=0.4",
    "population.care.vigilance=1",
)
MARKETS = {
    "default": Market(200, 40, 60, warmup=21),
    "strict": Market(150, 40, 70, ("enforcement=strict", *FLOOD), seed=2),
    "lenient": Market(150, 30, 50, ("enforcement=lenient",), seed=3),
    "no enforcement": Market(120, 30, 45, ("enforcement=none",)),
    "no tactics": Market(120, 30, 45, ("tactics=none",)),
    "bonuses": Market(
        150, 30, 60,
        ("incentives.quality_bonus.amount=2000", "incentives.quality_bonus.threshold=0.4",
         "incentives.volume_bonus.per_hour=300", "incentives.commission.extra=0.05"),
    ),
    "commission": Market(
        150, 30, 60,
        ("incentives.commission.volume_extra=0.05", "incentives.commission.volume_threshold=2000",
         "incentives.commission.health_extra=0.03", "incentives.commission.health_rating=199",
         "incentives.commission.returns_weight=1", "incentives.clawback.share=1", "market.funnel.entry=0.2",
         "market.orders.return_exaggeration=0.9",
         "incentives.commission.extra=0.05", "incentives.commission.friction_days=9"),
        changes=(Change("incentives.commission.extra", -0.05, start=12),
                 Change("incentives.commission.extra", 0.1, start=35)),
        seed=8,
    ),
    "claims on a budget": Market(
        150, 30, 60,
        ("incentives.quality_bonus.amount=2000", "incentives.quality_bonus.threshold=0.4",
         "incentives.volume_bonus.per_hour=300", "incentives.volume_bonus.threshold_hours=4",
         "incentives.gmv_bonus.share=0.1", "incentives.gmv_bonus.threshold=1500", "incentives.net_gmv_bonus.share=0.1",
         "incentives.bonus_return_limit=1.5", "incentives.bonus_budget=900"),
        changes=(Change("incentives.volume_bonus.per_hour", 0.0, start=30),), seed=9,
    ),
    "attention and campaigns": Market(
        200, 30, 60,
        ("incentives.top_boost.strength=1", "incentives.top_boost.share=0.2", "incentives.performance.campaign_bar=3",
         "incentives.performance.reach_boost=0.5", "incentives.paid_boost.strength=1", "incentives.paid_boost.price=10",
         "incentives.paid_boost.credits=0.1", "incentives.award.share=0.4", "incentives.reminders.coverage=0.5",
         "incentives.training.coverage=0.9", "incentives.training.through_agencies=0.5", "incentives.ads.load=0.3",
         "incentives.campaigns.march.first_day=30", "incentives.campaigns.march.days=9"),
        changes=(Change("incentives.campaign.demand", 2.0, start=50, until=55, regions=("vn",)),), seed=10,
    ),
    "warnings": Market(150, 40, 60, ("enforcement.warnings=2", "enforcement.explain.share=1", *FLOOD), seed=4),
    "all traffic exploration": Market(
        150, 30, 45, ("distribution.exploration=1", "distribution.follow_share=0", "incentives.training.coverage=1")
    ),
    "one region": Market(
        150, 30, 40, ("~market.regions.vn", "market.regions.us.share=1", "enforcement.review.staff=0"), seed=7
    ),
    "rings": Market(
        150, 40, 60,
        ("population.ring.share=0.4", "population.ring.accounts=3", "enforcement.onboarding.screening=0.8",
         "population.creator.comeback=0.7", "population.creator.comeback_days=8", "population.agency.share=0.5",
         "population.agency.size=4", "population.creator.trial=3", "population.creator.dormant_days=3",
         "tactics.brushing.ring=20", "tactics.off_platform.ring=60", "tactics.ai_host.appears=10",
         "market.funnel.entry=0.2",
         "tactics.misleading_claims.appears=15",
         "incentives.volume_bonus.per_hour=500", "enforcement.expiry_days=20", *FLOOD),
        warmup=7, seed=8,
    ),
    "core tactics": Market(150, 30, 40, ("tactics=core", *FLOOD), seed=9),
    "half a year": Market(  # long enough for newcomers to be seen at 180 days
        60, 12, 200,
        ("population.creator.arrivals=0.1", "population.creator.exit=0", "population.creator.exit_events=0",
         "market.success.gmv=500"), warmup=15,
    ),
    "tiny": Market(3, 5, 60, ("population.creator.arrivals=0.05", "population.viewer.arrivals=0.05")),
    "short memory": Market(
        300, 40, 75,
        ("enforcement.expiry_days=20", "enforcement.penalty.scale=2", "enforcement.linked_accounts.recall=0",
         "population.creator.ban_return=1", "population.creator.ban_return_days=3",
         "enforcement.escalations.same_policy.count=2",
         "enforcement.auto.false_positive_rate=0.1", "enforcement.appeals.innocent=0.7", *FLOOD),
        seed=5,
    ),
    "points": Market(
        150, 40, 70,
        ("enforcement=violation_points", "enforcement.redemption.quiz_share=1", "enforcement.redemption.points=6",
         "incentives.quality_bonus.amount=500", "incentives.quality_bonus.threshold=0.2",
         "enforcement.appeals.innocent=0.7", "enforcement.severities.major.points=5", *FLOOD),
        seed=8,
    ),
    "strikes": Market(150, 40, 70, ("enforcement=strikes", "enforcement.appeals.days=3", *FLOOD), seed=9),
    "tiers": Market(150, 40, 60, ("enforcement=tiered_bans_tw", "enforcement.expiry_days=20", *FLOOD), seed=10),
    "deboosted": Market(150, 40, 45, ("enforcement=tiered_bans_sg", *FLOOD), seed=11),
    "posting limit": Market(
        150, 40, 50,
        ("enforcement=posting_limit", "enforcement.severities.major.points=3", "enforcement.expiry_days=60",
         "population.creator.videos=20", *FLOOD),
        seed=12,
    ),
    "frozen": Market(
        400, 40, 75,
        ("enforcement.milestones.at_risk.rating=190", "+enforcement.milestones.at_risk.freeze_days=12",
         "+enforcement.milestones.unhealthy.hide_links=1", "+enforcement.milestones.unhealthy.suspension_days=3",
         "+enforcement.milestones.blocked.posting_limit=0",
         "enforcement.escalations.same_policy.count=3", "enforcement.forfeit.share=0.6", "enforcement.appeals.days=5",
         "enforcement.appeals.innocent=0.8", "enforcement.auto.false_positive_rate=0.1",
         "enforcement.freeze.forfeit_share=0.3", "incentives.settlement_days=3", "market.funnel.order_live=0.5",
         "market.funnel.order_video=0.5", "market.funnel.click=0.6", *FLOOD),
        seed=13,
    ),
    "exempt and linked": Market(
        400, 40, 60,
        ("enforcement=strict", "enforcement.exemption.top_share=0.1", "enforcement.linked_accounts.recall=0.8",
         "enforcement.linked_accounts.false_positive=0.6", "enforcement.penalty.scale=4", "market.funnel.click=0.6",
         *FLOOD),
        seed=15, shared=True,
    ),
    "full follow lists": Market(
        120, 30, 45,
        ("distribution.follow_share=0.4", "market.funnel.follow=0.5", "market.funnel.unfollow=0.05",
         "population.viewer.follows=8"),
    ),
    "unhappy": Market(
        200, 30, 60,
        ("market.funnel.order_live=0.6", "market.orders.bad_base=0.5", "population.viewer.churn=0.02",
         "market.orders.cancel_rate=0.2", "population.dormant_viewers=20", "enforcement.auto.retrain_days=9",
         "tactics.off_platform.unknowing=30", "population.awareness.ignorance=0.4", "population.creator.experiment=0.4",
         "market.funnel.click=0.5",
         "population.viewer.never_buyers=0", "market.funnel.order_video=0.6", "population.viewer.buying_ends_a=0.1"),
    ),
    "stirred viewers": Market(
        200, 40, 60,
        ("population.viewer.look_once=1.5", "population.viewer.variety=0.8", "population.viewer.variety_memory=10",
         "population.viewer.dark_follows=1", "population.viewer.dark_memory=3", "population.viewer.trust_seen=0.1",
         "population.viewer.trust_sensitivity=1.5", "population.viewer.trust_answered=0.9",
         "population.viewer.report_base=0.8", "population.viewer.follows=6", "distribution.follow_share=0.5",
         "market.funnel.click=0.5", "market.funnel.order_video=0.5", "market.funnel.unfollow_trust=15",
         "enforcement.auto.recall=0.3", *FLOOD),
        warmup=10, seed=15,
    ),
    "a long time": Market(
        60, 24, 200,
        ("enforcement.linked_accounts.recall=0", "population.creator.ban_return=1",
         "enforcement.escalations.same_policy.count=2", "population.creator.ban_return_days=3",
         "market.success.gmv=2000", "population.creator.arrivals=0.04",
         "population.creator.exit=0.0004", "market.quality_bar=0.5", "market.orders.complaint=0.9",
         "population.awareness.ignorance=0.04"),
        seed=8,
    ),
    "detection": Market(
        200, 40, 80,
        ("enforcement.auto.minutes=300", "enforcement.auto.mutation_rate=50", "enforcement.auto.retrain_days=15",
         "enforcement.auto.language_coverage=0.8", "enforcement.auto.false_positive_rate=0.05",
         "tactics.bait_price.appears=10", "tactics.bait_price.known=0.1", "tactics.bait_price.minutes=2",
         "tactics.viewer_bots.false_positive=5", "enforcement.response.rule_days=14",
         "enforcement.precheck.coverage=0.4", "enforcement.demotion.share=0.4", "enforcement.demotion.disclosed=0.6",
         "enforcement.explain.clip_share=0.5", "enforcement.review.priority=1", "enforcement.review.waiting=0",
         "enforcement.review.contractors=3", *FLOOD),
        seed=8,
    ),
    "appeals and rings": Market(
        200, 40, 70,
        ("enforcement.review.priority=2", "enforcement.review.waiting=0.4",
         "enforcement.review.sla_days=6", "enforcement.appeals.window_days=8",
         "enforcement.appeals.auto_reinstate=0.5", "enforcement.appeals.external_share=1",
         "enforcement.appeals.external_guilty=0.5", "enforcement.appeals.external_days=5",
         "enforcement.appeals.guilty=0.6", "enforcement.demotion.share=0.3", "enforcement.demotion.disclosed=1",
         "market.report_rings.rate=0.5", *FLOOD, "enforcement.review.capacity=20"),
        seed=9,
    ),
    "announcements": Market(
        150, 40, 60, ("enforcement.announcement.report=0.3", "population.deterrence.proof_days=7", *FLOOD), seed=3,
        changes=(Change("enforcement.announcement.strength", 1.0, start=5, until=20),
                 Change("enforcement.announcement.strength", 0.5, start=30)),
    ),
    "dated changes": Market(
        150, 30, 50,
        changes=(
            Change("enforcement.auto.recall", 1.0, start=3, ramp=10),
            Change("enforcement.explain.share", 1.0, start=5, until=20, regions=("vn",)),
            Change("tactics.bait_price.severity", 4.0, start=8),
            Change("enforcement.severities.moderate.points", 60.0, start=8),
            Change("incentives.training.coverage", 1.0, start=2, when=Trigger("gmv", True, 0.0, 2)),
            Change("distribution.weights.quality", 4.0, start=14),
        ),
        warmup=14, seed=6,
    ),
}


def build(market: Market, engine: str) -> Ecosystem:
    """Return the market on its first morning."""
    config = compose([
        f"population.viewers={market.viewers}", f"population.creators={market.creators}", f"engine={engine}",
        f"warmup_days={market.warmup}", *market.overrides,
    ])
    model = Ecosystem(config, seed=market.seed, scenario=Scenario("test", changes=market.changes))
    if market.shared:
        owner = model.state.creators.owner
        owner[1::2] = owner[: len(owner) - 1 : 2]
        for row, creator in enumerate(getattr(model.engine, "accounts", [])):
            creator.owner = int(owner[row])
    return model
