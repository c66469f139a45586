"""A verdict says no more than the interval bears, and a wider range never makes it worse."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from sim.methods.intervals import Interval
from sim.studies.validate.verdicts import verdict

NUMBERS = st.floats(-1e6, 1e6)
RANK = {"inside": 0, "near": 1, "miss": 2}


@st.composite
def intervals(draw):
    low, mean, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Interval(mean, low, high, 5)


@st.composite
def ranges(draw):
    low, high = sorted(draw(st.tuples(NUMBERS, NUMBERS)))
    return draw(st.sampled_from([(low, high), (None, high), (low, None)]))


def within(value, low, high):
    return (low is None or value >= low) and (high is None or value <= high)


@given(intervals(), ranges())
def test_inside_means_that_the_value_lies_in_the_range(measured, bounds):
    found = verdict(measured, *bounds)
    if found == "inside":
        assert within(measured.mean, *bounds)
    if None not in bounds:
        assert (found == "inside") == within(measured.mean, *bounds)


@given(intervals(), ranges())
def test_a_direction_needs_the_whole_interval(measured, bounds):
    if None in bounds:
        whole = within(measured.low, *bounds) and within(measured.high, *bounds)
        assert (verdict(measured, *bounds) == "inside") == whole


@given(intervals(), ranges())
def test_a_miss_shares_no_point_with_the_range(measured, bounds):
    low, high = (-math.inf if bounds[0] is None else bounds[0]), (math.inf if bounds[1] is None else bounds[1])
    apart = measured.high < low or measured.low > high
    assert (verdict(measured, *bounds) == "miss") == apart


@given(intervals(), ranges(), st.floats(0, 1e5), st.floats(0, 1e5))
def test_a_wider_range_is_never_worse(measured, bounds, down, up):
    low, high = bounds
    wider = (None if low is None else low - down, None if high is None else high + up)
    assert RANK[verdict(measured, *wider)] <= RANK[verdict(measured, *bounds)]


@given(intervals(), ranges(), st.floats(0.01, 100))
def test_units_do_not_matter(measured, bounds, factor):
    scaled = tuple(None if bound is None else bound * factor for bound in bounds)
    ends = (measured.mean, measured.low, measured.high)
    assume(all(abs(a - b) > 1e-6 for b in bounds if b is not None for a in ends))
    assert verdict(measured.scaled(factor), *scaled) == verdict(measured, *bounds)


@given(NUMBERS, ranges())
def test_one_replication_finds_no_direction(mean, bounds):
    found = verdict(Interval(mean, math.nan, math.nan, 1), *bounds)
    assert found == ("miss" if not within(mean, *bounds) else "near" if None in bounds else "inside")


def test_what_is_not_there_is_not_measured():
    assert verdict(Interval(math.nan, math.nan, math.nan, 0), 0.0, 1.0) == "not measured"
