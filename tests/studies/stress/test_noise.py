"""Alarms ring as rarely as stated where nothing happens, and recovery is not told before it is there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.studies.stress.noise import FALSE_ALARMS, chance_distance, days_to_stay_within, first_beyond
from sim.studies.stress.scales import GROWN, LIKELIHOOD_BOUNDS, LOST, class_of, impact_score, likelihood_score

BEFORE, WATCHED = slice(6, 20), slice(20, 50)
READINGS = arrays(float, (6, 60), elements=st.floats(-5, 5))


@given(READINGS, st.booleans())
def test_few_pairs_of_unshocked_markets_raise_the_alarm(readings, rises):
    bound = chance_distance(readings, BEFORE, WATCHED, rises)
    own = readings - readings[:, BEFORE].mean(axis=1, keepdims=True)
    gaps = (own[:, None] - own[None, :])[~np.eye(6, dtype=bool)] * (1 if rises else -1)
    assert bound >= 0
    assert (gaps[:, WATCHED] > bound).any(axis=1).mean() <= FALSE_ALARMS


@given(READINGS, st.floats(-3, 3))
def test_levels_of_markets_do_not_matter(readings, shift):
    moved = readings + shift * np.arange(6)[:, None]
    assert chance_distance(moved, BEFORE, WATCHED, True) == pytest.approx(
        chance_distance(readings, BEFORE, WATCHED, True), abs=1e-9)


def test_one_market_tells_nothing_about_chance():
    assert chance_distance(np.zeros((1, 60)), BEFORE, WATCHED, True) == np.inf
    assert chance_distance(np.full((3, 60), np.nan), BEFORE, WATCHED, True) == np.inf


def test_the_first_day_beyond_counts_only_while_watched():
    difference = np.zeros((4, 60))
    difference[0, 25:30] = 2.0
    difference[1, 55:] = 2.0  # after the watch
    difference[2, 22] = 1.0  # not beyond
    difference[3] = np.nan
    days = first_beyond(difference, np.ones((4, 60)), WATCHED)
    assert days[:3].tolist() == [25, np.inf, np.inf]
    assert np.isnan(days[3])


def test_recovery_is_for_good_censored_or_not_needed():
    difference = np.zeros((5, 60))
    difference[0, 20:33] = 2.0  # over on day 33, three days after the end
    difference[1, 20:30] = 2.0  # over with the threat
    difference[2, [22, 59]] = 2.0  # outside on the last day
    difference[3, 10:15] = 2.0  # before the threat
    difference[4] = np.nan
    days = days_to_stay_within(difference, np.ones((5, 60)), 20, 30)
    assert days[:3].tolist() == [3, 0, np.inf]
    assert np.isnan(days[3:]).all()


def test_a_threat_that_stays_is_never_over():
    difference = np.zeros((2, 60))
    difference[0, 30:] = 2.0
    days = days_to_stay_within(difference, np.ones((2, 60)), 20, 60)
    assert days[0] == np.inf
    assert np.isnan(days[1])


@given(st.floats(0, 5), st.floats(0, 5))
def test_worse_is_never_in_a_lower_class(one, other):
    low, high = sorted((one, other))
    for outcome in ("gmv_net", "violation_view_rate"):
        assert class_of(impact_score(outcome, low)) <= class_of(impact_score(outcome, high))
    assert class_of(likelihood_score(min(low, 1))) <= class_of(likelihood_score(min(high, 1)))


def test_classes_begin_at_their_thresholds():
    for place, (lost, grown, chance) in enumerate(zip(LOST, GROWN, LIKELIHOOD_BOUNDS, strict=True)):
        for score in (impact_score("gmv_net", lost), impact_score("violation_view_rate", grown),
                      likelihood_score(chance)):
            assert class_of(score) == place + 2
            assert class_of(score - 0.01) == place + 1
