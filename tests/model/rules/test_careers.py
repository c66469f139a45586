"""Careers: hazards and arrivals."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import creators as c
from sim.model.parameters import work as w
from sim.model.rules import careers


def test_hazard_at_expectations_is_the_base(p: Any) -> None:
    assert careers.exit_hazard(p, 10.0, 10.0, p[w.HOBBY], p[c.FAIRNESS_START]) == pytest.approx(p[c.EXIT_BASE])


def test_hazard_follows_its_equation(cell: Callable[..., Any]) -> None:
    p = cell({c.EXIT_BASE: 0.01, c.EXIT_EXPOSURE: 2.0, c.EXIT_INCOME: 1.0, c.FAIRNESS_EXIT: 1.5, c.FAIRNESS_START: 0.7})
    # half of the views hoped for, half of what an unpaid median creator has of it, fairness 0.2 below a newcomer's
    expected = 0.01 * math.exp(2.0 * 0.5 + 1.0 * math.log(2.0) + 1.5 * 0.2)
    assert careers.exit_hazard(p, 5.0, 10.0, 0.5 * p[w.HOBBY], 0.5) == pytest.approx(expected)


def test_an_unfair_penalty_alone_raises_the_hazard_by_the_published_factor(p: Any) -> None:
    fair = careers.exit_hazard(p, 10.0, 10.0, p[w.HOBBY], p[c.FAIRNESS_START])
    wronged = careers.exit_hazard(p, 10.0, 10.0, p[w.HOBBY], p[c.FAIRNESS_START] * (1.0 - p[c.FAIRNESS_RATE]))
    assert 1.3 <= wronged / fair <= 2.0  # S107 S116


def test_followers_hold_a_creator(cell: Callable[..., Any]) -> None:
    p = cell({c.EMBEDDEDNESS: 0.5, c.EMBEDDING_AUDIENCE: 0.5})
    assert careers.embedded(p, 0, 200) == 1.0
    assert careers.embedded(p, 300, 200) == pytest.approx(0.5)  # three times what begins to hold
    factors = [careers.embedded(p, followers, 200) for followers in (0, 10, 100, 1_000, 10_000)]
    assert factors == sorted(factors, reverse=True) and factors[-1] > 0.0
    assert careers.embedded(cell({c.EMBEDDEDNESS: 0.0}), 500, 10_000) == 1.0
    assert careers.embedded(p, 5, 0) < 1.0  # a region without viewers


def test_what_befalls_anybody_is_a_floor(cell: Callable[..., Any]) -> None:
    p = cell({c.EXIT_EVENTS: 0.1, c.EXIT_CLOSING: 0.02})
    assert careers.with_events(p, 0.0, 1.0) == pytest.approx(0.1)
    assert careers.with_events(p, 0.5, 1.0) == pytest.approx(0.55)
    assert careers.with_events(p, 0.0, 0.0) == pytest.approx(0.02)  # what is a business closes as businesses do
    assert careers.with_events(p, 0.0, 0.25) == pytest.approx(0.04)
    assert careers.with_events(p, 1.0, 1.0) == 1.0 == careers.with_events(p, 7.0, 0.0)


def test_fame_goes_and_comes_and_its_spread_stays(cell: Callable[..., Any]) -> None:
    p = cell({c.ATTRACTION_SPREAD: 0.7, c.FAME_HALF_LIFE: 70.0})
    assert careers.fame(p, 1.4, 0.0) == pytest.approx(1.4 * 2.0**-0.1)
    drawn = np.random.default_rng(1).normal(size=(300, 1_000))
    stars = np.full(1_000, 2.0)
    for week in drawn:
        stars = np.array([careers.fame(p, star, z) for star, z in zip(stars, week, strict=True)])
    assert abs(stars.mean()) < 0.07 and stars.std() == pytest.approx(0.7, rel=0.1)
    assert np.abs(stars).max() <= careers.MOST_FAME * 0.7


def test_hazard_is_a_probability(cell: Callable[..., Any]) -> None:
    p = cell({c.EXIT_BASE: 0.5, c.EXIT_EXPOSURE: 10.0, c.EXIT_INCOME: 10.0, c.FAIRNESS_EXIT: 5.0})
    assert careers.exit_hazard(p, 0.0, 10.0, 0.0, 0.0) == 1.0
    assert careers.exit_hazard(p, 1e9, 10.0, 1e9, 1.0) > 0.0


def test_pay_and_hobby_are_weighed_in_logs_and_nobody_stands_at_a_bound(p: Any) -> None:
    assert careers.pay_gap(p, p[w.HOBBY]) == 0.0
    assert careers.pay_gap(p, p[w.HOBBY] * math.e) == pytest.approx(-1.0)
    gaps = [careers.pay_gap(p, p[w.HOBBY] * 2.0**k) for k in range(-8, 20)]
    assert np.diff(gaps) == pytest.approx(-math.log(2.0))


def test_shortfall_is_bounded() -> None:
    assert careers.shortfall(5.0, 10.0) == 0.5
    assert careers.shortfall(1e9, 10.0) == -1.0
    assert careers.shortfall(0.0, 10.0) == 1.0
    assert careers.shortfall(5.0, 0.0) == 0.0


def test_arrivals_have_the_stated_mean() -> None:
    drawn = [careers.whole_arrivals(u, 2.25) for u in (np.arange(1000) + 0.5) / 1000]
    assert set(drawn) == {2, 3} and np.mean(drawn) == pytest.approx(2.25)


def test_delay_is_whole_days_at_least_one() -> None:
    assert careers.delay_days(0.0, 14.0) == 1
    assert careers.delay_days(0.5, 10.0) == 1 + int(10.0 * math.log(2.0))
    delays = [careers.delay_days(u, 14.0) for u in np.linspace(0.0, 0.999, 200)]
    assert delays == sorted(delays)


def test_moving_average_moves_by_its_rate() -> None:
    assert careers.moving_average(10.0, 20.0, 0.1) == pytest.approx(11.0)
