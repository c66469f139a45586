"""Notice and appeals: explanations teach in steps, appeals are right as often as stated, innocents go outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import appeals as a
from sim.model.rules import appeals as rules

U = np.linspace(0.0, 0.9999, 101).tolist()


def test_raising_a_chance_never_undoes_an_event(cell: Callable[..., Any]) -> None:
    for u in U:
        for column, guilty in ((a.APPEAL_BASE, True), (a.APPEAL_INNOCENT, False)):
            appeals = [rules.appeals(cell({column: x}), u, guilty) for x in (0.0, 0.2, 0.5, 0.8, 1.0)]
            assert appeals == sorted(appeals)
        won = [rules.overturned(cell({a.APPEAL_ACCURACY: x}), u, False) for x in (0.5, 0.7, 0.9, 1.0)]
        lost = [rules.overturned(cell({a.APPEAL_ACCURACY: x}), u, True) for x in (0.5, 0.7, 0.9, 1.0)]
        assert won == sorted(won) and lost == sorted(lost, reverse=True)
        assert won[-1] and not lost[-1]  # perfect appeals free every innocent and no guilty one


def test_explanations_come_in_three_sizes(cell: Callable[..., Any]) -> None:
    p = cell({a.EXPLAIN: 0.5, a.CLIP_SHARE: 0.5})
    sizes = [rules.explanation(p, u, v) for u, v in ((0.4, 0.4), (0.4, 0.6), (0.6, 0.1))]
    assert sizes == [rules.CLIP, rules.REASON, rules.UNEXPLAINED]
    assert 0.0 == rules.lesson(p, rules.UNEXPLAINED) < rules.lesson(p, rules.REASON) < rules.lesson(p, rules.CLIP)
    costs = [rules.explanation_cost(p, size) for size in (rules.UNEXPLAINED, rules.REASON, rules.CLIP)]
    assert costs == [0, 10, 50]


def test_appeals_are_filed_within_days_of_the_stated_mean(cell: Callable[..., Any]) -> None:
    p = cell({a.FILING_DAYS: 5.0})
    days = [rules.filing_delay(p, u) for u in np.linspace(0.0005, 0.9995, 1000)]
    assert np.mean(days) == pytest.approx(4.5, abs=0.1) and days == sorted(days)  # whole days, rounded down
    assert {rules.filing_delay(cell({a.FILING_DAYS: 0.0}), u) for u in U} == {0}


def test_only_doubtful_flags_are_granted_at_once(cell: Callable[..., Any]) -> None:
    p = cell({a.AUTO_REINSTATE: 0.5, a.LOW_CONFIDENCE: 0.3})
    assert rules.reinstated_at_once(p, 0.4, 0.2) and not rules.reinstated_at_once(p, 0.4, 0.3)
    assert not rules.reinstated_at_once(p, 0.6, 0.2)
    assert not any(rules.reinstated_at_once(cell(), u, 0.0) for u in U)


def test_it_is_the_innocent_who_go_outside(cell: Callable[..., Any]) -> None:
    p = cell({a.EXTERNAL_SHARE: 1.0, a.EXTERNAL_GUILTY: 0.1})
    assert sum(rules.goes_outside(p, u, False) for u in U) == len(U)
    assert sum(rules.goes_outside(p, u, True) for u in U) == pytest.approx(10, abs=1)
    assert not any(rules.goes_outside(cell(), u, False) for u in U)
    assert all(rules.overturned_outside(cell({a.EXTERNAL_ACCURACY: 1.0}), u, False) for u in U)
