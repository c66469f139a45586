"""Creators' weekly decisions: slopes, bounded steps, and what a tactic is worth."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import creators as c
from sim.model.parameters import tactics as t
from sim.model.parameters import work as w
from sim.model.rules import decisions


def test_a_beginner_counts_a_quarter_of_the_outside_option() -> None:
    assert decisions.usual_income(0.0, 60.0) == 7.0 * 15.0
    assert decisions.usual_income(100.0, 60.0) == 700.0


def test_steps_are_bounded_whatever_the_slope(p: Any) -> None:
    for slope in (-1e9, -1.0, 0.0, 1.0, 1e9):
        assert abs(decisions.step_effort(p, 0.5, slope) - 0.5) <= p[c.STEP_EFFORT] + 1e-12
    assert decisions.step_effort(p, 0.05, -1e9) == 0.05 and decisions.step_effort(p, 1.0, 1e9) == 1.0
    assert decisions.toward(p, 0.5, 0.9) == pytest.approx(0.5 + 0.5 * p[c.STEP_EFFORT])
    assert decisions.toward(p, 0.5, 0.51) == pytest.approx(0.51)


def test_a_tactic_without_gain_gains_nothing(p: Any, tactic: Callable[..., Any]) -> None:
    assert decisions.tactic_gain(p, tactic({}), 1.0, 0.0) == pytest.approx(0.0)
    assert decisions.tactic_gain(p, tactic({}), 0.8, 0.0) == pytest.approx(-0.2)
    pull = decisions.tactic_gain(p, tactic({t.ENTRY_GAIN: 0.3, t.ORDER_GAIN: 0.5}), 1.0, 0.0)
    assert pull == pytest.approx(math.exp(p[c.RULE_VISIBILITY] * 0.8) - 1.0)


def test_what_bonuses_pay_for_a_tactic(p: Any, tactic: Callable[..., Any]) -> None:
    """A bonus on GMV pays for what comes back, one on net GMV does not, clawback and returns eat commission."""
    claims = tactic({t.ORDER_GAIN: 0.55, t.EXAGGERATION: 0.6})
    plain = decisions.tactic_gain(p, claims, 0.8)
    assert decisions.tactic_gain(p, claims, 0.8, 0.3, 0.0, 0.5) > decisions.tactic_gain(p, claims, 0.8, 0.0, 0.3, 0.5)
    assert decisions.tactic_gain(p, claims, 0.6) < plain < decisions.tactic_gain(p, claims, 0.8, 0.3, 0.0, 0.5)
    assert decisions.tactic_gain(p, claims, 0.8, 0.0, 0.3, 0.8) == pytest.approx(plain)


def test_what_a_tactic_is_worth_adds_up(p: Any, tactic: Callable[..., Any]) -> None:
    line = tactic({t.EFFORT_SAVED: 0.5, t.TACTIC_COST: 0.1, t.MORAL: 1.5})
    worth = decisions.tactic_utility(p, line, 0.5, 0.7, 0.4, 0.3)
    saved = 0.5 * p[w.HOURS_ELASTICITY] / (1.0 + p[w.HOURS_ELASTICITY])
    assert worth == pytest.approx(0.5 * (0.7 + saved - 0.1 - p[c.MORAL_WEIGHT] * 0.4 * 1.5 - 0.3))


def test_better_tactics_are_taken_by_everybody_who_took_worse_ones(p: Any) -> None:
    for u in np.linspace(0.01, 0.99, 25).tolist():
        taken = [decisions.switches(p, u, 0.0, then) for then in np.linspace(-1.0, 1.0, 41).tolist()]
        assert taken == sorted(taken)
    assert decisions.switches(p, 0.499, 0.2, 0.2) and not decisions.switches(p, 0.501, 0.2, 0.2)


def test_impunity_emboldens_and_sanctions_restrain(p: Any) -> None:
    assert decisions.next_intensity(p, 0.5, False) > 0.5 > decisions.next_intensity(p, 0.5, True)
    assert decisions.next_intensity(p, 1.0, False) == 1.0 and decisions.next_intensity(p, 0.05, True) == 0.05
