"""Adding seeds after a look spends alpha: however often somebody looks, few studies claim what is not there."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import default_rng
from scipy.special import ndtr

from sim.methods.looks import ALPHA, obrien_fleming, planned_level, pocock, unplanned_level

LOOKS = [4, 8, 12, 16, 20, 24]


def claims(levels: list[float], studies: int = 40_000) -> float:
    """The share of studies without any effect that claim one at some look."""
    sums = np.cumsum(default_rng(5).standard_normal((studies, LOOKS[-1])), axis=1)
    p = [2 * ndtr(-np.abs(sums[:, seeds - 1]) / np.sqrt(seeds)) for seeds in LOOKS]
    return float(np.mean(np.any([one <= level for one, level in zip(p, levels, strict=True)], axis=0)))


def test_one_look_has_all_of_it() -> None:
    assert unplanned_level([12]) == ALPHA
    assert planned_level([12], 12) == pytest.approx(ALPHA)


def test_looking_six_times_at_full_level_claims_too_much_and_spending_does_not() -> None:
    assert claims([ALPHA] * 6) > 0.13
    levels = [unplanned_level(LOOKS[: place + 1]) for place in range(6)]
    assert levels == sorted(levels, reverse=True) and levels[1] < 0.03
    assert claims(levels) == pytest.approx(0.06, abs=0.004)


@pytest.mark.parametrize("spending", [obrien_fleming, pocock])
def test_planned_looks_share_the_five_percent(spending: object) -> None:
    levels = [planned_level(LOOKS[: place + 1], 24, spending=spending) for place in range(6)]  # type: ignore[arg-type]
    assert claims(levels) == pytest.approx(ALPHA, abs=0.004)


def test_obrien_and_fleming_keep_nearly_all_for_the_end() -> None:
    levels = [planned_level(LOOKS[: place + 1], 24) for place in range(6)]
    assert levels[0] < 1e-5 and levels[-1] > 0.035
    assert levels == sorted(levels)


def test_a_family_spends_less_at_a_later_look_than_a_single_effect() -> None:
    assert unplanned_level([12, 24], members=45) < unplanned_level([12, 24]) < ALPHA
