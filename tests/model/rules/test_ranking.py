"""Distribution: scores, exploration, and alias tables that give back exactly the chances they were made of."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import attention as ad
from sim.model.parameters import distribution as d
from sim.model.rules import ranking

WEIGHTS = st.lists(st.one_of(st.floats(1e-9, 1e9), st.sampled_from([1.0, 1.0, 2.0])), min_size=1, max_size=40)


def tables(weights: list[float]) -> tuple[Any, Any]:
    """Return alias and keep of a lottery over weights."""
    alias, keep = np.full(len(weights), -1, np.int32), np.full(len(weights), np.nan)
    ranking.fill_alias(np.array(weights), alias, keep)
    return alias, keep


@given(WEIGHTS)
def test_alias_tables_give_back_the_chances(weights: list[float]) -> None:
    alias, keep = tables(weights)
    n = len(weights)
    assert ((keep >= 0.0) & (keep <= 1.0)).all() and ((alias >= 0) & (alias < n)).all()
    served = (keep + np.bincount(alias, weights=1.0 - keep, minlength=n)) / n
    assert served == pytest.approx(np.array(weights) / sum(weights), abs=1e-12)


@given(WEIGHTS)
def test_dealing_reads_the_tables(weights: list[float]) -> None:
    """Over an even grid of uniforms every offer is served as often as its chance says, to one grid step a slot."""
    alias, keep = tables(weights)
    n, steps = len(weights), 2000
    offers = np.arange(100, 100 + n, dtype=np.int32)
    pair = np.column_stack([offers, offers[alias]])
    room = np.concatenate([np.zeros((3, 2), np.int32), pair]), np.concatenate([np.zeros(3), keep])
    drawn = [ranking.serve((step + 0.5) / steps, 3, n, *room) - 100 for step in range(steps)]
    counts = np.bincount(drawn, minlength=n) / steps
    assert np.abs(counts - np.array(weights) / sum(weights)).sum() <= 4.0 * n / steps


def test_the_last_uniform_stays_in_the_lottery() -> None:
    u = math.nextafter(1.0, 0.0)
    for n in (1, 2, 3, 5, 7, 8, 1000, 4097):
        alias, keep = tables([1.0] * n)
        assert ranking.serve(u, 0, n, np.column_stack([np.arange(n, dtype=np.int32), alias]), keep) == n - 1


def test_score_adds_what_counts(cell: Callable[..., Any]) -> None:
    p = cell({ad.NEWCOMER_DAYS: 30.0})
    at_reference = ranking.score(p, p[d.REFERENCE_ENGAGEMENT], 0.0, p[d.REFERENCE_GPM], 0.5, 0, 0.0)
    assert at_reference == pytest.approx(0.0)
    assert ranking.score(p, p[d.REFERENCE_ENGAGEMENT], 0.0, p[d.REFERENCE_GPM], 0.5, 0, 0.8) == pytest.approx(0.8)
    assert ranking.score(p, p[d.REFERENCE_ENGAGEMENT], 0.8, p[d.REFERENCE_GPM], 0.9, 9, 0.0) == pytest.approx(
        0.8 * p[d.WEIGHT_ENGAGEMENT] + 0.4 * p[d.WEIGHT_QUALITY] + p[d.WEIGHT_FOLLOWERS] * math.log(10.0)
    )
    assert ranking.is_newcomer(p, 29) and not ranking.is_newcomer(p, 30)


def test_logs_of_history_are_bounded(p: Any) -> None:
    bound = p[d.SCORE_BOUND]
    assert ranking.bounded_log(p, 0.0, 1.0) == -bound and ranking.bounded_log(p, 1e300, 1.0) == bound
    assert ranking.bounded_log(p, math.e, 1.0) == pytest.approx(1.0)


def test_traffic_cuts_scale_the_weight(p: Any) -> None:
    full = ranking.weight(p, 1.0, 0.7, 1.0)
    assert full == pytest.approx(math.exp(0.7 / p[d.TEMPERATURE]))
    assert ranking.weight(p, 1.0, 0.7, 0.5) == pytest.approx(0.5 * full)
    assert ranking.weight(p, 1.0, 0.7, 0.0) == 0.0


def test_exploration_mixes_towards_even(cell: Callable[..., Any]) -> None:
    assert ranking.mix_exploration(cell({d.EXPLORATION: 0.0}), 0.7, 0.1) == pytest.approx(0.7)
    assert ranking.mix_exploration(cell({d.EXPLORATION: 1.0}), 0.7, 0.1) == pytest.approx(0.1)
    assert ranking.mix_exploration(cell({d.EXPLORATION: 0.25}), 0.7, 0.1) == pytest.approx(0.55)
