"""Every impression is accounted for, nobody sells who may not, and nobody is watched after their LIVE was cut."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.draws.market import MAX_IMPRESSIONS
from sim.model.outcomes import tallies as y
from sim.model.parameters import distribution as d
from sim.model.parameters import enforcement as e
from sim.model.parameters.review import REVIEW_WAITING
from sim.model.rules import ranking
from sim.model.state import schema as s
from tests.guarantees.books import Day, audit

Array = np.ndarray[Any, Any]
FUNNEL = {
    s.T_IMPRESSIONS: y.IMPRESSIONS, s.T_ENDED: y.ENDED, s.T_VIEWS: y.VIEWS, s.T_WATCH: y.WATCH, s.T_CLICKS: y.CLICKS,
    s.T_ORDERS: y.ORDERS, s.T_NEGATIVE: y.NEGATIVE, s.T_QUICK: y.QUICK, s.T_REPORTS: y.REPORTS,
    s.T_FOLLOWED: y.FOLLOW_VIEWS,
}
FOLLOW_MOVES = (s.T_FOLLOWS, s.T_UNFOLLOWS)


def check_impressions(day: Day) -> None:
    count = day.after.offers.tally
    assert (count >= 0).all()
    entered, ended = count[:, s.T_VIEWS], count[:, s.T_ENDED]
    assert (entered + ended <= count[:, s.T_IMPRESSIONS]).all()  # the rest did not enter
    for part in (s.T_CLICKS, s.T_NEGATIVE, s.T_QUICK, s.T_REPORTS, s.T_FOLLOWED):
        assert (count[:, part] <= entered).all(), part
    assert (count[:, s.T_ORDERS] <= count[:, s.T_CLICKS]).all()
    region = np.repeat(day.after.creators.region, 2)
    for column, tally in FUNNEL.items():
        assert day.by_region(region, count[:, column]).tolist() == day.flow(tally), y.NAMES[tally]
    assert day.model.impressions == int(day.sum(y.IMPRESSIONS).sum())
    assert (day.tally[:, y.IMPRESSIONS] <= day.tally[:, y.DAU] * MAX_IMPRESSIONS).all()
    assert (day.tally[:, y.ORDERS] <= day.tally[:, y.DAU] * s.MAX_ORDERS).all()
    bad = day.after.offers.violation > 0
    active = day.after.offers.active == 1
    assert day.by_region(region[bad & active], entered[bad & active]).tolist() == day.flow(y.VIOLATING_VIEWS)


def check_only_who_may_sells(day: Day) -> None:
    morning, offers = day.before.creators, day.after.offers
    active = offers.active.reshape(-1, 2) == 1
    may = (morning.status <= s.ACTIVE) & (morning.suspended_until <= day.clock)
    assert not active[: day.morning][~may].any() and not active[day.morning :].any()
    # so at the day's end an account without standing has no offer but what it published before it lost it, today
    gone = ~day.here & active.any(axis=1)
    assert (day.after.creators.ended[gone] == day.clock).all()
    idle = offers.active == 0
    others = [column for column in range(s.TALLIES) if column not in FOLLOW_MOVES]
    assert not offers.tally[idle][:, others].any()
    region = np.repeat(day.after.creators.region, 2)
    assert day.by_region(region[~idle]).tolist() == day.flow(y.OFFERS)
    lives = offers.pieces[::2] * active[:, s.LIVE]
    assert day.by_region(region[::2], lives).tolist() == day.flow(y.LIVES)


def check_pilots_keep_their_quotas(day: Day) -> None:
    old, new, offers = day.before.creators, day.after.creators, day.after.offers
    n = day.morning
    active = (offers.active.reshape(-1, 2) == 1)[:n]
    lives, pieces = (offers.pieces.reshape(-1, 2)[:n] * active).T
    fresh = day.clock % 7 == 0
    assert np.array_equal(new.lives_week[:n], (0 if fresh else old.lives_week) + lives)
    assert np.array_equal(new.videos_week[:n], (0 if fresh else old.videos_week) + pieces)
    pilot = old.status == s.PILOT
    quota = day.world.values[old.region]
    assert (new.lives_week[:n] <= quota[:, e.PILOT_LIVES])[pilot & active[:, s.LIVE]].all()
    assert (new.videos_week[:n] <= quota[:, e.PILOT_VIDEOS])[pilot & (pieces > 0)].all()


def check_nobody_is_watched_after_a_cut(day: Day) -> None:
    offers = day.after.offers
    active = offers.active == 1
    count, hot = offers.tally[active], offers.hot[active]
    scheduled, available = hot[:, s.SCHEDULED], hot[:, s.AVAILABLE]
    cut = available < scheduled
    flag, waits = offers.flag[active], offers.to_review[active] == 1
    assert (available >= 0).all() and (available <= scheduled).all()
    demoted, stopped = offers.demoted[active] == 1, offers.looked[active] == s.STOPPED
    region = np.repeat(day.after.creators.region, 2)[active]
    kept = day.world.values[region, REVIEW_WAITING]  # of the reach while a human is awaited
    at_once = (flag >= 0) & (flag < scheduled) & ~waits & ~demoted
    assert np.array_equal(available[at_once], flag[at_once].astype(float))  # at the minute that the detector acted
    assert np.array_equal(cut & (~waits | (kept == 1.0)), at_once | (stopped & (kept == 1.0)))
    assert (available[stopped] >= flag[stopped]).all() and (flag < scheduled)[cut].all()
    assert not (stopped & ~waits).any()
    assert not (waits & demoted).any() and not (demoted & (flag < 0)).any()
    assert not count[~cut, s.T_ENDED].any()
    assert not count[available == 0, s.T_VIEWS].any()
    assert (count[available == 0, s.T_ENDED] == count[available == 0, s.T_IMPRESSIONS]).all()
    assert (count[:, s.T_WATCH] <= count[:, s.T_VIEWS] * available * 100.0).all()
    acted = at_once | stopped
    assert day.by_region(region[acted]).tolist() == day.flow(y.STOPPED)
    minutes = np.array(day.flow(y.MINUTES_TO_ACT))
    up = day.world.values[:, REVIEW_WAITING] == 1.0  # else what is shown is not the minute of the look
    assert (day.by_region(region[acted], available[acted])[up] == minutes[up]).all()


def check_lotteries_deal_the_documented_chances(day: Day) -> None:
    """Recompute every chance from weights, room and reach; the alias tables must give back exactly those."""
    lottery, offers = day.lottery, day.after.offers
    creators = day.after.creators
    categories = day.world.categories.shape[1]
    group = np.repeat(creators.region.astype(np.int64) * categories + creators.category, 2)
    entered = (offers.active == 1) & (offers.weight > 0.0)
    assert np.isfinite(offers.weight[offers.active == 1]).all()
    assert not (entered & (offers.reach <= 0.0)).any()
    assert np.array_equal(lottery.count, np.bincount(group[entered], minlength=len(lottery.count)))
    for g in lottery.count.nonzero()[0].tolist():
        rows = slice(lottery.start[g], lottery.start[g] + lottery.count[g])
        mine = lottery.offers[rows]
        assert np.array_equal(mine, (entered & (group == g)).nonzero()[0])
        keep, alias, n = lottery.keep[rows], lottery.alias[rows], len(mine)
        assert ((keep >= 0.0) & (keep <= 1.0)).all() and ((alias >= 0) & (alias < n)).all()
        dealt = (keep + np.bincount(alias, weights=1.0 - keep, minlength=n)) / n
        epsilon, candidates = day.world.values[g // categories, [d.EXPLORATION, d.CANDIDATES]]
        won, room = offers.weight[mine].copy(), offers.room[mine] * offers.reach[mine]
        ranking.compete(won, room, candidates, np.empty(3 * n))
        chance = (1.0 - epsilon) * won + epsilon * room / room.sum()
        assert np.allclose(dealt, chance, rtol=0.0, atol=1e-12)


def check_traffic(day: Day) -> None:
    check_impressions(day)
    check_only_who_may_sells(day)
    check_pilots_keep_their_quotas(day)
    check_nobody_is_watched_after_a_cut(day)
    check_lotteries_deal_the_documented_chances(day)


def test_every_impression_is_accounted_for() -> None:
    met = audit(check_traffic, 4)
    for event in ("impressions_ended", "follow_views", "creators_suspended", "creators_pilot", "removals", "orders"):
        assert met[event] > 0, event
