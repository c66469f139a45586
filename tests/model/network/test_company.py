"""The peer graph over the years: who loses a peer finds another, and accounts know as many as at the start."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.network.peers import PeerNetwork

N = 200


def years(usual: bool) -> tuple[PeerNetwork, np.ndarray]:
    """Return the network of 200 accounts after 40 weeks in each of which four of them gave way to newcomers."""
    rng = np.random.default_rng(1)
    edges = np.unique(np.sort(rng.integers(0, N, (1_500, 2)), axis=1), axis=0)
    peers = PeerNetwork.from_edges(N, edges[edges[:, 0] < edges[:, 1]])
    if not usual:
        peers.usual = 0.0
    here, regions, values = np.ones(N, bool), np.arange(N) % 2, np.zeros((2, 1))
    for week in range(40):
        here[rng.choice(np.flatnonzero(here), 4, replace=False)] = False
        n = len(here)
        here, regions = np.append(here, np.ones(4, bool)), np.append(regions, [0, 0, 1, 1])
        alone = np.full(n + 4, -1)
        peers.meet(np.arange(n, n + 4), (alone,), regions, np.arange(n + 4), here[:n], values, 1, 7 * week)
        peers.refresh(here, regions, np.arange(n + 4), np.arange(n + 4), 1, 7 * week)
    return peers, here


def test_accounts_know_as_many_as_at_the_start_however_long_a_market_runs() -> None:
    kept, here = years(usual=True)
    assert len(kept.edges) / here.sum() == pytest.approx(kept.usual, rel=0.03)
    assert here[kept.edges].all() and (kept.edges[:, 0] < kept.edges[:, 1]).all()
    assert len(np.unique(kept.edges, axis=0)) == len(kept.edges)
    lost, _ = years(usual=False)
    assert len(lost.edges) < 0.75 * len(kept.edges)


def test_ties_that_make_up_for_others_stay_within_a_region_and_favour_those_who_are_followed() -> None:
    kept, _ = years(usual=True)
    lost, _ = years(usual=False)
    made_up = np.array(sorted(set(map(tuple, kept.edges.tolist())) - set(map(tuple, lost.edges.tolist()))))
    regions = np.append(np.arange(N) % 2, np.tile([0, 0, 1, 1], 40))
    assert len(made_up) > 100
    old = made_up[(made_up < N).all(axis=1)]
    assert (regions[old[:, 0]] == regions[old[:, 1]]).all()
