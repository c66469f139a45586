"""Viewers and buyers as they come, and what there is to stay for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.draws import beta, fork, gamma, lower, upper
from sim.model.ecosystem import settling
from sim.model.parameters import distribution as d
from sim.model.parameters import viewers as v
from sim.model.rules import staying, viewers


def test_gamma_and_beta_have_their_moments() -> None:
    keys = [fork(7, at) for at in range(20_000)]
    for shape in (0.25, 1.0, 3.0):
        drawn = np.array([gamma(one, 0, shape) for one in keys])
        assert drawn.mean() == pytest.approx(shape, rel=0.05) and drawn.var() == pytest.approx(shape, rel=0.1)
    ends = np.array([beta(one, 0.8, 2.4) for one in keys])
    assert ends.mean() == pytest.approx(0.25, abs=0.005) and ends.std() == pytest.approx(0.211, abs=0.005)


def test_two_numbers_of_one_hash_are_uniform_and_independent() -> None:
    drawn = [fork(3, at) for at in range(50_000)]
    high, low = np.array([upper(one) for one in drawn]), np.array([lower(one) for one in drawn])
    for half in (high, low):
        assert half.mean() == pytest.approx(0.5, abs=0.005) and 0.0 <= half.min() < half.max() < 1.0
    assert abs(np.corrcoef(high, low)[0, 1]) < 0.02


def test_how_fickle_newcomers_are_is_beta_a_1(cell: Callable[..., Any]) -> None:
    p = cell({v.LOOK_ONCE: 0.4})
    fickle = np.array([staying.fickleness(p, u) for u in ((np.arange(100_000) + 0.5) / 100_000).tolist()])
    survived = [((1.0 - fickle) ** day).mean() for day in (1, 7, 30)]
    assert survived[0] == pytest.approx(1.0 / 1.4, rel=1e-3)
    assert survived[1] / survived[0] == pytest.approx(0.55, abs=0.02)  # a steep start, then a long tail
    assert survived[2] / survived[1] == pytest.approx(0.57, abs=0.02)


def test_who_is_there_is_drawn_by_how_long_they_stay(cell: Callable[..., Any]) -> None:
    p = cell({v.CHURN_BASE: 0.01})
    assert staying.has_stayed(p, 0.49, 0.01) and not staying.has_stayed(p, 0.5, 0.01)
    assert staying.has_stayed(p, 0.999, 0.0) and not staying.has_stayed(p, 0.02, 0.99)


def test_arrivals_keep_the_stock(cell: Callable[..., Any]) -> None:
    """What arrivals are before a warm-up has counted keeps a stock as satisfied and trusting as the settled one is."""
    p, rows = cell(), settling.read().viewers
    settled = rows["age"] >= 30
    satisfied, trusting = (p[start] + rows[name][settled] for start, name in (
        (v.SATISFACTION_START, "satisfaction"), (v.TRUST_START, "trust"),
    ))
    floor = np.mean([viewers.churn_hazard(p, s, t, 0.0) for s, t in zip(satisfied, trusting, strict=True)])
    fickle = np.array([staying.fickleness(p, u) for u in ((np.arange(200_000) + 0.5) / 200_000).tolist()])
    leave = np.minimum(1.0, fickle + floor)
    days = ((1.0 - leave) / leave).mean()  # nights stayed, as viewers are counted at the day's end
    assert p[v.VIEWER_ARRIVALS] * days == pytest.approx(0.95, abs=0.08)


def test_some_never_buy_and_the_rest_differ_much(cell: Callable[..., Any]) -> None:
    p = cell({v.NEVER_BUYERS: 0.4, v.APPETITE_SHAPE: 0.25})
    assert staying.wish_to_buy(p, 0.39, 5.0) == 0.0 and staying.wish_to_buy(p, 0.4, 0.5) == 2.0


def test_buying_may_be_over_for_who_has_long_been_there(cell: Callable[..., Any]) -> None:
    p = cell({v.CHURN_BASE: 0.002, v.ORDER_PACE: 0.04})
    assert not staying.buying_is_over(p, 0.999, 0.001, 0.0, 0.5)
    assert not staying.buying_is_over(p, 0.23, 0.001, 1.0, 0.25)
    assert staying.buying_is_over(p, 0.24, 0.001, 1.0, 0.25)


def test_usual_is_a_mean_at_first_and_slow_later(p: Any) -> None:
    usual = 0.0
    for day, value in enumerate((1.0, 3.0, 5.0)):
        usual = staying.next_usual(p, usual, value, day)
    assert usual == pytest.approx(3.0)
    later = usual
    for day in range(1000, 1365):
        later = staying.next_usual(p, later, 5.0, day)
    assert later == pytest.approx(4.0, abs=0.01)
    assert staying.more_than_usual(9.0, 1.0, 5) == 3.0 and staying.more_than_usual(9.0, 1.0, 0) == 0.0


def test_lift_goes_by_taste() -> None:
    lifts = np.array([9.0, 9.0, 1.0, -1.0])
    assert staying.lift_for(np.array([64, 255], np.uint8), lifts, 2) == pytest.approx((64 - 192) / 256)
    assert staying.lift_for(np.array([255, 255], np.uint8), lifts, 0) == pytest.approx(9.0)


def test_followers_miss_who_is_gone_suspended_or_silent(cell: Callable[..., Any]) -> None:
    p = cell({v.DARK_COST: 0.3, d.FOLLOW_SHARE: 0.2, v.DARK_MEMORY: 21.0})
    assert not staying.gone_dark(p, True, 0, 95, 100)
    assert staying.gone_dark(p, False, 0, 99, 100)
    assert staying.gone_dark(p, True, 101, 99, 100) and staying.gone_dark(p, True, 0, 86, 100)
    assert staying.missed(p, 1, 3) == pytest.approx(0.02)
    assert staying.forgets(p, 0.032) and not staying.forgets(p, 0.033)
