"""Detection, review, the ledger and its ladder, appeals."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.levers.book import LeverBook
from sim.parameters import enforcement as e
from sim.parameters import tactics as t
from sim.rules import enforcement

U = np.linspace(0.0, 0.9999, 101).tolist()


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
    p = cell({e.AUTO_MINUTES: 720.0, e.REVIEW_SHARE: 0.25})
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


def test_recall_drifts_down_between_retrains(p: Any, tactic: Callable[..., Any]) -> None:
    line = tactic({t.AUTO_DETECT: 1.0, t.EVASION: 0.02})
    assert enforcement.recall(p, line, 0) == pytest.approx(p[e.RECALL])
    assert enforcement.recall(p, line, 30) == pytest.approx(p[e.RECALL] * math.exp(-0.6))
    assert enforcement.recall(p, tactic({t.AUTO_DETECT: 1.5}), 0) == 1.0


def test_minutes_to_act_have_the_stated_median(cell: Callable[..., Any]) -> None:
    p = cell({e.AUTO_MINUTES: 12.0})
    assert enforcement.minutes_to_act(p, 0.5 + 1e-9) == 12
    minutes = [enforcement.minutes_to_act(p, u) for u in U]
    assert minutes[0] == 0 and minutes == sorted(minutes)
    assert {enforcement.minutes_to_act(cell({e.AUTO_MINUTES: 0.0}), u) for u in U} == {0}


def test_tired_reviewers_err_more(p: Any) -> None:
    assert enforcement.review_accuracy(p, 0, 10) == pytest.approx(p[e.REVIEW_ACCURACY])
    assert enforcement.review_accuracy(p, 5, 10) == pytest.approx(p[e.REVIEW_ACCURACY] - 0.5 * p[e.REVIEW_FATIGUE])
    full = enforcement.review_accuracy(p, 10, 10)
    assert enforcement.review_accuracy(p, 99, 10) == full == enforcement.review_accuracy(p, 1, 0)
    assert full >= 0.5


def test_review_capacity_is_rounded_up(p: Any) -> None:
    assert enforcement.review_capacity(p, 1000) == 6 and enforcement.review_capacity(p, 1) == 1
    assert enforcement.review_capacity(p, 0) == 0


def test_raising_a_chance_never_undoes_an_event(cell: Callable[..., Any]) -> None:
    for u in U:
        for column, guilty in ((e.APPEAL_BASE, True), (e.APPEAL_INNOCENT, False)):
            appeals = [enforcement.appeals(cell({column: x}), u, guilty) for x in (0.0, 0.2, 0.5, 0.8, 1.0)]
            assert appeals == sorted(appeals)
        won = [enforcement.overturned(cell({e.APPEAL_ACCURACY: x}), u, False) for x in (0.5, 0.7, 0.9, 1.0)]
        lost = [enforcement.overturned(cell({e.APPEAL_ACCURACY: x}), u, True) for x in (0.5, 0.7, 0.9, 1.0)]
        assert won == sorted(won) and lost == sorted(lost, reverse=True)
        assert won[-1] and not lost[-1]  # perfect appeals free every innocent and no guilty one


def test_pilots_graduate_by_time_or_following(p: Any) -> None:
    assert enforcement.graduates(p, 30, 176, 0, 1000)
    assert not enforcement.graduates(p, 29, 200, 49, 1000)
    assert not enforcement.graduates(p, 400, 175, 49, 1000)
    assert enforcement.graduates(p, 0, 0, 50, 1000)
