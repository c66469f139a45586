"""Rules of alarm against closed forms, known run lengths and brute force, on series that are drawn here."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.methods.detection.rules import QUIET, RULES, course, scan
from sim.methods.detection.thresholds import run_length


def two_sided(scores: np.ndarray) -> np.ndarray:
    return np.stack([scores, -scores])


def between_alarms(rule: str, evidence: np.ndarray, threshold: float) -> float:
    """Return the mean days from an empty memory to an alarm: of a renewal process, days a ring less the quiet ones."""
    rings = scan(RULES[rule], evidence, np.array([threshold]))[0]
    return float(rings[0].size * len(rings) / (rings != 0).sum()) - QUIET


@pytest.fixture(scope="module")
def normal() -> np.ndarray:
    return np.random.default_rng(7).standard_normal((60, 6000))


def test_shewhart_rings_as_often_as_a_normal_day_is_far_out(normal: np.ndarray) -> None:
    expected = 1.0 / (2.0 * stats.norm.sf(2.5))
    assert between_alarms("shewhart", two_sided(normal), 2.5) == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("threshold", [3.0, 4.0])
def test_cusum_has_the_run_length_of_siegmund(normal: np.ndarray, threshold: float) -> None:
    one_sided = np.stack([normal, np.full(normal.shape, -9.0)])
    assert between_alarms("cusum", one_sided, threshold) == pytest.approx(run_length(0.0, 0.5, threshold), rel=0.1)


def test_cusum_finds_a_shift_after_as_many_days_as_siegmund_says(normal: np.ndarray) -> None:
    one_sided = np.stack([normal + 1.0, np.full(normal.shape, -9.0)])
    assert between_alarms("cusum", one_sided, 4.0) == pytest.approx(run_length(1.0, 0.5, 4.0), rel=0.05)


def test_ewma_has_its_published_run_length(normal: np.ndarray) -> None:
    """Lucas and Saccucci (1990): weight 0.2 and 2.962 standard deviations ring once in 500 days."""
    assert between_alarms("ewma", two_sided(normal), 2.962) == pytest.approx(500.0, rel=0.1)


def test_three_of_five_days_is_what_it_says(normal: np.ndarray) -> None:
    scores = normal[:3, :300]
    rings = scan(RULES["m_of_n"], two_sided(scores), np.array([0.8]))[0]
    for series, rung in zip(scores, rings, strict=True):
        since, quiet = 0, 0
        for day in range(len(series)):
            if quiet:
                quiet, since = quiet - 1, day + 1
                assert rung[day] == 0
                continue
            last = series[max(since, day - 4) : day + 1]
            up, down = (last > 0.8).sum() >= 3, (-last > 0.8).sum() >= 3
            assert rung[day] == (1 if up else -1 if down else 0)
            quiet = QUIET if rung[day] else 0


def test_alarms_tell_the_side_and_are_quiet_for_a_week() -> None:
    scores = np.array([[0.0] * 5 + [-9.0] * 20])
    rings = scan(RULES["shewhart"], two_sided(scores), np.array([3.0]))[0, 0]
    assert np.flatnonzero(rings).tolist() == [5, 5 + QUIET + 1, 5 + 2 * (QUIET + 1)]
    assert set(rings[rings != 0].tolist()) == {-1}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_day_without_a_reading_changes_nothing(rule: str, normal: np.ndarray) -> None:
    scores = 1.5 * normal[:4, :200]
    holes = np.insert(scores, [20, 20, 50], np.nan, axis=1)
    whole = scan(RULES[rule], two_sided(scores), np.array([60.0]))[0]
    gaps = scan(RULES[rule], two_sided(holes), np.array([60.0]))[0]
    assert not gaps[:, [20, 21, 52]].any()
    assert np.array_equal(np.delete(gaps, [20, 21, 52], axis=1), whole)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_higher_thresholds_ring_first_alarms_no_sooner(rule: str, normal: np.ndarray) -> None:
    rings = scan(RULES[rule], two_sided(normal[:20, :200] + 0.3), np.array([1.0, 2.0, 4.0])) != 0
    first = np.where(rings.any(axis=2), rings.argmax(axis=2), 999)
    assert (np.diff(first, axis=0) >= 0).all()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_course_of_one_series_is_that_of_the_scan(rule: str, normal: np.ndarray) -> None:
    evidence = two_sided(normal[0, :200])
    value, rings = course(RULES[rule], evidence, 2.0)
    assert np.array_equal(rings, scan(RULES[rule], evidence[:, None], np.array([2.0]))[0, 0])
    assert np.array_equal(np.flatnonzero(value > 2.0), np.flatnonzero(rings))
