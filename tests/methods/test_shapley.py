"""Shapley values keep what they are chosen for: they add up, give dummies nothing, treat equals alike."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.methods.shapley import Coalition, coalitions, first_and_last, interactions, shapley

PLAYERS = ("a", "b", "c", "d")
numbers = st.floats(-1e3, 1e3)
games = st.lists(numbers, min_size=16, max_size=16).map(
    lambda values: {free: np.array([value]) for free, value in zip(coalitions(PLAYERS), values, strict=True)}
)


def additive(**worth: float) -> dict[Coalition, np.ndarray]:
    return {free: np.array([sum(worth.get(one, 0.0) for one in free)]) for free in coalitions(PLAYERS)}


@given(games)
def test_parts_add_up_to_the_whole(game):
    parts = shapley(game, PLAYERS)
    assert np.allclose(sum(parts.values()), game[frozenset(PLAYERS)] - game[frozenset()])


@given(games)
def test_they_are_the_mean_over_all_orders_and_the_order_of_naming_is_nothing(game):
    gains = {one: [] for one in PLAYERS}
    for order in permutations(PLAYERS):
        for place, one in enumerate(order):
            before = frozenset(order[:place])
            gains[one].append(game[before | {one}] - game[before])
    for names in (PLAYERS, PLAYERS[::-1]):
        parts = shapley(game, names)
        for one in PLAYERS:
            assert np.allclose(parts[one], np.mean(gains[one], axis=0), atol=1e-9)


@given(games)
def test_who_adds_nothing_gets_exactly_nothing(game):
    blind = {free: game[free - {"c"}] for free in game}
    assert shapley(blind, PLAYERS)["c"] == 0.0
    assert all(found == 0.0 for pair, found in interactions(blind, PLAYERS).items() if "c" in pair)


@given(games)
def test_equals_get_the_same(game):
    swap = {"a": "b", "b": "a"}
    alike = {free: game[free] + game[frozenset(swap.get(one, one) for one in free)] for free in game}
    parts = shapley(alike, PLAYERS)
    assert np.allclose(parts["a"], parts["b"])


def test_an_additive_game_has_its_worths_and_no_interaction():
    game = additive(a=3.0, b=-1.0, c=0.5)
    assert {one: float(part[0]) for one, part in shapley(game, PLAYERS).items()} == pytest.approx(
        {"a": 3.0, "b": -1.0, "c": 0.5, "d": 0.0})
    assert all(abs(found[0]) < 1e-12 for found in interactions(game, PLAYERS).values())
    assert first_and_last(game, PLAYERS)["a"] == (3.0, 3.0)


def test_what_two_only_do_together_is_shared_and_told_as_their_interaction():
    game = {free: np.array([1.0 if {"a", "b"} <= free else 0.0]) for free in coalitions(PLAYERS)}
    parts = shapley(game, PLAYERS)
    assert [float(parts[one][0]) for one in PLAYERS] == pytest.approx([0.5, 0.5, 0.0, 0.0])
    found = interactions(game, PLAYERS)
    assert found["a", "b"] == pytest.approx(1.0)
    assert found["a", "c"] == pytest.approx(0.0)
    assert first_and_last(game, PLAYERS)["a"] == (0.0, 1.0)


def test_the_glove_game_has_the_value_of_the_textbook():
    """Two left gloves and a right one: only a pair is worth anything (Shapley 1953; values 1/6, 1/6, 2/3)."""
    gloves = {free: np.array([float("r" in free and bool(free & {"l", "m"}))]) for free in coalitions("lmr")}
    parts = shapley(gloves, "lmr")
    assert [float(parts[one][0]) for one in "lmr"] == pytest.approx([1 / 6, 1 / 6, 2 / 3])
