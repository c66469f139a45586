"""Four verdicts on synthetic effects: clear gain, clear loss, trivial, equivalent, undecided, rare events."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.random import default_rng
from scipy.stats import ttest_1samp

from sim.methods.intervals import Effect, Interval, mean_interval, paired_effect
from sim.methods.multiplicity import adjusted
from sim.methods.power import AFFORDABLE, seeds_to_exclude, seeds_to_find
from sim.methods.significance import beyond, effect_p, two_sided
from sim.methods.verdicts import Judgement, Question, judge, judge_family


def about(mean: float, half: float, count: int = 12) -> Interval:
    return Interval(mean, mean - half, mean + half, count)


def alone(effect: Interval, smallest: float) -> Judgement:
    p = two_sided(effect)
    return judge(Question(effect, p, smallest), p)


@pytest.mark.parametrize(
    ("mean", "half", "verdict", "direction", "size"),
    [
        (3.0, 1.0, "matters", "up", "sure"),
        (-3.0, 1.0, "matters", "down", "sure"),
        (1.5, 1.0, "matters", "up", "likely"),
        (0.8, 0.5, "undecided", "up", "open"),
        (0.5, 0.3, "certain but small", "up", "sure"),
        (-0.05, 0.01, "certain but small", "down", "sure"),
        (0.1, 0.4, "no material change", "", ""),
        (0.1, 1.5, "undecided", "", ""),
        (2.0, 2.5, "undecided", "", ""),
        (0.0, 0.0, "no material change", "", ""),
    ],
)
def test_direction_and_size_make_the_verdict(
    mean: float, half: float, verdict: str, direction: str, size: str
) -> None:
    found = alone(about(mean, half), 1.0)
    assert (found.verdict, found.direction, found.size) == (verdict, direction, size)


def test_p_values_are_those_of_the_t_test() -> None:
    values = default_rng(3).normal(0.4, 1.0, 12)
    plain = mean_interval(values)
    assert two_sided(plain) == pytest.approx(ttest_1samp(values, 0.0).pvalue)
    lower = ttest_1samp(values, -1.0, alternative="greater").pvalue
    upper = ttest_1samp(values, 1.0, alternative="less").pvalue
    assert beyond(plain, 1.0) == pytest.approx(max(lower, upper))
    assert effect_p(paired_effect(values, np.zeros(12))) >= two_sided(plain)  # intervals of effects are never narrower


def test_holm_and_benjamini_hochberg_as_in_the_books() -> None:
    raw = {"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005, "e": math.nan}
    holm = adjusted(raw, "holm")
    assert [holm[key] for key in "abcd"] == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert math.isnan(holm["e"])
    assert [adjusted(raw, "bh")[key] for key in "abcd"] == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_one_replication_and_an_unknown_threshold_decide_nothing() -> None:
    lone = Interval(2.0, math.nan, math.nan, 1)
    assert alone(lone, 1.0).verdict == "undecided" and alone(lone, 1.0).needed is None
    assert alone(about(2.0, 0.1), math.nan).verdict == "undecided"


def test_where_any_change_is_of_interest_what_is_certain_matters_and_nothing_is_equivalent() -> None:
    assert alone(about(2.0, 0.1), 0.0).verdict == "matters"
    assert alone(about(0.1, 0.2), 0.0).verdict == "undecided"
    assert alone(about(0.0, 0.0), 0.0).verdict == "no material change"


def test_rare_events_claim_no_more_than_the_signs_of_seeds_that_moved_allow() -> None:
    few = np.zeros(12)
    few[:6] = [0.9, 1.0, 1.1, 1.0, 0.95, 1.05]
    effect = paired_effect(few, np.zeros(12))
    assert two_sided(mean_interval(few)) < 0.01
    assert effect_p(effect) == pytest.approx(2.0**-5)
    same = paired_effect(np.full(3, 0.002), np.zeros(3))
    assert two_sided(same.paired) == 0.0 and effect_p(same) == pytest.approx(0.25)
    assert math.isnan(effect_p(paired_effect(np.zeros(5), np.zeros(5))))  # nothing that could be claimed


def test_where_the_middle_seed_is_told_signs_alone_decide() -> None:
    skewed = np.array([0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.4, 90.0])
    effect = paired_effect(skewed, np.zeros(8), middle=True)
    assert effect_p(effect) == pytest.approx(2 * 0.5**8)
    mixed = paired_effect(np.array([-0.1, 0.2, 0.1, -0.3, 0.2, 0.1, -0.4, 90.0]), np.zeros(8), middle=True)
    assert effect_p(mixed) > 0.5


def test_one_clear_effect_among_many_has_to_be_clearer() -> None:
    clear, noise = about(1.0, 0.95), about(0.0, 1.0)
    family = {"one": Question(clear, two_sided(clear), 0.5)}
    assert judge_family(family, "holm")["one"].certain
    family |= {f"noise {n}": Question(noise, two_sided(noise), 0.5) for n in range(14)}
    found = judge_family(family, "holm")
    assert not any(one.certain for one in found.values())
    assert found["one"].adjusted == pytest.approx(15 * two_sided(clear))
    assert found["one"].needed is not None and found["one"].needed > 12


def test_what_cannot_move_does_not_count_among_the_many() -> None:
    clear, still = about(1.0, 0.6), about(0.0, 0.0)
    family = {"one": Question(clear, two_sided(clear), 0.5)}
    family |= {f"still {n}": Question(still, effect_p(Effect(still, still, 1.0, None, 0)), 0.5) for n in range(50)}
    found = judge_family(family, "holm")
    assert found["one"].verdict == "matters" and found["one"].adjusted == pytest.approx(two_sided(clear))
    assert found["still 3"].verdict == "no material change"


def test_order_is_by_what_matters_and_then_by_certainty() -> None:
    sure, likely, small, same = (
        alone(about(*one), 1.0) for one in ((3.0, 1.0), (9.0, 8.5), (0.5, 0.01), (0.0, 0.2))
    )
    assert sorted([same, small, likely, sure], key=lambda one: one.rank) == [sure, likely, small, same]


def test_advised_seeds_find_the_smallest_effect_in_four_of_five_studies_and_fewer_do_not() -> None:
    level = 0.05 / 15
    advised = seeds_to_find(1.0, 0.8, level)
    assert advised is not None
    rng = default_rng(1)

    def power(seeds: int) -> float:
        draws = rng.normal(0.8, 1.0, (4000, seeds))
        return float(np.mean(ttest_1samp(draws, 0.0, axis=1).pvalue < level))

    assert power(advised) == pytest.approx(0.82, abs=0.04)
    assert power(advised - 8) < 0.75
    assert seeds_to_find(1.0, 0.01, level) is None
    assert AFFORDABLE >= 100


def test_advised_seeds_tell_that_nothing_happens() -> None:
    advised = seeds_to_exclude(1.0, 0.0, 1.0)
    assert advised is not None
    draws = default_rng(2).normal(0.0, 1.0, (2000, advised))
    found = [alone(paired_effect(one, np.zeros(advised)).paired, 1.0).verdict for one in draws]
    assert found.count("no material change") > 0.72 * len(found)


def test_undecided_says_what_it_would_take_or_that_nothing_affordable_would() -> None:
    wide = alone(about(0.2, 1.5), 1.0)
    assert wide.needed is not None and 12 < wide.needed <= AFFORDABLE
    assert alone(about(0.99, 3.0), 1.0).needed is None
    assert alone(about(0.5, 0.2), 1.0).needed is None
