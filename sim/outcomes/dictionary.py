"""The metric dictionary: each outcome with formula, denominator, unit and the direction that is better.

An outcome is ``scale * sum(numerator tallies) / sum(denominator tallies)`` over days and regions, so that a period, a
region or the whole market is the same formula on other sums. Outcomes without denominator are daily means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Better = Literal["up", "down", "neither"]


@dataclass(frozen=True)
class Outcome:
    """One thing that a policy is judged by.

    Attributes
    ----------
    numerator, denominator
        Names of tallies, a leading ``-`` subtracting. An empty denominator makes the outcome a mean per day.
    scale
        Factor that brings the ratio into ``unit``.
    additive
        Whether the market's value is the sum over regions (counts, money) or has to be weighted.
    headline
        Whether it stands in the first table of a comparison.
    """

    name: str
    label: str
    unit: str
    better: Better
    formula: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    scale: float = 1.0
    headline: bool = False
    combine: Literal["sum", "log_ratio"] = "sum"


OUTCOMES: dict[str, Outcome] = {}


def _add(
    name: str,
    label: str,
    unit: str,
    better: Better,
    formula: str,
    numerator: str,
    denominator: str = "",
    scale: float = 1.0,
    headline: bool = False,
    combine: Literal["sum", "log_ratio"] = "sum",
) -> None:
    OUTCOMES[name] = Outcome(
        name, label, unit, better, formula, tuple(numerator.split()), tuple(denominator.split()), scale, headline,
        combine,
    )


_add("quality", "content quality", "0-1", "up", "view-weighted quality delivered: sum(q * views) / views",
     "quality_viewed_micro", "views", 1e-6, True)
_add("quality_offered", "quality put up", "0-1", "up", "mean quality delivered over offers, each counting once",
     "quality_offered_micro", "offers", 1e-6)
_add("violation_view_rate", "violation view rate", "fraction of views", "down", "views of violating offers / views",
     "violating_views", "views", 1.0, True)
_add("violation_offer_rate", "violating offers", "fraction of offers", "down", "violating offers / offers",
     "violating_offers", "offers")
_add("creator_retention_30d", "creator retention, 30 d, new", "fraction", "up",
     "creators still there on their 30th day / creators whose 30th day fell in the period",
     "creators_kept_30d", "creators_reaching_30d", 1.0, True)
_add("creator_retention_90d", "creator retention, 90 d, new", "fraction", "up",
     "creators still there on their 90th day / creators whose 90th day fell in the period",
     "creators_kept_90d", "creators_reaching_90d", 1.0, True)
_add("creator_exit_rate", "creators leaving", "per creator and 30 days", "down", "30 * leavers / creator-days",
     "creators_left", "creators", 30.0)
_add("viewer_retention_30d", "viewer retention, 30 d", "fraction", "up",
     "viewers active 30 days ago who opened the app in the last 7 days / viewers active 30 days ago",
     "viewers_active_30d_ago_back", "viewers_active_30d_ago", 1.0, True)
_add("daily_active_viewers", "daily active viewers", "viewers", "up", "viewers who opened the app, mean per day",
     "dau", "", 1.0, True)
_add("wau_share", "weekly active share", "fraction", "up", "viewers active in 7 days / accounts", "wau", "viewers")
_add("trust", "platform trust", "0-1", "up", "mean trust over viewers", "trust_micro", "viewers", 1e-6)
_add("satisfaction", "viewer satisfaction", "0-1", "up", "mean remembered satisfaction",
     "satisfaction_micro", "viewers", 1e-6)
_add("gmv", "GMV", "USD per day", "up", "value of orders placed", "gmv_placed", "", 0.01)
_add("gmv_net", "net GMV", "USD per day", "up", "orders placed minus cancelled and returned",
     "gmv_placed -gmv_voided -gmv_returned", "", 0.01, True)
_add("gmv_pending", "GMV not yet settled", "USD", "neither", "value of open orders, mean per day",
     "gmv_pending", "", 0.01)
_add("gpm", "GPM", "USD per 1,000 views", "up", "1000 * GMV / views", "gmv_placed", "views", 10.0)
_add("live_gmv_share", "LIVE share of GMV", "fraction", "neither", "GMV from LIVE / GMV", "gmv_live", "gmv_placed")
_add("ctr", "CTR", "fraction", "up", "views / impressions", "views", "impressions")
_add("ctor", "CTOR", "fraction", "up", "orders / product clicks", "orders", "clicks")
_add("watch_minutes", "watch time", "minutes per impression", "up", "watch minutes / impressions",
     "watch_centiminutes", "impressions", 0.01)
_add("negative_feedback", "negative feedback", "fraction of views", "down",
     "(not-interested + reports + quick exits) / views", "not_interested reports quick_exits", "views")
_add("return_rate", "return rate", "fraction", "down", "orders returned / orders delivered",
     "orders_returned", "orders_delivered", 1.0, True)
_add("return_rate_live", "return rate, LIVE", "fraction", "down", "LIVE orders returned / delivered",
     "orders_returned_live", "orders_delivered_live")
_add("bad_purchase_rate", "bad purchases", "fraction", "down", "deliveries that disappoint / deliveries",
     "bad_purchases", "orders_delivered")
_add("gini_views", "Gini of views", "0-1", "down", "Gini over creators of 28-day views, mean over days",
     "gini_views_micro", "creators", 1e-6)
_add("gini_gmv", "Gini of GMV", "0-1", "down", "Gini over creators of 28-day GMV, mean over days",
     "gini_gmv_micro", "creators", 1e-6)
_add("newcomer_view_share", "views of newcomers", "fraction", "up", "views of boosted newcomers / views",
     "newcomer_views", "views")
_add("follow_view_share", "views from follows", "fraction", "neither", "views through the follow list / views",
     "follow_views", "views")
_add("restricted_view_share", "views of restricted creators", "fraction", "down", "views under a traffic cut / views",
     "restricted_views", "views")
_add("live_hours", "LIVE hours", "hours per day", "up", "hours of LIVE put up", "live_minutes", "", 1 / 60)
_add("pilot_live_hours", "LIVE hours of pilots", "hours per day", "up", "hours of LIVE by pilot accounts",
     "pilot_live_minutes", "", 1 / 60)
_add("pilot_videos", "videos of pilots", "per day", "up", "video batches by pilot accounts, in videos",
     "pilot_videos", "")
_add("enforcement_precision", "enforcement precision", "fraction", "up", "penalties on guilty / penalties",
     "penalties_guilty", "penalties", 1.0, True)
_add("enforcement_recall", "enforcement recall", "fraction", "up", "penalties on guilty / violating offers",
     "penalties_guilty", "violating_offers", 1.0, True)
_add("time_to_enforce", "time to enforce", "minutes", "down", "mean minutes from start to stop of stopped offers",
     "minutes_to_act", "offers_stopped")
_add("repeat_penalty_rate", "penalties within 30 d of another", "fraction", "down",
     "penalties on creators penalised in the 30 days before / penalties", "penalties_within_30d", "penalties")
_add("points_deducted", "points deducted", "points per day", "neither", "points deducted", "points_deducted")
_add("penalties", "penalties", "per day", "neither", "cases that ended in a penalty", "penalties")
_add("warnings", "warnings", "per day", "neither", "offences met by a warning", "warnings")
_add("removals", "accounts removed", "per day", "neither", "accounts removed for good", "removals")
_add("suspended_share", "suspended creators", "fraction", "down", "suspended / creators",
     "creators_suspended", "creators")
_add("restricted_share", "restricted creators", "fraction", "down", "creators under a traffic cut / creators",
     "creators_restricted", "creators")
_add("mean_rating", "mean health rating", "points", "up", "mean rating over creators", "rating", "creators")
_add("review_load", "cases sent to review", "per day", "down", "cases that join the human queue", "review_queued")
_add("review_backlog", "review backlog", "cases", "down", "cases waiting at the day's end", "review_backlog")
_add("report_cases", "cases from reports", "per day", "neither", "cases opened by viewer reports", "report_cases")
_add("appeal_rate", "appeal rate", "fraction", "neither", "appeals filed / penalties", "appeals_filed", "penalties")
_add("appeal_overturn_rate", "appeals overturned", "fraction", "down", "appeals won / appeals decided",
     "appeals_overturned", "appeals_decided", 1.0, True)
_add("appeal_overturn_innocent", "innocent appeals won", "fraction", "up", "appeals of innocents won / decided",
     "appeals_overturned_innocent", "appeals_decided_innocent")
_add("appeal_days", "days to decide an appeal", "days", "down", "mean days from filing to decision",
     "appeal_days", "appeals_decided")
_add("ban_evasion_rate", "ban evasion", "fraction", "down", "removed owners back unnoticed / owners who tried",
     "ban_returns_undetected", "ban_return_attempts")
_add("cheating_premium", "profit of cheating", "ratio minus 1", "down",
     "exp(mean ln(1 + income) of creators using a tactic - of honest ones) - 1",
     "log_income_cheating_micro log_income_honest_micro", "creators_cheating creators", 1e-6, True, "log_ratio")
_add("cheating_share", "creators using a tactic", "fraction", "down", "creators with a tactic / creators",
     "creators_cheating", "creators")
_add("wrongly_hit_gmv", "wrongly hit GMV", "USD per day", "down",
     "usual GMV of creators restricted only by wrong points, or whose clean offer was stopped",
     "wrongly_hit_gmv", "", 0.01, True)
_add("fairness", "fairness felt", "0-1", "up", "mean fairness felt over creators", "fairness_micro", "creators", 1e-6)
_add("awareness", "rule awareness", "0-1", "up", "mean awareness over creators", "awareness_micro", "creators", 1e-6)
_add("effort", "effort", "0-1", "up", "mean effort over creators", "effort_micro", "creators", 1e-6)
_add("pilot_share", "creators in the pilot", "fraction", "neither", "pilots / creators", "creators_pilot", "creators")
_add("creators", "active creators", "creators", "up", "creators not left or removed, mean per day", "creators")
_add("bonus_share", "creators paid a quality bonus", "fraction", "neither", "bonuses paid / creators checked",
     "bonuses_paid", "bonuses_checked")
_add("commission_paid", "commission paid", "USD per day", "neither", "commission settled", "commission_paid", "", 0.01)
_add("commission_forfeited", "commission forfeited", "USD per day", "neither",
     "commission of removed accounts kept back", "commission_forfeited", "", 0.01)
_add("incentive_cost", "incentive cost", "USD per day", "down",
     "bonuses, training and added commission; boosts cost no money",
     "incentive_cost", "", 0.01, True)
_add("governance_cost", "governance cost", "USD per day", "down", "screening, reviewers and appeals",
     "governance_cost", "", 0.01, True)

HEADLINE = [name for name, outcome in OUTCOMES.items() if outcome.headline]
