"""Freezes, hidden links, exemptions and linked accounts, seen on one account at a time."""

from __future__ import annotations

import numpy as np

from sim.model.outcomes import tallies as y
from sim.model.state import schema as s
from tests.model.day.walk import ME, Walk


def test_frozen_commission_is_held_paid_at_the_end_and_at_once_after_a_won_appeal() -> None:
    walk = Walk("strict", "enforcement.freeze.forfeit_share=0.25", "enforcement.severities.major.points=60")
    creators, tally = walk.engine.state.creators, walk.engine.tally
    walk.offend("major", 0)  # rating 110: frozen for 14 days
    assert walk.frozen_until == 15
    creators.held[ME] = 1000
    walk.wait_until(14)
    assert walk.held == 1000 and tally[:, y.COMMISSION_HELD].sum() == 1000
    walk.wait_until(15)
    assert (walk.held, walk.settled_today) == (0, 750) and tally[:, y.COMMISSION_FORFEITED].sum() == 250
    cleared = Walk("strict", "enforcement.freeze.forfeit_share=0.25", "enforcement.severities.major.points=60",
                   "enforcement.appeals.accuracy=1", "enforcement.appeals.days=3", "enforcement.notice.share=1",
                   "enforcement.appeals.innocent=1", "enforcement.review.accuracy=0.5")
    at = 0
    while cleared.frozen_until == 0:  # reviewers err half of the time
        cleared.offend("major", at, guilty=False)
        at += 1
    cleared.engine.state.creators.held[ME] = 1000
    cleared.wait_until(int(cleared.engine.state.cases.due.max()) + 1)  # the appeal is decided
    assert (cleared.held, cleared.frozen_until <= cleared.day + 1, cleared.rating) == (0, True, 200)


def test_hidden_links_sell_nothing() -> None:
    walk = Walk("strict", "enforcement.severities.severe.points=80", "population.creator.live_hours=60")
    walk.engine.state.creators.suspended_until[ME] = 0
    walk.offend("severe", 0)  # 200 - 120: blocked
    assert walk.links_hidden == 1 and walk.posting_limit == 1
    walk.engine.state.creators.suspended_until[ME] = 0
    walk.engine.supply(1)
    offers = walk.engine.state.offers
    mine = offers.active[2 * ME : 2 * ME + 2] == 1
    assert mine.sum() == 1 and (offers.hot[2 * ME : 2 * ME + 2][mine, s.ORDER_ODDS] == 0.0).all()


def test_best_sellers_are_exempt_until_the_next_weekly_reading() -> None:
    walk = Walk("health_rating", "enforcement.exemption.top_share=0.02")
    creators = walk.engine.state.creators
    creators.gmv_28d[ME] = 1e9
    walk.offend("severe", 0)
    assert (walk.exempt, walk.deducted, walk.notified_on) == (1, 0, -1000)
    assert walk.engine.tally[:, y.EXEMPTED].sum() == 1 and walk.engine.tally[:, y.PENALTIES].sum() == 0
    creators.gmv_28d[ME] = 0.0
    walk.offend("severe", 3)
    assert walk.deducted == 0
    walk.offend("severe", 8)
    assert walk.exempt == 0 and walk.deducted > 0


def test_other_accounts_of_a_removed_owner_go_with_it() -> None:
    walk = Walk("violation_points", "enforcement.linked_accounts.action=1", "enforcement.linked_accounts.recall=1")
    creators = walk.engine.state.creators
    mine = np.flatnonzero(creators.region == creators.region[ME])[:3]
    creators.owner[mine] = creators.owner[ME]
    walk.offend("severe", 0)
    assert (creators.status[mine] == s.REMOVED).all() and walk.removed
    others = np.setdiff1d(np.arange(len(creators)), [*mine, ME])
    assert (creators.status[others] <= s.ACTIVE).all()
    assert walk.engine.tally[:, y.LINKED_REMOVALS].sum() == len(set(mine.tolist()) - {ME})


def test_a_wrong_link_takes_one_unrelated_account_of_the_agency() -> None:
    walk = Walk("violation_points", "enforcement.linked_accounts.false_positive=1")
    creators = walk.engine.state.creators
    creators.agency[:] = np.arange(len(creators)) % 3
    creators.region[:] = 0
    walk.offend("severe", 0)
    gone = np.flatnonzero(creators.status == s.REMOVED)
    assert len(gone) == 2 and len(set(creators.agency[gone].tolist())) == 1
    assert walk.engine.tally[:, y.LINKED_WRONG].sum() == 1
