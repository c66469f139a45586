"""Entry: the flow that keeps a population's size, and its growth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.model.parameters import lifecycle as lc
from sim.model.parameters import market as m
from sim.model.rules import entry


def test_arrivals_make_up_for_who_leaves_and_for_newcomers_who_go_at_once() -> None:
    # 10 days, 100 came of whom 60 were soon gone; 30 others left: 3 a day, of 7.5 who come a day 4.5 do not stay
    assert entry.balancing_flow(10.0, 100.0, 60.0, 30.0) == pytest.approx(7.5)
    assert entry.balancing_flow(10.0, 100.0, 0.0, 30.0) == pytest.approx(3.0)
    assert entry.balancing_flow(0.0, 100.0, 0.0, 30.0) == 0.0 == entry.balancing_flow(10.0, 0.0, 0.0, 30.0)
    assert entry.balancing_flow(10.0, 100.0, 0.0, -5.0) == 0.0  # more came back than left
    assert entry.balancing_flow(10.0, 1.0, 50.0, 30.0) < 1e4  # everybody goes at once: still a number


def test_growth_is_of_the_flow_from_day_0_on(cell: Callable[..., Any]) -> None:
    p = cell({m.GROWTH: 0.21})
    assert entry.grown(p, 8.0, -40) == 8.0 == entry.grown(p, 8.0, 0)
    assert entry.grown(p, 8.0, 365) == pytest.approx(8.0 * 1.21) and entry.grown(p, 8.0, 730) == pytest.approx(11.7128)
    assert entry.grown(cell(), 8.0, 730) == 8.0  # zero unless somebody assumes it


def test_sums_fade_and_flows_blend(cell: Callable[..., Any]) -> None:
    total = 0.0
    for _ in range(2000):
        total = entry.faded(total, 1.0)
    assert total == pytest.approx(entry.MEMORY, rel=0.01)
    assert entry.blended_flow(cell({m.ENTRY_BALANCE: 0.25}), 4.0, 8.0) == pytest.approx(5.0)
    p = cell({lc.ONBOARDING: 0.5, lc.RING_SHARE: 0.1, lc.ONBOARDING_RECALL: 1.0, lc.ONBOARDING_ERROR: 0.0})
    assert entry.accepted_share(p) == pytest.approx(0.95)
