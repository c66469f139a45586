"""Thresholds are counted, and dominance is claimed beyond noise only."""

from __future__ import annotations

import numpy as np
import pytest

from sim.methods.robustness.dominance import compared, standings
from sim.methods.robustness.satisficing import kept, kept_together

DRAW = np.random.default_rng(3)


def test_kept_counts_futures_by_their_mean_and_close_calls_by_their_seeds() -> None:
    values = np.array([[1, 1, 1], [1, 1, 4], [3, 3, 3], [np.nan, np.nan, np.nan]], float)
    found = kept(values, 1.5, above=False)
    assert (found.count, found.futures, found.close) == (1, 3, 1)
    assert found.share == pytest.approx(1 / 3)
    assert found.fails.tolist() == [False, True, True]


def test_a_bound_may_differ_from_run_to_run() -> None:
    values = np.full((4, 2), 1.0)
    assert kept(values, values * 0.98, above=True).share == 1
    assert kept(values, values * 1.02, above=True).share == 0


def test_several_requirements_are_kept_together() -> None:
    first = kept(np.array([[1.0], [1.0], [9.0]]), 5, above=False)
    second = kept(np.array([[1.0], [9.0], [1.0]]), 5, above=False)
    assert kept_together([first, second]).count == 1


def test_no_share_is_certain() -> None:
    always = kept(np.zeros((20, 2)), 1, above=False)
    low, high = always.interval()
    assert (always.share, high) == (1, 1)
    assert low == pytest.approx(0.025 ** (1 / 20), abs=1e-6)  # Clopper and Pearson (1934)
    half = kept(np.tile([[0.0], [2.0]], (10, 1)), 1, above=False)
    low, high = half.interval()
    assert 0.2 < low < 0.5 < high < 0.8


def noisy(means: list[float], sigma: float = 0.05) -> np.ndarray:
    futures = DRAW.normal(0, 1, (1, 30, 1))
    return np.array(means)[:, None, None] + futures + sigma * DRAW.normal(size=(len(means), 30, 6))


def test_a_dominated_policy_is_found_with_reasons() -> None:
    outcomes = [noisy([1.0, 2.0, 3.0]), noisy([1.0, 2.0, 0.0])]
    found = standings(compared(outcomes))
    assert found[0].dominated_by == (1,)
    assert found[0].better_on == {1: (0, 1)}
    assert [one.on_frontier for one in found] == [False, True, True]


def test_noise_dominates_nobody() -> None:
    victims = 0
    for _ in range(20):
        found = standings(compared([noisy([1.0] * 5, 0.5), noisy([1.0] * 5, 0.5)]))
        victims += any(not one.on_frontier for one in found)
    assert victims <= 3


def test_a_tie_on_one_outcome_does_not_save_a_policy() -> None:
    same = noisy([1.0, 1.0], 0.0)
    found = standings(compared([noisy([1.0, 2.0]), same]))
    assert found[0].dominated_by == (1,)
    assert found[0].better_on == {1: (0,)}


def test_a_policy_without_an_outcome_is_judged_by_the_others() -> None:
    outcomes = [noisy([1.0, 2.0]), noisy([1.0, np.nan])]
    assert standings(compared(outcomes))[0].dominated_by == (1,)


def test_worse_within_the_noise_may_be_dominance_and_is_not_claimed() -> None:
    quiet, loud = noisy([1.0, 2.0]), noisy([1.0, 0.99], 2.0)
    loud[1] -= (loud[1] - loud[0]).mean() + 0.01  # a little worse on average, far within the noise
    found = standings(compared([quiet, loud]))
    assert found[0].on_frontier
    assert (found[0].dominated_by, found[0].perhaps_by) == ((), (1,))
