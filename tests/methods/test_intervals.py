"""Intervals agree with SciPy's, and verdicts never say more than an interval allows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.methods.intervals import STAYS, band, mean_interval, paired_effect, visible_from, welch

DRAW = np.random.default_rng(5)
BASELINE = DRAW.normal(10, 3, 12)
SCENARIO = BASELINE + DRAW.normal(0.4, 0.2, 12)


def test_mean_interval_is_the_one_sample_t_interval() -> None:
    expected = stats.ttest_1samp(SCENARIO, 0).confidence_interval(0.95)
    ours = mean_interval(SCENARIO)
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high))
    assert ours.mean == pytest.approx(SCENARIO.mean())


def test_an_effect_is_the_paired_t_interval() -> None:
    expected = stats.ttest_rel(SCENARIO, BASELINE).confidence_interval(0.95)
    effect = paired_effect(SCENARIO, BASELINE)
    assert (effect.paired.low, effect.paired.high) == pytest.approx((expected.low, expected.high))
    assert effect.verdict == "up"
    assert effect.relative is not None
    assert effect.relative.mean == pytest.approx(effect.paired.mean / BASELINE.mean())


def test_the_unpaired_interval_is_welchs_and_tells_what_pairing_buys() -> None:
    expected = stats.ttest_ind(SCENARIO, BASELINE, equal_var=False).confidence_interval(0.95)
    ours = welch(SCENARIO, BASELINE)
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high))
    effect = paired_effect(SCENARIO, BASELINE)
    assert effect.narrowing == pytest.approx(ours.half_width / effect.paired.half_width)
    assert effect.narrowing > 5


@pytest.mark.parametrize(
    ("values", "baseline", "verdict"),
    [
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], "within noise"),  # identical twins
        ([2.0, 3.0, 4.0], [1.0, 2.0, 3.0], "up"),  # the same difference every time
        ([0.0, 1.0, 2.0], [1.0, 2.0, 3.0], "down"),
        ([2.0, 1.0, 3.5], [1.0, 2.0, 3.0], "within noise"),
        ([9.0], [1.0], "within noise"),  # one replication tells nothing
        ([9.0, math.nan], [1.0, 1.0], "within noise"),
        ([math.nan, math.nan], [1.0, 1.0], "within noise"),
    ],
)
def test_verdicts(values: list[float], baseline: list[float], verdict: str) -> None:
    assert paired_effect(np.array(values), np.array(baseline)).verdict == verdict


def test_undefined_replications_drop_out_in_pairs() -> None:
    values, baseline = np.array([2.0, math.nan, 4.0, 5.5]), np.array([1.0, 2.0, math.nan, 4.0])
    effect = paired_effect(values, baseline)
    assert effect.paired.count == 2
    assert effect.paired.mean == pytest.approx(1.25)
    assert effect.baseline == pytest.approx(2.5)


def test_one_replication_has_a_mean_and_no_bounds() -> None:
    interval = mean_interval(np.array([3.0]))
    assert interval.mean == 3.0
    assert not interval.bounded


def test_a_zero_baseline_has_no_relative_effect() -> None:
    assert paired_effect(np.array([1.0, 2.0]), np.zeros(2)).relative is None


def test_a_band_is_the_interval_of_each_day() -> None:
    samples = DRAW.normal(0, 1, (6, 4))
    samples[2, 1] = math.nan
    samples[1:, 3] = math.nan
    mean, low, high = band(samples)
    for day in range(4):
        one = mean_interval(samples[:, day])
        assert (mean[day], low[day], high[day]) == pytest.approx((one.mean, one.low, one.high), nan_ok=True)


def differences(clear_days: list[bool]) -> np.ndarray:
    clear = np.array(clear_days)
    return np.where(clear, 1.0, 0.0) + np.array([[-0.1], [0.0], [0.1]])


def test_visible_from_is_the_first_day_of_the_last_clear_stretch() -> None:
    days = np.arange(20)
    stretch = [False] * 3 + [True] * 4 + [False] * 3 + [True] * 10
    assert visible_from(differences(stretch), days) == 10
    assert visible_from(-differences(stretch), days) == 10
    assert visible_from(differences([True] * 20), days) == 0


def test_an_effect_that_fades_or_just_appeared_is_not_visible() -> None:
    days = np.arange(20)
    assert visible_from(differences([True] * 19 + [False]), days) is None
    assert visible_from(differences([False] * (21 - STAYS) + [True] * (STAYS - 1)), days) is None
