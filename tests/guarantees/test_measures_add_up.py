"""What is counted adds up: parts to wholes, cohorts to the agents who make them up, shares to at most one."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.outcomes import tallies as y
from sim.model.outcomes.breakdowns import SLICE_FIELDS, TIER_FIELDS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.measure import period
from sim.model.parameters import measures as m
from sim.model.rules.measures import NEVER
from sim.model.state import schema as s
from tests.guarantees.books import Day, audit

Array = np.ndarray[Any, Any]
SAME_IN_TIERS = (
    "creators", "offers", "violating_offers", "views", "quality_views", "quality_viewed_micro", "violating_views",
    "fairness_micro",
)
WITHIN = {  # part: whole
    "viewers_new_1d_ago_back": "viewers_new_1d_ago", "viewers_new_7d_ago_back": "viewers_new_7d_ago",
    "viewers_new_30d_ago_back": "viewers_new_30d_ago", "buyers_30d_ago_back": "buyers_30d_ago", "live_viewers": "dau",
    "dau": "wau", "wau": "mau", "mau": "viewer_accounts",
    "viewers": "viewer_accounts", "views_live": "views", "quality_views": "views", "quality_views_live": "views_live",
    "unoriginal_views": "violating_views", "violating_pieces": "pieces", "violating_lives": "lives",
    "quality_live_minutes": "live_minutes", "not_as_described": "bad_purchases", "complaints": "bad_purchases",
    "disputes": "complaints", "penalties_before_report": "penalties", "banned_90d_ago_back": "banned_90d_ago",
    "creators_established_30d_ago_kept": "creators_established_30d_ago", "pilots_graduated": "pilots_ended",
    "creators_due_first_order_made": "creators_due_first_order",
    "creators_due_first_gmv_made": "creators_due_first_gmv",
    "creators_live_7d": "creators", "creators_asked": "creators",
    "watch_live_centiminutes": "watch_centiminutes",
} | {
    f"{who}_offenders_{days}d_ago_{what}": f"{who}_offenders_{days}d_ago"
    for who in ("first", "repeat") for days in (30, 90) for what in ("broke", "caught")
} | {f"creators_kept_{days}d": f"creators_reaching_{days}d" for days in (1, 7, 30, 90, 180)}

EXPECTED_WITHIN = {  # part in expected millionths: whole
    "viewers_satisfied_micro": "viewers", "creators_satisfied_micro": "creators",
    "creators_agreeing_micro": "creators_asked",
}

MAY_EXCEED_1 = (
    "negative_feedback",  # one view can be left at once, tapped away and reported
    "cvr",  # a viewer may order more than once a day
    "ban_evasion_rate", "enforcement_recall", "appeal_overturn_rate", "appeal_rate", "return_rate", "return_rate_live",
    "dispute_rate",  # both ends of these fall on different days
)


def flow(day: Day, name: str) -> list[int]:
    return day.flow(y.NAMES.index(name))


def check_parts_sum_to_the_whole(day: Day) -> None:
    engine = day.model.engine
    for place, name in enumerate(SLICE_FIELDS):
        assert engine.slices[..., place].sum(axis=(1, 2)).tolist() == flow(day, name), name
    for name in SAME_IN_TIERS:
        assert engine.tiers[..., TIER_FIELDS.index(name)].sum(axis=1).tolist() == flow(day, name), name
    assert (engine.slices >= 0).all() and (engine.tiers >= 0).all()
    live = engine.slices[:, :, s.LIVE]
    assert live[..., SLICE_FIELDS.index("views")].sum(axis=1).tolist() == flow(day, "views_live")
    assert live[..., SLICE_FIELDS.index("gmv_placed")].sum(axis=1).tolist() == flow(day, "gmv_live")
    assert live[..., SLICE_FIELDS.index("orders_returned")].sum(axis=1).tolist() == flow(day, "orders_returned_live")


def check_parts_stay_within_their_wholes(day: Day) -> None:
    for part, whole in WITHIN.items():
        assert (np.array(flow(day, part)) <= np.array(flow(day, whole))).all(), (part, whole)
    for part, whole in EXPECTED_WITHIN.items():
        assert (np.array(flow(day, part)) <= 1_000_000 * np.array(flow(day, whole))).all(), (part, whole)
    for who in ("viewers", "creators"):  # nobody recommends the platform and advises against it
        both = np.array(flow(day, f"{who}_promoting_micro")) + np.array(flow(day, f"{who}_detracting_micro"))
        assert (both <= 1_000_000 * np.array(flow(day, who))).all()
    assert (day.tally[:, [y.GINI_INCOME, y.TOP_INCOME, y.MID_INCOME]] <= 1_000_000).all()


def check_viewers_cohorts(day: Day) -> None:
    viewers = day.after.viewers
    n = len(day.before.viewers)
    joined, mask, region = viewers.joined[:n], viewers.activity[:n], viewers.region[:n]
    for days, reaching, back in ((1, y.NEW_1D, y.NEW_1D_BACK), (7, y.NEW_7D, y.NEW_7D_BACK)):
        cohort = (joined == day.clock - days) & (joined > 0)
        assert day.by_region(region[cohort]).tolist() == day.flow(reaching)
        assert day.by_region(region[cohort & (mask & 1 == 1)]).tolist() == day.flow(back)
    month = (1 << 30) - 1
    assert day.by_region(region[mask & month > 0]).tolist() == day.flow(y.MAU)
    was = day.before.viewers.bought  # its bit k: k days ago once today is shifted in
    assert day.by_region(region[was & (1 << 30) > 0]).tolist() == day.flow(y.BUYERS30)
    assert (viewers.bought[:n] & 1 == 0).all()


def check_creators_cohorts(day: Day) -> None:
    n = day.morning
    now, here = day.after.creators, day.here
    tenure = day.clock - now.joined
    for days in (1, 7, 30, 90, 180):
        cohort = (tenure == days) & (now.joined >= 0)  # who was there on the first morning is in none
        assert day.by_region(now.region[cohort]).tolist() == flow(day, f"creators_reaching_{days}d")
        assert day.by_region(now.region[cohort & here]).tolist() == flow(day, f"creators_kept_{days}d")
    for which in ("first", "repeat"):
        penalty, broke = getattr(now, f"{which}_penalty"), getattr(now, f"{which}_broke")
        caught = getattr(now, f"{which}_caught")
        assert ((broke == -1) | (broke > penalty)).all() and ((caught == -1) | (caught > penalty)).all()
        assert not ((broke >= 0) & (penalty < 0)).any() and not ((caught >= 0) & (penalty < 0)).any()
        for days in (30, 90):
            over = (penalty >= 0) & (penalty == day.clock - days)
            again = over & (broke >= 0) & (broke - penalty <= days)
            assert day.by_region(now.region[over]).tolist() == flow(day, f"{which}_offenders_{days}d_ago")
            assert day.by_region(now.region[again]).tolist() == flow(day, f"{which}_offenders_{days}d_ago_broke")
    # whoever was penalised before the first morning has no window of a first penalty, and starts with a repeat's
    penalised = (now.first_penalty >= 0) | (now.repeat_penalty >= 0)
    assert (penalised == (now.last_penalty >= 0)).all() and not (penalised & (now.first_penalty == NEVER)).any()
    assert (now.repeat_penalty[now.repeat_penalty >= 0] > now.first_penalty[now.repeat_penalty >= 0]).all()
    ended = (day.before.creators.status == s.PILOT) & (now.status[:n] != s.PILOT)
    seen = ended & (day.before.creators.was_pilot == 1)
    assert day.by_region(now.region[:n][seen]).tolist() == day.flow(y.PILOTS_ENDED)


def check_success(day: Day) -> None:
    now = day.after.creators
    p = day.world.values[now.region]
    due = (day.clock - now.joined == p[:, m.FIRST_ORDER_DAYS].astype(int)) & (now.joined >= 0)
    assert day.by_region(now.region[due & (now.gmv_life > 0)]).tolist() == day.flow(y.DUE_ORDER_MADE)
    assert int(now.gmv_life.sum()) == int(day.sum(y.GMV_PLACED).sum())


def check_measures(day: Day) -> None:
    check_parts_sum_to_the_whole(day)
    check_parts_stay_within_their_wholes(day)
    check_viewers_cohorts(day)
    check_creators_cohorts(day)
    check_success(day)
    if day.clock % 10 == 0:
        values = period(day.model.tallies(), 0, day.model.day)
        for name, one in OUTCOMES.items():
            if one.unit.startswith(("fraction", "0-1")) and name not in MAY_EXCEED_1:
                assert np.isnan(values[name]) or 0.0 <= values[name] <= 1.0, name


def test_measures_add_up() -> None:
    met = audit(check_measures, 5)
    for event in ("first_offenders_90d_ago_caught", "repeat_offenders_30d_ago_broke", "buyers_30d_ago_back", "disputes",
                  "pilots_graduated", "viewers_new_30d_ago_back", "creators_agreeing_micro"):
        assert met[event] > 0, event


def test_reoffence_within_30_days_is_reoffence_within_90() -> None:
    """Followed to the end, the creators who broke a rule within 30 days are among those who did within 90."""

    def check(day: Day) -> None:
        now = day.after.creators
        index = now.first_penalty
        over = (index >= 0) & (day.clock - index >= 90)
        within = {k: over & (now.first_broke >= 0) & (now.first_broke - index <= k) for k in (30, 90)}
        assert not (within[30] & ~within[90]).any()
        total = {k: int(day.sum(column).sum()) for k, column in ((30, y.FIRST30_BROKE), (90, y.FIRST90_BROKE))}
        assert int(within[30].sum()) <= total[30] and int(within[90].sum()) == total[90]

    audit(check, 6, examples=8)
