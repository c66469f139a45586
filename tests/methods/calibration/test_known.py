"""What data tell is told, what they do not is silent, and an impossible figure leaves nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.methods.calibration.emulator import fit_emulator
from sim.methods.calibration.known import contraction, directions, effective_number, inverse_r2, verdicts
from sim.methods.calibration.likelihood import Observed, implausibility, log_likelihood, second_largest
from sim.methods.calibration.sampling import draws, latin

NOISE = 0.1


def outputs(places):
    """Inputs 0 and 1 are seen, 2 and 3 only as a sum, 4 by nothing."""
    return np.column_stack([places[:, 0], 2 * places[:, 1], places[:, 0] - places[:, 1], places[:, 2] + places[:, 3]])


@pytest.fixture(scope="module")
def world():
    places = latin(250, 5, 1)
    luck = NOISE * np.random.default_rng(1).standard_normal((250, 4))
    made = outputs(places) + luck
    emulators = tuple(fit_emulator(places, column) for column in made.T)
    truth = np.array([[0.4, -0.2, 0.5, 0.1, 0.7]])
    observed = Observed(outputs(truth)[0], np.full(4, 1e-4), emulators)
    residual = observed.residual
    found = draws(lambda inputs: log_likelihood(observed, inputs, residual), 5, 1500, 1)
    return places, made, observed, found, truth[0]


def test_each_input_is_told_or_not_as_it_is_built(world):
    places, made, observed, found, _ = world
    ruled = directions(observed, found[::50])
    said = verdicts(contraction(found), inverse_r2(places, made), ruled)
    assert said[:2] == ["told", "told"]
    assert set(said[2:4]) <= {"only in combination", "partly"}
    assert said[4] == "silent"
    assert 2.5 < effective_number(ruled) < 3.5


def test_intervals_hold_the_truth(world):
    *_, found, truth = world
    low, high = np.quantile(found, [0.005, 0.995], axis=0)
    assert (low <= truth).all()
    assert (truth <= high).all()


def test_a_strong_direction_names_the_sum(world):
    _, _, observed, found, _ = world
    sums = [one for one in directions(observed, found[::50]) if abs(one.weights[2]) > 0.5]
    assert any(one.weights[2] == pytest.approx(one.weights[3], abs=0.15) for one in sums)


def test_coverage_over_many_made_up_truths(world):
    _, _, observed, _, _ = world
    rng = np.random.default_rng(5)
    held = []
    for _ in range(12):
        truth = rng.uniform(-1, 1, (1, 5))
        seen = Observed(outputs(truth)[0] + NOISE * rng.standard_normal(4), observed.variance, observed.emulators)
        residual = seen.residual
        found = draws(lambda inputs, seen=seen, residual=residual: log_likelihood(seen, inputs, residual), 5, 400, 1,
                      steps=300)
        low, high = np.quantile(found, [0.1, 0.9], axis=0)
        held.append((low <= truth[0]) & (truth[0] <= high))
    assert 0.65 < np.mean(held) < 0.95


def test_figures_that_fight_are_implausible_everywhere(world):
    _, _, observed, _, _ = world
    fighting = Observed(np.array([0.9, -1.9, -1.9, 5.0]), observed.variance, observed.emulators)
    everywhere = np.random.default_rng(1).uniform(-1, 1, (4000, 5))
    assert second_largest(implausibility(observed, everywhere)).min() < 3.0
    assert second_largest(implausibility(fighting, everywhere)).min() > 3.0
