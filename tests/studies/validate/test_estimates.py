"""Sums are pooled before they are divided; intervals come from leaving out one replication at a time."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.studies.validate.estimates import CONTRASTS, estimate

POSITIVE = st.floats(0.1, 1e4)
SUMS = st.lists(st.tuples(POSITIVE, st.floats(1e5, 1e6)), min_size=2, max_size=8)
TWO = [name for name, rule in CONTRASTS.items() if rule.two]
NOTHING = {"ratio": 1.0, "odds ratio": 1.0, "difference": 0.0, "relative change": 0.0}


def same(a, b):
    return a == pytest.approx(b, rel=1e-9, abs=1e-12)


@given(SUMS)
def test_a_level_is_the_ratio_of_sums(sums):
    found = estimate("level", sums)
    assert same(found.mean, sum(a for a, _ in sums) / sum(b for _, b in sums))
    assert found.low <= found.mean <= found.high
    assert found.count == len(sums)


@given(SUMS, st.sampled_from(TWO))
def test_an_arm_against_itself_shows_nothing_for_sure(sums, contrast):
    found = estimate(contrast, sums, sums)
    assert same(found.mean, NOTHING[contrast])
    assert same(found.low, found.mean)
    assert same(found.high, found.mean)


@given(SUMS, st.sampled_from(sorted(CONTRASTS)), st.randoms(use_true_random=False))
def test_the_order_of_replications_does_not_matter(sums, contrast, random):
    pairs = [(one, (one[1] / 7, one[1])) for one in sums]
    shuffled = random.sample(pairs, len(pairs))
    a, b = (estimate(contrast, *zip(*chosen, strict=True)) for chosen in (pairs, shuffled))
    assert same(a.mean, b.mean)
    assert same(a.low, b.low)


@given(SUMS, st.sampled_from(sorted(CONTRASTS)))
def test_what_one_replication_could_not_read_drops_out(sums, contrast):
    against = [(2.0, below) for _, below in sums]
    with_gap = estimate(contrast, [*sums, (math.nan, 1.0)], [*against, (1.0, 1.0)])
    assert with_gap == estimate(contrast, sums, against)


@given(st.lists(POSITIVE, min_size=2, max_size=8))
def test_values_give_the_interval_of_their_mean(values):
    import numpy as np

    from sim.methods.intervals import mean_interval

    found, plain = estimate("level", [(value, 1.0) for value in values]), mean_interval(np.array(values))
    assert found.low == pytest.approx(plain.low, rel=1e-6, abs=1e-6)
    assert found.high == pytest.approx(plain.high, rel=1e-6, abs=1e-6)


def test_ratios_swap_with_their_interval():
    of, against = [(3.0, 10.0), (5.0, 10.0), (4.0, 12.0)], [(6.0, 10.0), (7.0, 10.0), (6.0, 11.0)]
    there, back = estimate("ratio", of, against), estimate("ratio", against, of)
    assert same(there.mean, 1 / back.mean)
    assert same(there.low, 1 / back.high)


def test_odds():
    assert same(estimate("odds ratio", [(2.0, 10.0)], [(5.0, 10.0)]).mean, 0.25)


@pytest.mark.parametrize("sums", [[], [(0.0, 0.0)], [(math.nan, math.nan)] * 3])
def test_nothing_to_divide_is_not_measured(sums):
    assert math.isnan(estimate("level", sums).mean)


def test_one_replication_has_no_interval():
    assert not estimate("level", [(1.0, 2.0)]).bounded
