"""A planted box is found, noise yields none, and no limit stands that nothing supports."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from sim.methods.robustness.boxes import Axis, separation
from sim.methods.robustness.prim import Box, find_boxes

NAMES = ("recall", "newcomers", "habit", "trust", "price")


def axes(shares: np.ndarray) -> list[Axis]:
    return [Axis(name, shares[:, place]) for place, name in enumerate(NAMES)]


def hypercube(futures: int, seed: int) -> np.ndarray:
    return qmc.LatinHypercube(len(NAMES), rng=seed).random(futures)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("flipped", [0.0, 0.05])
def test_a_planted_box_is_found(seed: int, flipped: float) -> None:
    shares = hypercube(160, seed)
    planted = (shares[:, 0] < 0.6) & (shares[:, 1] > 0.3)
    fails = planted ^ (np.random.default_rng(seed).random(160) < flipped)
    box = find_boxes(axes(shares), fails)[0]
    limits = {limit.name: limit for limit in box.limits}
    assert set(limits) == {"recall", "newcomers"}
    assert limits["recall"].high == pytest.approx(0.6, abs=0.06)
    assert limits["newcomers"].low == pytest.approx(0.3, abs=0.09)
    assert np.isinf([limits["recall"].low, limits["newcomers"].high]).all()
    assert box.density > 0.85
    assert box.coverage > 0.85
    assert max(limit.quasi_p for limit in box.limits) < 0.05
    assert box.p_value <= 0.05


def test_coverage_and_density_are_counts() -> None:
    box = Box((), inside=10, failing=8, failures=16, futures=40, p_value=0.01)
    assert (box.density, box.coverage) == (0.8, 0.5)


def test_noise_gives_a_rule_no_more_often_than_one_time_in_twenty_or_so() -> None:
    claims = 0
    for seed in range(40):
        draw = np.random.default_rng(seed)
        claims += bool(find_boxes(axes(draw.random((48, len(NAMES)))), draw.random(48) < 0.35))
    assert claims <= 6  # 2 are due; more than 6 of 40 would come up once in a hundred times


def test_two_boxes_are_found_one_after_the_other() -> None:
    shares = hypercube(300, 4)
    fails = ((shares[:, 0] < 0.25) & (shares[:, 1] > 0.4)) | (shares[:, 2] > 0.9)
    found = find_boxes(axes(shares), fails)
    assert len(found) >= 2
    named = [{limit.name for limit in box.limits} for box in found[:2]]
    assert {"recall", "newcomers"} in named
    assert {"habit"} in named
    assert sum(box.coverage for box in found) > 0.8


def test_an_option_of_a_choice_can_be_the_limit() -> None:
    shares = hypercube(120, 5)
    market = np.floor(shares[:, 3] * 3)
    fails = (market == 1) & (shares[:, 0] < 0.8)
    found = find_boxes([*axes(shares)[:3], Axis("market", market, ("us", "vn", "eu"))], fails)
    limits = {limit.name: limit for limit in found[0].limits}
    assert limits["market"].options == ("vn",)
    assert found[0].coverage > 0.9


@pytest.mark.parametrize("failing", [0, 3, 37, 40])
def test_too_few_failures_or_too_few_without_give_no_rule(failing: int) -> None:
    shares = hypercube(40, 6)
    assert find_boxes(axes(shares), np.argsort(np.argsort(shares[:, 0])) < failing) == []


def test_the_same_question_gives_the_same_answer() -> None:
    shares = hypercube(80, 7)
    fails = shares[:, 0] + 0.3 * shares[:, 4] < 0.5
    assert find_boxes(axes(shares), fails) == find_boxes(axes(shares), fails)


def test_separation_is_zero_for_everything_and_one_for_the_failures_alone() -> None:
    fails = np.array([True, True, False, False, False])
    assert separation(np.ones(5, bool), fails) == 0
    assert separation(fails, fails) == 1
    assert separation(fails, np.zeros(5, bool)) == 0
