"""Draws are those of the density asked for, stay inside, and hang on the seed alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.methods.calibration.sampling import draws, latin, reflected, spread_out
from sim.methods.calibration.weighing import UNFIT, effective_share, smoothed, weights


def narrow(inputs):
    return -0.5 * (((inputs[:, 0] - 0.3) / 0.1) ** 2 + ((inputs[:, 0] + inputs[:, 1]) / 0.2) ** 2)


def test_draws_have_the_moments_of_the_density():
    found = draws(narrow, 3, 4000, seed=1)
    assert found[:, 0].mean() == pytest.approx(0.3, abs=0.02)
    assert found[:, 0].std() == pytest.approx(0.1, rel=0.1)
    assert (found[:, 0] + found[:, 1]).std() == pytest.approx(0.2, rel=0.1)
    assert found[:, 2].var() == pytest.approx(1 / 3, rel=0.1)  # nothing is said of it: the prior stays


def test_the_same_seed_gives_the_same_draws():
    assert np.array_equal(draws(narrow, 3, 50, 7, steps=60), draws(narrow, 3, 50, 7, steps=60))
    assert not np.array_equal(draws(narrow, 3, 50, 7, steps=60), draws(narrow, 3, 50, 8, steps=60))


@given(st.floats(-50, 50))
def test_reflection_stays_inside_and_leaves_the_inside_alone(value):
    found = float(reflected(np.array([value]))[0])
    assert -1.0 <= found <= 1.0
    if -1.0 <= value <= 1.0:
        assert found == pytest.approx(value)


def test_a_latin_hypercube_has_every_slice_once():
    places = latin(40, 3, 1)
    assert all(np.array_equal(np.sort(np.floor((column + 1) * 20)), np.arange(40)) for column in places.T)


def test_points_are_chosen_far_from_each_other_and_from_those_there():
    candidates = np.array([[0.0], [0.01], [0.5], [0.99], [1.0]])
    assert spread_out(candidates, 2, np.array([[0.0]]))[:, 0].tolist() == [1.0, 0.5]


def test_equal_ratios_weigh_equally_and_a_heavy_tail_is_known():
    assert effective_share(weights(np.zeros(50))) == pytest.approx(1.0)
    rng = np.random.default_rng(1)
    mild, _ = smoothed(0.2 * rng.standard_normal(400))
    _, shape = smoothed(6.0 * rng.standard_normal(400))
    assert mild.sum() == pytest.approx(1.0)
    assert effective_share(mild) > 0.9
    assert shape > UNFIT
