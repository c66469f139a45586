"""Regret, tails and worst cases are what their definitions say, and luck alone makes no regret."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.methods.robustness.measures import mean_spread, measures, over_seeds, paired, regret, spread, tail_mean

CELLS = arrays(float, st.tuples(st.integers(2, 4), st.integers(1, 5), st.integers(1, 3)),
               elements=st.floats(-100, 100, width=16))


def known(values: list[list[float]], seeds: int = 3) -> np.ndarray:
    """Return policies × futures of certain values as policies × futures × seeds."""
    return np.repeat(np.array(values, float)[:, :, None], seeds, axis=2)


def test_regret_is_what_the_best_policy_of_each_future_has_more() -> None:
    found = over_seeds(regret(known([[3, 1], [2, 4], [0, 0]])))
    assert found.tolist() == [[0, 3], [1, 0], [3, 4]]


@given(CELLS)
def test_regret_where_seeds_agree_is_never_negative_and_zero_for_the_best(cells: np.ndarray) -> None:
    same = np.repeat(cells[:, :, :1], 3, axis=2)
    found = over_seeds(regret(same))
    assert (found >= -1e-9).all()
    assert np.allclose(found.min(axis=0), 0)


def test_luck_makes_no_regret() -> None:
    draw = np.random.default_rng(1)
    alike = draw.normal(size=(4, 40, 4))
    plain = over_seeds(alike).max(axis=0) - over_seeds(alike)
    assert plain.mean() > 0.4  # the best of four by luck, which nobody could have chosen
    found = measures(alike, 0.1)["mean_regret"]
    assert (found.low < 0).all()
    assert (found.high > 0).all()
    assert abs(found.value).max() < 0.2


def test_the_tail_of_ten_per_cent_takes_its_last_future_in_part() -> None:
    values = np.arange(25.0)
    assert tail_mean(values, 0.1) == pytest.approx((0 + 1 + 0.5 * 2) / 2.5)
    assert tail_mean(values, 0.1, lowest=False) == pytest.approx((24 + 23 + 0.5 * 22) / 2.5)
    assert tail_mean(np.array([5.0, 1.0]), 0.1) == 1.0


@given(arrays(float, st.integers(1, 30), elements=st.floats(-100, 100, width=16)), st.floats(0.01, 1))
def test_the_tail_lies_between_the_worst_and_the_mean(values: np.ndarray, share: float) -> None:
    tail = float(tail_mean(values, share))
    assert values.min() - 1e-9 <= tail <= values.mean() + 1e-9


@given(CELLS)
def test_measures_stand_in_their_order(cells: np.ndarray) -> None:
    found = measures(cells, 0.1)
    assert (found["worst"].value <= found["tail"].value + 1e-9).all()
    assert (found["tail"].value <= found["mean"].value + 1e-9).all()
    assert (found["mean_regret"].value <= found["worst_regret"].value + 1e-9).all()


def test_an_interval_holds_the_truth_and_narrows_with_more_futures() -> None:
    draw = np.random.default_rng(2)
    wide, narrow = (
        mean_spread(draw.normal(5, 1, (1, futures, 1)) + draw.normal(0, 0.2, (1, futures, 4)))
        for futures in (10, 160)
    )
    for found in (wide, narrow):
        assert found.low[0] < 5 < found.high[0]
    assert narrow.high[0] - narrow.low[0] < (wide.high[0] - wide.low[0]) / 2


def test_luck_that_all_futures_share_is_in_the_interval() -> None:
    draw = np.random.default_rng(4)
    hits = 0
    for _ in range(200):
        shared = draw.normal(0, 1, (1, 1, 4)) + draw.normal(0, 0.3, (1, 40, 1)) + draw.normal(0, 0.3, (1, 40, 4))
        found = mean_spread(shared)
        hits += bool(found.low[0] <= 0 <= found.high[0])
    assert hits >= 180


def test_under_four_seeds_there_are_no_bounds() -> None:
    cells = np.random.default_rng(5).normal(size=(2, 20, 3))
    assert all(np.isnan(one.low).all() for one in measures(cells, 0.1).values())
    assert np.isnan(spread(cells, over_seeds).error).all()


def test_one_future_and_one_seed_have_no_interval() -> None:
    found = measures(np.array([[[1.0]], [[3.0]]]), 0.1)
    assert found["mean"].value.tolist() == [1, 3]
    assert found["worst_regret"].value.tolist() == [2, 0]
    assert np.isnan(found["mean"].low).all()


def test_a_missing_run_takes_its_future_and_seed_from_all_policies() -> None:
    cells = known([[3, 1], [2, 4]])
    cells[0, 1, 2] = np.nan
    assert np.isnan(paired(cells)[:, 1, 2]).all()
    assert np.isfinite(paired(cells)).sum() == 10
    assert over_seeds(regret(paired(cells))).tolist() == [[0, 3], [1, 0]]


def test_a_policy_without_the_outcome_takes_nothing_from_the_others() -> None:
    cells = known([[3, 1], [2, 4], [np.nan, np.nan]])
    found = measures(cells, 0.1)
    assert found["mean"].value[:2].tolist() == [2, 3]
    assert np.isnan([found[name].value[2] for name in found]).all()
