"""Numbers as people say them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.methods.intervals import Effect, Interval, paired_effect
from sim.show.numbers import change, level, money, tick


def effect(mean: float, half: float, baseline: float) -> Effect:
    interval = Interval(mean, mean - half, mean + half, 12)
    return Effect(interval, interval, baseline)


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("fraction of views", 0.01214, "1.21%"),
        ("0-1", 0.6118, "0.612"),
        ("USD per day", 41_230_000.0, "$41.2 M"),
        ("USD per day", 229_400.0, "$229 k"),
        ("USD per day", 5_741.2, "$5,741"),
        ("USD per day", -51.07, "-$51.1"),
        ("viewers", 4_612.4, "4,612"),
        ("ratio minus 1", 0.48, "48.0%"),
        ("fraction", 0.0, "0%"),
        ("fraction", math.nan, "n/a"),
    ],
)
def test_levels(unit: str, value: float, text: str) -> None:
    assert level(unit, value) == text


@pytest.mark.parametrize(
    ("unit", "seen", "text"),
    [
        ("fraction of views", effect(-0.0019, 0.00045, 0.0121), "-0.19 pp [-0.24, -0.14]"),
        ("0-1", effect(0.011, 0.003, 0.612), "+0.011 [+0.008, +0.014]"),
        ("USD per day", effect(-160, 200, 40_000), "-0.4% [-0.9, +0.1]"),
        ("viewers", effect(96, 24, 4_800), "+2.0% [+1.5, +2.5]"),
        ("USD per day", effect(300, 30, 0.0), "+$300 [+$270, +$330]"),
        ("USD per day", effect(300, 30, 1.0), "+$300 [+$270, +$330]"),
        ("fraction", effect(0.0, 0.0, 0.5), "0 pp [0, 0]"),
    ],
)
def test_effects(unit: str, seen: Effect, text: str) -> None:
    assert str(change(unit, seen)) == text


def test_a_clear_effect_never_shows_a_bound_of_zero() -> None:
    text = change("fraction", effect(0.0030, 0.00298, 0.5))
    assert text.interval == "[+0.002, +0.598]"


def test_one_replication_shows_no_interval() -> None:
    text = change("fraction", paired_effect(np.array([0.5]), np.array([0.4])))
    assert (text.mean, text.interval) == ("+10 pp", "")


def test_an_undefined_effect_is_said_to_be_so() -> None:
    assert str(change("fraction", paired_effect(np.array([math.nan]), np.array([0.4])))) == "n/a"


def test_spans_have_no_sign_unless_they_cross_zero() -> None:
    assert change("fraction", effect(-0.019, 0.0044, 0.1)).span == "1.5 to 2.3"
    assert change("fraction", effect(-0.001, 0.0043, 0.1)).span == "-0.5 to +0.3"


def test_axes_are_short() -> None:
    assert [tick("fraction", value, signed=True) for value in (-0.0008, 0.0, 0.02)] == ["-0.08 pp", "0", "+2 pp"]
    assert [tick("USD per day", value) for value in (9.5, 12_500.0, 3.2e6)] == ["$9.5", "$12.5 k", "$3.2 M"]
    assert money(12_345.0) == "$12.3 k"
