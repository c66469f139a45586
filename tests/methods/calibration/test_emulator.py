"""Emulators find what matters and nothing else, and know how wrong they are."""

from __future__ import annotations

import numpy as np
import pytest

from sim.methods.calibration.emulator import features, fit_emulator
from sim.methods.calibration.sampling import latin


def runs(count: int = 200, inputs: int = 6, noise: float = 0.2, seed: int = 1):
    places = latin(count, inputs, seed)
    luck = noise * np.random.default_rng(seed).standard_normal(count)
    return places, 1.0 + 2.0 * places[:, 0] - 1.5 * places[:, 1] ** 2 + places[:, 2] * places[:, 3] + luck


def test_it_takes_the_terms_that_are_there():
    places, output = runs()
    found = fit_emulator(places, output)
    assert set(found.terms) >= {(-1, -1), (-1, 0), (1, 1), (2, 3)}
    assert len(found.terms) <= 6
    assert found.r2 > 0.9
    assert found.noise == pytest.approx(0.04, rel=0.3)


def test_pure_noise_gives_a_constant_that_explains_nothing():
    places = latin(200, 6, 1)
    found = fit_emulator(places, np.random.default_rng(3).standard_normal(200))
    assert len(found.terms) <= 2
    assert found.r2 < 0.1


def test_left_out_residuals_are_those_of_fits_without_the_run():
    places, output = runs(40, 4)
    found = fit_emulator(places, output)
    basis = features(places, found.terms)
    for run in (0, 17, 39):
        kept = np.arange(40) != run
        weights, *_ = np.linalg.lstsq(basis[kept], output[kept], rcond=None)
        assert found.left_out[run] == pytest.approx(output[run] - basis[run] @ weights)


def test_its_own_doubt_grows_outside_the_runs():
    places, output = runs()
    found = fit_emulator(places, output)
    inside, outside = found.variance(np.zeros((1, 6)))[0], found.variance(np.full((1, 6), 2.0))[0]
    assert 0.0 < inside < outside


@pytest.mark.parametrize("spoil", [
    lambda x, y: (x[:8], y[:8]),
    lambda x, y: (x, np.where(np.arange(200) == 3, np.nan, y)),
])
def test_too_few_or_undefined_runs_are_refused(spoil):
    with pytest.raises(ValueError, match="needs more than"):
        fit_emulator(*spoil(*runs()))
