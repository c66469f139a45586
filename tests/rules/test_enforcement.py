"""The ledger and its ladder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.config import compose
from sim.levers.book import LeverBook
from sim.parameters import detection, review
from sim.parameters import enforcement as e
from sim.parameters import tactics as t
from sim.rules import enforcement


@pytest.fixture(scope="module")
def ladder() -> Any:
    return LeverBook(compose(["enforcement=health_rating"])).base.ladder[0]


@pytest.mark.parametrize(
    ("rating", "cut", "removed"),
    [
        (1000, 0.0, False), (200, 0.0, False), (151, 0.0, False), (150, 0.5, False), (149, 0.5, False),
        (101, 0.5, False), (100, 0.9, False), (51, 0.9, False), (50, 1.0, False), (1, 1.0, False), (0, 1.0, True),
    ],
)
def test_the_health_rating_bites_where_its_policy_says(ladder: Any, rating: int, cut: float, removed: bool) -> None:
    reached = enforcement.milestone_of(ladder, rating)
    assert enforcement.cut_at(ladder, reached) == cut
    assert enforcement.removes(ladder, reached) == removed


def test_without_a_ladder_nothing_is_reached() -> None:
    empty = LeverBook(compose(["enforcement=none"])).base.ladder[0]
    assert enforcement.milestone_of(empty, 0) == -1
    assert enforcement.cut_at(empty, -1) == 0.0 and not enforcement.removes(empty, -1)


def test_a_suspension_starts_on_the_way_down_only() -> None:
    strict = LeverBook(compose(["enforcement=strict"])).base.ladder[0]
    assert enforcement.suspension_at(strict, 1, 2) == 7.0 == enforcement.suspension_at(strict, -1, 2)
    assert enforcement.suspension_at(strict, 2, 2) == 0.0 == enforcement.suspension_at(strict, 3, 2)
    assert enforcement.suspension_at(strict, -1, -1) == 0.0


def test_days_to_penalty_are_minutes_to_act_and_the_reviewed_cases_queue(cell: Callable[..., Any]) -> None:
    p = cell({detection.AUTO_MINUTES: 720.0, review.REVIEW_SHARE: 0.25})
    assert enforcement.days_to_penalty(p, 0.0) == pytest.approx(0.5)
    assert enforcement.days_to_penalty(p, 8.0) == pytest.approx(2.5)


def test_rating_is_the_clipped_balance(p: Any) -> None:
    assert enforcement.rating(p, 30, 55) == 175
    assert enforcement.rating(p, 0, 201) == 0 and enforcement.rating(p, 900, 0) == 1000


@pytest.mark.parametrize(
    ("completed", "this_week", "earned", "points"),
    [
        (9, 0, 0, 0), (10, 0, 0, 1), (1000, 0, 0, 65), (1000, 60, 0, 5), (1000, 65, 0, 0), (1000, 0, 795, 5),
        (50, 70, 0, 0),
    ],
)
def test_points_are_earned_within_the_weekly_cap(
    p: Any, completed: int, this_week: int, earned: int, points: int
) -> None:
    assert enforcement.earned_points(p, completed, this_week, earned) == points


def test_points_are_severity_times_scale_in_whole_numbers(
    cell: Callable[..., Any], tactic: Callable[..., Any]
) -> None:
    assert enforcement.points_for(cell(), tactic({t.SEVERITY: 25.0})) == 25
    assert enforcement.points_for(cell({e.PENALTY_SCALE: 1.5}), tactic({t.SEVERITY: 15.0})) == 23
    assert enforcement.points_for(cell({e.PENALTY_SCALE: 0.0}), tactic({t.SEVERITY: 1000.0})) == 0


def test_pilots_graduate_by_time_or_following(p: Any) -> None:
    assert enforcement.graduates(p, 30, 176, 0, 1000)
    assert not enforcement.graduates(p, 29, 200, 49, 1000)
    assert not enforcement.graduates(p, 400, 175, 49, 1000)
    assert enforcement.graduates(p, 0, 0, 50, 1000)
