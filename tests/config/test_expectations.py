"""Expectations are read strictly and judged on the whole interval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.config import Expectation, judge, parse_expectation
from sim.config.expectations import better_than_feared
from sim.errors import UserError


@pytest.mark.parametrize(("words", "outcome", "read"), [
    ("up", "quality", Expectation("up")),
    ("down", "quality", Expectation("down")),
    ("within  noise", "quality", Expectation("noise")),
    ("down by less than 1 pp", "creator_retention_90d", Expectation("down", "less", 0.01)),
    ("up by more than 5 %", "gmv_net", Expectation("up", "more", 0.05, relative=True)),
    ("up by at least 0.02", "quality", Expectation("up", "more", 0.02)),
    ("down by at least 2 minutes", "time_to_enforce", Expectation("down", "more", 2.0)),
    ("up by less than 1000 USD per day", "governance_cost", Expectation("up", "less", 1000.0)),
])
def test_phrases(words: str, outcome: str, read: Expectation) -> None:
    assert parse_expectation(words, outcome) == read


@pytest.mark.parametrize(("words", "outcome"), [
    ("sideways", "quality"),
    ("down by 1 pp", "quality"),
    ("down by less than", "quality"),
    ("down by less than -1 pp", "quality"),
    ("down by less than 1 pp", "gmv_net"),
    ("up by more than 3 minutes", "gmv_net"),
    ("", "quality"),
])
def test_what_cannot_be_read_is_an_error(words: str, outcome: str) -> None:
    with pytest.raises(UserError):
        parse_expectation(words, outcome)


@pytest.mark.parametrize(("words", "low", "high", "verdict"), [
    ("up", 0.1, 0.3, "MET"),
    ("up", -0.3, -0.1, "NOT MET"),
    ("up", -0.1, 0.3, "UNDECIDED"),
    ("down", -0.3, -0.1, "MET"),
    ("down", 0.1, 0.3, "NOT MET"),
    ("within noise", -0.1, 0.1, "UNDECIDED"),
    ("within noise", -0.04, 0.04, "MET"),
    ("within noise", 0.01, 0.04, "MET"),
    ("within noise", 0.01, 0.1, "UNDECIDED"),
    ("within noise", 0.1, 0.2, "NOT MET"),
    ("within noise", 0.0, 0.0, "MET"),
    ("down by less than 20 pp", -0.1, -0.05, "MET"),
    ("down by less than 20 pp", -0.1, 0.05, "MET"),
    ("down by less than 20 pp", -0.3, -0.1, "UNDECIDED"),
    ("down by less than 20 pp", -0.3, -0.25, "NOT MET"),
    ("down by less than 20 pp", 0.1, 0.3, "MET"),
    ("up by less than 20 pp", -0.3, -0.1, "NOT MET"),
    ("up by more than 20 pp", 0.25, 0.3, "MET"),
    ("up by more than 20 pp", 0.1, 0.3, "UNDECIDED"),
    ("up by more than 20 pp", -0.1, 0.1, "NOT MET"),
    ("up by more than 20 %", 0.25, 0.3, "NOT MET"),
    ("up by at least 10 %", 0.25, 0.3, "MET"),
])
def test_verdicts_at_a_baseline_of_two(words: str, low: float, high: float, verdict: str) -> None:
    assert judge(parse_expectation(words, "quality"), (low + high) / 2, low, high, 2.0, 0.05, "up") == verdict


def test_a_cap_on_harm_is_met_when_the_thing_falls_and_told_to_be_better_than_feared() -> None:
    cap = parse_expectation("up by less than 0.3 pp", "violation_view_rate")
    assert judge(cap, -0.002, -0.003, -0.001, 0.01, 0.0005, "down") == "MET"
    assert better_than_feared(cap, -0.003, -0.001, "down")
    assert not better_than_feared(cap, -0.003, 0.001, "down")
    assert not better_than_feared(parse_expectation("up by less than 1 %", "gmv_net"), -0.3, -0.1, "up")


def test_an_effect_that_was_not_measured_is_undecided() -> None:
    assert judge(Expectation("up"), math.nan, math.nan, math.nan, 1.0) == "UNDECIDED"


sizes = st.floats(0.0, 1.0)


@given(low=st.floats(-1, 1), width=sizes, size=sizes, bound=st.sampled_from([None, "less", "more"]))
def test_up_and_down_are_mirror_images(low: float, width: float, size: float, bound: str | None) -> None:
    high = low + width
    up, down = Expectation("up", bound, size), Expectation("down", bound, size)  # type: ignore[arg-type]
    assert judge(up, low, low, high, 1.0) == judge(down, -low, -high, -low, 1.0)
