"""Tests that are looked at often claim no more than tests that are looked at once."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import default_rng
from scipy.special import ndtri

from sim.errors import UserError
from sim.methods.experiments.group_sequential import bounds_for, group_sequential
from sim.methods.experiments.sequential import always_valid, half_width, log_ratio
from sim.methods.looks import pocock

TESTS, DAYS, TAU = 4000, 60, 0.3
N = 20.0 * np.arange(1, DAYS + 1)
ERROR = 1 / np.sqrt(N)


def running(effect: float) -> np.ndarray:
    """Running means of many tests, a look a day."""
    daily = default_rng(1).standard_normal((TESTS, DAYS)) / np.sqrt(20) + effect
    return np.cumsum(daily, axis=1) / np.arange(1, DAYS + 1)


def test_the_formulas_are_those_of_the_note() -> None:
    s2, n, tau, d = 2.0, 50.0, 0.4, 0.3
    error = np.sqrt(np.array([s2 / n]))
    wanted = 0.5 * np.log(s2 / (s2 + n * tau**2)) + n**2 * tau**2 * d**2 / (2 * s2 * (s2 + n * tau**2))
    assert log_ratio(np.array([d]), error, tau)[0] == pytest.approx(wanted)
    reach = np.sqrt(2 * s2 * (s2 + n * tau**2) / (n**2 * tau**2) * (np.log(20) + 0.5 * np.log(1 + n * tau**2 / s2)))
    assert half_width(error, tau)[0] == pytest.approx(reach)


def test_reading_daily_claims_too_much_and_always_valid_reading_does_not() -> None:
    means = running(0.0)
    peeking = (np.abs(means) > 1.96 * ERROR).any(axis=1).mean()
    valid = (log_ratio(means, ERROR, TAU) >= np.log(20)).any(axis=1).mean()
    assert peeking > 0.3 and 0.01 < valid < 0.05
    assert ((means - half_width(ERROR, TAU) <= 0) & (means + half_width(ERROR, TAU) >= 0)).all(axis=1).mean() >= 0.95


def test_test_interval_and_p_value_say_the_same() -> None:
    for row in running(0.1)[:50]:
        told = always_valid(row, ERROR, TAU)
        outside = (told.low > 0) | (told.high < 0)
        assert (np.diff(told.p) <= 0).all() and (told.stop is not None) == outside.any() == (told.p[-1] <= 0.05)
        if told.stop is not None:
            assert outside[told.stop] and not outside[: told.stop].any()


def test_an_always_valid_interval_is_somewhat_wider_than_a_planned_one() -> None:
    assert 1.1 < half_width(ERROR[-1:], TAU)[0] / (1.96 * ERROR[-1]) < 1.9


@pytest.mark.parametrize("spending", [None, pocock])
def test_planned_looks_keep_the_level_and_have_more_power(spending: object) -> None:
    looks = [300, 600, 900, 1200]
    levels = bounds_for(looks, 1200) if spending is None else bounds_for(looks, 1200, pocock)
    at = np.searchsorted(N, looks)
    bounds = -ndtri(levels / 2) * ERROR[at]
    quiet = (np.abs(running(0.0)[:, at]) >= bounds).any(axis=1).mean()
    assert quiet == pytest.approx(0.05, abs=0.011)
    found = (np.abs(running(0.07)[:, at]) >= bounds).any(axis=1).mean()
    assert found > (log_ratio(running(0.07), ERROR, TAU) >= np.log(20)).any(axis=1).mean()


def test_a_large_effect_stops_early_and_looks_have_to_ascend() -> None:
    told = group_sequential(np.array([0.5, 0.5]), np.array([0.1, 0.05]), [50, 100], 100)
    assert told.stop == 0 and told.bounds[0] > told.bounds[1] > 1.9
    assert group_sequential(np.array([0.1]), np.array([0.1]), [50], 100).stop is None
    for wrong in ([50, 50], [], [200]):
        with pytest.raises(UserError, match="looks ascend"):
            bounds_for(wrong, 100)
    with pytest.raises(UserError, match="above 0"):
        half_width(ERROR, 0.0)
