"""The ledger and its ladder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.model.parameters import detection, review
from sim.model.rules import enforcement


def test_days_to_penalty_are_minutes_to_act_and_the_reviewed_cases_queue(cell: Callable[..., Any]) -> None:
    p = cell({detection.AUTO_MINUTES: 720.0, review.REVIEW_SHARE: 0.25, review.REVIEW_DELAY: 1.0})
    assert enforcement.days_to_penalty(p, 0.0) == pytest.approx(0.75)
    assert enforcement.days_to_penalty(p, 8.0) == pytest.approx(2.75)


def test_pilots_graduate_by_time_or_following(p: Any) -> None:
    assert enforcement.graduates(p, 30, 176, 0, 1000)
    assert not enforcement.graduates(p, 29, 200, 49, 1000)
    assert not enforcement.graduates(p, 400, 175, 49, 1000)
    assert enforcement.graduates(p, 0, 0, 50, 1000)
