"""Plans hold what they promise, scores add up, and checks see what they are for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng
from scipy.optimize import brentq

from sim.errors import UserError
from sim.methods.experiments import planning
from sim.methods.experiments.assignment import Side, arms, draws
from sim.methods.experiments.balance import before_p, imbalance, quiet_test, reassigned, sample_ratio
from sim.methods.experiments.curvature import bend
from sim.methods.experiments.difference import of_arrays
from sim.methods.experiments.estimate import estimated
from sim.methods.experiments.scoring import rate, scored, split_of_square


@pytest.mark.parametrize(
    ("power", "wrong", "size"),
    [(0.06, 0.20, 8.0), (0.10, 0.045, 3.7), (0.20, 0.005, 2.3), (0.35, 0.0, 1.7), (0.50, 0.0, 1.4), (0.80, 0.0, 1.12)],
)
def test_claims_at_low_power_are_worth_what_gelman_and_carlin_say(power: float, wrong: float, size: float) -> None:
    truth = brentq(lambda one: planning.worth_of_claims(one, 1.0).power - power, 0.01, 5)
    told = planning.worth_of_claims(truth, 1.0)
    assert told.wrong_sign == pytest.approx(wrong, abs=0.01) and told.exaggeration == pytest.approx(size, rel=0.04)


@given(st.floats(-3, 3).filter(lambda one: abs(one) > 0.2), st.floats(-3, 3))
def test_the_closed_form_of_claims_is_what_drawing_finds(truth: float, bias: float) -> None:
    drawn = truth + bias + default_rng(1).standard_normal(60_000)
    claimed = drawn[np.abs(drawn) > 1.959964]
    told = planning.worth_of_claims(truth, 1.0, bias)
    assert told.power == pytest.approx(claimed.size / drawn.size, abs=0.01)
    assert told.wrong_sign == pytest.approx(np.mean(np.sign(claimed) != np.sign(truth)), abs=0.03)
    assert told.exaggeration == pytest.approx(np.abs(claimed).mean() / abs(truth), rel=0.03)
    assert told.right == pytest.approx(told.power * (1 - told.wrong_sign))


def test_a_plan_finds_its_effect_in_four_of_five_tests() -> None:
    units = planning.units_needed(0.4, 1.0, share=0.3, correlation=0.0)
    assert units == pytest.approx(7.85 / 0.4**2 / 0.21, rel=0.02)
    rng, found = default_rng(1), []
    arm = (np.arange(units) < round(0.3 * units)).astype(float)
    for _ in range(800):
        found.append(of_arrays("plan", rng.standard_normal(units) + 0.4 * arm, arm).significant)
    assert np.mean(found) == pytest.approx(0.8, abs=0.04)


def test_rules_of_thumb_of_the_note() -> None:
    assert planning.units_needed(0.1, 1.0) / 2 == pytest.approx(16 / 0.01, rel=0.03)
    less = planning.units_needed(0.1, 1.0, correlation=0.8)
    assert less == pytest.approx(planning.units_needed(0.1, 1.0) * 0.36, rel=0.01)
    assert planning.detectable_by_clusters(0.05, 9) == pytest.approx(0.11, abs=0.003)
    assert planning.design_effect(20, 0.05, 0.5) == pytest.approx(1 + (20 * 1.25 - 1) * 0.05)
    wide = planning.detectable_by_switchback(1.0, 1, 56, 7)
    assert wide == pytest.approx(planning.detectable(np.sqrt(4 / 8), 6)) and wide < planning.detectable_by_switchback(
        1.0, 1, 56, 7, (0.3,)
    )


def test_where_creators_lie_far_apart_days_buy_little_and_a_look_before_buys_much() -> None:
    assert planning.days_needed(0.1, between=1.0, within=1.0, units=1000) is None
    alone, less = (planning.days_needed(0.1, between, 1.0, 1000) for between in (0.3, 0.1))
    assert less is not None and alone is not None and less <= alone <= 14


def test_bias_rules_from_some_number_of_units_on() -> None:
    units = planning.units_where_bias_rules(0.1, clean=4.0, biased=1.0)
    assert 0.1**2 + 1.0 / units == pytest.approx(4.0 / units) and planning.units_where_bias_rules(0, 4, 1) == np.inf


@pytest.mark.parametrize(
    "plan",
    [
        lambda: planning.error_of_arms(1.0, 10, share=1.0),
        lambda: planning.units_needed(0.0, 1.0),
        lambda: planning.detectable_by_clusters(1.0, 1),
        lambda: planning.detectable_by_switchback(1.0, 1, 14, 7),
    ],
)
def test_plans_that_cannot_be_are_refused(plan: object) -> None:
    with pytest.raises(UserError):
        plan()  # type: ignore[operator]


@given(st.integers(0, 1000), st.floats(-2, 2), st.floats(-2, 2))
def test_the_mean_square_error_is_the_sum_of_its_parts(seed: int, across: float, later: float) -> None:
    rng = default_rng(seed)
    launch = 1 + 0.2 * rng.standard_normal(40)
    window = launch + later + 0.1 * rng.standard_normal(40)
    effect = window + across + 0.5 * rng.standard_normal(40)
    assert sum(split_of_square(effect, window, launch).values()) == pytest.approx(np.mean((effect - launch) ** 2))


def test_a_scorecard_tells_bias_coverage_sign_and_size_with_their_errors() -> None:
    rng, worlds = default_rng(3), 4000
    window, launch = np.full(worlds, 0.1), np.full(worlds, -0.08)
    effect = 0.38 + 0.1 * rng.standard_normal(worlds)
    told = [estimated("x", one, 0.1, base=1.0) for one in effect]
    low, high, p = (np.array([getattr(one, name) for one in told]) for name in ("low", "high", "p"))
    card = scored(effect, low, high, p, window, launch)
    assert card.interference.value == pytest.approx(0.28, abs=0.01) and card.horizon.value == pytest.approx(0.18)
    assert card.bias.value == pytest.approx(card.interference.value + card.horizon.value)
    assert card.sampling.value == pytest.approx(0.1, rel=0.05) and card.coverage.value < 0.25
    assert card.power.value > 0.95 and card.wrong_sign.value == 1.0 and card.right.value == 0.0
    assert card.exaggeration.value == pytest.approx(0.39 / 0.08, rel=0.05)
    assert card.bias.error == pytest.approx(0.1 / np.sqrt(worlds), rel=0.05)
    assert card.sampling.error == pytest.approx(0.1 / np.sqrt(2 * worlds), rel=0.1)
    assert {"bias", "bias_mc", "worlds"} <= card.flat().keys()


def test_scores_without_a_truth_of_a_sign_or_with_failed_worlds() -> None:
    zero, some = np.zeros(5), np.array([0.1, -0.1, 0.2, -0.2, 0.05])
    card = scored(some, some - 1, some + 1, np.ones(5), zero, zero)
    assert np.isnan(card.wrong_sign.value) and np.isnan(card.exaggeration.value) and card.coverage.value == 1.0
    with pytest.raises(UserError, match="in each"):
        scored(np.array([np.nan, 1, 1, 1, 1]), some, some, some, zero, zero)
    assert rate(np.zeros(100, bool)).error > 0.005


def test_arms_of_the_wrong_size_are_seen_and_those_of_coins_are_not() -> None:
    arm = arms(draws(1, "a", Side.CREATOR, np.arange(5000)), 0.5).astype(float)
    assert sample_ratio(arm, 0.5).trustworthy
    assert not sample_ratio(np.delete(arm, np.flatnonzero(arm)[:300]), 0.5).trustworthy
    assert not sample_ratio(arm, 1.0).trustworthy


def test_a_log_assigned_again_stays_quiet_and_an_error_by_row_does_not() -> None:
    """Twenty clusters of one luck each: by units the test claims something every other time, and is not offered."""
    cluster = np.arange(400) % 20
    outcome = default_rng(5).standard_normal(20)[cluster] + 0.3 * default_rng(6).standard_normal(400)
    coins = [arms(draws(1, "again", Side.CLUSTER, np.arange(400), again), 0.5).astype(float) for again in range(1, 401)]
    by_cluster = [one[:20][cluster] for one in coins if 2 <= one[:20].sum() <= 18]
    assert reassigned(lambda arm: of_arrays("x", outcome, arm).p, coins).quiet
    loud = reassigned(lambda arm: of_arrays("x", outcome, arm).p, by_cluster)
    assert not loud.quiet and loud.rate > 0.4 and loud.uniform_p < 1e-6
    even = quiet_test(default_rng(7).random(400))
    assert even.quiet and even.uniform_p > 0.01
    assert abs(imbalance(outcome, coins[0])) < 0.3 and before_p(outcome, coins[0]) > 0.001


def test_a_bend_is_seen_and_a_straight_line_is_not() -> None:
    shares = np.linspace(0, 1, 11)
    luck = default_rng(8).standard_normal((12, 1))
    straight = bend(shares, luck + 2 * shares + 0.01 * default_rng(9).standard_normal((12, 11)))
    assert not straight.flagged and straight.slope.mean == pytest.approx(2.0, abs=0.02)
    curved = bend(shares, luck + 2 * shares**3 + 0.01 * default_rng(9).standard_normal((12, 11)))
    assert curved.flagged and curved.share == pytest.approx(0.6, abs=0.11)
    assert curved.slope.mean == pytest.approx(4 * (0.75**3 - 0.25**3), abs=0.05)
    assert curved.effect.mean == pytest.approx(2.0, abs=0.02)
    one = bend(shares, 2 * shares[None, :] ** 3)
    assert one.flagged and not one.distance.bounded
    with pytest.raises(UserError, match="ascend from 0 to 1"):
        bend(shares[:-1], luck + shares[:-1])
