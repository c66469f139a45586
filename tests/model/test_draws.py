"""Keyed draws: pure, in range, the same for ever, and free of patterns (1e6 draws a layout here, 1e8 in the bench)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.draws import LAYOUTS, LEAST_P, examine, pair
from sim.model.compilation import loop
from sim.model.draws import Decision, exponential, fork, key, mix, normal, uniform

QUICK = 1_000_000


@loop
def many(parent: int, n: int, kind: int) -> np.ndarray[Any, Any]:
    out = np.empty(n)
    for i in range(n):
        mine = fork(parent, i)
        if kind == 0:
            out[i] = uniform(mine, 0)
        elif kind == 1:
            out[i] = normal(mine, 0)
        else:
            out[i] = exponential(mine, 0)
    return out


@pytest.mark.parametrize("layout", range(len(LAYOUTS)), ids=LAYOUTS)
def test_draws_are_uniform_and_independent(layout: int) -> None:
    results = examine(layout, QUICK)
    assert {test: p for test, p in results.items() if p <= LEAST_P} == {}


def test_a_patterned_generator_is_caught() -> None:
    """The examination has teeth: the same tests fail numbers that only look even."""
    from benchmarks import draws

    u = (np.arange(QUICK) * 0.6180339887498949) % 1.0  # golden-ratio sequence: even, and wholly predictable
    fine = np.bincount((u * draws.FINE).astype(int), minlength=draws.FINE)
    cells = (u[::2] * draws.GRID).astype(int) * draws.GRID + (u[1::2] * draws.GRID).astype(int)
    grid = np.bincount(cells, minlength=draws.GRID**2)
    assert draws.chi_square(fine.reshape(256, -1).sum(axis=1)) < LEAST_P  # far too even
    assert draws.kolmogorov_smirnov(fine) < LEAST_P
    assert draws.chi_square(grid) < LEAST_P
    assert draws.kolmogorov_smirnov(np.bincount((u**1.01 * draws.FINE).astype(int), minlength=draws.FINE)) < LEAST_P


def test_no_layout_repeats_a_draw() -> None:
    for layout in range(len(LAYOUTS)):
        drawn = np.array([pair(layout, i, 1) for i in range(20_000)])
        assert len(np.unique(drawn)) == drawn.size, LAYOUTS[layout]


def test_draws_never_change() -> None:
    """Numbers are part of what a saved run means: a change of the hash changes every result ever published."""
    assert int(mix(np.uint64(0))) == 0
    stream = key(1, Decision.SESSION, 0)
    assert int(stream) == -8595784560979215965
    assert int(fork(stream, 7)) == -4864122009596875093
    assert uniform(fork(stream, 7), 3) == 0.9134678696151528


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [number for name, number in vars(Decision).items() if name.isupper()]
    assert len(set(numbers)) == len(numbers) and min(numbers) > 0


def test_a_draw_depends_on_its_key_alone() -> None:
    alone = many(key(3, Decision.OPEN_APP, 12), 10, 0)
    among_many = many(key(3, Decision.OPEN_APP, 12), 1000, 0)
    assert np.array_equal(alone, among_many[:10])
    one_by_one = [uniform(fork(key(3, Decision.OPEN_APP, 12), i), 0) for i in range(10)]
    assert alone.tolist() == one_by_one  # called from Python, as the objects engine does


def test_every_part_of_a_key_matters() -> None:
    first = uniform(fork(key(1, 2, 3), 4), 5)
    others = [
        uniform(fork(key(2, 2, 3), 4), 5), uniform(fork(key(1, 3, 3), 4), 5), uniform(fork(key(1, 2, 4), 4), 5),
        uniform(fork(key(1, 2, 3), 5), 5), uniform(fork(key(1, 2, 3), 4), 6), uniform(fork(key(1, 2, -3), 4), 5),
    ]
    assert len({first, *others}) == 7


def test_draws_have_the_shapes_that_they_claim() -> None:
    stream = key(1, Decision.VIEWER_BIRTH, 0)
    n = 200_000
    u, z, x = (many(stream, n, kind) for kind in range(3))
    assert u.min() >= 0.0 and u.max() < 1.0
    assert abs(z.mean()) < 4.0 / np.sqrt(n) and abs(z.var() - 1.0) < 4.0 * np.sqrt(2.0 / n)
    assert abs((z**4).mean() - 3.0) < 4.0 * np.sqrt(96.0 / n)
    assert x.min() >= 0.0 and abs(x.mean() - 1.0) < 4.0 / np.sqrt(n)
    assert np.array_equal(np.argsort(u), np.argsort(x))  # inverse CDF: monotone in its uniform
