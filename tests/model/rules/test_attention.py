"""Attention as a reward: performance score, bars, boosts, campaigns, recognition, ads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import attention as ad
from sim.model.parameters import campaigns as ca
from sim.model.parameters import training as tr
from sim.model.parameters import viewers as v
from sim.model.rules import attention, campaigns, recognition, viewers


def test_the_performance_score_is_70_percent_product_selection(p: Any) -> None:
    """S17: 0-5, product selection 70%, content the rest; only with enough behind it."""
    assert attention.performance(p, 1.0, 1.0, 1.0) == pytest.approx(5.0)
    assert attention.performance(p, 1.0, 0.0, 1.0) == pytest.approx(3.5)
    assert attention.performance(p, 1.0, 1.0, 0.99) == attention.UNSCORED


@pytest.mark.parametrize(("lives", "videos", "days"), [(5, 0, 5), (0, 20, 20)])
def test_five_lives_or_twenty_videos_are_enough(p: Any, lives: int, videos: int, days: int) -> None:
    evidence = 0.0
    for day in range(days):
        evidence = attention.next_evidence(p, evidence, int(day < lives), int(day < videos))
    assert evidence == pytest.approx(1.0, abs=0.12)
    for _ in range(200):
        evidence = attention.next_evidence(p, evidence, 0, 0)
    assert evidence < 0.15


def test_the_share_of_sound_deliveries_starts_as_a_mean_and_forgets(p: Any) -> None:
    sound = 0.0
    for count, good in enumerate([1.0, 0.0, 1.0, 1.0], start=1):
        sound = attention.next_sound(p, sound, count, good)
    assert sound == pytest.approx(0.75)
    assert attention.next_sound(p, 0.75, 3000, 0.0) == pytest.approx(0.75 - 0.75 / p[ad.EVIDENCE_ORDERS])


def test_bars_are_quantiles() -> None:
    ordered = np.arange(10.0) / 10.0
    assert attention.bar_at(ordered, 0.1) == 0.9 and attention.bar_at(ordered, 0.5) == 0.5
    assert attention.bar_at(ordered, 1.0) == 0.0
    assert attention.bar_at(ordered, 0.0) == attention.bar_at(ordered[:0], 0.5) == 2.0


def test_boosts_add_up(cell: Callable[..., Any]) -> None:
    p = cell({ad.NEWCOMER_BOOST: 0.8, ad.TOP_STRENGTH: 0.4, ad.REACH_BOOST: 0.2, ca.CAMPAIGN_BOOST: 0.1,
              ad.PAID_STRENGTH: 0.05})
    assert attention.boost(p, False, False, False, False, False) == 0.0
    assert attention.boost(p, True, True, True, True, True) == pytest.approx(1.55)


def test_a_boost_is_bought_where_it_is_believed_to_pay(cell: Callable[..., Any]) -> None:
    p = cell({ad.PAID_STRENGTH: 1.0})
    assert attention.buys_boost(p, 1000.0, 300) and not attention.buys_boost(p, 100.0, 300)
    assert not attention.buys_boost(cell({ad.PAID_STRENGTH: 0.0}), 1e9, 1)


def test_quality_pulls_near_bars(cell: Callable[..., Any]) -> None:
    p = cell({ad.TOP_STRENGTH: 1.0, ad.REACH_BOOST: 0.0})
    pulls = [attention.quality_pull(p, seen, 0.8, -1.0, 0.0) for seen in (0.1, 0.8)]
    assert pulls[1] > 5.0 * pulls[0]
    near, far = (attention.quality_pull(cell({ad.REACH_BOOST: 0.0}), 0.5, 2.0, score, 0.1) for score in (3.4, 1.5))
    assert near > 5.0 * far > 0.0


def test_campaigns_take_the_proven_and_healthy(cell: Callable[..., Any]) -> None:
    """S20: performance of 3.5, rating above 150."""
    p = cell({ca.DEMAND: 3.0, ca.DISCOUNT: 0.2})
    assert campaigns.takes_part(p, 3.5, 151, 0)
    assert not campaigns.takes_part(p, 3.49, 151, 0) and not campaigns.takes_part(p, 3.5, 150, 0)
    assert not campaigns.takes_part(p, 5.0, 1000, 1)
    assert not campaigns.takes_part(cell(), 5.0, 1000, 0)
    assert not campaigns.takes_part(cell({ca.DEMAND: 3.0, ca.CAMPAIGN_BAR: 0.0}), attention.UNSCORED, 1000, 0)
    assert campaigns.price(p, 1000) == 800 and campaigns.price(cell({ca.DISCOUNT: 0.9}), 3) == 1
    assert campaigns.order_lift(p, True) == 3.0 and campaigns.order_lift(p, False) == 1.0
    assert campaigns.opening_lift(cell()) == 1.0 < campaigns.opening_lift(p) < 3.0


def test_recognition_lifts_newcomers_twice_and_fades(p: Any) -> None:
    """S120: +6.6% posting, newcomers twice as much (section 6)."""
    assert recognition.willingness(p, 1.0, 400) == pytest.approx(1.066)
    assert recognition.willingness(p, 1.0, 3) == pytest.approx(1.132)
    assert recognition.willingness(p, 0.0, 3) == 1.0
    felt = 1.0
    for _ in range(int(14 * p[tr.AWARD_WEEKS])):
        felt = recognition.faded(p, felt)
    assert felt == pytest.approx(0.25)  # after two half-lives


def test_ads_are_remembered_at_their_weight(cell: Callable[..., Any]) -> None:
    p = cell({ad.ADS_WEIGHT: 0.5, ad.ADS_VALUE: 0.3})
    assert viewers.session_value(p, 1.4, 2, 0) == pytest.approx(0.7)
    assert viewers.session_value(p, 1.4, 2, 4) == pytest.approx(0.5)
    assert viewers.session_value(p, 0.0, 0, 3) == pytest.approx(0.3)
    assert attention.ads_revenue(cell({ad.ADS_REVENUE: 800.0}), 1999) == 1599
    stays = p[v.CONTINUE_BASE] + p[v.CONTINUE_STAY] * p[ad.ADS_STAY]
    assert stays < p[v.CONTINUE_BASE]
    usual = p[v.CONTINUE_BASE]
    assert viewers.scrolls_on(p, stays - 1e-6, usual, p[ad.ADS_STAY])
    assert not viewers.scrolls_on(p, stays, usual, p[ad.ADS_STAY])
