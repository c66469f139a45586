"""Nobody appears or vanishes unaccounted: viewers, creators, follows; and every stock stays within its bounds."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.day.births import ACCOUNT
from sim.model.outcomes import tallies as y
from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER, LEFT, LEFT_VIEWER, REMOVED, T_FOLLOWS, T_UNFOLLOWS
from tests.guarantees.books import Day, audit

Array = np.ndarray[Any, Any]
UNIT = {
    "viewers": ("habit", "satisfaction", "trust"),
    "creators": ("skill", "intrinsic", "moral", "effort", "intensity", "shown_effort", "awareness", "perceived",
                 "quality_seen", "fairness", "craft", "foresight", "care", "norm"),
}
AT_LEAST_0 = ("income", "exposure", "aspiration", "engagement", "gpm", "views_28d", "gmv_28d", "gmv_usual", "outside")


def check_viewers(day: Day) -> None:
    old, new = day.before.viewers, day.after.viewers
    was, now = old.status == ACTIVE_VIEWER, new.status == ACTIVE_VIEWER
    n = len(old)
    morning, evening = day.by_region(old.region[was]), day.by_region(new.region[now])
    joined, left = day.tally[:, y.VIEWERS_JOINED], day.tally[:, y.VIEWERS_LEFT]
    assert np.array_equal(evening, morning + joined - left)
    assert np.array_equal(morning - left, day.tally[:, y.VIEWERS])
    assert day.by_region(new.region[n:]).tolist() == joined.tolist() and (new.joined[n:] == day.clock + 1).all()
    assert not now[:n][~was].any()  # who left never comes back
    assert np.array_equal(old.id, new.id[:n]) and len(np.unique(new.id)) == len(new)
    opened = new.activity[:n] & 1 == 1
    assert not opened[~was].any()
    assert day.by_region(old.region[opened]).tolist() == day.flow(y.DAU)
    assert (day.tally[:, y.DAU] <= np.minimum(morning, day.tally[:, y.WAU])).all()
    assert (day.tally[:, y.COHORT30_BACK] <= day.tally[:, y.COHORT30_VIEWERS]).all()
    assert (new.purchases[:n] - old.purchases).sum() == day.tally[:, y.ORDERS].sum()


def check_creators(day: Day) -> None:
    old, new = day.before.creators, day.after.creators
    n = day.morning
    assert np.array_equal(old.id, new.id[:n]) and len(np.unique(new.id)) == len(new)
    was = old.status <= ACTIVE
    morning, evening = day.by_region(old.region[was]), day.by_region(new.region[day.here])
    joined, back = day.tally[:, y.CREATORS_JOINED], day.tally[:, y.RETURN_UNDETECTED]
    again = day.tally[:, y.CREATORS_RETURNED]
    assert np.array_equal(
        evening, morning + joined + back + again - day.tally[:, y.CREATORS_LEFT] - day.tally[:, y.REMOVALS]
    )
    attempts = day.tally[:, y.RETURN_ATTEMPTS]
    assert np.array_equal(day.tally[:, y.APPLICATIONS], joined + attempts + day.tally[:, y.REFUSED] - (attempts - back))
    assert evening.tolist() == day.flow(y.CREATORS)
    assert np.array_equal(day.by_region(new.region[n:]), joined + back)
    for status, column in ((LEFT, y.CREATORS_LEFT), (REMOVED, y.REMOVALS)):
        today = (new.status[:n] == status) & was
        assert day.by_region(new.region[:n][today]).tolist() == day.flow(column)
        assert (new.ended[:n][today] == day.clock).all()
    # an ended account stays ended, but for one that is taken up again on the day drawn when it was left
    taken_up = ~was & (old.status == LEFT) & (old.return_day == day.clock)
    assert np.array_equal(new.status[:n][~was & ~taken_up], old.status[~was & ~taken_up])
    assert (new.status[:n][taken_up] <= ACTIVE).all() and (new.ended[:n][taken_up] == -1).all()
    assert day.by_region(old.region[taken_up]).tolist() == again.tolist()
    suspended = day.here & (new.suspended_until > day.clock)
    assert day.by_region(new.region[suspended]).tolist() == day.flow(y.SUSPENDED)
    # who comes back: an owner whose account was removed, on the day drawn then
    assert (day.tally[:, y.RETURN_UNDETECTED] <= day.tally[:, y.RETURN_ATTEMPTS]).all()
    returned = new.id[n:] >= ACCOUNT
    due = (old.status == REMOVED) & (old.return_day == day.clock)
    assert day.by_region(old.region[due]).tolist() == day.flow(y.RETURN_ATTEMPTS)
    assert np.isin(new.owner[n:][returned], old.owner[due]).all()
    assert int(returned.sum()) == int(back.sum())


def check_follows(day: Day) -> None:
    viewers, creators, offers = day.after.viewers, day.after.creators, day.after.offers
    slots = viewers.follows
    held = slots >= 0
    assert (slots < len(creators)).all() and (slots >= -1).all()
    assert not held[viewers.status == LEFT_VIEWER].any()
    assert np.array_equal(creators.followers, np.bincount(slots[held], minlength=len(creators)))
    ordered = np.sort(slots, axis=1)
    assert not ((np.diff(ordered, axis=1) == 0) & (ordered[:, 1:] >= 0)).any()  # nobody is followed twice by one viewer
    follower = np.broadcast_to(viewers.region[:, None], slots.shape)[held]
    assert np.array_equal(creators.region[slots[held]], follower)
    offers_region = np.repeat(creators.region, 2)
    for column, tally in ((T_FOLLOWS, y.FOLLOWS), (T_UNFOLLOWS, y.UNFOLLOWS)):
        assert day.by_region(offers_region, offers.tally[:, column]).tolist() == day.flow(tally)
    stayed = (viewers.status[: len(day.before.viewers)] == day.before.viewers.status)
    if stayed.all():  # no viewer took follows away, so the two tallies explain every move
        change = day.by_region(creators.region, creators.followers) - day.by_region(
            day.before.creators.region, day.before.creators.followers
        )
        assert np.array_equal(change, day.tally[:, y.FOLLOWS] - day.tally[:, y.UNFOLLOWS])


def check_bounds(day: Day) -> None:
    for table, fields in UNIT.items():
        for field in fields:
            values = getattr(day.after.tables()[table], field)
            assert ((values >= 0.0) & (values <= 1.0)).all(), field
    creators = day.after.creators
    for field in AT_LEAST_0:
        values = getattr(creators, field)
        assert (np.isfinite(values) & (values >= 0.0)).all(), field
    rung, members = creators.ring >= 0, creators.agency >= 0
    assert not (rung & members).any() and ((creators.owner != creators.id % ACCOUNT) == rung).all()
    for groups in (creators.ring, creators.agency):  # no group crosses regions
        assert (groups[groups >= 0] % len(day.tally) == creators.region[groups >= 0]).all()
    assert ((creators.level >= 0) & (creators.level <= 3)).all()
    assert np.array_equal(day.model.engine.adoption.sum(axis=1), day.tally[:, y.CREATORS])
    assert ((creators.supply >= 0.1) & (creators.supply <= 8.0)).all()
    assert ((creators.tactic >= 0) & (creators.tactic < day.world.tactics.shape[1])).all()
    assert (day.tally >= 0).all()
    assert (day.tally[:, [y.GINI_VIEWS, y.GINI_GMV]] <= 1_000_000).all()


def check_people(day: Day) -> None:
    check_viewers(day)
    check_creators(day)
    check_follows(day)
    check_bounds(day)


def test_nobody_appears_or_vanishes_unaccounted() -> None:
    met = audit(check_people, 3)
    for event in (
        "viewers_joined", "viewers_left", "creators_joined", "creators_left", "removals", "ban_returns_undetected",
        "follows", "unfollows", "creators_suspended", "creators_returned", "applications_refused", "creators_in_rings",
        "level_rises", "level_falls", "creators_recovered",
    ):
        assert met[event] > 0, event
