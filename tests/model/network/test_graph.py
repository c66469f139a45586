"""Neighbour lists and the cleaning of ties hold for any graph; a joint graph keeps its regions apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.model.network import to_csr
from sim.model.network.graph import clean


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, NDArray[np.int64]]:
    n = draw(st.integers(1, 30))
    ends = st.integers(0, n - 1)
    rows = draw(st.lists(st.tuples(ends, ends), max_size=80))
    return n, np.array(rows, np.int64).reshape(-1, 2)


@settings(deadline=None)
@given(pairs())
def test_cleaning_keeps_each_tie_once_and_counts_the_rest(case: tuple[int, NDArray[np.int64]]) -> None:
    n, rows = case
    edges, loops, duplicates = clean(n, rows)
    expected = {(min(u, v), max(u, v)) for u, v in rows.tolist() if u != v}
    assert [tuple(edge) for edge in edges.tolist()] == sorted(expected)
    assert edges.dtype == np.int32
    assert loops == sum(u == v for u, v in rows.tolist())
    assert len(edges) + loops + duplicates == len(rows)


@settings(deadline=None)
@given(pairs(), st.randoms(use_true_random=False))
def test_neighbour_lists_are_sorted_symmetric_and_whatever_the_order(case, random) -> None:  # type: ignore[no-untyped-def]
    n, rows = case
    edges, _, _ = clean(n, rows)
    shuffled = [edge if random.random() < 0.5 else edge[::-1] for edge in edges.tolist()]
    random.shuffle(shuffled)
    indptr, indices = to_csr(n, np.array(shuffled, np.int64).reshape(-1, 2))
    assert indptr.dtype == np.int64 and indices.dtype == np.int32
    assert indptr[0] == 0 and indptr[-1] == len(indices) == 2 * len(edges)
    lists = [indices[indptr[i] : indptr[i + 1]].tolist() for i in range(n)]
    assert all(mine == sorted(mine) for mine in lists)
    assert {(u, v) for u in range(n) for v in lists[u]} == {
        pair for u, v in edges.tolist() for pair in ((u, v), (v, u))
    }


def test_a_tie_outside_the_nodes_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0-2"):
        to_csr(3, np.array([[0, 3]]))


def test_no_ties_give_empty_lists() -> None:
    indptr, indices = to_csr(4, np.zeros((0, 2), np.int32))
    assert indptr.tolist() == [0] * 5 and len(indices) == 0
