"""The creators' graph as columns: one row a creator, one row an undirected tie.

Generators and file readers both end here, so whoever uses a graph cannot tell where it came from. Ties are kept once,
smaller end first, sorted; :func:`to_csr` turns them into neighbour lists for compiled loops.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.compilation import loop

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass
class CreatorGraph:
    """Creators of all regions and their peer ties.

    Attributes
    ----------
    regions
        Region names in order.
    region
        Region index of each creator, int16[n]; creators of a region stand together.
    label
        Names from the files, for stories; None for a generated graph.
    reach
        Relative audience, positive, float64[n]. Only ratios matter.
    tenure_days
        Age of the account in days, int64[n].
    partner
        Whether the platform made the creator a partner, bool[n].
    edges
        Peer ties, int32[m, 2]: undirected, smaller end first, sorted, unique, no self-loops.
    report
        What was counted and dropped on the way: kind, nodes, edges, self_loops_dropped, duplicates_dropped, and
        the same a region under ``regions``.
    """

    regions: list[str]
    region: NDArray[np.int16]
    label: list[str] | None
    reach: Floats
    tenure_days: Ints
    partner: NDArray[np.bool_]
    edges: NDArray[np.int32]
    report: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of creators."""
        return len(self.region)

    def __repr__(self) -> str:
        """Tell how many creators, ties and regions there are."""
        names = ", ".join(f"{name} {int((self.region == i).sum()):,}" for i, name in enumerate(self.regions))
        return f"<CreatorGraph {len(self):,} creators ({names}), {len(self.edges):,} ties>"

    def csr(self) -> tuple[Ints, NDArray[np.int32]]:
        """Return the neighbour lists, as :func:`to_csr` does."""
        return to_csr(len(self), self.edges)

    def only(self, region: str) -> CreatorGraph:
        """Return one region's creators and the ties among them, renumbered from 0."""
        index = self.regions.index(region)
        inside = self.region == index
        number = np.cumsum(inside, dtype=np.int64) - 1
        kept = self.edges[inside[self.edges].all(axis=1)] if len(self.edges) else self.edges
        return CreatorGraph(
            regions=[region],
            region=np.zeros(int(inside.sum()), np.int16),
            label=None if self.label is None else [self.label[i] for i in np.flatnonzero(inside)],
            reach=self.reach[inside],
            tenure_days=self.tenure_days[inside],
            partner=self.partner[inside],
            edges=number[kept].astype(np.int32),
            report=dict(self.report.get("regions", {}).get(region, {})),
        )


def join(parts: list[CreatorGraph], between: NDArray[np.int32] | None = None) -> CreatorGraph:
    """Put one-region graphs one after another, in order.

    Parameters
    ----------
    parts
        One graph a region, each with one region name.
    between
        Ties between regions in the joint numbering, clean and with the smaller end first; none by default.
    """
    starts = np.cumsum([0] + [len(part) for part in parts])
    edges = [part.edges.astype(np.int64) + start for part, start in zip(parts, starts, strict=False)]
    if between is not None and len(between):
        edges.append(between.astype(np.int64))
    ties = np.concatenate(edges) if edges else np.zeros((0, 2), np.int64)
    ties = ties[np.lexsort((ties[:, 1], ties[:, 0]))]
    labels = [part.label for part in parts]
    counts = ("self_loops_dropped", "duplicates_dropped")
    return CreatorGraph(
        regions=[part.regions[0] for part in parts],
        region=np.repeat(np.arange(len(parts), dtype=np.int16), [len(part) for part in parts]),
        label=None if any(names is None for names in labels) else [x for names in labels for x in names or []],
        reach=np.concatenate([part.reach for part in parts]),
        tenure_days=np.concatenate([part.tenure_days for part in parts]),
        partner=np.concatenate([part.partner for part in parts]),
        edges=ties.astype(np.int32),
        report={
            "nodes": int(starts[-1]),
            "edges": len(ties),
            **{name: sum(int(part.report.get(name, 0)) for part in parts) for name in counts},
            "regions": {part.regions[0]: part.report for part in parts},
        },
    )


def clean(n: int, pairs: NDArray[np.integer[Any]]) -> tuple[NDArray[np.int32], int, int]:
    """Drop self-loops and repeated ties, whichever way round they are written.

    Returns
    -------
    edges, self_loops, duplicates
        The ties, smaller end first and sorted, and how many rows of either fault were dropped.
    """
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    low, high = pairs.min(axis=1, initial=n), pairs.max(axis=1, initial=-1)
    proper = low != high
    codes = np.unique(low[proper] * n + high[proper])
    edges = np.stack(np.divmod(codes, max(n, 1)), axis=1).astype(np.int32)
    return edges, int((~proper).sum()), int(proper.sum()) - len(codes)


def to_csr(n: int, edges: NDArray[np.integer[Any]]) -> tuple[Ints, NDArray[np.int32]]:
    """Return neighbour lists: neighbours of ``i`` are ``indices[indptr[i]:indptr[i + 1]]``, ascending.

    Parameters
    ----------
    n
        Number of nodes.
    edges
        Undirected ties, shape (m, 2), ends in 0 ... n - 1, in any order.

    Returns
    -------
    indptr, indices
        int64[n + 1] and int32[2 m].

    Raises
    ------
    ValueError
        If an end lies outside 0 ... n - 1.
    """
    ends = np.ascontiguousarray(edges, dtype=np.int32).reshape(-1, 2)
    if len(ends) and not 0 <= int(ends.min()) <= int(ends.max()) < n:
        raise ValueError(f"a tie names a node outside 0-{n - 1}")
    return _csr(n, ends)


@loop
def _csr(n: int, edges: NDArray[np.int32]) -> tuple[Ints, NDArray[np.int32]]:
    # Two stable counting sorts, by the neighbour and then by the node, leave every list ascending in O(n + m).
    start = np.zeros(n + 1, np.int64)
    for t in range(len(edges)):
        start[edges[t, 0] + 1] += 1
        start[edges[t, 1] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    by_neighbour = np.empty(2 * len(edges), np.int32)
    slot = start[:-1].copy()
    for t in range(len(edges)):
        u, v = edges[t, 0], edges[t, 1]
        by_neighbour[slot[v]] = u
        slot[v] += 1
        by_neighbour[slot[u]] = v
        slot[u] += 1
    indices = np.empty(2 * len(edges), np.int32)
    slot = start[:-1].copy()
    for neighbour in range(n):
        for s in range(start[neighbour], start[neighbour + 1]):
            node = by_neighbour[s]
            indices[slot[node]] = neighbour
            slot[node] += 1
    return start, indices
