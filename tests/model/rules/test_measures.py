"""Measures: fixed point and concentration."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest

from sim.model.parameters import SCALARS
from sim.model.parameters import measures as m
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


@pytest.mark.parametrize("felt", [0.3, 0.54, 0.637, 0.7, 0.9])
def test_an_answer_is_nearly_what_normal_noise_would_give(felt: float) -> None:
    p = np.zeros(len(SCALARS))
    p[m.SURVEY_NOISE] = 0.15
    expected = NormalDist(0.6, 0.15).cdf(felt)
    assert measures.answers_above(p, felt, 0.6) / 1e6 == pytest.approx(expected, abs=0.021)


def test_an_answer_far_from_the_bar_is_certain_and_one_on_it_even() -> None:
    p = np.zeros(len(SCALARS))
    p[m.SURVEY_NOISE] = 0.05
    assert [measures.answers_above(p, felt, 0.5) for felt in (0.0, 0.5, 1.0)] == [0, 500_000, 1_000_000]
