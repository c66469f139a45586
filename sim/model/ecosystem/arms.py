"""Who is in which arm of a test today, as the cell whose levers apply to each account.

The same arithmetic as `sim.methods.experiments.assignment`, which a test holds to the same bits.
"""

from __future__ import annotations

from typing import Any, Final

import networkx as nx
import numpy as np

from sim.model.compilation import loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import Assignment
from sim.model.levers.places import number_of
from sim.model.levers.trial import Groups, Trial
from sim.model.state.state import State

Array = np.ndarray[Any, Any]
VIEWER, CREATOR, CLUSTER = 1, 2, 3
ALONE: Final = 1 << 40  # clusters of one are numbered from here on


def draws(seed: int, trial: Trial, side: int, units: Array) -> Array:
    """Return one uniform number in [0, 1) a unit."""
    numbers = np.empty(len(units))
    _draw(fork(key(seed, Decision.ASSIGN, side), number_of(trial.name)), units.astype(np.int64), trial.again, numbers)
    return numbers


@loop
def _draw(stream: int, units: Array, again: int, numbers: Array) -> None:
    for at in range(len(units)):
        numbers[at] = uniform(fork(stream, units[at]), Assignment.ARM + again)


def feeds_of(trial: Trial | None) -> int:
    """Return how many lotteries each region and category has: one for each arm of viewers."""
    return 2 if trial is not None and trial.side in ("viewer", "both") else 1


def assign(state: State, trial: Trial | None, seed: int, day: int) -> None:
    """Give everybody the cell that applies today."""
    state.viewers.scope[:] = viewer_scope(state, trial, seed, day)
    state.creators.scope[:] = creator_scope(state, trial, seed, day)


def viewer_scope(state: State, trial: Trial | None, seed: int, day: int) -> Array:
    """Return every viewer's cell today."""
    share = 0.0 if trial is None or trial.side not in ("viewer", "both") else trial.share_on(day)
    if trial is None or share <= 0.0:
        return state.viewers.region
    share = share if trial.side == "viewer" else trial.viewers
    treated = draws(seed, trial, VIEWER, state.viewers.id) < share
    return state.viewers.region + (treated * state.sizes[0]).astype(np.int16)


def creator_scope(state: State, trial: Trial | None, seed: int, day: int) -> Array:
    """Return every creator account's cell today; an owner who comes back on a new account keeps the arm."""
    share = 0.0 if trial is None or trial.side not in ("creator", "both") else trial.share_on(day)
    if trial is None or share <= 0.0:
        return state.creators.region
    return state.creators.region + (treated(state, trial, seed, share) * state.sizes[0]).astype(np.int16)


def treated(state: State, trial: Trial, seed: int, share: float) -> Array:
    """Return whether each creator account is treated at a share."""
    if not trial.groups:
        return draws(seed, trial, CREATOR, state.creators.owner) < share
    cluster = clusters(state, trial.groups)
    drawn = draws(seed, trial, CLUSTER, cluster)
    first = np.unique(cluster[: state.founders])
    several = first[first < ALONE]
    if not several.size:
        return drawn < share
    own = np.sort(draws(seed, trial, CLUSTER, several))
    count = int(np.floor(share * own.size + 0.5))
    bound = own[count] if count < own.size else 1.0  # of clusters just the share, since few may all fall on one side
    return np.where(cluster < ALONE, drawn < bound, drawn < share)


def clusters(state: State, groups: Groups) -> Array:
    """Return what each creator account belongs to, as numbers: who belongs to nothing is a cluster of one."""
    creators = state.creators
    alone = ALONE + creators.owner.astype(np.int64)
    if groups == "category":
        return creators.category.astype(np.int64)
    if groups == "agency":
        return np.where(creators.agency >= 0, creators.agency, alone)
    known = np.full(creators.n, -1, np.int64)
    known[: len(state.communities)] = state.communities[: creators.n]
    return np.where(known >= 0, known, alone)


def begin(state: State, trial: Trial | None, seed: int) -> None:
    """Note what a test needs to know of the market as it is planned: who was there, and which communities there are."""
    state.feeds = feeds_of(trial)
    state.founders = state.creators.n
    if trial is not None and trial.groups == "community":
        state.communities = communities(state, seed)


def communities(state: State, seed: int) -> Array:
    """Return the community of the peer network that each creator account is in (Louvain); -1 for who has no peers."""
    graph = nx.Graph()
    graph.add_edges_from(state.peers.edges[(state.peers.edges < state.creators.n).all(axis=1)].tolist())
    found = np.full(state.creators.n, -1, np.int64)
    for number, members in enumerate(nx.community.louvain_communities(graph, seed=seed % (1 << 32))):
        found[list(members)] = number
    return found
