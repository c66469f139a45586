"""The peer graph while the market runs: newcomers attach, leavers detach, neighbours are read in CSR form.

Ties are added as accounts arrive and become visible at the next weekly refresh, when ties of accounts that are gone
are dropped. Attachment is preferential with triadic closure: a tie to the end of a random tie (popular accounts have
more), then to that account's own peers. Members of an agency, and accounts of a ring, add ties to their own kind.
Whoever loses a peer may find another, so that accounts know as many of each other as at the start, however long a
market runs.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from sim.model.compilation import loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.ties import LostTie, NewcomersTies
from sim.model.network.graph import clean, to_csr
from sim.model.parameters.lifecycle import AGENCY_TIES

TIES = 3
TRIES = 8
Array = np.ndarray[Any, Any]
Peers = namedtuple("Peers", ["indptr", "indices"])


class PeerNetwork:
    """Undirected ties between creator accounts.

    Attributes
    ----------
    edges
        int32 (ties, 2), rows of the creators table.
    indptr, indices
        The CSR form as of the last refresh, padded with peerless rows for later arrivals.
    usual
        Ties an open account at the start, which later ones have too.
    """

    def __init__(self, edges: Array, indptr: Array, indices: Array, usual: float) -> None:
        self.edges, self.indptr, self.indices, self.usual = edges, indptr, indices, usual

    @classmethod
    def empty(cls) -> PeerNetwork:
        """Return a network of nobody."""
        return cls(np.zeros((0, 2), np.int32), np.zeros(1, np.int64), np.zeros(0, np.int32), 0.0)

    @classmethod
    def from_edges(cls, n: int, edges: Array) -> PeerNetwork:
        """Return the network of ``n`` accounts with these ties."""
        edges = np.ascontiguousarray(edges, dtype=np.int32)
        return cls(edges, *to_csr(n, edges), len(edges) / max(1, n))

    def view(self) -> Any:
        """Return the CSR arrays as a named tuple for compiled loops."""
        return Peers(self.indptr, self.indices)

    def grow(self, n: int) -> None:
        """Make room for ``n`` accounts; new ones have no visible peers yet."""
        missing = n + 1 - len(self.indptr)
        if missing > 0:
            self.indptr = np.concatenate([self.indptr, np.full(missing, self.indptr[-1], self.indptr.dtype)])

    def gather(self, groups: Array, regions: Array, identities: Array, values: Array, seed: int) -> None:
        """Tie the members of groups (agencies, rings) of the starting market to each other.

        Parameters
        ----------
        groups
            Group of every account, -1 for none, shape (n,).
        regions, identities
            Of every account, shape (n,).
        values
            Parameter rows of the regions.
        """
        order = np.flatnonzero(groups >= 0)
        bounds = np.unique(groups[order], return_inverse=True)[1] if len(order) else order
        members = [order[bounds == g] for g in range(int(bounds.max()) + 1)] if len(order) else []
        new = [
            tie
            for mine in members
            for tie in _ties_within(mine, mine, regions, identities, values, key(seed, Decision.NETWORK, -1))
        ]
        if new:
            edges, _, _ = clean(len(groups), np.concatenate([self.edges, np.array(new, np.int32)]))
            self.edges = edges
            self.indptr, self.indices = to_csr(len(groups), edges)
            self.usual = len(edges) / len(groups)

    def meet(
        self, rows: Array, groups: tuple[Array, ...], regions: Array, identities: Array, here: Array, values: Array,
        seed: int, day: int,
    ) -> None:
        """Tie accounts that opened today to others of their region and of their groups.

        Parameters
        ----------
        rows
            The accounts, shape (k,); those that took up again and still have ties keep to them.
        groups
            Agencies and rings of every account, -1 for none.
        regions, identities
            Of every account, new ones included.
        here
            Which of the accounts before today are open, shape (n,).
        values
            Parameter rows of the regions.
        """
        self.grow(len(regions))
        n = len(here)
        alone = np.array([row for row in rows if self.indptr[row + 1] == self.indptr[row]], np.int64)
        self.attach(alone, regions[alone], identities[alone], regions[:n], seed, day)
        new = []
        for group in groups:
            for row in alone[group[alone] >= 0]:
                members = np.flatnonzero((group[:n] == group[row]) & here)
                mine = np.array([row])
                new += _ties_within(mine, members, regions, identities, values, key(seed, Decision.NETWORK, day))
        if new:
            self.edges = np.concatenate([self.edges, np.array(new, np.int32)])

    def attach(self, rows: Array, regions: Array, identities: Array, everyone: Array, seed: int, day: int) -> None:
        """Tie newcomers to accounts of their region.

        Parameters
        ----------
        rows, regions, identities
            The newcomers' rows, regions and identities, shape (k,).
        everyone
            Region of every account, shape (n,).
        """
        if len(rows) == 0 or len(self.indices) == 0:
            return
        targets = _targets(self.indptr, self.indices, everyone, regions, identities, key(seed, Decision.NETWORK, day))
        new = [
            (int(target), int(row))
            for row, chosen in zip(rows, targets, strict=True)
            for target in chosen
            if target >= 0 and target != row
        ]
        if new:
            self.edges = np.concatenate([self.edges, np.array(new, np.int32)])

    def refresh(
        self, here: Array, regions: Array, identities: Array, followers: Array, seed: int, day: int
    ) -> None:
        """Drop the ties of accounts that are gone, make up for some of them, and make all ties visible.

        As many are made up for as leave accounts with the usual number of ties; each by one of two ends of random ties
        of the region, the one with more followers: popular accounts are known to more, and accounts that draw people
        in become known.

        Parameters
        ----------
        here
            Which accounts are open, bool (n,).
        regions, identities, followers
            Of every account, shape (n,).
        """
        keep = here[self.edges[:, 0]] & here[self.edges[:, 1]]
        lost = self.edges[~keep]
        self.edges = np.ascontiguousarray(self.edges[keep])
        self.indptr, self.indices = to_csr(len(here), self.edges)
        bereft = lost[here[lost]]
        room = round(self.usual * int(here.sum())) - len(self.edges)
        if room <= 0 or len(bereft) == 0 or len(self.indices) == 0:
            return
        share, stream = min(1.0, room / len(bereft)), key(seed, Decision.COMPANY, day)
        region, identity, following = (np.asarray(column, np.int64) for column in (regions, identities, followers))
        new = _found(self.indices, bereft, region, identity, following, share, stream)
        self.edges, _, _ = clean(len(here), np.concatenate([self.edges, new[new[:, 0] >= 0]]))
        self.indptr, self.indices = to_csr(len(here), self.edges)

    def copy(self) -> PeerNetwork:
        """Return a copy (arrays are replaced, never written, so they are shared)."""
        return PeerNetwork(self.edges, self.indptr, self.indices, self.usual)

    def arrays(self) -> dict[str, Array]:
        """Return the arrays by name, the usual number of ties as one of length 1."""
        return {
            "edges": self.edges, "indptr": self.indptr, "indices": self.indices, "usual": np.array([self.usual]),
        }


def _ties_within(
    rows: Array, members: Array, regions: Array, identities: Array, values: Array, stream: int
) -> list[tuple[int, int]]:
    """Return ties of ``rows`` to some of the members of their group, as many as their region's agencies make."""
    ties = []
    for row in rows.tolist():
        mine = fork(stream, int(identities[row]))
        wanted = min(int(values[regions[row], AGENCY_TIES]), len(members))
        drawn = {int(members[int(uniform(mine, NewcomersTies.MEMBER + k) * len(members))]) for k in range(wanted)}
        ties += [(other, row) for other in sorted(drawn) if other != row]
    return ties


@loop
def _targets(indptr, indices, everyone, regions, identities, stream):
    chosen = np.full((len(identities), TIES), -1, np.int64)
    for j in range(len(identities)):
        mine = fork(stream, identities[j])
        for tie in range(TIES):
            target = -1
            first = chosen[j, 0]
            through = uniform(mine, NewcomersTies.THROUGH_FIRST + tie) < 0.5
            if tie > 0 and first >= 0 and indptr[first + 1] > indptr[first] and through:
                degree = indptr[first + 1] - indptr[first]
                target = indices[indptr[first] + int(uniform(mine, NewcomersTies.PEER_OF_FIRST + tie) * degree)]
            for attempt in range(TRIES):
                if target >= 0 and everyone[target] == regions[j]:
                    break
                target = indices[int(uniform(mine, NewcomersTies.TARGET + 10 * tie + attempt) * len(indices))]
            if everyone[target] != regions[j]:
                continue
            fresh = True
            for other in range(tie):
                if chosen[j, other] == target:
                    fresh = False
            if fresh:
                chosen[j, tie] = target
    return chosen


@loop
def _found(indices, bereft, regions, identities, followers, share, stream):
    found = np.full((len(bereft), 2), -1, np.int32)
    times = np.zeros(len(regions), np.int64)
    for j in range(len(bereft)):
        row = bereft[j]
        mine = fork(fork(stream, identities[row]), times[row])
        times[row] += 1
        if uniform(mine, LostTie.MADE_UP) >= share:
            continue
        one = _known(indices, regions, row, mine, False)
        other = _known(indices, regions, row, mine, True)
        if one < 0 or (other >= 0 and followers[other] > followers[one]):
            one = other
        if one >= 0:
            found[j, 0], found[j, 1] = min(row, one), max(row, one)
    return found


@loop
def _known(indices, regions, row, mine, again):
    for attempt in range(TRIES):
        target = indices[int(uniform(mine, (LostTie.OTHER if again else LostTie.ONE) + attempt) * len(indices))]
        if regions[target] == regions[row] and target != row:
            return target
    return -1
