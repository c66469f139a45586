"""Reviewers tire, reports are weighed by who files them, and rings strike those who stand high."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import review as r
from sim.model.rules import review as rules

U = np.linspace(0.0, 0.9999, 1001).tolist()


def test_tired_reviewers_err_more(p: Any) -> None:
    assert rules.review_accuracy(p, 0, 10) == pytest.approx(p[r.REVIEW_ACCURACY])
    assert rules.review_accuracy(p, 5, 10) == pytest.approx(p[r.REVIEW_ACCURACY] - 0.5 * p[r.REVIEW_FATIGUE])
    full = rules.review_accuracy(p, 10, 10)
    assert rules.review_accuracy(p, 99, 10) == full == rules.review_accuracy(p, 1, 0)
    assert full >= 0.5


def test_review_capacity_is_rounded_up(p: Any) -> None:
    assert rules.review_capacity(p, 1000) == 6 and rules.review_capacity(p, 1) == 1
    assert rules.review_capacity(p, 0) == 0


def test_reviewers_take_up_cases_after_a_delay(cell: Callable[..., Any]) -> None:
    at_once = cell({r.REVIEW_DELAY: 0.0})
    assert all(rules.taken_up(at_once, u, 0) for u in U)
    slow = cell({r.REVIEW_DELAY: 1.5})
    taken = [sum(rules.taken_up(slow, u, waited) for u in U) / len(U) for waited in range(4)]
    assert taken == pytest.approx([1.0 - math.exp(-(days + 1) / 1.5) for days in range(4)], abs=0.01)


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
