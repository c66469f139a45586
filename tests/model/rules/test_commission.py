"""Commission: tiers, friction of cuts, net of returns, clawback, and debts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import commission as co
from sim.model.parameters import creators as c
from sim.model.rules import commission


def follow(cell: Callable[..., Any], extras: list[float], days: int) -> list[float]:
    """Return what existing creators are given, day by day, as the platform's part moves."""
    held, cut_day, given_out = extras[0], -1, []
    for day, extra in enumerate(extras):
        p = cell({co.COMMISSION_EXTRA: extra, co.FRICTION_DAYS: float(days)})
        cut_day = commission.next_cut_day(p, held, cut_day, day)
        held = commission.next_held(p, held, cut_day)
        given_out.append(commission.extra_for(p, held, cut_day, -500, 0.0, 0))
    return given_out


def test_cuts_wait_and_rises_do_not(cell: Callable[..., Any]) -> None:
    """S31: a cut reaches existing promoters after 30 days, a rise at once."""
    posted = [0.1] * 5 + [0.02] * 40 + [0.05] * 3 + [0.0] * 2 + [0.2] * 3
    held = follow(cell, posted, 30)
    assert held[:5] == [0.1] * 5 and held[5:35] == [0.1] * 30 and held[35:45] == [0.02] * 10
    assert held[45:48] == [0.05] * 3  # a rise
    assert held[48:50] == [0.05] * 2 and held[50:] == [0.2] * 3  # a cut on its way, overtaken by a rise
    assert follow(cell, posted, 0) == posted


def test_newcomers_get_a_cut_at_once(cell: Callable[..., Any]) -> None:
    p = cell({co.COMMISSION_EXTRA: 0.02})
    assert commission.extra_for(p, 0.1, 40, 39, 0.0, 0) == 0.1
    assert commission.extra_for(p, 0.1, 40, 40, 0.0, 0) == 0.02
    assert commission.extra_for(p, 0.1, -1, 10, 0.0, 0) == 0.02


def test_tiers_add_up(cell: Callable[..., Any]) -> None:
    p = cell({co.COMMISSION_EXTRA: 0.01, co.VOLUME_EXTRA: 0.02, co.VOLUME_THRESHOLD: 2800.0, co.HEALTH_EXTRA: 0.04,
              co.HEALTH_RATING: 200.0})
    assert commission.extra_for(p, 0.0, -1, 0, 99.0, 199) == pytest.approx(0.01)
    assert commission.extra_for(p, 0.0, -1, 0, 100.0, 199) == pytest.approx(0.03)
    assert commission.extra_for(p, 0.0, -1, 0, 100.0, 200) == pytest.approx(0.07)


def test_returns_above_honest_ones_cost_commission_within_bounds(cell: Callable[..., Any]) -> None:
    p = cell({co.RETURNS_WEIGHT: 0.5, co.RETURNS_FLOOR: 0.6})
    assert [commission.returns_scale(p, ratio) for ratio in (0.2, 1.0, 1.5, 1.8, 9.0)] == pytest.approx(
        [1.0, 1.0, 0.75, 0.6, 0.6]
    )
    assert commission.returns_scale(cell(), 9.0) == 1.0


@pytest.mark.parametrize("honest", [0.03, 0.1, 0.25])
@pytest.mark.parametrize("more", [0.0, 0.1, 0.3])
def test_exaggeration_pays_less_the_more_returns_cost(cell: Callable[..., Any], honest: float, more: float) -> None:
    free = commission.kept(cell(), honest + more, honest)
    assert free == pytest.approx((1.0 - honest - more) / (1.0 - honest))
    for costs in ({co.CLAWBACK: 1.0}, {co.RETURNS_WEIGHT: 1.0}, {co.CLAWBACK: 2.0, co.RETURNS_WEIGHT: 2.0}):
        costly = commission.kept(cell(costs), honest + more, honest)
        assert 0.0 <= costly < free if more else costly == pytest.approx(1.0)


def test_a_health_tier_is_something_to_lose(cell: Callable[..., Any]) -> None:
    p = cell({co.HEALTH_EXTRA: 0.1, co.HEALTH_RATING: 200.0, c.RESTRICTION_WEEKS: 6.0})
    assert commission.tier_at_stake(p, 0.1, 210, 199) == pytest.approx(3.0)
    assert commission.tier_at_stake(p, 0.1, 199, 150) == commission.tier_at_stake(p, 0.1, 300, 200) == 0.0
    assert commission.tier_at_stake(cell({co.HEALTH_RATING: 200.0}), 0.1, 210, 199) == 0.0


@given(st.integers(0, 10**9), st.integers(-(10**6), 10**9))
def test_nobody_pays_more_than_the_day_brought(debt: int, earned: int) -> None:
    assert 0 <= commission.collected(debt, earned) <= max(0, earned)
    assert commission.collected(debt, earned) <= debt
