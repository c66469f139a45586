"""Each shipped regime means what its source says: one account is walked through the engine's own loops."""

from __future__ import annotations

import pytest

from sim.model.parameters.ledger import NO_LIMIT, SEVERITIES
from tests.model.day.walk import ME, Walk


@pytest.mark.parametrize(("rating", "cut", "removed"), [(151, 0.0, False), (149, 0.5, False), (100, 0.9, False),
                                                        (50, 1.0, False), (0, 1.0, True)])
def test_health_rating_cuts_traffic_by_rating(rating: int, cut: float, removed: bool) -> None:
    """S2: at 150 half of the traffic, at 100 nine tenths, at 50 all of it, at 0 the end."""
    walk = Walk("health_rating", f"enforcement.severities.moderate.points={200 - rating}")
    walk.offend("moderate", 0)
    assert (walk.rating, walk.traffic_cut, walk.removed) == (rating, cut, removed)
    assert walk.campaign_blocked == (rating <= 150)  # S20
    if not removed:
        walk.engine.supply(1)
        walk.engine.distribution(1)
        offers = walk.engine.state.offers
        mine = offers.reach[2 * ME : 2 * ME + 2][offers.active[2 * ME : 2 * ME + 2] == 1]
        assert (mine == 1.0 - cut).all() and len(mine)


def test_a_first_offence_of_the_median_kind_leaves_a_creator_above_the_first_milestone() -> None:
    walk = Walk("health_rating")
    walk.offend("moderate", 0)
    assert walk.rating > 150 and walk.restricted == 0


def test_the_sixth_breach_of_one_policy_in_90_days_removes_and_freezes() -> None:
    """S3: same policy six times in 90 days, whatever the rating; commission is frozen."""
    walk = Walk("health_rating", "enforcement.penalty.scale=0")
    for breach in range(5):
        walk.offend("moderate", 10 * breach)
        walk.offend("moderate", 10 * breach + 1, policy=1)  # another policy's do not count
    assert not walk.removed and walk.frozen_until == 0
    walk.offend("moderate", 89)
    assert walk.removed and walk.frozen_until == 89 + 1 + 90


def test_six_breaches_in_more_than_90_days_do_not_remove() -> None:
    walk = Walk("health_rating", "enforcement.penalty.scale=0")
    for breach in range(5):
        walk.offend("moderate", breach)
    walk.offend("moderate", 90)
    assert not walk.removed


def test_deductions_limit_posting_to_three_pieces_a_day_for_seven_days() -> None:
    """S2: after a set number of deductions, at most 3 shoppable pieces a day for 7 days."""
    walk = Walk("health_rating", "enforcement.penalty.scale=0")
    for k in range(2):
        walk.offend("moderate", k, policy=k)
    assert walk.posting_limit == NO_LIMIT
    walk.offend("minor", 2)
    for day in range(3, 10):  # seven days
        assert walk.posting_limit == 3
        walk.wait_until(day + 1)
        offers = walk.engine.state.offers
        active = offers.active[2 * ME : 2 * ME + 2] == 1
        assert offers.pieces[2 * ME : 2 * ME + 2][active].sum() <= 3
    assert walk.posting_limit == NO_LIMIT


def test_points_end_the_account_at_24_in_90_days() -> None:
    """S7 S9: 24 points; a severe violation has them all; 8 are still good standing; points age out after 90 days."""
    walk = Walk("violation_points", "enforcement.redemption.quiz_share=0")
    assert walk.rating == 24
    walk.offend("moderate", 0)
    assert (walk.rating, walk.campaign_blocked) == (18, 0)
    walk.offend("minor", 1)
    assert (walk.rating, walk.campaign_blocked) == (16, 0)  # 8 points
    walk.offend("moderate", 2)
    assert (walk.rating, walk.campaign_blocked, walk.removed) == (10, 1, False)
    walk.wait_until(91)
    assert walk.rating == 16 and not walk.removed  # of the first three days only the last is left
    walk.offend("major", 92)
    assert walk.rating == 12
    severe = Walk("violation_points")
    severe.offend("severe", 0)
    assert severe.removed and severe.rating == 0


def test_three_clean_lives_buy_points_back_once_a_month_and_severe_ones_never() -> None:
    """S9 S11: three LIVEs without a violation in a month."""
    lives = ("population.creator.live_hours=60", "enforcement.pilot.lives=7", "enforcement.redemption.quiz_share=0")
    walk = Walk("violation_points", *lives)
    walk.offend("moderate", 0)
    walk.wait_until(29)
    assert walk.deducted == 4 and walk.clean_lives == -1
    walk.wait_until(45)
    assert walk.deducted == 2
    spared = Walk("violation_points", *lives, "enforcement.severities.severe.points=20")
    spared.offend("severe", 0)
    spared.wait_until(45)
    assert spared.deducted == 20


def test_a_quiz_gives_a_point_back_at_the_end_of_the_month_and_teaches() -> None:
    """S7: each quiz passed takes a point off; S5: it is open until the end of the month."""
    walk = Walk("violation_points", "enforcement.redemption.quiz_share=1", "enforcement.notice.share=1",
                "enforcement.explain.share=0", "enforcement.redemption.clean_lives=0")
    walk.offend("moderate", 3)
    walk.wait_until(29)
    assert walk.deducted == 6
    aware = walk.awareness
    walk.wait_until(30)
    assert walk.deducted == 5 and walk.awareness > aware - 0.1
    walk.wait_until(60)
    assert walk.deducted == 5  # no penalty in the second month


def test_strikes_are_a_warning_a_week_two_weeks_and_the_end() -> None:
    """S46: a warning with training, then three strikes in 90 days."""
    walk = Walk("strikes")
    aware = walk.awareness
    walk.offend("severe", 0)
    assert walk.days_away == 0 and walk.awareness > aware and walk.deducted == 0
    walk.offend("minor", 10)
    assert walk.days_away == 7
    walk.offend("moderate", 30)
    assert walk.days_away == 14 and not walk.removed
    walk.offend("minor", 60)
    assert walk.removed


def test_strikes_lapse_after_90_days() -> None:
    walk = Walk("strikes")
    for day in (0, 1, 20):
        walk.offend("minor", day)
    walk.offend("minor", 100)  # the warning and the first strike are gone, the second stands
    assert not walk.removed and walk.days_away == 14


@pytest.mark.parametrize(("level", "days", "removed"), [("minor", 0, False), ("moderate", 3, False),
                                                        ("major", 7, False), ("severe", 0, True)])
def test_singapores_tiers(level: str, days: int, removed: bool) -> None:
    """S41: T1 for good, T2 7 days, T3-T4 3 days, T5-T7 a warning; even mild ones push later sessions down."""
    walk = Walk("tiered_bans_sg")
    walk.offend(level, 0)
    assert (walk.days_away, walk.removed) == (days, removed)
    assert walk.traffic_cut > 0.0
    walk.offend("minor", 20)
    assert walk.days_away == 0  # nothing adds up


def test_taiwans_tiers() -> None:
    """S42: the 3rd moderate violation 3 days, the 4th 7, the 5th for good; severe ones 3 days, 7 days, for good."""
    walk = Walk("tiered_bans_tw")
    days = []
    for k in range(4):
        walk.offend("moderate", 10 * k, policy=k)
        days.append(walk.days_away)
    assert days == [0, 0, 3, 7] and not walk.removed
    walk.offend("moderate", 50)
    assert walk.removed
    severe = Walk("tiered_bans_tw")
    for k, away in enumerate((3, 7)):
        severe.offend("severe", 10 * k)
        assert severe.days_away == away and not severe.removed
    severe.offend("severe", 30)
    assert severe.removed


def test_the_posting_limit_is_one_piece_a_day_after_five_minor_offences() -> None:
    """S21: five non-interactive videos, then seven shoppable ones in seven days."""
    walk = Walk("posting_limit", "enforcement.penalty.scale=0")
    for k in range(4):
        walk.offend("minor", k)
        assert walk.posting_limit == NO_LIMIT
    walk.offend("minor", 4)
    assert walk.posting_limit == 1
    walk.wait_until(12)
    assert walk.posting_limit == NO_LIMIT


@pytest.mark.parametrize("level", SEVERITIES)
def test_without_enforcement_nothing_has_consequences(level: str) -> None:
    walk = Walk("none")
    for day in range(8):
        walk.offend(level, day)
    assert (walk.deducted, walk.restricted, walk.days_away, walk.removed) == (0, 0, 0, False)


def test_strict_is_stricter_and_lenient_is_softer() -> None:
    ratings = {}
    for regime in ("lenient", "health_rating", "strict"):
        walk = Walk(regime, "enforcement.warnings=0")
        for k in range(3):
            walk.offend("moderate", k, policy=k)
        ratings[regime] = (walk.rating, 1.0 - walk.traffic_cut, walk.posting_limit)
    assert ratings["lenient"] > ratings["health_rating"] > ratings["strict"]
