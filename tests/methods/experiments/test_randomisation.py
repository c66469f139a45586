"""Under the sharp null the test is exact: it may be counted out, assignment by assignment."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.random import default_rng

from sim.errors import UserError
from sim.methods.experiments.randomisation import Statistic, difference, randomisation_test, studentised


def every(units: int, treated: int) -> np.ndarray:
    """All assignments of so many treated."""
    found = np.zeros((0, units))
    rows = [np.isin(np.arange(units), chosen).astype(float) for chosen in combinations(range(units), treated)]
    return np.stack(rows) if rows else found


@pytest.mark.parametrize("statistic", [difference, studentised])
def test_rejections_over_all_assignments_are_as_many_as_the_level_allows_and_no_fewer(statistic: Statistic) -> None:
    """Nothing happens to anybody, outcomes are as skewed as they like: p is at most alpha in alpha of assignments."""
    outcome = default_rng(1).lognormal(0, 2, 8)
    assignments = every(8, 4)
    p = []
    for place, arm in enumerate(assignments):
        others = np.delete(assignments, place, axis=0)
        p.append(randomisation_test(outcome, arm, others, statistic, interval=False).p)
    for alpha in (0.05, 0.1, 0.3, 0.5):
        share = float(np.mean(np.asarray(p) <= alpha))
        assert share <= alpha and share >= alpha - 2 / len(assignments)


def test_drawn_assignments_keep_the_level() -> None:
    rng = default_rng(2)
    p = []
    for _ in range(400):
        outcome = rng.lognormal(0, 1.5, 20)
        again = np.argsort(rng.random((100, 20)), axis=1) < 10
        p.append(randomisation_test(outcome, again[0].astype(float), again[1:].astype(float), interval=False).p)
    assert np.mean(np.asarray(p) <= 0.05) == pytest.approx(0.05, abs=0.022)


def test_the_interval_holds_what_the_test_does_not_reject() -> None:
    rng = default_rng(3)
    arm = (np.arange(30) % 2).astype(float)
    again = (np.argsort(rng.random((999, 30)), axis=1) < 15).astype(float)
    hits = 0
    for _ in range(40):
        outcome = rng.standard_normal(30) + 1.5 * arm
        told = randomisation_test(outcome, arm, again)
        hits += told.low <= 1.5 <= told.high
        assert told.low < told.observed < told.high and (told.p <= 0.05) == (not told.low <= 0 <= told.high)
    assert hits >= 34


def test_an_effect_is_found_and_few_draws_reject_nothing() -> None:
    arm = (np.arange(12) % 2).astype(float)
    told = randomisation_test(10 * arm + default_rng(4).standard_normal(12), arm, every(12, 6))
    assert told.p < 0.01 and told.low > 5
    few = randomisation_test(arm, arm, every(12, 6)[:10])
    assert few.p >= 1 / 11 and np.isnan(few.low)


def test_an_empty_arm_is_refused() -> None:
    with pytest.raises(UserError, match="an arm is empty"):
        randomisation_test(np.arange(4.0), np.zeros(4), every(4, 2))
