"""Which levers a test can give to one viewer, or to one creator, and why not the others.

A viewer has a feed of one's own; a creator has one account, one rating and one pay. What belongs to a region as a whole
(its reviewers, its detectors' training, its budgets and announcements) can differ by region or by day, and by nobody.
The lists are measured: treating everybody by arm has to be the same, bit for bit, as changing the lever for all
(tests/model/levers/test_arms.py).
"""

from __future__ import annotations

from typing import Final

from sim.errors import UserError
from sim.model.levers.trial import Side

FEEDS: Final = frozenset(
    {
        "distribution.exploration",
        "distribution.candidates",
        "distribution.follow_share",
        "incentives.ads.load",
    }
)
"""What shapes a viewer's feed and says nothing of one account."""

SEEN: Final = frozenset(
    {
        "distribution.temperature",
        "distribution.weights.engagement",
        "distribution.weights.gpm",
        "distribution.weights.quality",
        "distribution.weights.followers",
        "incentives.top_boost.strength",
        "incentives.performance.reach_bar",
        "incentives.performance.reach_boost",
        "incentives.campaign.boost",
        "incentives.newcomer_boost.strength",
        "incentives.newcomer_boost.days",
    }
)
"""What ranks an account for a viewer: a test can give it to viewers, to creators, or to pairs of them."""

REGIONAL: Final = {
    "incentives.commission.friction_days": "when a cut of pay gets about",
    "incentives.bonus_budget": "the budget that all creators' bonuses are paid from",
    "incentives.top_boost.share": "a bar that is read off all creators",
    "incentives.campaign.demand": "how much viewers buy, and which days are a campaign",
    "incentives.campaigns.": "the calendar of campaigns",
    "enforcement.auto.retrain_days": "the training of the detectors",
    "enforcement.response.rule_days": "when there is a rule",
    "enforcement.review.waiting": "the reviewers' desk",
    "enforcement.review.priority": "the reviewers' queue",
    "enforcement.review.staff": "the review team",
    "enforcement.review.utilisation": "the review team",
    "enforcement.review.capacity": "the review team",
    "enforcement.review.contractors": "the review team",
    "enforcement.review.delay_days": "the reviewers' desk",
    "enforcement.review.sla_days": "the reviewers' queue",
    "enforcement.announcement.": "what is announced to everybody",
    "enforcement.onboarding.": "what is checked before anybody has an account",
    "enforcement.exemption.": "a bar that is read off all creators",
}
"""Levers, or groups of them, that are a region's as a whole, and what they are."""


def stop_unless_by(side: Side, lever: str) -> None:
    """Stop where a lever cannot differ between the units of a test.

    Raises
    ------
    UserError
        With the reason, and what could be tested instead.
    """
    if side == "region":
        return
    groups = (what for name, what in REGIONAL.items() if name.endswith(".") and lever.startswith(name))
    whole = REGIONAL.get(lever) or next(groups, None)
    if whole is not None:
        raise UserError(
            f"{lever} cannot be tested by {_unit(side)}: it is {whole}, one for the whole region. "
            "Test it by region or by time (--design region,switchback)."
        )
    if side == "creator" and lever in FEEDS:
        raise UserError(
            f"{lever} cannot be tested by creator: it shapes a viewer's feed as a whole, not one account's "
            "place in it. Test it by viewer (--design viewer)."
        )
    if side != "creator" and lever not in FEEDS | SEEN:
        raise UserError(
            f"{lever} cannot be tested by {_unit(side)}: a creator has one account, whoever looks at it, so "
            "penalties, pay and checks cannot differ from viewer to viewer. Test it by creator or cluster "
            "(--design creator,cluster)."
        )


def _unit(side: Side) -> str:
    return {"viewer": "viewer", "creator": "creator"}.get(side, "pairs of viewer and creator")
