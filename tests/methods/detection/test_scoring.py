"""Scores against a series' own past, thresholds to a budget, and what an alarm is worth, by literal cases."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.methods.detection.baseline import WINDOW, count_evidence, evened, likelihood_ratio, past, scores
from sim.methods.detection.rules import RULES, scan
from sim.methods.detection.scoring import by_luck, days_gained, in_time, onset, own_alarms
from sim.methods.detection.thresholds import GRID, a_month, checked, threshold_for

WEEKEND = np.arange(90) % 7 >= 5
NO_WEEKEND = np.zeros(90, bool)


def test_a_past_is_four_weeks_of_the_same_kind_of_day_that_ended_a_week_ago() -> None:
    values = np.where(WEEKEND, 100.0, 10.0)[None] + np.arange(90)
    mean, spread = past(values, WEEKEND)
    assert np.isnan(mean[:, : WINDOW.first]).all()
    own = np.arange(60 - 35, 60 - 7)
    kind = own[WEEKEND[own] == WEEKEND[60]]
    assert mean[0, 60] == pytest.approx(values[0, kind].mean())
    rest = sum(((values[0, own[WEEKEND[own] == one]] - values[0, own[WEEKEND[own] == one]].mean()) ** 2).sum()
               for one in (False, True))
    assert spread[0, 60] == pytest.approx(np.sqrt(rest / 26))


def test_scores_of_counts_have_about_unit_spread_whatever_the_level() -> None:
    rng = np.random.default_rng(3)
    for level in (8.0, 400.0):
        found = scores(rng.poisson(level, (200, 90)).astype(float), NO_WEEKEND, "count")
        assert np.nanstd(found) == pytest.approx(1.0, abs=0.12)
        assert abs(np.nanmean(found)) < 0.03


def test_a_series_with_too_few_readings_has_no_score() -> None:
    values = np.full((1, 90), np.nan)
    values[0, ::6] = 1.0
    assert np.isnan(scores(values, NO_WEEKEND, "share")).all()


def test_counts_are_evened_as_anscombe_has_it() -> None:
    assert evened(np.array([0.0, 100.0]), "count") == pytest.approx([2 * np.sqrt(0.375), 2 * np.sqrt(100.375)])


def test_likelihood_ratio_is_that_of_negative_binomials() -> None:
    counts, size = np.arange(12.0), np.array(3.5)
    before, after = np.array(2.0), np.array(3.0)
    pmf = [stats.nbinom.logpmf(counts, size, size / (size + mean)) for mean in (before, after)]
    assert likelihood_ratio(counts, before, after, size) == pytest.approx(pmf[1] - pmf[0])


def test_evidence_of_counts_speaks_for_the_side_that_they_moved_to() -> None:
    rng = np.random.default_rng(5)
    counts = rng.negative_binomial(5, 5 / (5 + 20.0), (50, 90)).astype(float)
    counts[:, 60:] = rng.negative_binomial(5, 5 / (5 + 40.0), (50, 30))
    rise, fall = np.nanmean(count_evidence(counts, NO_WEEKEND)[:, :, 60:70], axis=(1, 2))
    assert rise > 0.0 > fall
    rise, fall = np.nanmean(count_evidence(counts, NO_WEEKEND)[:, :, 40:60], axis=(1, 2))
    assert rise < 0.0 > fall


def test_thresholds_keep_the_budget_on_fresh_series() -> None:
    rng = np.random.default_rng(11)
    series = rng.poisson(12.0, (400, 90)).astype(float)
    found = scores(series, WEEKEND, "count")
    evidence = np.stack([found, -found])
    watched = np.isfinite(found)
    for rule in ("shewhart", "ewma", "cusum", "m_of_n"):
        rings = scan(RULES[rule], evidence, GRID)
        threshold = threshold_for(GRID, a_month(rings[:, :200], watched[:200]), 1.0)
        fresh = rings[int(np.searchsorted(GRID, threshold)), 200:]
        record = checked(int((fresh != 0).sum()), int(watched[200:].sum()), 1.0)
        assert record.kept
        assert 0.7 < record.a_month < 1.15


def test_the_threshold_is_the_first_from_which_on_all_keep_the_budget() -> None:
    assert threshold_for(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.5, 2.0, 1.0, 0.2]), 1.0) == 3.0
    assert threshold_for(np.array([1.0, 2.0]), np.array([3.0, 2.0]), 1.0) == np.inf
    assert not checked(40, 600, 1.0).kept
    assert checked(20, 600, 1.0).kept


def test_harm_begins_where_it_stays_for_a_week() -> None:
    difference = np.zeros((3, 40))
    difference[0, 12:15] = 1.0
    difference[0, 20:] = 1.0
    difference[2] = np.nan
    assert onset(difference, 0.5, 10)[:2].tolist() == [20.0, np.inf]
    assert np.isnan(onset(difference, 0.5, 10)[2])


def test_an_alarm_that_the_counterfactual_rings_too_is_not_the_events() -> None:
    event, calm = np.zeros((2, 60), np.int8), np.zeros((2, 60), np.int8)
    event[0, [8, 25, 40]] = 1
    calm[0, 24] = -1
    event[1, 12] = 1
    assert own_alarms(event, calm, 10).tolist() == [40.0, 12.0]
    assert own_alarms(calm, calm, 10).tolist() == [np.inf, np.inf]


def test_days_gained_are_counted_to_harm_and_none_are_lost() -> None:
    alarm, harm = np.array([10.0, 30.0, np.inf, 10.0]), np.array([20.0, 20.0, 20.0, np.inf])
    assert days_gained(alarm, harm)[:3].tolist() == [10.0, 0.0, 0.0]
    assert np.isnan(days_gained(alarm, harm)[3])
    assert in_time(alarm, harm, 7)[:3].tolist() == [1.0, 0.0, 0.0]


def test_luck_is_what_runs_without_an_event_find() -> None:
    rng = np.random.default_rng(2)
    calm = (rng.random((2, 400, 60)) < np.array([0.0, 0.02])[:, None, None]).astype(np.int8)
    luck = by_luck(calm, np.full(400, 57.0), 30, 7)
    assert luck[0] == 0.0
    assert 0.2 < luck[1] < 1 - 0.98**21
