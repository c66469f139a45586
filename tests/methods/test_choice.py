"""From sides to what to do, from options to those that none is preferred to."""

from __future__ import annotations

import pytest

from sim.methods.choice import Course, Side, beats, course, frontier, unbeaten, welcome


@pytest.mark.parametrize(
    ("sides", "may_gain", "may_lose", "wanted"),
    [
        (["gain", "same"], False, False, "adopt"),
        (["gain", "undecided"], True, False, "adopt"),
        (["gain", "undecided"], False, True, "try"),
        (["gain", "loss"], True, True, "trade"),
        (["loss", "same"], False, False, "reject"),
        (["small", "same"], False, False, "keep"),
        (["undecided", "same"], True, False, "undecided"),
        (["undecided", "same"], False, True, "undecided"),
    ],
)
def test_each_mix_of_sides_has_its_course(sides: list[Side], may_gain: bool, may_lose: bool, wanted: Course) -> None:
    assert course(sides, may_gain, may_lose) == wanted


def test_an_option_is_preferred_if_it_gains_something_and_loses_nothing() -> None:
    assert beats({"a": "gain", "b": "same"})
    assert not beats({"a": "gain", "b": "loss"})
    assert not beats({"a": "undecided", "b": "small"})
    order = {("x", "y"), ("y", "z")}
    assert unbeaten(["x", "y", "z"], lambda one, other: (one, other) in order) == ["x"]
    assert unbeaten(["x", "z"], lambda one, other: (one, other) in order) == ["x", "z"]


def test_those_to_adopt_come_before_those_to_try() -> None:
    assert welcome({"a": "try", "b": "adopt", "c": "reject"}) == ["b"]
    assert welcome({"a": "try", "c": "reject"}) == ["a"]
    assert welcome({"c": "trade"}) == []


def test_the_frontier_keeps_ties_and_drops_what_is_beaten() -> None:
    assert frontier({"a": (2, 0), "b": (0, 2), "c": (1, 0), "d": (2, 0)}) == ["a", "b", "d"]
