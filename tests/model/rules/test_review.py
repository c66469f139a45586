"""Reviewers tire and hurry, turns are taken, reports are weighed, and rings strike those who stand high."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import review as r
from sim.model.parameters import staffing
from sim.model.rules import review as rules

U = np.linspace(0.0, 0.9999, 1001).tolist()


def test_hurry_and_tiredness_decide_by_default(cell: Callable[..., Any]) -> None:
    p = cell({r.REVIEW_HURRY: 0.06, r.REVIEW_HURRY_MOST: 0.19, r.REVIEW_FATIGUE: 0.05})
    assert rules.by_default(p, 0.5, 0.0) == rules.by_default(p, 0.8, 0.0) == 0.0  # no hurry below four fifths
    assert rules.by_default(p, 1.0, 0.0) == pytest.approx(0.19 * (1 - math.exp(-0.06 / 0.19)))
    assert 0.09 < rules.by_default(p, 1.64, 0.0) < 0.19  # half the team: R112 has 9 to 19 points
    assert rules.by_default(p, 0.4, 1.0) == pytest.approx(0.02)
    assert rules.by_default(cell({r.REVIEW_HURRY: 0.0, r.REVIEW_FATIGUE: 0.0}), 3.0, 1.0) == 0.0


def test_the_default_is_to_leave_up_what_is_up_and_to_believe_the_machine_where_it_is_held(cell: Any) -> None:
    hurried = {r.REVIEW_HURRY: 0.5, r.REVIEW_HURRY_MOST: 1.0, r.REVIEW_ACCURACY: 1.0, staffing.NOVICE: 0.0}
    up, held = (cell({**hurried, r.REVIEW_WAITING: reach}) for reach in (1.0, 0.0))

    def confirmed(p: Any, guilty: bool) -> float:
        return sum(rules.confirms(p, 0.5, v, 0.0, 1.0, 0.0, guilty) for v in U) / len(U)

    tilt = 1 - math.exp(-0.5)
    assert confirmed(up, True) == pytest.approx(1 - tilt, abs=0.01) and confirmed(up, False) == 0.0
    assert confirmed(held, True) == 1.0 and confirmed(held, False) == pytest.approx(tilt, abs=0.01)


def test_newcomers_err_more(cell: Callable[..., Any]) -> None:
    p = cell({r.REVIEW_ACCURACY: 0.93, staffing.NOVICE: 0.1})
    assert [rules.review_accuracy(p, new) for new in (0.0, 0.5, 1.0)] == pytest.approx([0.93, 0.88, 0.83])


def test_the_line_is_many_times_longer_at_95_than_at_80_per_cent(p: Any) -> None:
    at = {load: rules.minutes_in_line(p, load, 0.5) for load in (0.5, 0.8, 0.95)}
    assert 4.0 < at[0.95] / at[0.8] < 11.0
    assert at[0.5] < at[0.8] / 3


def test_whose_turn_it_is(cell: Callable[..., Any]) -> None:
    arrival, severity, views = (cell({r.REVIEW_PRIORITY: way}) for way in (0, 1, 2))
    assert rules.turn(arrival, 1, 500.0, 10.0) < rules.turn(arrival, 4, 900.0, 11.0)
    assert rules.turn(severity, 4, 0.0, 900.0) < rules.turn(severity, 3, 500.0, 1.0)
    assert rules.turn(views, 1, 500.0, 900.0) < rules.turn(views, 4, 400.0, 1.0)
    waiting = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    assert [rules.ahead(p, waiting, 3.0) for p in (arrival, severity, views)] == [10.0, 7.0, 0.0]


def test_what_waits_is_up_slowed_or_held(cell: Callable[..., Any]) -> None:
    up, slowed, held = (cell({r.REVIEW_WAITING: reach}) for reach in (1.0, 0.3, 0.0))
    shown = [rules.minutes_up(p, 100.0, 10.0, 60.0, True) for p in (up, slowed, held)]
    assert shown == pytest.approx([60.0, 25.0, 10.0])
    cleared = [rules.minutes_up(p, 100.0, 10.0, 60.0, False) for p in (up, slowed, held)]
    assert cleared == pytest.approx([100.0, 65.0, 50.0])
    assert rules.minutes_up(held, 100.0, 100.0, 150.0, True) == 100.0  # flagged after its end
    assert rules.minutes_up(held, 100.0, 10.0, 500.0, False) == 10.0  # nobody looked in time


def test_reviewers_take_up_cases_after_a_delay(cell: Callable[..., Any]) -> None:
    at_once = cell({r.REVIEW_DELAY: 0.0, r.REVIEW_TRANSFER: 1.0})
    assert all(rules.taken_up(at_once, u, 0) for u in U)
    slow = cell({r.REVIEW_DELAY: 1.5, r.REVIEW_TRANSFER: 1.0})
    taken = [sum(rules.taken_up(slow, u, waited) for u in U) / len(U) for waited in range(4)]
    assert taken == pytest.approx([1.0 - math.exp(-(days + 1) / 1.5) for days in range(4)], abs=0.01)


def test_only_what_is_handed_over_is_late(cell: Callable[..., Any]) -> None:
    p = cell({r.REVIEW_DELAY: 1.5, r.REVIEW_TRANSFER: 0.4})
    days = [rules.hand_over(p, (i + 0.5) / 10_000) for i in range(10_000)]
    assert sum(day == 0.0 for day in days) == 6000
    assert sum(days) / len(days) == pytest.approx(1.5, rel=0.01)


def test_a_bad_record_discounts_reports_but_never_true_ones(cell: Callable[..., Any]) -> None:
    for reputation in (0.0, 0.5, 1.0):
        p = cell({r.REPUTATION: reputation, r.HABITUAL: 0.5})
        assert rules.weighed_reports(p, 4, 0, True) == 4.0
        assert rules.weighed_reports(p, 4, 0, False) == pytest.approx(4.0 - 2.0 * reputation)
        assert rules.weighed_reports(p, 0, 10, False) == pytest.approx(10.0 * (1.0 - reputation))


def test_rings_strike_those_who_stand_high(cell: Callable[..., Any]) -> None:
    p = cell({r.RING_RATE: 0.8})
    struck = [sum(rules.ring_strikes(p, u, views, 3000, 100) for u in U) for views in (0.0, 3.0, 30.0, 3000.0)]
    assert struck[0] == 0 and struck == sorted(struck) and struck[2] == pytest.approx(400, abs=2)
