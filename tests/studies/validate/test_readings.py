"""Readings on recordings made by hand, where the answer is known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.studies.validate.readings import NOTHING, READINGS, read


def share(found):
    return found[0] / found[1]


def test_every_reading_says_not_measured_when_the_window_does_not_fit(recording):
    arm = recording(5)
    for name, arguments in {
        "outcome": {"name": "ctr", "last": 9}, "stickiness": {}, "still_coming": {}, "buyers_of_the_month": {},
        "tallies": {"over": ["views"], "under": ["views"], "last": 5}, "share_leaving": {"last": 5},
        "leavers_after_penalty": {"window": 3, "within": 9, "guilty": True},
        "later_offences": {"what": "violations", "window": 3, "within": 3},
        "visits_after_delivery": {"first": 1, "last": 5}, "peak": {"name": "views", "first": 4, "last": 5},
        "effect_growth": {"name": "views"},
    }.items():
        assert all(math.isnan(part) for part in read(name, arm, arm, arguments)), name


def test_an_unknown_reading_names_its_neighbour(recording):
    with pytest.raises(ValueError, match=r"Did you mean stickiness\?"):
        read("stickines", recording(1), recording(1), {})


def test_tallies_add_and_subtract_over_a_window(recording):
    arm = recording(4, tallies={"penalties": [1, 2, 3, 4], "cases_reviewed": [0, 1, 1, 1], "offers": [10] * 4})
    arguments = {"over": ["penalties", "-cases_reviewed"], "under": ["offers"], "first": 1, "last": 2}
    assert read("tallies", arm, arm, arguments) == (3.0, 20.0)
    assert read("tallies", arm, arm, arguments | {"region": "mars"})[1] != 20.0


def test_weekends(recording):
    arm = recording(14, tallies={"impressions": ([10] * 5 + [30, 50]) * 2})
    assert share(read("weekend_lift", arm, arm, {"name": "impressions"})) == 4.0


def test_stickiness_is_daily_over_monthly(recording):
    arm = recording(30, tallies={"dau": [2] * 30}, viewers_end={"activity": [1, 1 << 29, 1 << 30, 0]})
    assert share(read("stickiness", arm, arm, {})) == 1.0


def test_newcomers_are_followed_from_the_day_they_join(recording):
    opened = np.zeros((4, 4), int)
    opened[2, 2] = opened[3, 3] = 1
    arm = recording(4, {"opened": opened}, viewers_end={"joined": [0, 0, 101, 103]})
    assert read("newcomers_active", arm, arm, {"day": 1}) == (1.0, 1.0)


def test_a_second_purchase_counts_within_its_window(recording):
    purchases = np.cumsum([[0, 1, 1, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0] * 4], axis=0)
    arm = recording(6, {"purchases": purchases}, viewers_end={"joined": [100] * 4})
    assert read("buys_again", arm, arm, {"after": 1, "within": 2}) == (1.0, 2.0)
    assert read("buys_again", arm, arm, {"after": 1, "within": 4}) == (2.0, 2.0)


def test_purchases_before_the_arm_make_an_old_buyer(recording):
    purchases = np.full((30, 4), [3, 0, 0, 0])
    purchases[10:, 1] = 1
    purchases[20:, 0] = 4
    arm = recording(30, {"purchases": purchases}, viewers_start={"purchases": [3, 0, 0, 0]})
    assert read("orders_of_old_buyers", arm, arm, {}) == (1.0, 2.0)
    assert read("orders_per_buyer", arm, arm, {}) == (2.0, 2.0)


def test_the_same_viewers_are_followed_in_both_arms(recording):
    delivered = np.zeros((3, 4), int)
    delivered[0, [1, 2]] = 1
    here = recording(3, {"delivered": delivered, "opened": [[1, 1, 1, 1], [1, 0, 1, 1], [1, 0, 1, 1]]})
    there = recording(3, {"opened": np.ones((3, 4), int)})
    arguments = {"first": 1, "last": 2}
    assert read("visits_after_delivery", here, here, arguments) == (2.0, 4.0)
    assert read("visits_after_delivery", there, here, arguments) == (4.0, 4.0)


def test_later_offences_count_from_each_creators_penalty(recording):
    penalties = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    wrongful = [[0, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    violations = [[1, 1, 1], [1, 1, 1], [0, 1, 1], [0, 1, 1], [1, 1, 1]]
    arm = recording(5, {"penalties": penalties, "wrongful": wrongful, "violations": violations,
                        "offers": np.ones((5, 3), int)})
    arguments = {"what": "violations", "window": 2, "within": 3}
    assert read("later_offences", arm, arm, arguments) == (1.0, 3.0)  # the second was innocent, the third came later


def test_leavers_are_those_penalised_who_left_soon(recording):
    penalties, wrongful = np.zeros((10, 3), int), np.zeros((10, 3), int)
    penalties[0] = wrongful[0] = [1, 1, 0]
    among = recording(10, {"penalties": penalties, "wrongful": wrongful})
    arm = recording(10, creators_end={"status": [3, 3, 3], "ended": [104, 109, 104]})
    arguments = {"window": 2, "within": 5, "guilty": False}
    assert read("leavers_after_penalty", arm, among, arguments) == (1.0, 2.0)
    assert read("leavers_after_penalty", arm, among, arguments | {"guilty": True})[1] == 0.0


def test_ratings_around_a_cut(recording):
    rating = [[200, 160, 140], [200, 155, 145], [151, 155, -1], [150, 165, 140]]
    arm = recording(4, {"rating": rating, "violations": [[0] * 3, [1, 1, 1], [0, 1, 0], [1, 0, 0]],
                        "offers": [[1] * 3] * 4})
    assert read("density_jump", arm, arm, {"cut": 150, "width": 10}) == (2.0, 1.0)
    assert read("ratings_just_above", arm, arm, {"cut": 150, "width": 10}) == (2.0, 5.0)
    assert read("breaks_near_cut", arm, arm, {"cut": 150, "width": 10}) == (3.0, 4.0)


@pytest.mark.parametrize(("shape", "low", "high"), [(0.6, 0.5, 0.7), (1.0, 0.9, 1.1), (1.8, 1.6, 2.0)])
def test_the_weibull_shape_is_found_with_censoring(recording, shape, low, high):
    durations = np.ceil(200 * np.random.default_rng(1).weibull(shape, 1500)).astype(int)
    left = durations < 180
    arm = recording(180, creators_end={
        "id": np.arange(1500), "joined": np.full(1500, 100), "status": np.where(left, 3, 1),
        "ended": np.where(left, 100 + durations, 0),
    })
    assert low < share(read("weibull_shape", arm, arm, {})) < high


def test_tails_and_shares(recording):
    ends = {"id": np.arange(4000), "region": np.zeros(4000, int), "status": np.ones(4000, int)}
    pareto = 1.0 / np.random.default_rng(2).uniform(size=4000)
    arm = recording(1, creators_end=ends | {"views_28d": pareto, "gmv_28d": np.ones(4000)})
    assert share(read("tail_exponent", arm, arm, {"name": "views_28d", "tail": 0.1})) == pytest.approx(1.0, abs=0.12)
    assert share(read("top_share", arm, arm, {"name": "gmv_28d", "share": 0.05})) == pytest.approx(0.05)
    normal = np.exp(np.random.default_rng(3).normal(0, 1.9, 4000))
    views = np.full((28, 4000), np.rint(1e4 * normal), np.int64)
    arm = recording(28, creators_end=ends, panels={"views": views})
    assert share(read("log_spread", arm, arm, {})) == pytest.approx(1.9, abs=0.1)
    assert share(read("log_skew", arm, arm, {})) == pytest.approx(0.0, abs=0.1)


def test_windows_of_one_arm(recording):
    used = np.array([[2, 0, 1, -1]] * 2 + [[2, 2, 2, 2]] * 4)
    arm = recording(6, tallies={"creators": [3, 3, 3, 3, 4, 4]}, panels={"tactic": used})
    arm = replace(arm, tactics=("bait", "bots"))
    arguments = {"tactic": "bots", "earlier": [0, 1], "later": [4, 5]}
    assert share(read("users_later_to_earlier", arm, arm, arguments)) == pytest.approx(3.0)
    assert math.isnan(share(read("users_later_to_earlier", arm, arm, arguments | {"tactic": "unknown"})))


def test_effects_that_grow(recording):
    there = recording(20, tallies={"dau": [100] * 20})
    arm = recording(20, tallies={"dau": [90] * 10 + [70] * 10})
    assert share(read("effect_growth", arm, there, {"name": "dau", "days": 5})) == pytest.approx(3.0)


def test_readings_of_a_group_need_the_panels_of_who_is_looked_at():
    assert READINGS["later_offences"].among == ("penalties", "wrongful")
    assert READINGS["visits_after_delivery"].among == ("delivered",)
    assert math.isnan(NOTHING[0])


def test_offers_are_counted_from_the_day_of_the_award(recording):
    felt = np.zeros((8, 3))
    felt[1:, 0] = [0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01]
    felt[:, 1] = 0.07  # recognised before
    offers = np.zeros((8, 3), int)
    offers[:, 0] = [9, 9, 1, 2, 0, 9, 9, 9]
    arm = recording(8, {"recognition": felt, "offers": offers})
    assert read("offers_after_award", arm, arm, {"window": 3, "within": 3}) == (3.0, 3.0)


def test_tallies_without_a_denominator_are_a_day(recording):
    arm = recording(4, tallies={"gmv_placed": [10, 20, 30, 40]})
    assert share(read("tallies", arm, arm, {"over": ["gmv_placed"], "under": [], "first": 1, "last": 2})) == 25.0
