"""What each agent, offer, order and case remembers: the fields of every table, in one place.

Money is in minor units, days are absolute (the first warm-up day is 0), rates and stocks are floats in 0-1 unless
said otherwise. ``follows`` holds creators' rows (-1: empty slot).
"""

from __future__ import annotations

from sim.model.state.columns import Field

FOLLOW_SLOTS = 8
MAX_ORDERS = 4
MAX_IMPRESSIONS = 64
SEVERITY_SLOTS = 5  # levels 1-4 of violations; 0 is not used

# status of a viewer
ACTIVE_VIEWER, LEFT_VIEWER, DORMANT_VIEWER = 0, 1, 2
# status of a creator account
PILOT, ACTIVE, REMOVED, LEFT = 0, 1, 2, 3
# kinds of offer: row 2 * creator + kind
LIVE, VIDEO = 0, 1
# states of an order
PLACED, KEPT, GOING_BACK, SETTLED, RETURNED, VOID = 0, 1, 2, 3, 4, 5
# states of a case
QUEUED, PENALISED, APPEALED, UPHELD, CLEARED, OVERTURNED, EXPIRED = 0, 1, 2, 3, 4, 5, 6
# sources of a case
AUTO, REPORT = 0, 1

# columns of offers.hot: what the viewing loop reads, one cache line an offer
ENTRY_ODDS, WATCH_MEAN, ORDER_ODDS, VALUE, REPORT_P, SCHEDULED, AVAILABLE, STAY = range(8)
# columns of offers.tally: what it writes
(T_IMPRESSIONS, T_ENDED, T_VIEWS, T_WATCH, T_CLICKS, T_ORDERS, T_FOLLOWS, T_UNFOLLOWS, T_NEGATIVE, T_QUICK,
 T_REPORTS, T_FOLLOWED) = range(12)
TALLIES = 12


def viewer_fields(categories: int) -> dict[str, Field]:
    """Return the fields of a viewer; ``taste`` is cumulative over the categories in 1/256."""
    return {
        "id": ("i8", 0), "region": ("i1", 0), "status": ("i1", 0), "joined": ("i4", 0), "activity": ("i8", 0),
        "taste": ("u1", categories), "follows": ("i4", FOLLOW_SLOTS), "price_sensitivity": ("f8", 0),
        "affinity": ("f8", 0),
        "habit": ("f8", 0), "satisfaction": ("f8", 0), "trust": ("f8", 0), "purchases": ("i4", 0), "bought": ("i4", 0),
    }


# kept on a creator only to be counted (`sim.model.day.records`)
RECORD_FIELDS: dict[str, Field] = {
    "first_penalty": ("i4", 0), "first_broke": ("i4", 0), "first_caught": ("i4", 0),
    "repeat_penalty": ("i4", 0), "repeat_broke": ("i4", 0), "repeat_caught": ("i4", 0),
    "back_on": ("i4", 0), "last_live": ("i4", 0), "was_pilot": ("i1", 0), "gmv_life": ("i8", 0),
    "income_28d": ("f8", 0),
}


def creator_fields(policies: int) -> dict[str, Field]:
    """Return the fields of a creator account, with one slot a policy (0: clean) where it matters.

    What restrictions are in force (``traffic_cut`` to ``restricted``) is read off milestones and the limits of
    escalations at the end of every day, for the next one; ``sentenced`` is set and cleared within a day.
    """
    return {
        "id": ("i8", 0), "owner": ("i8", 0), "region": ("i1", 0), "category": ("i1", 0), "status": ("i1", 0),
        "joined": ("i4", 0), "ended": ("i4", 0), "weekday": ("i1", 0), "agency": ("i4", 0), "ring": ("i4", 0),
        "partner": ("i1", 0), "tier": ("i1", 0), "level": ("i1", 0),
        "skill": ("f8", 0), "intrinsic": ("f8", 0), "moral": ("f8", 0), "caution": ("f8", 0),
        "outside": ("f8", 0), "drive": ("f8", 0), "persuasion": ("f8", 0), "attraction": ("f8", 0),
        "effort": ("f8", 0), "supply": ("f8", 0), "tactic": ("i1", 0), "intensity": ("f8", 0),
        "shown_tactic": ("i1", 0), "shown_effort": ("f8", 0), "shown_craft": ("f8", 0), "awareness": ("f8", 0),
        "craft": ("f8", 0), "income_before": ("f8", 0), "tactic_payoff": ("f8", 0),
        "perceived": ("f8", policies), "breaches": ("i4", policies), "uses": ("i4", 0),
        "followers": ("i8", 0), "income": ("f8", 0), "exposure": ("f8", 0), "aspiration": ("f8", 0),
        "engagement": ("f8", 0), "gpm": ("f8", 0), "quality_seen": ("f8", 0), "fairness": ("f8", 0),
        "views_28d": ("f8", 0), "gmv_28d": ("f8", 0), "gmv_usual": ("f8", 0),
        "gmv_seen_28d": ("f8", 0), "last_offer": ("i4", 0), "restricted_days": ("i4", 0),
        "rating": ("i4", 0), "deducted": ("i4", 0), "wrong_points": ("i4", 0), "earned": ("i4", 0),
        "earned_week": ("i4", 0), "completed": ("i4", 0), "milestone": ("i1", 0), "suspended_until": ("i4", 0),
        "level_offences": ("i4", SEVERITY_SLOTS), "clean_lives": ("i4", 0), "exempt": ("i1", 0), "sentenced": ("i1", 0),
        "limited_until": ("i4", 0), "limit_cut": ("f8", 0), "limit_posts": ("i4", 0),
        "traffic_cut": ("f8", 0), "posting_limit": ("i4", 0), "links_hidden": ("i1", 0), "campaign_blocked": ("i1", 0),
        "restricted": ("i1", 0), "frozen_until": ("i4", 0), "held": ("i8", 0),
        "offences": ("i4", 0), "last_penalty": ("i4", 0), "notified_on": ("i4", 0), "notified_policy": ("i1", 0),
        "lives_week": ("i4", 0), "videos_week": ("i4", 0), "offers_week": ("i4", 0), "return_day": ("i4", 0),
        "delivered": ("i4", 0), "sound": ("f8", 0), "returned": ("f8", 0), "return_norm": ("f8", 0),
        "evidence": ("f8", 0), "performance": ("f8", 0), "recognition": ("f8", 0), "bonus_habituation": ("f8", 0),
        "habituation_gap": ("f8", 0), "boosted": ("i1", 0), "debt": ("i8", 0), "bonus_last": ("i8", 0),
        "minutes_week": ("i4", 0),
        "gmv_week": ("i8", 0), "net_week": ("i8", 0), "claims": ("i8", 4), "charged_today": ("i8", 0),
        "settled_today": ("i8", 0), "bonus_today": ("i8", 0), "compliant_today": ("i4", 0), "gmv_today": ("i8", 0),
        "fake_today": ("i8", 0), "off_ledger_today": ("i8", 0),
    } | RECORD_FIELDS


OFFER: dict[str, Field] = {
    "active": ("i1", 0), "violation": ("i1", 0), "deliberate": ("i1", 0), "strength": ("f8", 0),
    "quality": ("f8", 0), "estimate": ("f8", 0), "price": ("i8", 0), "exaggeration": ("f8", 0),
    "return_add": ("f8", 0), "pieces": ("i4", 0),
    "flag": ("i4", 0), "accused": ("i1", 0), "to_review": ("i1", 0), "demoted": ("i1", 0),
    "reach": ("f8", 0), "weight": ("f8", 0),
    "top": ("i1", 0), "proven": ("i1", 0), "in_campaign": ("i1", 0), "boosted": ("i1", 0),
    "hot": ("f8", 8), "tally": ("i8", TALLIES),
}

ORDER: dict[str, Field] = {
    "id": ("i8", 0), "viewer": ("i4", 0), "creator": ("i4", 0), "kind": ("i1", 0), "violation": ("i1", 0),
    "price": ("i8", 0), "commission": ("i4", 0), "extra": ("i4", 0), "exaggeration": ("f8", 0), "return_add": ("f8", 0),
    "quality": ("f8", 0),
    "due": ("i4", 0), "state": ("i1", 0),
}

CASE: dict[str, Field] = {
    "id": ("i8", 0), "creator": ("i4", 0), "day": ("i4", 0), "policy": ("i1", 0), "guilty": ("i1", 0),
    "source": ("i1", 0), "state": ("i1", 0), "points": ("i4", 0), "counted": ("i1", 0), "level": ("i1", 0),
    "decided": ("i4", 0), "filed": ("i4", 0), "due": ("i4", 0), "exposure": ("i8", 0), "demoted": ("i1", 0),
    "outside": ("i1", 0),
}


def policy_fields(policies: int) -> dict[str, Field]:
    """Return the fields of a region's policies.

    ``horizon`` is the clock's day 0 of the horizon; ``knowledge`` and ``labels`` (confirmed cases) are the detectors',
    one slot a policy; the rest is the incentive programme's.
    """
    return {
        "last_retrain": ("i4", 0), "load": ("f8", 0), "viewers_base": ("i8", 0), "creators_base": ("i8", 0),
        "horizon": ("i4", 0), "knowledge": ("f8", policies), "labels": ("f8", policies),
        "held_extra": ("f8", 0), "cut_day": ("i4", 0), "paid_share": ("f8", 0), "top_quality": ("f8", 0),
        "good_quality": ("f8", 0),
    }
