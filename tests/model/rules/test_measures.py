"""Measures: fixed point and concentration."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.rules import measures


def test_micro_is_fixed_point() -> None:
    assert measures.micro(0.5) == 500_000 and measures.micro(0.0000019) == 1


def test_log_income_is_fixed_point() -> None:
    assert measures.log_income(0.0) == 0 and measures.log_income(math.e - 1.0) == 1_000_000


@pytest.mark.parametrize("values", [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0], [1.0, 2.0, 3.0, 4.0], [5.0]])
def test_gini_is_half_the_relative_mean_difference(values: list[float]) -> None:
    x = np.array(values)
    expected = np.abs(x[:, None] - x[None, :]).sum() / (2.0 * len(x) ** 2 * x.mean())
    assert measures.gini(np.sort(x)) == pytest.approx(expected)


def test_gini_of_nothing_is_zero() -> None:
    assert measures.gini(np.zeros(3)) == 0.0 and measures.gini(np.zeros(0)) == 0.0


def test_gini_does_not_mind_the_unit() -> None:
    x = np.sort(np.random.default_rng(1).lognormal(0.0, 2.0, 500))
    assert measures.gini(x) == pytest.approx(measures.gini(1000.0 * x))
    assert 0.0 < measures.gini(x) < 1.0
