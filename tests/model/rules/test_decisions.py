"""Creators' weekly decisions: slopes, bounded steps, and what a tactic is worth."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import bonuses as bo
from sim.model.parameters import creators as c
from sim.model.parameters import tactics as t
from sim.model.rules import bonuses, decisions


def test_a_beginner_counts_a_quarter_of_the_outside_option() -> None:
    assert decisions.usual_income(0.0, 60.0) == 7.0 * 15.0
    assert decisions.usual_income(100.0, 60.0) == 700.0


def test_a_bonus_crowds_out_intrinsic_motive(cell: Callable[..., Any]) -> None:
    paid = {bo.QUALITY_BONUS: 1000.0}
    kept = decisions.effort_slope(cell(paid | {c.CROWDING: 0.0}), 1.0, 0.5, 1.0, 1.0, 500.0, 0.0, 0.0)
    crowded = decisions.effort_slope(cell(paid | {c.CROWDING: 1.0}), 1.0, 0.5, 1.0, 1.0, 500.0, 0.0, 0.0)
    assert kept - crowded == pytest.approx(cell()[c.INTRINSIC_WEIGHT] * 1000.0 / 1500.0)


def test_a_bonus_that_is_missed_leaves_less_of_the_motive_than_there_was_before_it(cell: Callable[..., Any]) -> None:
    p = cell({c.CROWDING: 0.5, bo.AFTERMATH: 1.5})
    before, after = (decisions.effort_slope(p, 1.0, 0.5, 1.0, 1.0, 500.0, 0.0, gap) for gap in (0.0, 0.4))
    assert before - after == pytest.approx(p[c.INTRINSIC_WEIGHT] * 0.5 * 0.4)
    assert bonuses.disappointment(p, 0.0) == 1.0 and bonuses.disappointment(p, 0.4) == pytest.approx(0.4)
    assert bonuses.disappointment(p, 1.0) == 0.2


def test_effort_slope_falls_with_its_cost_and_rises_with_what_quality_is_paid(cell: Callable[..., Any]) -> None:
    rows = [cell({c.EFFORT_COST: cost}) for cost in (0.0, 1.0, 2.0)]
    slopes = [decisions.effort_slope(row, 0.4, 0.5, 1.0, 0.5, 500.0, 0.0, 0.0) for row in rows]
    assert slopes[0] - slopes[1] == pytest.approx(0.5) and slopes[1] - slopes[2] == pytest.approx(0.5)
    paid = decisions.effort_slope(rows[0], 0.4, 0.5, 1.0, 0.5, 500.0, 2.0, 0.0)
    assert paid - slopes[0] == pytest.approx(0.4 * 2.0)


def test_steps_are_bounded_whatever_the_slope(p: Any) -> None:
    for slope in (-1e9, -1.0, 0.0, 1.0, 1e9):
        assert abs(decisions.step_effort(p, 0.5, slope) - 0.5) <= p[c.STEP_EFFORT] + 1e-12
        assert abs(decisions.step_supply(p, 1.0, slope) - 1.0) <= p[c.STEP_SUPPLY] + 1e-12
    assert decisions.step_effort(p, 0.05, -1e9) == 0.05 and decisions.step_effort(p, 1.0, 1e9) == 1.0
    assert decisions.step_supply(p, 0.1, -1e9) == 0.1 and decisions.step_supply(p, 4.0, 1e9) == 4.0
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
    worth = decisions.tactic_utility(p, line, 0.5, 0.7, 0.4, 0.3, 2.0)
    saved = 0.5 * 0.5 * p[c.SUPPLY_COST] * 4.0
    assert worth == pytest.approx(0.5 * (0.7 + saved - 0.1 - p[c.MORAL_WEIGHT] * 0.4 * 1.5 - 0.3))


def test_better_tactics_are_taken_by_everybody_who_took_worse_ones(p: Any) -> None:
    for u in np.linspace(0.01, 0.99, 25).tolist():
        taken = [decisions.switches(p, u, 0.0, then) for then in np.linspace(-1.0, 1.0, 41).tolist()]
        assert taken == sorted(taken)
    assert decisions.switches(p, 0.499, 0.2, 0.2) and not decisions.switches(p, 0.501, 0.2, 0.2)


def test_impunity_emboldens_and_sanctions_restrain(p: Any) -> None:
    assert decisions.next_intensity(p, 0.5, False) > 0.5 > decisions.next_intensity(p, 0.5, True)
    assert decisions.next_intensity(p, 1.0, False) == 1.0 and decisions.next_intensity(p, 0.05, True) == 0.05
