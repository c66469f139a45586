"""Intervals agree with SciPy's, and verdicts never say more than an interval allows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.methods.intervals import (
    band,
    level_interval,
    mean_interval,
    median_interval,
    paired_effect,
    paired_interval,
    trimmed_interval,
    welch,
)

DRAW = np.random.default_rng(5)
BASELINE = DRAW.normal(10, 3, 12)
SCENARIO = BASELINE + DRAW.normal(0.4, 0.2, 12)


def test_mean_interval_is_the_one_sample_t_interval() -> None:
    expected = stats.ttest_1samp(SCENARIO, 0).confidence_interval(0.95)
    ours = mean_interval(SCENARIO)
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high))
    assert ours.mean == pytest.approx(SCENARIO.mean())


def test_an_effect_is_the_paired_t_interval_or_a_little_more() -> None:
    expected = stats.ttest_rel(SCENARIO, BASELINE).confidence_interval(0.95)
    effect = paired_effect(SCENARIO, BASELINE)
    assert effect.paired.low <= expected.low + 1e-12 and effect.paired.high >= expected.high - 1e-12
    assert effect.paired.half_width == pytest.approx((expected.high - expected.low) / 2, rel=0.2)
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


def test_few_replications_that_differ_claim_nothing() -> None:
    one_way = np.array([1.0, 1.1, 0.9, 1.0, 1.2] + [0.0] * 7)
    assert mean_interval(one_way).verdict == "up"
    assert paired_interval(one_way, 1.0).verdict == "within noise"
    assert paired_interval(np.append(one_way[:5], 1.0), 1.0).verdict == "up"  # all six differ


def test_replications_that_never_differ_leave_room_for_one_that_does() -> None:
    interval = paired_interval(np.zeros(12), 2.0)
    assert interval.mean == 0.0
    assert interval.high == -interval.low
    assert 0.05 < interval.high < 0.5  # a small part of what unpaired replications differ by
    assert paired_interval(np.zeros(12), 0.0).high == 0.0  # an outcome that luck never moves


def test_an_outlier_widens_an_interval_and_even_replications_do_not() -> None:
    even = np.linspace(-1, 1, 12)
    assert paired_interval(even, 1.0).half_width == pytest.approx(mean_interval(even).half_width, rel=0.1)
    outlying = np.append(np.linspace(-0.1, 0.1, 11), 5.0)
    assert paired_interval(outlying, 1.0).half_width > 1.3 * mean_interval(outlying).half_width
    assert level_interval(outlying).half_width > 1.3 * mean_interval(outlying).half_width


@pytest.mark.parametrize(("count", "rank"), [(6, 1), (8, 1), (12, 3), (24, 7)])
def test_the_middle_replication_has_the_interval_of_the_sign_test(count: int, rank: int) -> None:
    values = DRAW.permutation(np.arange(1.0, count + 1))
    interval = median_interval(values)
    assert (interval.mean, interval.low, interval.high) == ((count + 1) / 2, rank, count + 1 - rank)
    assert not median_interval(values[:5]).bounded


def test_an_outcome_told_by_its_middle_keeps_its_mean_beside_it() -> None:
    base, moved = np.ones(12), np.append(np.full(11, 1.1), 30.0)
    effect = paired_effect(moved, base, middle=True)
    assert effect.paired.mean == pytest.approx(0.1)
    assert effect.average is not None and effect.average.mean == pytest.approx((11 * 0.1 + 29) / 12)
    assert effect.verdict == "up"


def test_an_effect_that_three_replications_carry_comes_with_its_trimmed_mean() -> None:
    base = np.zeros(12)
    carried = paired_effect(np.append(np.linspace(-0.05, 0.05, 9), [3.0, 4.0, 5.0]), base)
    assert carried.trimmed is not None and carried.trimmed.mean < 0.1 * carried.paired.mean * 12
    assert carried.top > 0.9
    assert paired_effect(np.linspace(0.5, 1.5, 12), base).trimmed is None


def test_a_trimmed_mean_leaves_a_fifth_out_at_either_end() -> None:
    values = np.array([-50.0, -9.0, *np.linspace(1, 2, 6), 80.0, 90.0])
    interval = trimmed_interval(values)
    assert interval.mean == pytest.approx(1.5)
    assert interval.low < 1.5 < interval.high
