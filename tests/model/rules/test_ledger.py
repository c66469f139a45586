"""Points and ratings, the ladder, escalations, and what restrictions take from income."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.config import compose
from sim.model.levers.book import LeverBook
from sim.model.parameters import FIXED_ROWS, TABLES
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.parameters import tactics as t
from sim.model.rules import ledger

NO_LIMIT = g.NO_LIMIT


def table(name: str, *rows: dict[int, float]) -> Any:
    """Return rows of a table: the columns' defaults with some replaced."""
    out = np.array([[one.default for one in TABLES[name].values()] for _ in rows], float)
    for line, row in zip(out, rows, strict=True):
        for column, value in row.items():
            line[column] = value
    return out.reshape(len(rows), len(TABLES[name]))


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
    assert ledger.most_at(ladder, g.MILESTONE_CUT, rating) == cut
    assert (ledger.most_at(ladder, g.MILESTONE_REMOVAL, rating) > 0.5) == removed
    assert (ledger.most_at(ladder, g.MILESTONE_CAMPAIGN, rating) > 0.5) == (rating <= 150)
    assert ledger.limit_at(ladder, rating) == NO_LIMIT


def test_without_a_ladder_nothing_is_reached() -> None:
    empty = LeverBook(compose(["enforcement=none"])).base.ladder[0]
    assert ledger.milestone_of(empty, 0) == -1
    assert ledger.most_at(empty, g.MILESTONE_CUT, 0) == 0.0 and ledger.limit_at(empty, 0) == NO_LIMIT


@given(st.permutations(range(5)), st.integers(0, 1000))
def test_the_order_of_milestones_does_not_matter(order: list[int], rating: int) -> None:
    rows = [
        {g.MILESTONE_RATING: 150.0, g.MILESTONE_CUT: 0.5, g.MILESTONE_FREEZE: 3.0},
        {g.MILESTONE_RATING: 100.0, g.MILESTONE_CUT: 0.9, g.MILESTONE_POSTS: 2.0},
        {g.MILESTONE_RATING: 50.0, g.MILESTONE_CUT: 1.0, g.MILESTONE_SUSPENSION: 7.0},
        {g.MILESTONE_RATING: -1.0, g.MILESTONE_CUT: 1.0, g.MILESTONE_REMOVAL: 1.0},  # another region's
        {g.MILESTONE_RATING: 0.0, g.MILESTONE_REMOVAL: 1.0},
    ]
    straight = table("enforcement.milestones", *rows)
    mixed = straight[list(order)]
    reached = ledger.milestone_of(mixed, rating)
    assert (-1 if reached < 0 else order[reached]) == ledger.milestone_of(straight, rating)
    for column in (g.MILESTONE_CUT, g.MILESTONE_REMOVAL, g.MILESTONE_FREEZE):
        assert ledger.most_at(mixed, column, rating) == ledger.most_at(straight, column, rating)
        assert ledger.on_reaching(mixed, column, order.index(0), rating) == (
            ledger.on_reaching(straight, column, 0, rating))
    assert ledger.limit_at(mixed, rating) == ledger.limit_at(straight, rating)


def test_a_suspension_starts_on_the_way_down_only() -> None:
    strict = LeverBook(compose(["enforcement=strict"])).base.ladder[0]
    assert ledger.milestone_of(strict, 80) == 2 and ledger.harder(strict, 2, 1) and not ledger.harder(strict, 1, 2)
    assert ledger.on_reaching(strict, g.MILESTONE_SUSPENSION, 1, 80) == 7.0
    assert ledger.on_reaching(strict, g.MILESTONE_SUSPENSION, -1, 80) == 7.0
    assert ledger.on_reaching(strict, g.MILESTONE_SUSPENSION, 2, 80) == 0.0
    assert ledger.on_reaching(strict, g.MILESTONE_SUSPENSION, 3, 80) == 0.0
    assert ledger.on_reaching(strict, g.MILESTONE_SUSPENSION, -1, 200) == 0.0


@pytest.mark.parametrize(
    ("scope", "only", "level", "counts", "bites"),
    [
        (0, 0, 2, (1, 1, 6), True), (0, 0, 2, (1, 1, 5), False),
        (1, 0, 2, (6, 1, 9), True), (1, 0, 2, (5, 9, 9), False),
        (2, 0, 3, (1, 6, 9), True), (2, 0, 3, (9, 5, 9), False),
        (2, 4, 4, (1, 6, 9), True), (2, 4, 3, (9, 9, 9), False),
        (0, 4, 4, (1, 6, 9), True), (0, 4, 4, (1, 5, 9), False),
        (1, 2, 2, (6, 7, 9), True), (1, 2, 3, (6, 7, 9), False),
    ],
)
def test_an_escalation_counts_within_its_scope(
    scope: int, only: int, level: int, counts: tuple[int, int, int], bites: bool
) -> None:
    rows = table("enforcement.escalations", {
        g.ESCALATION_SCOPE: scope, g.ESCALATION_LEVEL: only, g.ESCALATION_COUNT: 6, g.ESCALATION_REMOVAL: 1})
    assert ledger.escalates(rows, 0, level, *counts) == bites
    assert (ledger.most_of(rows, g.ESCALATION_REMOVAL, level, *counts) > 0.5) == bites


def test_of_escalations_that_bite_together_the_hardest_holds() -> None:
    rows = table(
        "enforcement.escalations",
        {g.ESCALATION_COUNT: 1, g.ESCALATION_SUSPENSION: 7, g.ESCALATION_POSTS: 3, g.ESCALATION_DAYS: 30},
        {g.ESCALATION_COUNT: 2, g.ESCALATION_SUSPENSION: 3, g.ESCALATION_CUT: 0.5, g.ESCALATION_DAYS: 5},
        {g.ESCALATION_COUNT: 3, g.ESCALATION_DAYS: 300},
    )
    assert ledger.most_of(rows, g.ESCALATION_SUSPENSION, 1, 2, 2, 2) == 7.0
    assert ledger.limit_of(rows, 1, 2, 2, 2) == 3 and ledger.limited_days(rows, 1, 2, 2, 2) == 30
    assert ledger.most_of(rows, g.ESCALATION_CUT, 1, 1, 1, 1) == 0.0
    assert ledger.limited_days(rows, 1, 3, 3, 3) == 30  # days of a row that limits nothing count for nothing


def test_a_new_row_bites_never() -> None:
    rows = table("enforcement.escalations", {g.ESCALATION_REMOVAL: 1})
    assert not ledger.escalates(rows, 0, 1, 999, 999, 999)


def test_rating_is_the_clipped_balance(p: Any, cell: Callable[..., Any]) -> None:
    assert ledger.rating(p, 30, 55) == 175
    assert ledger.rating(p, 0, 201) == 0 and ledger.rating(p, 900, 0) == 1000
    points = cell({e.START_RATING: 24.0, e.TOP_RATING: 24.0})
    assert [ledger.rating(points, 0, deducted) for deducted in (0, 8, 24, 48)] == [24, 16, 0, 0]
    assert ledger.earned_points(points, 1000, 0, 0) == 0


def test_ratings_of_different_scales_are_compared_where_a_new_account_has_200(cell: Callable[..., Any]) -> None:
    assert [ledger.health(cell(), rating) for rating in (0, 150, 1000)] == [0, 150, 1000]
    points = cell({e.START_RATING: 24.0, e.TOP_RATING: 24.0})
    assert [ledger.health(points, rating) for rating in (24, 18, 0)] == [200, 150, 0]


@pytest.mark.parametrize(
    ("completed", "this_week", "earned", "points"),
    [
        (9, 0, 0, 0), (10, 0, 0, 1), (1000, 0, 0, 50), (1000, 60, 0, 5), (1000, 65, 0, 0), (1000, 0, 45, 5),
        (50, 70, 0, 0), (1000, 0, 50, 0),
    ],
)
def test_points_are_earned_within_the_caps_of_a_week_and_in_all(
    p: Any, completed: int, this_week: int, earned: int, points: int
) -> None:
    assert ledger.earned_points(p, completed, this_week, earned) == points


def test_points_are_those_of_the_level_times_scale_in_whole_numbers(
    cell: Callable[..., Any], tactic: Callable[..., Any]
) -> None:
    points = [[row["points"]] for row in FIXED_ROWS["enforcement.severities"].values()]
    severities = np.array(points, float)
    by_level = [ledger.points_for(cell(), severities, tactic({t.SEVERITY: level})) for level in (1.0, 2.0, 3.0, 4.0)]
    assert by_level == [value for (value,) in points] == sorted(by_level)
    assert 200 - by_level[1] > 150  # a median first offender stays above the first milestone
    assert ledger.points_for(cell({e.PENALTY_SCALE: 1.5}), severities, tactic({t.SEVERITY: 1.0})) == 11
    assert ledger.points_for(cell({e.PENALTY_SCALE: 0.0}), severities, tactic({t.SEVERITY: 4.0})) == 0


def test_what_restrictions_withhold() -> None:
    assert ledger.withheld(0.0, NO_LIMIT, False, 3.0) == 0.0
    assert ledger.withheld(0.5, NO_LIMIT, False, 3.0) == 0.5
    assert ledger.withheld(0.0, 1, False, 4.0) == pytest.approx(0.75)
    assert ledger.withheld(0.5, 1, False, 4.0) == pytest.approx(0.875)
    assert ledger.withheld(0.0, 5, False, 4.0) == ledger.withheld(0.0, 0, False, 0.0) == 0.0
    assert ledger.withheld(0.0, 0, False, 0.1) == ledger.withheld(0.0, NO_LIMIT, True, 1.0) == 1.0


def test_severe_points_cannot_be_bought_back() -> None:
    assert [ledger.redeemable(level, 6, 4) for level in (1, 2, 3, 4)] == [4, 4, 4, 0]
    assert ledger.redeemable(1, 3, 4) == 3


def test_redemption_is_off_at_zero(cell: Callable[..., Any]) -> None:
    assert not ledger.clean_enough(cell(), 999) and not ledger.passes_quiz(cell(), 0.0)
    p = cell({g.CLEAN_LIVES: 3.0, g.QUIZ_POINTS: 1.0, g.QUIZ_SHARE: 0.5})
    assert [ledger.clean_enough(p, clean) for clean in (-1, 2, 3)] == [False, False, True]
    assert ledger.passes_quiz(p, 0.4) and not ledger.passes_quiz(p, 0.6)


@pytest.mark.parametrize(("share", "count"), [(0.0, 0), (0.01, 1), (0.1, 1), (0.11, 2), (1.0, 10)])
def test_the_top_share_is_exempt(cell: Callable[..., Any], share: float, count: int) -> None:
    sales = np.arange(10.0)
    enough = ledger.exempt_sales(cell({g.EXEMPT_SHARE: share}), sales)
    assert (sales >= enough).sum() == count
    assert ledger.exempt_sales(cell({g.EXEMPT_SHARE: share}), np.zeros(0)) == float("inf")
