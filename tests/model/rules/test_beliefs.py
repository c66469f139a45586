"""What is believed of detection: public rates, two memories, announcements believed as far as they came true."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from sim.model.parameters import creators as c
from sim.model.parameters import offending as o
from sim.model.parameters import publicity as pb
from sim.model.rules import beliefs


def test_without_news_everybody_believes_the_prior(p: Any) -> None:
    assert beliefs.rest(p, 0.0, 0.0, 0.0, 0.0, 300) == pytest.approx(p[c.PERCEIVED_START])


def test_public_rates_pull_what_is_believed_of_all_tactics_and_most_of_their_own(p: Any) -> None:
    prior = p[c.PERCEIVED_START]
    unpunished = beliefs.rest(p, 0.0, 20.0, 0.0, 60.0, 300)
    untried = beliefs.rest(p, 0.0, 0.0, 0.0, 60.0, 300)
    assert unpunished < untried < prior < beliefs.rest(p, 18.0, 20.0, 40.0, 60.0, 300)
    floor = (1.0 - p[pb.PUBLIC_WEIGHT]) * prior
    assert beliefs.rest(p, 0.0, 1e9, 0.0, 1e9, 300) == pytest.approx(floor, abs=1e-6)


def test_a_markets_size_does_not_matter_and_reports_count_for_all(p: Any, cell: Callable[..., Any]) -> None:
    small, large = beliefs.rest(p, 3.0, 6.0, 9.0, 20.0, 300), beliefs.rest(p, 30.0, 60.0, 90.0, 200.0, 3000)
    assert small == pytest.approx(large)
    told = cell({pb.REPORT: 1.0, pb.PUBLIC_WEIGHT: 0.0})
    assert beliefs.rest(told, 500.0, 1000.0, 500.0, 1000.0, 300) == pytest.approx(0.5, abs=1e-3)
    assert beliefs.rest(cell({pb.PUBLIC_WEIGHT: 0.0}), 500.0, 1000.0, 500.0, 1000.0, 300) == p[c.PERCEIVED_START]


def test_own_evidence_against_what_is_generally_believed(p: Any) -> None:
    n0 = p[o.OWN_PRIOR]
    caught = beliefs.next_evidence(p, 0.0, beliefs.own_weight(p, 1, True, True), 0.0)
    assert caught == 1.0 + p[o.FIRST_SANCTION]
    assert beliefs.perceived(p, 0.3, caught, 0.0, 0.0) == pytest.approx((0.3 * n0 + caught) / (n0 + caught))
    again = beliefs.own_weight(p, 1, True, False)
    assert caught > again > beliefs.own_weight(p, 1, False, False) > 0.0 == beliefs.own_weight(p, 0, True, False)
    peers = beliefs.next_evidence(p, 0.0, 0.0, 1.0)
    assert beliefs.perceived(p, 0.3, peers, 0.0, 0.0) < beliefs.perceived(p, 0.3, again, 0.0, 0.0)
    assert beliefs.perceived(p, 0.3, 0.0, 10.0, 0.0) < 0.3


def test_what_happened_to_oneself_outlasts_what_was_announced(p: Any) -> None:
    year = 52
    own, alarm = 5.0, 1.0
    for _ in range(year):
        own = beliefs.next_evidence(p, own, 0.0, 0.0)
        alarm = beliefs.faded_sum(alarm, p[pb.ALARM_HALF_LIFE], 7.0)
    assert own > 2.0 and alarm < 0.01


def test_an_alarm_adds_to_log_odds_and_stays_a_probability(p: Any) -> None:
    raised = beliefs.perceived(p, 0.25, 0.0, 0.0, 0.7)
    assert math.log(raised / (1.0 - raised)) == pytest.approx(math.log(1.0 / 3.0) + 0.7)
    for around in (0.0, 0.5, 1.0):
        for events in (0.0, 1e6):
            assert 0.0 <= beliefs.perceived(p, around, events, 1e6 - events, 3.0) <= 1.0


def test_credibility_is_learnt_from_measured_enforcement(p: Any) -> None:
    assert beliefs.credibility(0.0, 0.0) == 0.5
    assert beliefs.credibility(0.0, 3.0) < beliefs.credibility(0.0, 1.0) < 0.5 < beliefs.credibility(2.0, 2.0)
    assert beliefs.came_true(p, 0.4, 60.0, 100.0)
    assert not beliefs.came_true(p, 0.4, 41.0, 100.0)
    assert not beliefs.came_true(p, 0.4, 1.0, 1.0)  # one breach tells nothing
    assert not beliefs.came_true(p, 0.0, 0.0, 50.0)
