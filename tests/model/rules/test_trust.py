"""Trust: what is seen, delivered and answered moves it; some are moved more, and firsts count most."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import viewers as v
from sim.model.rules import trust

UNIT = np.linspace(0.0, 1.0, 11).tolist()


def test_trust_stays_within_0_and_1_whatever_happens(cell: Callable[..., Any]) -> None:
    p = cell({v.TRUST_GOOD: 0.5, v.TRUST_BAD_RATIO: 10.0, v.TRUST_RECOVERY: 0.2, v.TRUST_SEEN: 0.2})
    for stock in UNIT:
        for weight in (0.0, 1.0, 40.0):
            for after in (
                trust.after_purchase(p, stock, True, weight), trust.after_purchase(p, stock, False, weight),
                trust.after_breach(p, stock, 1.0, weight), trust.rested(p, stock, 50), trust.rested(p, stock, -50),
            ):
                assert 0.0 <= after <= 1.0
        assert trust.in_creator(trust.whole(stock)) == pytest.approx(stock, abs=1e-5)


def test_a_bad_purchase_weighs_four_good_ones(p: Any) -> None:
    lost = 0.5 - trust.after_purchase(p, 0.5, True, 1.0)
    won = trust.after_purchase(p, 0.5, False, 1.0) - 0.5
    assert lost / won == pytest.approx(p[v.TRUST_BAD_RATIO])
    assert lost == pytest.approx(0.08 * 0.5)


def test_the_first_purchase_counts_most(cell: Callable[..., Any]) -> None:
    p = cell({v.TRUST_REPEAT: 0.5})
    weights = [trust.purchase_weight(p, 2.0, count) for count in (0, 1, 4, 9)]
    assert weights == pytest.approx([2.0, 2.0, 1.0, 2.0 / 3.0])


def test_everybody_comes_back_to_a_trust_of_their_own(cell: Callable[..., Any]) -> None:
    p = cell({v.TRUST_START: 0.6, v.TRUST_SPREAD: 0.1})
    assert [trust.leaning(p, z) for z in (-9.0, -1.0, 0.0, 1.0)] == [-50, -10, 0, 10]
    assert trust.rest(p, 10) == pytest.approx(0.7) and trust.rest(p, 50) == 1.0
    assert trust.rested(p, 0.2, 0) > 0.2 and trust.rested(p, 0.9, 0) < 0.9
    kept = 1.0
    for _ in range(120):
        kept = (trust.rested(p, 0.6 + kept, 0) - 0.6)
    assert kept == pytest.approx(0.5, abs=0.01)  # a half-life of 120 days


def test_sensitivity_has_mean_one(cell: Callable[..., Any]) -> None:
    p = cell({v.TRUST_SENSITIVITY: 0.6})
    drawn = [trust.sensitivity(p, z) for z in np.random.default_rng(1).normal(size=20_000).tolist()]
    assert np.mean(drawn) == pytest.approx(1.0, abs=0.02) and np.std(np.log(drawn)) == pytest.approx(0.6, abs=0.02)


def test_who_reports_and_is_answered_loses_less(cell: Callable[..., Any]) -> None:
    p = cell({v.TRUST_ANSWERED: 0.4})
    assert trust.kept_fall(p, False, 1.0) == trust.kept_fall(p, True, 0.0) == 1.0
    assert trust.kept_fall(p, True, 0.5) == pytest.approx(0.8)
    assert trust.next_answered(0.3, 0, 0) == 0.3
    assert trust.next_answered(0.3, 3, 4) == pytest.approx(0.3 + 0.45 / 30)


def test_the_platform_bears_all_of_a_strangers_deed_and_part_of_a_followed_ones(cell: Callable[..., Any]) -> None:
    p = cell({v.TRUST_PASSES: 0.29})
    assert trust.passed_on(p, False) == 1.0 and trust.passed_on(p, True) == 0.29
    start = trust.whole(p[v.CREATOR_TRUST])
    assert trust.creator_factor(p, start) == pytest.approx(1.0, abs=1e-3)
    assert trust.creator_factor(p, start // 2) < 1.0 < trust.unfollow_factor(p, start // 2)
    assert math.isclose(trust.unfollow_factor(p, start), 1.0, abs_tol=1e-3)
