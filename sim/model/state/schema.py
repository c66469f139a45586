"""What each agent, offer, order and case remembers: the fields of every table (a creator's stand in `accounts`).

Money is in minor units, days are absolute (the first warm-up day is 0), rates and stocks are floats in 0-1 unless
said otherwise. ``follows`` holds creators' rows (-1: empty slot).
"""

from __future__ import annotations

from sim.model.rules.entry import ENTRY_FIELDS
from sim.model.state.accounts import AccountFields, columns_of
from sim.model.state.columns import Field

FOLLOW_SLOTS = 8
MAX_ORDERS = 4
SEVERITY_SLOTS = 5  # levels 1-4 of violations; 0 is not used
BONUSES = 4  # kinds of weekly bonus

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
# what a reviewer did with a flagged offer on its day (``looked``)
UNSEEN, LOOKED, STOPPED = 0, 1, 2

# columns of offers.hot: what the viewing loop reads, one cache line an offer
ENTRY_ODDS, WATCH_MEAN, ORDER_ODDS, VALUE, NOTICED, SCHEDULED, AVAILABLE, STAY = range(8)
# columns of offers.tally: what it writes
(T_IMPRESSIONS, T_ENDED, T_VIEWS, T_WATCH, T_CLICKS, T_ORDERS, T_FOLLOWS, T_UNFOLLOWS, T_NEGATIVE, T_QUICK,
 T_REPORTS, T_FOLLOWED) = range(12)
TALLIES = 12


def viewer_fields(categories: int) -> dict[str, Field]:
    """Return the fields of a viewer; ``taste`` is cumulative over the categories in 1/256.

    ``scope`` is the cell whose levers apply (the region, where nothing is tested), ``appetite`` the wish to buy
    (0: does not, or no more), ``fickle`` the own daily chance of leaving, ``leaning``
    where trust rests against the reference in hundredths, ``bonds`` trust in who is followed (65535: full).
    """
    return {
        "id": ("i8", 0), "region": ("i2", 0), "scope": ("i2", 0), "status": ("i1", 0), "joined": ("i4", 0),
        "activity": ("i8", 0), "taste": ("u1", categories), "follows": ("i4", FOLLOW_SLOTS),
        "bonds": ("u2", FOLLOW_SLOTS),
        "appetite": ("f4", 0), "affinity": ("f4", 0), "fickle": ("f4", 0), "leaning": ("i1", 0),
        "habit": ("f8", 0), "satisfaction": ("f8", 0), "trust": ("f8", 0), "purchases": ("i4", 0), "bought": ("i4", 0),
    }


def creator_fields(policies: int) -> dict[str, Field]:
    """Return the fields of a creator account, with one slot a policy (0: clean) where it matters."""
    return columns_of(AccountFields, {"policies": policies, "levels": SEVERITY_SLOTS, "bonuses": BONUSES})


OFFER: dict[str, Field] = {
    "active": ("i1", 0), "violation": ("i1", 0), "deliberate": ("i1", 0), "strength": ("f8", 0),
    "quality": ("f8", 0), "estimate": ("f8", 0), "price": ("i8", 0), "exaggeration": ("f8", 0),
    "return_add": ("f8", 0), "pieces": ("i4", 0),
    "flag": ("i4", 0), "accused": ("i1", 0), "to_review": ("i1", 0), "demoted": ("i1", 0), "looked": ("i1", 0),
    "reach": ("f8", 0), "room": ("f8", 0), "weight": ("f8", 0),
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
    "outside": ("i1", 0), "looked": ("i1", 0),
}


def policy_fields(policies: int, categories: int) -> dict[str, Field]:
    """Return the fields of a region's policies.

    ``horizon`` is the clock's day 0 of the horizon; ``knowledge`` and ``labels`` (confirmed cases) are the detectors',
    one slot a policy; ``told`` (announced penalties) to ``broken_since`` are what is publicly known of enforcement and
    of announcements (`sim.model.day.publicity`); from ``review_load`` to ``blend`` the review team's; ``usual`` is what
    there usually is to watch in each category (ln), ``answered`` the share of reports of violations that is acted on;
    ``viewer_entry`` and ``creator_entry`` are what arrivals rest on (`rules.entry`); the rest is the incentive
    programme's.
    """
    return {
        "last_retrain": ("i4", 0), "load": ("f8", 0), "viewers_base": ("i8", 0), "creators_base": ("i8", 0),
        "horizon": ("i4", 0), "knowledge": ("f8", policies), "labels": ("f8", policies),
        "held_extra": ("f8", 0), "cut_day": ("i4", 0), "paid_share": ("f8", 0), "top_quality": ("f8", 0),
        "good_quality": ("f8", 0), "viewer_entry": ("f8", ENTRY_FIELDS), "creator_entry": ("f8", ENTRY_FIELDS),
        "usual": ("f8", categories), "answered": ("f8", 0),
        "review_load": ("f8", 0), "review_plan": ("f8", 0), "reviewers": ("f8", 0), "trainees": ("f8", 0),
        "novelty": ("f8", 0), "able": ("f8", 0), "room": ("f8", 0), "pressure": ("f8", 0), "blend": ("f8", 0),
        "told": ("f8", policies), "broken": ("f8", policies), "rest": ("f8", policies), "alarm": ("f8", 0),
        "announcing": ("f8", 0), "announced": ("f8", 0), "shown_true": ("f8", 0), "pending_since": ("i4", 0),
        "rate_before": ("f8", 0), "told_since": ("f8", 0), "broken_since": ("f8", 0),
    }
