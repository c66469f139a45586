"""Where creators stand in a picture of their network: laid out once, so that only what happens moves.

Communities are found by their ties (Louvain), set out on a circle, and drawn apart by a layout that pulls tied accounts
together and pushes all others away (ForceAtlas2 in its LinLog form, which shows communities as clusters; ties within a
community pull harder). All start from a fixed seed: the same graph stands the same way in every picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

MOST_ACCOUNTS, MOST_TIES, MOST_COMMUNITIES = 1500, 6000, 5
SMALLEST = 0.03
"""Share of all accounts from which a community has a name."""
SEED = 1
_ROUNDS = 60
_BETWEEN = 0.25  # how hard a tie between communities pulls, against one within


@dataclass(frozen=True)
class Layout:
    """Which accounts and ties are drawn, and where.

    Attributes
    ----------
    accounts
        Places of the accounts drawn, in order, int (k,).
    ties
        Pairs of places *in* ``accounts``, int (t, 2).
    spots
        Where each stands, float (k, 2), within -1 to 1.
    community
        Of every account, drawn or not: 0 for the largest, ``len(names)`` for all that are too small to be named. Int
        (n,).
    names
        Of the communities, by size: the region that most are from, and a number.
    """

    accounts: NDArray[np.int64]
    ties: NDArray[np.int64]
    spots: NDArray[np.float64]
    community: NDArray[np.int64]
    names: tuple[str, ...]


def lay_out(
    ties: NDArray[np.int64], region: NDArray[np.int64], regions: Sequence[str], most: int = MOST_ACCOUNTS
) -> Layout:
    """Return where the accounts of a graph stand.

    Parameters
    ----------
    ties
        Pairs of accounts, int (m, 2).
    region
        Of every account, int (n,).
    regions
        Their names.
    most
        How many accounts are drawn at most; of more, an even sample is.
    """
    groups = sorted(nx.community.louvain_communities(_graph(len(region), ties), seed=SEED),
                    key=lambda one: (-len(one), min(one)))
    named = [one for one in groups[:MOST_COMMUNITIES] if len(one) >= max(2.0, SMALLEST * len(region))]
    community = np.full(len(region), len(named), np.int64)
    for place, members in enumerate(named):
        community[sorted(members)] = place
    accounts = even_sample(len(region), most)
    number = np.full(len(region), -1, np.int64)
    number[accounts] = np.arange(len(accounts))
    among = number[ties] if len(ties) else np.zeros((0, 2), np.int64)
    among = among[(among >= 0).all(axis=1)]
    drawn = among[even_sample(len(among), MOST_TIES)]
    return Layout(accounts, drawn, _spots(among, community[accounts]), community, _names(named, region, regions))


def _graph(count: int, ties: NDArray[np.int64]) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ties.tolist())
    return graph


def even_sample(count: int, most: int) -> NDArray[np.int64]:
    """Return at most ``most`` places out of ``count``, spread evenly over all."""
    return np.arange(count) if count <= most else np.unique(np.linspace(0, count - 1, most).astype(np.int64))


def _spots(ties: NDArray[np.int64], community: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return places within -1 to 1, the widest extent of either axis filled by all but stragglers."""
    if not len(community):
        return np.zeros((0, 2))
    graph = _graph(len(community), ties)
    pulls = np.where(community[ties[:, 0]] == community[ties[:, 1]], 1.0, _BETWEEN)
    nx.set_edge_attributes(graph, dict(zip(map(tuple, ties.tolist()), pulls.tolist(), strict=True)), "pull")
    angle = 2 * np.pi * community / (community.max() + 1)
    turn = 2.39996 * np.arange(len(community))  # the golden angle: a sunflower's seeds, no two in one place
    reach = 0.5 * np.sqrt((np.arange(len(community)) + 0.5) / len(community))
    start = np.column_stack([np.cos(angle) + reach * np.cos(turn), np.sin(angle) + reach * np.sin(turn)])
    with np.errstate(invalid="ignore"):  # an account has no distance to itself
        found = nx.forceatlas2_layout(graph, pos=dict(enumerate(start)), max_iter=_ROUNDS, linlog=True, weight="pull",
                                      seed=SEED)
    spots = np.array([found[node] for node in range(len(graph))], float)
    low, high = np.quantile(spots, [0.005, 0.995], axis=0)
    scaled = (spots - (low + high) / 2) / np.maximum((high - low) / 2, 1e-9)
    return np.asarray(np.sign(scaled) * np.where(abs(scaled) > 1, 1 + np.tanh(abs(scaled) - 1) * 0.12, abs(scaled)))


def _names(groups: Sequence[set[int]], region: NDArray[np.int64], regions: Sequence[str]) -> tuple[str, ...]:
    """Name communities by the region that most members are from; several of one region are numbered."""
    homes = [regions[Counter(region[sorted(members)].tolist()).most_common(1)[0][0]].upper() for members in groups]
    seen: Counter[str] = Counter()
    names = []
    for home in homes:
        seen[home] += 1
        names.append(f"{home} {seen[home]}" if homes.count(home) > 1 else home)
    return tuple(names)
