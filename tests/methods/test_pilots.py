"""Seeds that are advised find what they promise to, whatever the differences look like, or none are advised."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.random import default_rng

from sim.methods.intervals import FloatArray, Interval, paired_effect
from sim.methods.luck import CrossedLuck, Differences
from sim.methods.pilots import _of_means, _of_middle, seeds_that_exclude, seeds_that_find
from sim.methods.power import AFFORDABLE, cautious, seeds_beside_futures, seeds_to_find
from sim.methods.significance import beyond, effect_p, two_sided
from sim.methods.two_way import crossed, effect_over

LEVEL = 0.05 / 15
SHAPES = {
    "even": lambda rng, size: rng.normal(0, 1, size),
    "heavy": lambda rng, size: rng.standard_t(3, size),
    "lopsided": lambda rng, size: rng.lognormal(0, 0.8, size) - math.exp(0.32),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_advised_seeds_find_an_effect_in_four_of_five_studies(shape: str) -> None:
    rng = default_rng(4)
    luck = SHAPES[shape](rng, 60)
    luck = luck - luck.mean() + 1.0
    advised = seeds_that_find(Differences(luck), 1.0, LEVEL)
    assert advised is not None
    found = [_claimed(rng.choice(luck, advised)) for _ in range(300)]
    assert np.mean(found) >= 0.8
    by_t = seeds_to_find(float(luck.std(ddof=1)), 1.0, LEVEL)
    assert by_t is not None and by_t <= advised <= 2 * by_t


def test_an_effect_that_is_told_by_its_middle_seed_has_a_plan_of_its_own() -> None:
    rng = default_rng(5)
    luck = np.where(rng.random(40) < 0.85, 1.0, -1.0) * rng.lognormal(0, 2, 40)
    advised = seeds_that_find(Differences(luck, middle=True), float(np.median(luck)), 0.05)
    assert advised is not None
    effects = [paired_effect(rng.choice(luck, advised), np.zeros(advised), middle=True) for _ in range(300)]
    assert np.mean([effect_p(one) <= 0.05 and one.paired.low > 0 for one in effects]) >= 0.8


def test_studies_are_judged_as_the_product_judges_them() -> None:
    rng = default_rng(6)
    for values in (rng.normal(0.5, 1, (30, 9)), rng.standard_t(2, (30, 12)), rng.normal(1, 1, (30, 12)) * (
            rng.random((30, 12)) < 0.5)):
        made = _of_means(values, 2.0)
        for place, one in enumerate(values):
            base = np.linspace(-1, 1, one.size)
            base *= 2.0 / base.std(ddof=1)
            effect = paired_effect(base + one, base)
            differences = effect.luck.values  # type: ignore[union-attr]
            if np.count_nonzero(differences) != np.count_nonzero(one):
                continue  # what is taken off again is not always exactly nothing
            assert (made.low[place], made.high[place]) == pytest.approx((effect.paired.low, effect.paired.high))
            p = effect_p(effect)
            assert made.p[place] == pytest.approx(1.0 if math.isnan(p) else p)
    values = rng.normal(0.5, 1, (30, 9))
    made = _of_middle(values)
    for place, one in enumerate(values):
        effect = paired_effect(one, np.zeros(9), middle=True)
        assert (made.low[place], made.high[place]) == (effect.paired.low, effect.paired.high)
        assert made.p[place] == pytest.approx(effect_p(effect))


def test_few_seeds_are_trusted_less_and_what_no_seeds_would_tell_is_said_so() -> None:
    assert cautious(4) > cautious(12) > cautious(100) > 1.0
    wide = default_rng(7).normal(0.05, 1.0, 12)
    assert seeds_that_find(Differences(wide), float(wide.mean()), LEVEL) is None
    still = np.zeros(12)
    still[0] = 5.0
    assert seeds_that_find(Differences(still), float(still.mean()), LEVEL) is None
    calm = default_rng(8).normal(0.0, 1.0, 12)
    excluded = seeds_that_exclude(Differences(calm - calm.mean()), 0.0, 1.0, 0.05)
    assert excluded is not None and 12 < excluded < AFFORDABLE


def test_seeds_beside_the_same_futures_leave_their_luck_as_it_is() -> None:
    fixed = CrossedLuck(of_futures=0.01, of_seeds=0.09, futures=32, seeds=6)
    found = seeds_beside_futures(fixed, 1.0, 0.05)
    assert found is not None and found > 6
    assert seeds_beside_futures(CrossedLuck(0.25, 0.09, 32, 6), 1.0, 0.05) is None
    rng = default_rng(9)
    values = rng.normal(0, 1, (16, 1)) + rng.normal(0, 0.5, (1, 8)) + rng.normal(0, 0.1, (16, 8))
    made = crossed(values)
    assert isinstance(made.luck, CrossedLuck)
    assert made.luck.of_futures + made.luck.of_seeds == pytest.approx(made.error**2)


def test_p_values_of_futures_know_their_freedom() -> None:
    rng = default_rng(10)
    values = rng.normal(0, 0.1, (40, 4)) + rng.normal(0, 1, (1, 4))  # seeds are all there is: three degrees of freedom
    effect = effect_over(values + 2.0, np.zeros((40, 4)))
    assert effect.paired.count == 40 and effect.paired.freedom == pytest.approx(3.0, abs=0.1)
    wrong = Interval(effect.paired.mean, effect.paired.low, effect.paired.high, 40)
    assert two_sided(effect.paired) > 2 * two_sided(wrong) or two_sided(effect.paired) > 0.05
    assert beyond(effect.paired, 50.0) > beyond(wrong, 50.0)


def _claimed(differences: FloatArray) -> bool:
    effect = paired_effect(differences, np.zeros(differences.size))
    return effect_p(effect) <= LEVEL and effect.paired.low > 0
