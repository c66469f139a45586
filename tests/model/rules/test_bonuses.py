"""Weekly bonuses: claims, budgets, and the pull of thresholds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import bonuses as bo
from sim.model.parameters import commission as co
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.rules import bonuses


def test_hours_are_paid_by_the_minute_once_the_threshold_is_reached(cell: Callable[..., Any]) -> None:
    p = cell({bo.VOLUME_BONUS: 300.0})
    assert bonuses.hours_claim(p, 60, 1.0) == 300 and bonuses.hours_claim(p, 61, 1.0) == 305
    assert bonuses.hours_claim(cell(), 600, 1.0) == 0
    p = cell({bo.VOLUME_BONUS: 300.0, bo.VOLUME_HOURS: 7.0, bo.RETURN_LIMIT: 2.0})
    assert bonuses.hours_claim(p, 419, 1.0) == 0 and bonuses.hours_claim(p, 420, 1.0) == 2100
    assert bonuses.hours_claim(p, 420, 2.1) == 0


def test_gmv_is_paid_gross_or_net(cell: Callable[..., Any]) -> None:
    p = cell({bo.GMV_BONUS: 0.1, bo.GMV_THRESHOLD: 1000.0, bo.NET_BONUS: 0.05, bo.RETURN_LIMIT: 2.0})
    assert bonuses.gmv_claim(p, 999, 1.0) == 0 and bonuses.gmv_claim(p, 1000, 1.0) == 100
    assert bonuses.gmv_claim(p, 1000, 2.5) == 0
    assert bonuses.net_claim(p, 999) == 49


def test_quality_bonus_needs_quality_and_standing(cell: Callable[..., Any]) -> None:
    p = cell({bo.QUALITY_BONUS: 100.0, bo.QUALITY_BONUS_THRESHOLD: 0.65, bo.QUALITY_BONUS_RATING: 150.0})
    assert bonuses.quality_claim(p, 0.65, 150) == 100
    assert bonuses.quality_claim(p, 0.6499, 150) == bonuses.quality_claim(p, 0.99, 149) == 0
    assert not bonuses.earns_quality_bonus(cell({bo.QUALITY_BONUS: 0.0}), 0.99, 1000)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30), st.integers(0, 10**10))
def test_a_budget_is_never_exceeded_and_shared_alike(claims: list[int], budget: int) -> None:
    claimed = sum(claims)
    paid = [bonuses.paid(claim, claimed, budget) for claim in claims]
    assert sum(paid) <= max(budget, 0) or paid == claims
    assert all(0 <= part <= claim for part, claim in zip(paid, claims, strict=True))
    if claimed > budget:
        share = bonuses.paid_share(claimed, budget)
        assert all(abs(part - share * claim) <= 1 for part, claim in zip(paid, claims, strict=True))
        assert budget - sum(paid) < len(claims)
    else:
        assert paid == claims and bonuses.paid_share(claimed, budget) == 1.0


def test_a_quality_bonus_pulls_most_at_its_threshold(cell: Callable[..., Any]) -> None:
    p = cell({bo.QUALITY_BONUS: 1000.0, bo.QUALITY_BONUS_THRESHOLD: 0.65, d.QUALITY_ERROR: 0.15})
    pulls = {seen: bonuses.quality_pull(p, seen, 0.0, 0.1, 0.7, 500.0, 1.0) for seen in (0.2, 0.5, 0.65, 0.8, 1.0)}
    assert max(pulls, key=pulls.__getitem__) == 0.65
    assert pulls[0.65] == pytest.approx(1000.0 / 500.0 * 0.25 / 0.2)
    assert pulls[0.5] == pytest.approx(pulls[0.8])
    assert bonuses.quality_pull(p, 0.65, 0.0, 0.1, 0.7, 500.0, 0.5) == pytest.approx(0.5 * pulls[0.65])
    assert bonuses.quality_pull(cell(), 0.65, 9000.0, 0.1, 0.7, 500.0, 1.0) == 0.0


def pull(p: Any, supply: float, gmv: float = 0.0) -> float:
    """Return the pull on supply of a creator of drive 1 with an outside option of 500 a week."""
    return float(bonuses.supply_pull(p, 1.0, supply, gmv, 0.1, 0.7, 500.0, 1.0))


def test_hours_pull_at_their_rate_and_most_below_a_threshold(cell: Callable[..., Any]) -> None:
    hours = cell()[c.LIVE_START]
    assert pull(cell({bo.VOLUME_BONUS: 200.0}), 1.0) == pytest.approx(200.0 * hours / 500.0)
    p = cell({bo.VOLUME_BONUS: 200.0, bo.VOLUME_HOURS: 2.0 * hours})
    pulls = {supply: pull(p, supply) for supply in (0.5, 1.0, 1.9, 4.0)}
    assert max(pulls, key=pulls.__getitem__) == 1.9 and pulls[0.5] < 0.1 * pulls[1.9]
    assert pulls[4.0] == pytest.approx(200.0 * hours / 500.0, rel=0.05)


def test_net_gmv_pulls_less_than_gross_and_a_tier_pulls_at_its_bar(cell: Callable[..., Any]) -> None:
    gross, net = pull(cell({bo.GMV_BONUS: 0.1}), 1.0, 4000.0), pull(cell({bo.NET_BONUS: 0.1}), 1.0, 4000.0)
    assert net == pytest.approx(0.9 * gross) and gross > 0.0
    near, far = ({co.VOLUME_EXTRA: 0.05, co.VOLUME_THRESHOLD: 4.0 * week} for week in (4100.0, 40_000.0))
    assert pull(cell(near), 1.0, 4000.0) > pull(cell(far), 1.0, 4000.0)
    assert pull(cell(), 1.0, 4000.0) == 0.0


def test_people_get_used_to_a_bonus_and_over_its_end(p: Any) -> None:
    habituation = 0.0
    for _ in range(int(p[bo.HABITUATION_WEEKS])):
        habituation = bonuses.next_habituation(p, habituation, 0.4)
    assert habituation == pytest.approx(0.2)
    assert bonuses.on_offer(p, 1.0, 1.0, 5000.0) == 0.0
    assert bonuses.habituation_gap(habituation, 0.4) == 0.0 and bonuses.habituation_gap(habituation, 0.0) == habituation
    for _ in range(int(p[bo.HABITUATION_WEEKS])):
        habituation = bonuses.next_habituation(p, habituation, 0.0)
    assert habituation == pytest.approx(0.1)


def test_what_bonuses_bring_is_believed_as_far_as_their_bars_are_in_reach(cell: Callable[..., Any]) -> None:
    assert bonuses.expected(cell(), 5.0, 9000.0, 0.1, 0.7, 1.0) == 0.0
    assert bonuses.expected(cell({bo.VOLUME_BONUS: 20.0}), 5.0, 0.0, 0.1, 0.7, 0.5) == pytest.approx(50.0)
    paid = cell({bo.GMV_BONUS: 0.05, bo.NET_BONUS: 0.1})
    assert bonuses.expected(paid, 0.0, 1000.0, 0.2, 0.7, 1.0) == pytest.approx(50.0 + 80.0)
    barred = cell({bo.GMV_BONUS: 0.05, bo.GMV_THRESHOLD: 1000.0})
    assert bonuses.expected(barred, 0.0, 1000.0, 0.2, 0.7, 1.0) == pytest.approx(25.0)
    assert bonuses.expected(barred, 0.0, 100.0, 0.2, 0.7, 1.0) < 0.1
    good = cell({bo.QUALITY_BONUS: 100.0, bo.QUALITY_BONUS_THRESHOLD: 0.65})
    assert bonuses.expected(good, 0.0, 0.0, 0.1, 0.65, 1.0) == pytest.approx(50.0)


def test_who_passes_every_bar_is_paid_by_the_unit_of_sales(cell: Callable[..., Any]) -> None:
    p = cell({bo.GMV_BONUS: 0.05, bo.GMV_THRESHOLD: 1e9, bo.NET_BONUS: 0.1})
    assert bonuses.sales_rate(p, 0.2, 0.5) == pytest.approx(0.5 * (0.05 + 0.08))
