"""Reviewers are hired with a lag, leave, learn, and cost by the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.model.parameters import review as r
from sim.model.parameters import staffing as s
from sim.model.rules import staffing as rules


def grown(p: Any, reviewers: float, asked: float, days: int) -> float:
    """Return the reviewers on the floor after some days of asking for so many."""
    trainees = rules.in_training(p, reviewers)
    for _ in range(days):
        fresh = trainees / p[s.TRAINING_DAYS]
        trainees += rules.hired(p, reviewers, trainees, asked) - fresh
        reviewers += fresh - rules.leaving(p, reviewers)
    return reviewers


def test_a_team_that_is_asked_for_keeps_its_size(p: Any) -> None:
    assert grown(p, 10.0, 10.0, 365) == pytest.approx(10.0)


def test_doubling_takes_months(p: Any) -> None:
    after = [grown(p, 10.0, 20.0, days) for days in (14, 63, 180)]
    assert after[0] < 11.5 and 14.0 < after[1] < 17.0 and after[2] > 19.0


def test_the_plan_is_the_load_over_the_target_and_capacity_a_floor(cell: Callable[..., Any]) -> None:
    p = cell({s.STAFF_LOAD: 0.8, r.REVIEW_MINUTES: 6.0})
    assert rules.cases_a_day(p) == 80.0
    assert rules.asked_for(p, 64.0, 1000) == pytest.approx(1.0)
    assert rules.asked_for(cell({s.STAFF_LOAD: 0.8, s.STAFF: 2.0}), 64.0, 1000) == pytest.approx(2.0)
    assert rules.asked_for(cell({s.STAFF: 0.0, s.REVIEW_CAPACITY: 40.0}), 64.0, 1000) == pytest.approx(0.5)


def test_the_load_forgets_the_first_guess(p: Any) -> None:
    load = rules.first_load(p, 1000)
    for day in range(60):
        load = rules.next_load(load, 8.0, day, 28.0)
    assert load == pytest.approx(8.0, rel=0.05)


def test_newcomers_make_a_team_new_and_weeks_make_it_old(cell: Callable[..., Any]) -> None:
    p = cell({s.ATTRITION: 0.35, s.LEARNING_WEEKS: 8.0})
    settled = rules.settled_novelty(p)
    assert rules.next_novelty(p, settled, 10.0 * (1 - 0.35 / 365), 10.0 * 0.35 / 365) == pytest.approx(settled)
    assert rules.next_novelty(p, settled, 10.0, 10.0) > 0.4
    assert rules.blended_novelty(0.1, 30.0, 10.0) == pytest.approx(0.325)


def test_reviewers_are_paid_by_the_day_and_contractors_dearly(cell: Callable[..., Any]) -> None:
    p = cell({r.REVIEW_MINUTES: 6.0, r.REVIEWER_WAGE: 30.0, s.CONTRACTOR_WAGE: 1.5})
    assert rules.staff_cost(p, 2.0, 0.0) == 2 * 480 * 30
    assert rules.staff_cost(p, 0.0, 10.0) == 10 * 6 * 45


def test_pressure_counts_what_waits(p: Any) -> None:
    assert rules.pressure(8.0, 0.0, 10.0) == pytest.approx(0.8)
    assert rules.pressure(8.0, 0.7, 10.0) == pytest.approx(0.9)
    assert rules.pressure(8.0, 0.0, 0.0) == 3.0
