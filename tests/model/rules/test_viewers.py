"""Viewers: habit, satisfaction, opening, scrolling, leaving."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import market as m
from sim.model.parameters import viewers as v
from sim.model.rules import viewers

UNIT = np.linspace(0.0, 1.0, 11).tolist()


def test_odds_of_opening_at_the_references(p: Any) -> None:
    odds = viewers.open_odds(p, 0.0, 0.0, p[v.SATISFACTION_START], p[v.TRUST_START], 0.0, False)
    assert odds == pytest.approx(math.exp(p[v.OPEN_BASE]))
    weekend = viewers.open_odds(p, 0.0, 0.0, p[v.SATISFACTION_START], p[v.TRUST_START], 0.0, True)
    assert weekend == pytest.approx(odds * p[m.WEEKEND_LIFT])


def test_habit_satisfaction_and_trust_all_bring_viewers_back(p: Any) -> None:
    for at in range(3):
        stocks = [[0.5, 0.5, 0.5] for _ in UNIT]
        for stock, value in zip(stocks, UNIT, strict=True):
            stock[at] = value
        odds = [viewers.open_odds(p, 0.0, *stock, 0.0, False) for stock in stocks]
        assert odds == sorted(odds) and odds[0] < odds[-1]


def test_habit_is_a_stock(p: Any) -> None:
    keep = p[v.HABIT_KEEP]
    assert viewers.next_habit(p, 0.5, True) == pytest.approx(0.5 * keep + 1.0 - keep)
    assert viewers.next_habit(p, 0.5, False) == pytest.approx(0.5 * keep)
    assert viewers.next_habit(p, 1.0, True) == pytest.approx(1.0)


def test_stocks_stay_within_0_and_1(cell: Callable[..., Any]) -> None:
    p = cell({v.SATISFACTION_RATE: 1.0})
    for stock in UNIT:
        for other in UNIT:
            assert 0.0 <= viewers.next_satisfaction(p, stock, other) <= 1.0


def test_scrolling_on_grows_with_staying_power(p: Any) -> None:
    for u in np.linspace(0.0, 0.999, 60).tolist():
        on = [viewers.scrolls_on(p, u, p[v.CONTINUE_BASE], stay) for stay in UNIT]
        assert on == sorted(on)
    assert viewers.scrolls_on(p, 0.5 - 1e-9, 0.5, 0.0) and not viewers.scrolls_on(p, 0.5, 0.5, 0.0)


def test_more_to_watch_than_usual_opens_the_app_and_keeps_people_scrolling(cell: Callable[..., Any]) -> None:
    p = cell({v.VARIETY: 0.1})
    odds = [viewers.open_odds(p, 0.0, 0.5, 0.6, 0.6, lift, False) for lift in (-1.0, 0.0, 1.0)]
    assert [odds[1] / odds[0], odds[2] / odds[1]] == pytest.approx([math.exp(0.1)] * 2)
    less, usual, more = (viewers.scroll_chance(p, lift) for lift in (-1.0, 0.0, 1.0))
    assert less < usual == p[v.CONTINUE_BASE] < more < 1.0


def test_churn_falls_with_satisfaction_and_trust(cell: Callable[..., Any]) -> None:
    p = cell()
    assert viewers.churn_hazard(p, p[v.SATISFACTION_START], p[v.TRUST_START], 0.0) == pytest.approx(p[v.CHURN_BASE])
    assert viewers.churn_hazard(p, 0.6, 0.6, 0.3) - viewers.churn_hazard(p, 0.6, 0.6, 0.0) == pytest.approx(0.3)
    hazards = [viewers.churn_hazard(p, stock, stock, 0.0) for stock in UNIT]
    assert hazards == sorted(hazards, reverse=True)
    wild = cell({v.CHURN_BASE: 0.2, v.CHURN_SATISFACTION: 30.0, v.CHURN_TRUST: 30.0})
    assert viewers.churn_hazard(wild, 0.0, 0.0, 0.0) == 1.0


def test_distrust_lowers_entry_and_orders(p: Any) -> None:
    assert viewers.entry_factor(p, p[v.TRUST_START]) == 1.0
    assert viewers.order_factor(p, p[v.TRUST_START]) == 1.0
    assert viewers.entry_factor(p, 0.1) < 1.0 < viewers.entry_factor(p, 0.9)
    assert viewers.order_factor(p, 0.1) == pytest.approx(math.exp(p[m.ORDER_TRUST] * (0.1 - p[v.TRUST_START])))
