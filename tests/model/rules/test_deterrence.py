"""Deterrence: certainty before severity, nearness of a milestone, what is learnt and forgotten."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.model.levers.book import LeverBook
from sim.model.parameters import TABLES
from sim.model.parameters import creators as c
from sim.model.parameters import ledger as g
from sim.model.rules import deterrence, ledger


def test_deterrent_follows_its_equation(p: Any) -> None:
    expected = 1.3 * 0.4 * (
        p[c.DETER_CERTAINTY] + p[c.DETER_SEVERITY] * math.log(1.0 + 6.0) * math.exp(-2.0 * p[c.CELERITY])
    )
    assert deterrence.deterrent(p, 0.4, 1.3, 6.0, 2.0) == pytest.approx(expected)


@pytest.mark.parametrize("chance", [0.05, 0.1, 0.25, 0.45])
@pytest.mark.parametrize("loss", [0.5, 2.0, 6.0, 26.0])
def test_certainty_deters_more_than_severity_at_the_same_expected_loss(p: Any, chance: float, loss: float) -> None:
    certain = deterrence.deterrent(p, 2.0 * chance, 1.0, loss, 1.0)
    severe = deterrence.deterrent(p, chance, 1.0, 2.0 * loss, 1.0)
    assert certain > severe > deterrence.deterrent(p, chance, 1.0, loss, 1.0)


def test_a_late_penalty_deters_less(p: Any) -> None:
    fear = [deterrence.deterrent(p, 0.3, 1.0, 6.0, lag) for lag in (0.0, 7.0, 30.0)]
    assert fear[0] > fear[1] > fear[2] > 0.3 * p[c.DETER_CERTAINTY]


def fear_of(p: Any, regime: str, rating: int, points: int, level: int = 2, offences: int = 1) -> float:
    """Return the loss at stake in an offence that costs some points and is the so-manieth of its policy."""
    today = LeverBook(compose([f"enforcement={regime}"])).base
    ladder, rows = today.ladder[0], today.escalations[0]
    now = ledger.withheld(
        ledger.most_at(ladder, g.MILESTONE_CUT, rating), ledger.limit_at(ladder, rating), False, 2.0)
    return deterrence.next_loss(
        p, ladder, rows, ledger.milestone_of(ladder, rating), max(0, rating - points), level, offences, offences,
        offences, now, 2.0,
    )


def test_who_stands_near_a_milestone_is_deterred_more(p: Any) -> None:
    """A deduction of 25 costs nothing far above 150, half of the traffic just above it, and the account near 0."""

    def fear(rating: int) -> float:
        return deterrence.deterrent(p, 0.3, 1.0, fear_of(p, "health_rating", rating, 25), 1.0)

    assert fear(200) == fear(176) == pytest.approx(0.3 * p[c.DETER_CERTAINTY])
    assert fear(175) > fear(176)  # 150 is reached
    assert fear(174) == fear(151)
    assert fear(140) == fear(176)  # already cut, the next milestone is far
    assert fear(125) > fear(140)
    assert fear(25) > fear(125) and fear(25) > fear(175)  # removal costs a career


def test_repeated_offences_deter_by_what_they_bring(p: Any) -> None:
    """The sixth of one policy costs the account; a strike costs a week, two, the account; severe tiers at once."""
    assert fear_of(p, "health_rating", 200, 0, offences=6) == p[c.CAREER_WEEKS] > fear_of(p, "health_rating", 200, 0)
    strikes = [fear_of(p, "strikes", 200, 0, offences=count) for count in (1, 2, 3)]
    assert strikes == [pytest.approx(1.0), pytest.approx(2.0), p[c.CAREER_WEEKS]]
    tiers = [fear_of(p, "tiered_bans_sg", 200, 0, level=level) for level in (1, 2, 3, 4)]
    assert tiers == sorted(tiers) and tiers[-1] == p[c.CAREER_WEEKS] and tiers[0] > 0.0


def test_a_posting_limit_and_a_freeze_are_at_stake(p: Any, cell: Callable[..., Any]) -> None:
    """A creator of four pieces a day loses three quarters of a week to a limit of one piece for seven days."""
    nothing = LeverBook(compose(["enforcement=none"])).base.ladder[0]
    rows = np.array([[one.default for one in TABLES["enforcement.escalations"].values()]])
    rows[0, g.ESCALATION_COUNT], rows[0, g.ESCALATION_POSTS] = 1, 1
    assert deterrence.next_loss(p, nothing, rows, -1, 200, 1, 1, 1, 1, 0.0, 4.0) == pytest.approx(0.75)
    assert deterrence.next_loss(p, nothing, rows, -1, 200, 1, 1, 1, 1, 0.0, 1.0) == 0.0  # it would not bind
    rows[0, g.ESCALATION_FREEZE] = 14
    half = cell({c.FREEZE_FELT: 0.5})
    assert deterrence.next_loss(half, nothing, rows, -1, 200, 1, 1, 1, 1, 0.0, 1.0) == pytest.approx(1.0)


def test_loss_at_stake(p: Any) -> None:
    assert deterrence.loss_at_stake(p, 0.0, 0.5, 0.0, 0.0, False) == pytest.approx(0.5 * p[c.RESTRICTION_WEEKS])
    assert deterrence.loss_at_stake(p, 0.9, 0.5, 7.0, 0.0, False) == pytest.approx(1.0)  # a week without offers
    assert deterrence.loss_at_stake(p, 0.9, 0.5, 0.0, 14.0, False) == pytest.approx(2.0 * p[c.FREEZE_FELT])
    assert deterrence.loss_at_stake(p, 0.9, 0.5, 0.0, 0.0, False) == 0.0
    assert deterrence.loss_at_stake(p, 0.0, 0.5, 7.0, 30.0, True) == p[c.CAREER_WEEKS]


def test_half_lives() -> None:
    value = 1.0
    for _ in range(6):
        value = deterrence.faded(value, 0.2, 6.0)
    assert value == pytest.approx(0.2 + 0.8 / 2.0)


def test_awareness_decays_to_its_floor_and_never_below(cell: Callable[..., Any]) -> None:
    p = cell({c.AWARENESS_FLOOR: 0.35})
    assert deterrence.next_awareness(p, 0.2) == 0.2
    aware = 0.9
    for _ in range(500):
        after = deterrence.next_awareness(p, aware)
        assert 0.35 <= after <= aware
        aware = after
    assert aware == pytest.approx(0.35, abs=1e-6)


def test_a_lesson_closes_its_share_of_the_gap() -> None:
    assert deterrence.taught(0.4, 0.5) == pytest.approx(0.7)
    assert deterrence.taught(1.0, 0.5) == 1.0


def test_fairness_felt(p: Any) -> None:
    rate = p[c.FAIRNESS_RATE]
    assert deterrence.next_fairness(p, 0.7, True, 2) == pytest.approx(0.7 + rate * 0.3)
    reason = 0.7 + rate * (p[c.FAIRNESS_REASON] - 0.7)
    assert deterrence.next_fairness(p, 0.7, True, 1) == pytest.approx(reason)
    silent = 0.7 + rate * (p[c.FAIRNESS_UNEXPLAINED] - 0.7)
    assert deterrence.next_fairness(p, 0.7, True, 0) == pytest.approx(silent)
    assert deterrence.next_fairness(p, 0.7, False, 2) == pytest.approx(0.7 * (1.0 - rate))  # explained, still wrong
    assert deterrence.restored_fairness(p, 0.4) == pytest.approx(0.4 + rate * 0.6)
