"""Offers: quality, supply, what they promise and what they deliver."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import creators as c
from sim.model.parameters import market as m
from sim.model.rules import offers

GRID = np.linspace(0.05, 1.0, 20).tolist()


def test_quality_has_diminishing_returns(p: Any) -> None:
    for skill in (0.0, 0.5, 1.0):
        by_effort = np.array([offers.quality(p, skill, effort) for effort in GRID])
        assert (np.diff(by_effort) > 0).all() and (np.diff(by_effort, 2) < 0).all()
        assert (by_effort > 0).all() and (by_effort < 1).all()
    by_skill = np.array([offers.quality(p, skill, 0.5) for skill in GRID])
    assert (np.diff(by_skill) > 0).all() and (np.diff(by_skill, 2) < 0).all()


def test_slope_is_the_derivative_of_quality(p: Any) -> None:
    for effort in (0.05, 0.3, 0.9):
        h = 1e-6
        numeric = (offers.quality(p, 0.6, effort + h) - offers.quality(p, 0.6, effort - h)) / (2.0 * h)
        assert offers.quality_slope(p, 0.6, effort) == pytest.approx(numeric, rel=1e-5)


def test_chance_times_length_is_the_weekly_supply(p: Any) -> None:
    for supply in (0.5, 1.0, 4.0):
        for drive in (0.3, 1.0, 3.0):
            hours = 7.0 * offers.live_chance(p, supply, drive) * (offers.live_minutes(p, supply, drive) - 1) / 60.0
            if p[c.LIVE_START] * drive * supply <= 7.0 * 12.0:
                assert hours == pytest.approx(p[c.LIVE_START] * drive * supply, abs=7.0 / 60.0)
            assert offers.live_minutes(p, supply, drive) <= 12 * 60 + 1


def test_no_live_hours_means_no_live(cell: Callable[..., Any]) -> None:
    assert offers.live_chance(cell({c.LIVE_START: 0.0}), 4.0, 3.0) == 0.0


def test_video_batches_have_the_stated_mean(p: Any) -> None:
    drawn = [offers.video_pieces(p, u, 1.0, 1.0) for u in ((np.arange(1000) + 0.5) / 1000).tolist()]
    assert np.mean(drawn) == pytest.approx(p[c.VIDEO_START] / 7.0, abs=1e-3)


def test_ignorance_falls_with_awareness_and_never_strikes_the_fully_aware(p: Any) -> None:
    for u in np.linspace(0.0, 0.05, 51).tolist():
        broken = [offers.breaks_unknowingly(p, u, aware, 1.0, 0.0) for aware in (1.0, 0.7, 0.4, 0.0)]
        assert broken == sorted(broken) and not broken[0]


def test_entry_odds_at_the_reference(p: Any) -> None:
    base = p[m.ENTRY_BASE] / (1.0 - p[m.ENTRY_BASE])
    assert offers.entry_odds(p, 0.5, 0, 0.0) == pytest.approx(base)
    pull = p[m.ENTRY_POPULARITY] * math.log(100.0) + 0.35
    assert offers.entry_odds(p, 0.5, 99, 0.35) == pytest.approx(base * math.exp(pull))


def test_watch_and_orders_by_format(p: Any) -> None:
    assert offers.watch_mean(p, True, 0.5, 0.0) == pytest.approx(p[m.WATCH_LIVE])
    assert offers.watch_mean(p, False, 0.5, 0.2) == pytest.approx(p[m.WATCH_VIDEO] * math.exp(0.2))
    odds = offers.order_odds(p, True, 0.5, 0.0)
    assert odds / (1.0 + odds) == pytest.approx(p[m.ORDER_LIVE])
    assert offers.order_odds(p, True, 0.9, 0.0) > odds > offers.order_odds(p, False, 0.5, 0.0)


def test_prices_are_positive_whole_numbers(p: Any) -> None:
    assert offers.price_of(p, 2500.0, 0.0) == 2500
    assert offers.price_of(p, 10.0, -50.0) == 1


def test_capacity_splits_by_format(p: Any) -> None:
    live = offers.capacity(p, True, round(60 * p[c.SESSION_HOURS]), 1)
    assert live == pytest.approx(p[m.LIVE_SHARE])
    assert offers.capacity(p, False, 1440, 3) == pytest.approx(3.0 * (1.0 - p[m.LIVE_SHARE]))


def test_violations_by_ignorance_are_weaker_and_reports_follow_what_shows(p: Any) -> None:
    assert offers.strength_of(p, True) == 1.0 > offers.strength_of(p, False)
    chances = [offers.report_chance(p, offers.noticed(*one)) for one in ((True, 0.7), (True, 0.3), (False, 0.7))]
    assert chances == sorted(chances, reverse=True) and chances[2] > 0.0
    assert offers.report_chance(p, offers.noticed(True, 0.0)) == 0.0
    assert [offers.unit(x) for x in (-0.2, 0.3, 1.7)] == [0.0, 0.3, 1.0]
