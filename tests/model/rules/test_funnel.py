"""The funnel: thresholds on one uniform, so a higher probability only ever adds events."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import market as m
from sim.model.rules import funnel

U = np.linspace(0.0, 0.9999, 201).tolist()


@pytest.mark.parametrize("probability", [0.0, 0.01, 0.24, 0.5, 0.99])
def test_odds_stand_for_their_probability(probability: float) -> None:
    odds = probability / (1.0 - probability)
    assert [funnel.happens(u, odds) for u in U] == [u < probability for u in U]


def test_raising_odds_only_adds_events() -> None:
    for u in U:
        events = [funnel.happens(u, odds) for odds in (0.0, 0.01, 0.5, 2.0, 1e6)]
        assert events == sorted(events)


def test_watch_is_exponential_and_ends_with_the_offer() -> None:
    assert funnel.watch_minutes(0.5, 3.0, 100.0) == pytest.approx(3.0 * math.log(2.0))
    assert funnel.watch_minutes(0.99, 3.0, 1.5) == 1.5
    assert funnel.watch_minutes(0.0, 3.0, 1.5) == 0.0
    assert funnel.centiminutes(1.239) == 123


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        (funnel.follows, m.FOLLOW_BASE), (lambda p, u, value: funnel.unfollows(p, u, value, 1.0), m.UNFOLLOW_BASE),
        (funnel.taps_not_interested, m.NEGATIVE_BASE),
    ],
)
def test_reactions_only_grow_with_their_base(cell: Callable[..., Any], rule: Any, column: int) -> None:
    for value in (0.0, 0.3, 0.7, 1.0):
        for u in U:
            events = [rule(cell({column: base}), u, value) for base in (0.0, 0.1, 0.3, 0.5)]
            assert events == sorted(events)


def test_good_offers_are_followed_and_bad_ones_dropped(cell: Callable[..., Any]) -> None:
    p = cell({m.FOLLOW_BASE: 0.5, m.UNFOLLOW_BASE: 0.5, m.NEGATIVE_BASE: 0.5})
    assert funnel.follows(p, 0.49, 1.0) and not funnel.follows(p, 0.13, 0.5) and funnel.follows(p, 0.12, 0.5)
    assert funnel.unfollows(p, 0.12, 0.5, 1.0) and not funnel.unfollows(p, 0.0, 1.0, 1.0)
    assert funnel.unfollows(p, 0.24, 0.5, 2.0) and not funnel.unfollows(p, 0.12, 0.5, 0.9)
    assert funnel.taps_not_interested(p, 0.24, 0.5) and not funnel.taps_not_interested(p, 0.0, 1.0)


def test_clicks_and_quick_exits(p: Any) -> None:
    for is_live, column in ((False, m.CLICK_BASE), (True, m.CLICK_LIVE)):
        assert [funnel.clicks(p, u, is_live, 1.0) for u in U] == [u < p[column] for u in U]
        most = p[column] * (p[m.BROWSING] + 2.0 * (1.0 - p[m.BROWSING]))
        assert funnel.clicks(p, most - 1e-9, is_live, 2.0) and not funnel.clicks(p, most, is_live, 2.0)
        assert funnel.clicks(p, 0.0, is_live, 0.0) and not funnel.shops(p, 0.0, is_live, 0.0)
        for u in U:
            assert funnel.clicks(p, u, is_live, 3.0) >= funnel.shops(p, u, is_live, 3.0)
    assert p[m.CLICK_LIVE] > p[m.CLICK_BASE]
    assert funnel.is_quick_exit(p, 0.08) and not funnel.is_quick_exit(p, 0.09)


def test_taste_is_read_off_its_cumulative_shares() -> None:
    taste = np.array([64, 64, 192, 255], np.uint8)  # a quarter, nothing, half, a quarter
    drawn = [funnel.category_of(u, taste) for u in (np.arange(256) / 256).tolist()]
    assert np.bincount(drawn, minlength=4).tolist() == [64, 0, 128, 64]
    assert funnel.category_of(0.999999, np.array([0, 0, 0], np.uint8)) == 2
