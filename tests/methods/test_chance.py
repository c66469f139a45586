"""Chances with intervals that hold for few runs; dates by order statistics; early signs that chance does not give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.methods.chance import chance, clearly_more, exact_interval, mean_over, median_day
from sim.studies.roadmap.early import earliest_sign


@given(met=st.integers(0, 20), more=st.integers(0, 20))
def test_over_seeds_the_interval_is_the_exact_binomial_one(met: int, more: int) -> None:
    runs = met + more
    if not runs:
        return
    exact = stats.binomtest(met, runs).proportion_ci(method="exact")
    found = chance(np.array([[1.0] * met + [0.0] * more]))
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-9)
    assert found.low <= found.share <= found.high


def test_undefined_runs_are_left_out() -> None:
    found = chance(np.array([[1.0, np.nan, 0.0, 1.0]]))
    assert (found.met, found.runs) == (2, 3)
    assert chance(np.full((1, 3), np.nan)).runs == 0


def test_futures_that_share_their_seeds_are_worth_less_than_as_many_runs() -> None:
    decided_by_future = np.repeat([[1.0], [0.0]], 10, axis=0)[[0] * 8 + [10] * 8] * np.ones((16, 8))
    found = chance(decided_by_future)
    low, high = exact_interval(0.5, 16 * 8)
    assert found.low < low - 0.05
    assert found.high > high + 0.05
    certain = chance(np.ones((16, 4)))
    assert certain.low == pytest.approx(exact_interval(1.0, 4)[0])


def test_a_future_counts_once() -> None:
    values = np.array([[1.0, 3.0, np.nan], [5.0, 5.0, 5.0]])
    assert mean_over(values).mean == pytest.approx(3.5)
    assert mean_over(values[:1]).count == 2


def test_the_median_day_and_days_never_reached() -> None:
    days = np.array([10.0, 20, 30, 40, 50, 60, np.inf, np.inf, np.inf, np.inf])
    middle, low, high = median_day(days)
    assert middle == 55.0
    assert (low, high) == (20.0, np.inf)
    assert median_day(np.full(5, np.inf))[0] == np.inf


def test_clearly_more_asks_for_lopsided_runs() -> None:
    assert clearly_more(0, 0) == 1.0
    assert clearly_more(8, 0) < 0.01 < clearly_more(5, 2)


def drawn(seed: int, signal_from: int | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return 40 runs × 30 candidates on days 0 to 29; from some day on the readings know who will miss."""
    rng = np.random.default_rng(seed)
    missed = np.arange(40) % 3 == 0
    readings = rng.standard_normal((40, 30))
    if signal_from is not None:
        readings[:, signal_from:] += 3.0 * missed[:, None]
    return readings, np.arange(30), missed


def test_the_earliest_sign_is_the_first_reading_that_knows() -> None:
    found = earliest_sign(*drawn(1, 12))
    assert found is not None
    assert found.candidate == 12
    assert found.above
    assert found.p_value <= 0.05
    assert found.right > 0.8


def test_noise_gives_a_sign_no_more_often_than_promised() -> None:
    assert sum(earliest_sign(*drawn(seed, None)) is not None for seed in range(20)) <= 4


def test_too_few_misses_give_no_sign() -> None:
    readings, days, missed = drawn(1, 0)
    missed[:] = False
    missed[:4] = True
    assert earliest_sign(readings, days, missed) is None
