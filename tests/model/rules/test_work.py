"""Work and pay: money against the outside option, hours, effort, rest, and what own weeks teach."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.parameters import ledger as g
from sim.model.parameters import work as w
from sim.model.rules import work


def test_sales_pay_for_work_at_todays_terms() -> None:
    # sales of 100 a day for 2 units of work, 12% commission, 80% of it kept, 300 a day to be had elsewhere
    assert work.sales_pay(100.0, 2.0, 0.12 * 0.8, 300.0) == pytest.approx(50.0 * 0.12 * 0.8 / 300.0)
    assert work.week_of(300.0, 2.0) == pytest.approx(4200.0)


def test_a_rest_leaves_what_work_is_believed_to_pay_as_it_was() -> None:
    sold, worked = 120.0, 1.5
    before = work.sales_a_unit(sold, worked)
    for _ in range(400):
        sold, worked = sold * (1.0 - 1.0 / 28.0), worked * (1.0 - 1.0 / 28.0)
    assert work.sales_a_unit(sold, worked) == pytest.approx(before)
    assert work.sales_a_unit(0.0, 0.0) == 0.0


def test_frozen_commission_is_worth_what_is_left_of_it_later(cell: Callable[..., Any]) -> None:
    p = cell({w.PATIENCE: 0.01})
    assert work.frozen_value(p, 0) == 1.0 == work.frozen_value(p, -5)
    assert work.frozen_value(p, 30) == pytest.approx(math.exp(-0.3))
    assert work.frozen_value(cell({w.PATIENCE: 0.01, g.FREEZE_FORFEIT: 0.5}), 30) == pytest.approx(0.5 * math.exp(-0.3))


def test_a_cut_weighs_more_than_a_rise_until_one_is_used_to_it(cell: Callable[..., Any]) -> None:
    p = cell({w.LOSS_AVERSION: 2.0, w.REFERENCE_WEEKS: 4.0})
    assert work.felt(p, 1.2, 1.0) == 1.2
    assert work.felt(p, 0.8, 1.0) == pytest.approx(0.6)
    assert work.felt(p, 0.3, 1.0) == 0.0
    assert work.felt_share(p, 0.8, 1.0) == pytest.approx(0.75) and work.felt_share(p, 0.0, 1.0) == 1.0
    reference = 1.0
    for _ in range(4):
        reference = work.next_reference(p, reference, 0.8)
    assert reference == pytest.approx(0.9)


def test_work_follows_its_worth_with_the_elasticity(cell: Callable[..., Any]) -> None:
    p = cell({w.HOBBY: 0.3, w.HOURS_ELASTICITY: 0.5, w.HOURS_ADJUSTMENT: 0.25})
    assert work.intended_supply(p, 0.3, 0.0) == pytest.approx(1.0)
    assert work.intended_supply(p, 1.2, 0.0) == pytest.approx(2.0)
    assert work.intended_supply(p, 0.3, 0.75) == pytest.approx(2.0)  # a tactic that does three quarters of the work
    assert work.next_supply(p, 1.0, 16.0) == pytest.approx(2.0)
    assert work.next_supply(p, 0.11, 1e-9) == work.SUPPLY_MIN and work.next_supply(p, 7.9, 1e9) == work.SUPPLY_MAX


def test_a_small_bonus_crowds_out_little(cell: Callable[..., Any]) -> None:
    p = cell({c.CROWDING: 0.5})
    assert work.joy(p, 0.4, 0.0, 0.0) == 0.4
    assert work.joy(p, 0.4, 0.05, 0.0) > 0.97 * 0.4
    assert work.joy(p, 0.4, 1.0, 0.0) == pytest.approx(0.4 * 0.75)
    assert work.joy(p, 0.4, 0.0, 0.4) == pytest.approx(0.4 * 0.8)  # missed, it leaves less than there was before it
    assert work.joy(p, 0.4, 1e9, 1.0) == pytest.approx(0.4 * 0.5)


def gap(p: Any, pay: float = 0.0, bonus: float = 0.0, intrinsic: float = 1.0, effort: float = 0.5) -> float:
    """Return ln(gain / cost) of effort for a creator who believes that quality adds 0.7 to the log of sales."""
    return float(work.effort_gap(p, 0.4, effort, intrinsic, pay, 0.7, 0.0, bonus, 0.0))


def test_effort_rests_where_gain_meets_cost(cell: Callable[..., Any]) -> None:
    p = cell({c.EFFORT_COST: 2.0, w.EFFORT_CURVATURE: 3.0, c.INTRINSIC_WEIGHT: 0.8})
    assert gap(p) == pytest.approx(math.log(0.4 * 0.8 / (2.0 * 0.125)))
    ranked = p[c.RULE_VISIBILITY] * p[d.WEIGHT_QUALITY] / p[d.TEMPERATURE]
    assert gap(p, pay=2.0, intrinsic=0.0) == pytest.approx(math.log(0.4 * 2.0 * (0.7 + ranked) / 0.25))
    assert gap(p, bonus=0.5) > gap(p) > gap(p, effort=0.6)
    assert math.isfinite(gap(p, intrinsic=0.0))


def test_taking_part_is_logit_in_the_log_of_worth(cell: Callable[..., Any]) -> None:
    p = cell({w.PARTICIPATION: 1.0, w.PARTICIPATION_START: 0.0, w.HOBBY: 0.3})
    assert work.takes_part(p, 0.3, 0.0) == pytest.approx(0.5)
    assert work.takes_part(p, 0.9, 0.0) == pytest.approx(0.75)
    assert 0.0 < work.takes_part(p, 0.0, 0.0) < 0.01
    assert work.takes_part(p, 0.3, math.log(3.0)) == pytest.approx(0.75)  # an award adds to the odds


def test_spells_of_work_and_rest_have_the_long_run_share(p: Any) -> None:
    share = work.takes_part(p, 0.6, 0.0)
    resting, at_work = False, 0
    drawn = np.random.default_rng(1).random(40_000)
    for u in drawn.tolist():
        resting = work.rests_next(p, u, resting, 0.6, 0.0)
        at_work += not resting
    assert at_work / 40_000 == pytest.approx(share, abs=0.02)


def test_those_who_sell_go_live(cell: Callable[..., Any]) -> None:
    p = cell({w.HOSTS: 0.4, w.HOSTS_PERSUASION: 1.0})
    assert work.hosts_chance(p, 0.0) == pytest.approx(0.4)
    assert work.hosts_chance(p, -1.0) < 0.3 < 0.5 < work.hosts_chance(p, 1.0)
    assert work.hosts_chance(cell({w.HOSTS: 0.0}), 9.0) == 0.0 and work.hosts_chance(cell({w.HOSTS: 1.0}), 0.0) > 0.999


def test_own_weeks_teach_what_pays_and_what_is_not_practised_is_forgotten(cell: Callable[..., Any]) -> None:
    """Quality pays 2.0 where newcomers believe 0.7: weeks that differ teach it, weeks that do not fade it."""
    p = cell({w.LEARNING_GAIN: 0.1, w.LEARNING_FADES: 0.01})
    rng, belief = np.random.default_rng(2), 0.7
    for _ in range(400):
        better = float(rng.normal(0.0, 0.3))
        surprise = (2.0 - belief) * better + float(rng.normal(0.0, 0.2))
        belief = work.believed(p, belief, 0.7, work.lesson(p, better, p[w.QUALITY_VARIATION], surprise), 3.0)
    assert 1.4 < belief < 2.2
    for _ in range(300):
        belief = work.believed(p, belief, 0.7, work.lesson(p, 0.0, p[w.QUALITY_VARIATION], 5.0), 3.0)
    assert belief == pytest.approx(0.7, abs=0.1)
    assert work.believed(p, 0.1, 0.7, -9.0, 3.0) == 0.0 and work.believed(p, 0.1, 0.7, 9.0, 3.0) == 3.0
    assert work.ln_weeks(0.0, 300.0) == 0.0 and work.ln_offers(0) == 0.0 and work.ln_offers(5) == math.log(5.0)
