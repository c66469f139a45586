"""Orders: whole money, lags, bad purchases and returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import market as m
from sim.model.parameters import measures
from sim.model.rules import orders


@given(st.integers(0, 10**9), st.integers(0, 10_000), st.integers(0, 10_000))
def test_shares_of_money_are_whole_and_never_add_up_to_more(amount: int, points: int, other: int) -> None:
    share = orders.share_of(amount, points)
    assert share == amount * points // 10_000 and 0 <= share <= amount
    part = min(other, 10_000 - points)
    assert share + orders.share_of(amount, part) <= amount


def test_commission_is_what_sellers_offer_plus_the_platforms_part() -> None:
    assert orders.commission_points(0.132, 0.0, 1.0) == 1320
    assert orders.commission_points(0.13, 0.05, 1.0) == 1800 and orders.extra_points(0.05, 1.0) == 500
    assert orders.commission_points(0.13, 0.05, 0.5) == 900 and orders.extra_points(0.05, 0.5) == 250
    assert orders.commission_points(0.13, -0.2, 1.0) == 0 and orders.extra_points(-0.2, 1.0) == 0
    assert orders.commission_points(0.8, 0.3, 1.0) == 8000


def test_delivery_takes_days(cell: Callable[..., Any]) -> None:
    lags = [orders.delivery_lag(cell({m.DELIVERY_DAYS: 4.0}), u) for u in ((np.arange(4000) + 0.5) / 4000).tolist()]
    assert min(lags) == 1 and max(lags) <= 30 and lags == sorted(lags)
    assert np.mean(lags) == pytest.approx(4.0, abs=0.1)
    assert orders.delivery_lag(cell({m.DELIVERY_DAYS: 30.0}), 0.999999) == 30


def test_return_chance_follows_model_18(cell: Callable[..., Any]) -> None:
    p = cell({m.RETURN_EXAGGERATION: 0.35, m.LIVE_RETURN: 0.1168, m.LIVE_PRESSURE: 0.3})
    assert orders.return_chance(p, 0.10, 0.0, False) == pytest.approx(0.10)
    assert orders.return_chance(p, 0.10, 0.6, False) == pytest.approx(0.10 + 0.35 * 0.6)
    assert orders.return_chance(p, 0.10, 0.0, True) == pytest.approx(0.10 + 0.1168 * 0.3)
    assert orders.return_chance(p, 0.10, 0.9, True) == pytest.approx(0.10 + 0.35 * 0.9 + 0.1168)
    assert orders.return_chance(p, 0.90, 1.0, True) == 0.98


def test_bad_purchases_come_from_poor_quality_and_exaggeration(p: Any) -> None:
    assert orders.bad_chance(p, 1.0, 0.0, False) == pytest.approx(p[m.BAD_BASE])
    chances = [orders.bad_chance(p, quality, 0.2, False) for quality in (1.0, 0.6, 0.2, 0.0)]
    assert chances == sorted(chances)
    assert orders.bad_chance(p, 0.0, 100.0, True) == 1.0


def test_the_pressure_of_an_honest_live_disappoints_and_is_not_as_described(cell: Callable[..., Any]) -> None:
    p = cell({m.BAD_PRESSURE: 0.04, m.LIVE_PRESSURE: 0.5})
    plain, live = (orders.bad_chance(p, 0.7, 0.0, is_live) for is_live in (False, True))
    assert live - plain == pytest.approx(0.02)
    assert not orders.not_as_described(p, plain - 1e-9, 0.7) and orders.not_as_described(p, plain + 1e-9, 0.7)


def test_a_dispute_is_a_complaint_that_nobody_made_up_for(cell: Callable[..., Any]) -> None:
    p = cell({measures.AMICABLE: 0.5})
    assert orders.stays_disputed(p, 0.5, False) and not orders.stays_disputed(p, 0.49, False)
    assert not orders.stays_disputed(p, 0.9, True)
