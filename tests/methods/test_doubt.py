"""Luck and assumptions told apart: what a mean over draws leaves open, and what more replications can narrow."""

from __future__ import annotations

import numpy as np
import pytest

from sim.methods.doubt import doubt
from sim.methods.intervals import paired_effect
from sim.methods.power import seeds_to_find
from sim.methods.verdicts import Question, judge
from sim.runs.posterior import draw_of

PLACES = np.array([draw_of(seed, 400) for seed in range(1, 37)])


def _drawn(generator: np.random.Generator, of_draws: float, luck: float, mean: float = 0.0) -> np.ndarray:
    expected = generator.normal(mean, of_draws, PLACES.max() + 1)
    return expected[PLACES] + generator.normal(0, luck, PLACES.size)


def test_every_third_seed_lives_the_draw_of_the_one_before() -> None:
    _, sizes = np.unique(PLACES, return_counts=True)
    assert len(sizes) == 24 and sorted(set(sizes)) == [1, 2] and (sizes == 2).sum() == 12
    assert [draw_of(seed, 400) for seed in range(1, 7)] == [1, 1, 2, 3, 3, 4]
    assert max(draw_of(seed, 8) for seed in range(1000)) == 7


@pytest.mark.parametrize(("of_draws", "luck"), [(1.0, 1.0), (1.0, 0.2), (0.3, 1.0)])
def test_the_whole_interval_holds_one_more_draw_and_the_lucky_one_the_mean(of_draws: float, luck: float) -> None:
    generator, held, known = np.random.default_rng(7), 0, 0
    for _ in range(400):
        expected = generator.normal(0, of_draws, PLACES.max() + 1)
        values = expected[PLACES] + generator.normal(0, luck, PLACES.size)
        found = doubt(values, PLACES)
        held += found.whole.low <= generator.normal(0, of_draws) <= found.whole.high
        known += found.luck.low <= float(expected[PLACES].mean()) <= found.luck.high
    assert held / 400 >= 0.88 and 0.92 <= known / 400 <= 0.98


def test_without_doubt_about_assumptions_it_is_as_narrow_as_luck_allows() -> None:
    generator = np.random.default_rng(3)
    widths = [[one.whole.half_width, one.luck.half_width] for one in (
        doubt(_drawn(generator, 0.0, 1.0), PLACES) for _ in range(200))]
    whole, luck = np.median(widths, axis=0)
    assert luck == pytest.approx(2.18 / 6, rel=0.1) and whole < 2 * luck


def test_the_share_that_flips_is_that_of_the_draws() -> None:
    generator = np.random.default_rng(5)
    flips = [doubt(_drawn(generator, 1.0, 0.5, mean=1.0), PLACES).flips for _ in range(300)]
    assert np.mean(flips) == pytest.approx(0.16, abs=0.03)
    assert doubt(np.full(36, 2.0) + generator.normal(0, 1e-9, 36), np.zeros(36, np.int64)).draws == 1


def test_too_few_draws_lived_twice_leave_luck_untold() -> None:
    found = doubt(np.array([1.0, 2.0, 4.0]), np.array([1, 1, 2]))
    assert np.isnan(found.luck.low) and np.isnan(found.flips) and found.whole.bounded


def test_what_the_middle_replication_tells_is_left_to_it() -> None:
    values = _drawn(np.random.default_rng(2), 1.0, 1.0)
    plain = paired_effect(values, np.zeros(36), middle=True)
    assert paired_effect(values, np.zeros(36), middle=True, draws=PLACES) == plain and plain.doubt is None


def test_more_seeds_are_not_advised_where_only_figures_would_tell() -> None:
    generator = np.random.default_rng(11)
    values = _drawn(generator, 1.0, 0.05, mean=1.0)
    effect = paired_effect(values + 10, np.zeros(36) + 10, draws=PLACES)
    assert effect.doubt is not None and effect.paired.low < 0 < effect.paired.high
    told = judge(Question(effect.paired, 0.3, 0.5, effect.luck), 0.5)
    assert told.verdict == "undecided" and told.needed is None
    assert seeds_to_find(float(values.std()), 1.0) is not None  # luck alone would have said so many
    assert paired_effect(values + 10, np.zeros(36) + 10).paired.half_width < 0.5 * effect.paired.half_width
