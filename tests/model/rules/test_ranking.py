"""Distribution: scores, exploration, and alias tables that give back exactly the chances they were made of."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
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


def competed(weights: Any, candidates: float, rooms: Any = None) -> Any:
    """Return each offer's chance among so many candidates; all take up as much room unless told."""
    chances = np.array(weights, float)
    rooms = np.ones(len(chances)) if rooms is None else np.array(rooms, float)
    ranking.compete(chances, rooms, candidates, np.empty(3 * len(chances)))
    return chances


def test_where_all_are_candidates_weight_alone_decides() -> None:
    weights = np.array([1.0, 5.0, 0.2, 3.0])
    assert competed(weights, 4) == pytest.approx(weights / weights.sum()) == competed(weights, 100)


def test_chances_among_candidates_are_those_of_drawing_them() -> None:
    """Against a plain simulation: for each offer, retrieve rivals at random and let one win by its weight."""
    rng = np.random.default_rng(1)
    weights, candidates, rounds = np.exp(2.0 * rng.standard_normal(40)), 8, 50_000
    won = np.empty(40)
    for mine in range(40):
        there = rng.random((rounds, 40)) < (candidates - 1) / 39
        there[:, mine] = True
        won[mine] = (weights[mine] / (there * weights).sum(axis=1)).mean()
    assert competed(weights, candidates) == pytest.approx(won / won.sum(), rel=0.02, abs=1e-3)


def test_offers_are_retrieved_in_proportion_to_their_room() -> None:
    """Against a plain simulation; a batch of two videos wins what two videos of its rank would."""
    rng = np.random.default_rng(2)
    scores, rooms, candidates, rounds = np.exp(1.5 * rng.standard_normal(40)), 0.2 + 3.0 * rng.random(40), 6, 50_000
    odds = (candidates - 1) * rooms / (rooms.sum() - rooms)
    won = np.empty(40)
    for mine in range(40):
        there = rng.random((rounds, 40)) < odds
        there[:, mine] = True
        won[mine] = rooms[mine] * (scores[mine] / (there * scores).sum(axis=1)).mean()
    assert competed(rooms * scores, candidates, rooms) == pytest.approx(won / won.sum(), rel=0.02, abs=1e-3)
    apart = competed(np.concatenate([scores, scores]), candidates)
    together = competed(2.0 * scores, candidates, np.full(40, 2.0))
    assert together == pytest.approx(apart[:40] + apart[40:], rel=0.1, abs=2e-3)


@given(WEIGHTS, st.integers(2, 30))
def test_chances_among_candidates_sum_to_one_and_keep_the_order(weights: list[float], candidates: int) -> None:
    chances = competed(weights, candidates)
    assert chances.sum() == pytest.approx(1.0) and (chances >= 0.0).all()
    order = np.argsort(weights, kind="stable")
    assert (np.diff(chances[order]) >= -1e-12).all()


def test_what_a_weight_wins_does_not_depend_on_how_many_offers_there_are() -> None:
    levels = (np.arange(200) + 0.5) / 200
    few = np.exp(2.0 * np.array([NormalDist().inv_cdf(u) for u in levels]))
    small, large = competed(few, 10), competed(np.tile(few, 25), 10)
    assert 25.0 * large[:200] == pytest.approx(small, rel=0.03, abs=1e-4)
    assert large.max() * len(large) < 10.0  # nobody wins more than all impressions that it is a candidate for
