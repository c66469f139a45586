"""Every case and every point is accounted for, every day, in every region and regime, in any legal market."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.day.ladder import OUT_OF_REACH
from sim.model.draws import uniform
from sim.model.draws.enforcement import Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.parameters.ledger import SEVERE
from sim.model.parameters.review import REVIEW_PRIORITY
from sim.model.rules import ledger
from sim.model.rules.review import taken_up
from sim.model.state.schema import ACTIVE, APPEALED, CLEARED, PENALISED, QUEUED, REMOVED, T_ORDERS, UPHELD
from tests.guarantees.books import Day, audit

Array = np.ndarray[Any, Any]
OPEN = (PENALISED, APPEALED, UPHELD)


def lever(day: Day, column: int, regions: Array) -> Array:
    """Return today's value of a parameter for rows that stand in these regions."""
    return day.world.values[regions, column]  # type: ignore[no-any-return]


def check_cases(day: Day) -> None:
    cases = day.after.cases
    region = day.after.creators.region[cases.creator]
    assert (cases.state < CLEARED).all() and len(np.unique(cases.id)) == len(cases.id)
    queued, penalised = day.by_region(region[cases.state == QUEUED]), day.by_region(region[np.isin(cases.state, OPEN)])
    overturned = day.sum(y.APPEALS_OVERTURNED, y.EXTERNAL_OVERTURNED, y.AUDITS_RESTORED)
    closed = overturned + day.sum(y.CLEARED, y.LAPSED, y.CLOSED)
    assert np.array_equal(day.sum(y.CASES_OPENED), queued + penalised + closed)
    demoted = day.by_region(region[cases.demoted == 1])  # only appeals against demotions are cases, and cost no points
    assert (cases.state[cases.demoted == 1] == APPEALED).all()
    penalties = penalised - demoted + overturned - day.sum(y.DEMOTIONS_RESTORED) + day.sum(y.CLOSED)
    assert np.array_equal(day.sum(y.PENALTIES), penalties)
    assert np.array_equal(day.sum(y.REVIEW_QUEUED), queued + day.sum(y.REVIEWED, y.LAPSED))
    assert queued.tolist() == day.flow(y.BACKLOG)
    filed = (cases.state == APPEALED) & (cases.filed <= day.clock)
    inside, outside = filed & (cases.outside == 0), filed & (cases.outside == 1)
    assert np.array_equal(day.sum(y.APPEALS_FILED), day.by_region(region[inside]) + day.sum(y.APPEALS_DECIDED))
    assert np.array_equal(day.sum(y.EXTERNAL_FILED), day.by_region(region[outside]) + day.sum(y.EXTERNAL_DECIDED))
    room = np.where(day.after.policy.able > 0, day.before.policy.room + day.after.policy.able, 0.0)
    assert (day.tally[:, y.REVIEWED] <= room + 1e-9).all()  # parts of a case add up to one but for the last bits
    ready = np.zeros(len(room))  # cases left that somebody could have taken up
    for j in np.flatnonzero(cases.state == QUEUED):
        waited = day.clock - int(cases.day[j])
        ready[region[j]] += taken_up(day.world.values[region[j]], uniform(int(cases.id[j]), Review.TAKEN_UP), waited)
    assert not ((day.tally[:, y.REVIEWED] < np.floor(room - 1e-9)) & (ready > 0)).any()  # nobody idles
    # unless something else comes first, the queue is first in, first out
    for r in np.flatnonzero(day.world.values[:, REVIEW_PRIORITY] < 0.5):
        waiting = cases.day[(cases.state == QUEUED) & (region == r)]
        assert (np.diff(waiting) >= 0).all()


def check_points_of_every_account(day: Day) -> None:
    cases, creators = day.after.cases, day.after.creators
    standing = np.isin(cases.state, OPEN) & (cases.demoted == 0)
    n = len(creators)
    sums = {name: np.zeros(n, np.int64) for name in ("deducted", "wrong_points", "offences")}
    breaches = np.zeros_like(creators.breaches, np.int64)
    levels = np.zeros_like(creators.level_offences, np.int64)
    np.add.at(sums["deducted"], cases.creator[standing], cases.points[standing])
    wrong = standing & (cases.guilty == 0)
    np.add.at(sums["wrong_points"], cases.creator[wrong], cases.points[wrong])
    np.add.at(sums["offences"], cases.creator[standing], 1)
    counted = standing & (cases.counted == 1)
    np.add.at(breaches, (cases.creator[counted], cases.policy[counted]), 1)
    np.add.at(levels, (cases.creator[counted], cases.level[counted]), 1)
    for name, recounted in sums.items():
        assert np.array_equal(getattr(creators, name), recounted), name
    assert np.array_equal(creators.breaches, breaches)
    assert np.array_equal(creators.level_offences, levels)
    assert ((cases.level[counted] >= 1) & (cases.level[counted] <= SEVERE)).all()
    assert (cases.points >= 0).all() and (cases.points[cases.counted == 0] == 0).all()
    assert (cases.policy >= 1).all() and (cases.policy < day.world.tactics.shape[1]).all()


def check_points_of_the_market(day: Day) -> None:
    creators = day.after.creators
    deducted = day.by_region(creators.region, creators.deducted)
    back = day.sum(y.POINTS_EXPIRED, y.POINTS_RESTORED, y.POINTS_REDEEMED)
    assert np.array_equal(day.sum(y.POINTS_DEDUCTED), deducted + back)
    # day by day: a settled start has earned points already
    before = day.by_region(day.before.creators.region, day.before.creators.earned)
    assert np.array_equal(day.sum_today(y.POINTS_EARNED), day.by_region(creators.region, creators.earned) - before)
    gained = creators.earned[: day.morning] - day.before.creators.earned
    assert (gained >= 0).all()
    assert (gained <= lever(day, e.EARN_WEEKLY, creators.region[: day.morning])).all()
    assert (creators.earned_week >= 0).all()


def check_redemption(day: Day) -> None:
    """Points are bought back off standing cases that are not severe, and only off those."""
    old, new = day.before.cases, day.after.cases
    _, was, now = np.intersect1d(old.id, new.id, return_indices=True)
    drop = np.where(old.counted[was] == 1, old.points[was] - new.points[now], 0)
    assert (drop >= 0).all() and not drop[new.level[now] == SEVERE].any()
    assert (new.points >= 0).all()


def check_ratings_and_milestones(day: Day) -> None:
    creators = day.after.creators
    assert (creators.rating >= 0).all() and (creators.rating <= 1000).all()
    seen = (day.before.creators.status <= ACTIVE).nonzero()[0]  # whose ledger was read today
    region = creators.region[seen]
    start, top = (lever(day, column, region).astype(np.int64) for column in (e.START_RATING, e.TOP_RATING))
    exact = np.minimum(top, np.maximum(0, start + creators.earned[seen] - creators.deducted[seen]))
    assert np.array_equal(creators.rating[seen], exact)
    assert not creators.sentenced.any()
    for row in seen.tolist():
        ladder = day.world.ladder[creators.region[row]]
        standing = OUT_OF_REACH if creators.exempt[row] else int(creators.rating[row])
        assert creators.milestone[row] == ledger.milestone_of(ladder, standing)
        if ledger.most_at(ladder, g.MILESTONE_REMOVAL, standing) > 0.5:
            assert creators.status[row] == REMOVED
        limited = creators.limited_until[row] > day.clock + 1
        assert creators.traffic_cut[row] == max(
            ledger.most_at(ladder, g.MILESTONE_CUT, standing), creators.limit_cut[row] if limited else 0.0)
        assert creators.posting_limit[row] == min(
            ledger.limit_at(ladder, standing), creators.limit_posts[row] if limited else g.NO_LIMIT)


def check_posting_limits(day: Day) -> None:
    """Nobody publishes more than last evening's limit allows, and hidden links sell nothing."""
    offers, before = day.after.offers, day.before.creators
    n = len(before)
    pieces = np.where(offers.active == 1, offers.pieces, 0)[: 2 * n].reshape(n, 2).sum(axis=1)
    assert (pieces <= before.posting_limit).all()
    sold = offers.tally[: 2 * n, T_ORDERS].reshape(n, 2).sum(axis=1)
    assert not sold[before.links_hidden == 1].any()


def check_exempt(day: Day) -> None:
    """Exempt accounts get no points, and none is ended by the ladder."""
    creators, n = day.after.creators, day.morning
    exempt = creators.exempt[:n] == 1
    assert (creators.deducted[:n] <= day.before.creators.deducted)[exempt].all()
    assert (creators.milestone[:n][exempt & (day.before.creators.status <= ACTIVE)] == -1).all()


def check_ages(day: Day) -> None:
    """Nothing stays on a ledger past the window, nothing leaves it early, and no appeal is decided before its day.

    A second look takes back what was decided the day before.
    """
    cases = day.after.cases
    region = day.after.creators.region[cases.creator]
    standing = np.isin(cases.state, (PENALISED, UPHELD))
    assert (day.clock - cases.decided[standing] < lever(day, e.EXPIRY_DAYS, region[standing])).all()
    assert (cases.due[cases.state == APPEALED] > day.clock).all()
    old = day.before.cases
    gone = ~np.isin(old.id, cases.id) & np.isin(old.state, (PENALISED, UPHELD))
    window = lever(day, e.EXPIRY_DAYS, day.after.creators.region[old.creator[gone]])
    early = day.clock - old.decided[gone] < window  # taken back unasked the day after
    assert (day.clock - old.decided[gone][early] == 1).all()
    assert early.sum() == sum(day.flow(y.AUDITS_RESTORED))
    overturned = ~np.isin(old.id, cases.id) & (old.state == APPEALED)
    assert ((old.due[overturned] <= day.clock) | (old.filed[overturned] == day.clock)).all()  # the latter: at once


def check_enforcement(day: Day) -> None:
    check_cases(day)
    check_points_of_every_account(day)
    check_points_of_the_market(day)
    check_redemption(day)
    check_ratings_and_milestones(day)
    check_posting_limits(day)
    check_exempt(day)
    check_ages(day)


def test_every_case_and_point_is_accounted_for() -> None:
    met = audit(check_enforcement, 2)
    for event in (
        "warnings", "cases_cleared", "cases_expired", "points_expired", "points_restored",
        "penalties_restored_unasked", "points_earned", "removals",
        "report_cases", "review_backlog", "appeals_overturned_innocent", "suspensions", "points_redeemed",
        "cases_exempted", "linked_removals_wrong", "posts_withheld", "creators_links_hidden",
    ):
        assert met[event] > 0, event
