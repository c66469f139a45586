"""Arms hang on a unit's own keyed number: ramps nest, nobody else matters, sides and experiments are independent."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UserError
from sim.methods.experiments.assignment import (
    ASSIGN,
    Side,
    _number,
    arms,
    buckets,
    counted_arms,
    draws,
    pair_arms,
    stepped,
    switchback,
)
from sim.model.draws import fork, key, uniform

SEEDS = st.integers(0, 2**40)
SHARES = st.floats(0, 1)


@given(SEEDS, st.integers(0, 2**50), st.sampled_from(Side), st.integers(0, 9))
def test_the_bits_are_those_of_the_market(seed: int, unit: int, side: Side, again: int) -> None:
    name = int(np.uint64(_number("boost")).astype(np.int64))
    theirs = uniform(fork(fork(key(seed, ASSIGN, side), name), unit), again)
    assert draws(seed, "boost", side, [unit], again)[0] == theirs


@given(SEEDS, SHARES, SHARES, st.floats(0, 0.5))
def test_ramps_nest(seed: int, one: float, other: float, holdback: float) -> None:
    u = draws(seed, "ramp", Side.CREATOR, np.arange(200))
    small, large = sorted((one, other))
    assert (arms(u, small, holdback) <= arms(u, large, holdback)).all()
    assert (counted_arms(u, 0.25) <= counted_arms(u, 0.5)).all()
    assert not arms(u, 1.0, holdback)[u >= 1 - holdback].any()


@given(SEEDS, st.permutations(range(30)))
def test_nobody_else_and_no_order_matters(seed: int, order: list[int]) -> None:
    whole = draws(seed, "a", Side.VIEWER, np.arange(30))
    assert (draws(seed, "a", Side.VIEWER, order) == whole[order]).all()
    assert draws(seed, "a", Side.VIEWER, [order[0]])[0] == whole[order[0]]


def test_numbers_are_even_and_experiments_sides_and_assignments_independent() -> None:
    units = np.arange(100_000)
    u = draws(3, "a", Side.VIEWER, units)
    assert np.histogram(u, 20, (0, 1))[0] == pytest.approx(np.full(20, 5000), abs=350)
    for other in (
        draws(3, "b", Side.VIEWER, units),
        draws(3, "a", Side.CREATOR, units),
        draws(4, "a", Side.VIEWER, units),
        draws(3, "a", Side.VIEWER, units, again=1),
    ):
        assert abs(float(np.corrcoef(u, other)[0, 1])) < 0.013


def test_two_sides_cross_and_buckets_are_even() -> None:
    u = draws(1, "a", Side.VIEWER, np.arange(4000), again=7)
    assert np.bincount(buckets(u, 20), minlength=20).min() > 140
    pairs = pair_arms(np.array([0, 1], np.int8), np.array([1, 0, 1], np.int8))
    assert pairs.tolist() == [[0, 0, 0], [1, 0, 1]]


def test_time_slices_switch_by_blocks_and_steps_never_go_back() -> None:
    arm = switchback(5, "slices", 50, 28, 7)
    assert (np.diff(arm.reshape(50, 4, 7), axis=2) == 0).all() and 0.3 < arm[:, ::7].mean() < 0.7
    alternating = switchback(5, "slices", 50, 28, 7, alternating=True)[:, ::7]
    assert (np.diff(alternating, axis=1) != 0).all() and set(alternating[:, 0]) == {0, 1}
    wedge = stepped(draws(5, "steps", Side.REGION, np.arange(9)), 28, 3)
    assert (np.diff(wedge, axis=1) >= 0).all() and not wedge[:, 0].any() and wedge[:, -1].all()
    assert sorted(set(wedge.sum(axis=1).tolist())) == [7, 14, 21]


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_a_share_is_a_share(wrong: float) -> None:
    with pytest.raises(UserError, match="lies between 0 and 1"):
        arms(np.zeros(3), wrong)


def test_few_clusters_leave_no_arm_empty_unsaid() -> None:
    with pytest.raises(UserError, match="leaves one arm empty"):
        counted_arms(np.array([0.2, 0.4, 0.9]), 0.1)
