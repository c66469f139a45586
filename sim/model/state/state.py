"""The whole state of a market: tables of agents and what they hold, plus the peer network.

Everything that the next day depends on is here (and the day's number in the model), so saving, loading, branching and
comparing two engines are each a loop over arrays.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from sim.model.network.peers import PeerNetwork
from sim.model.state import schema
from sim.model.state.columns import Table, blank

Lottery = namedtuple("Lottery", ["start", "count", "offers", "chance", "alias", "keep", "pair", "lift"])
TABLES = ("viewers", "creators", "offers", "orders", "cases", "policy")


class State:
    """Tables of one market.

    Parameters
    ----------
    regions, categories, policies
        Sizes; ``policies`` counts tactics plus one for clean behaviour.
    """

    def __init__(self, regions: int, categories: int, policies: int) -> None:
        self.sizes = (regions, categories, policies)
        self.viewers = Table("Viewers", schema.viewer_fields(categories))
        self.creators = Table("Creators", schema.creator_fields(policies))
        self.offers = Table("Offers", schema.OFFER)
        self.orders = Table("Orders", schema.ORDER)
        self.cases = Table("Cases", schema.CASE)
        self.policy = Table("Policy", schema.policy_fields(policies, categories))
        self.policy.add(regions)
        self.peers = PeerNetwork.empty()

    def new_lottery(self) -> Any:
        """Return an empty lottery for as many offers as there is room for."""
        regions, categories, _ = self.sizes
        groups, room = regions * categories, max(1, self.offers.capacity)
        return Lottery(
            np.zeros(groups, np.int64), np.zeros(groups, np.int64), np.zeros(room, np.int32), np.zeros(room),
            np.zeros(room, np.int32), np.zeros(room), blank((room, 2), np.int32), np.zeros(groups),
        )

    def tables(self) -> dict[str, Table]:
        """Return the tables by name."""
        return {name: getattr(self, name) for name in TABLES}

    def copy(self) -> State:
        """Return an independent copy."""
        twin = State.__new__(State)
        twin.sizes = self.sizes
        for name, table in self.tables().items():
            setattr(twin, name, table.copy())
        twin.peers = self.peers.copy()
        return twin

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return every array by ``table.field``, for saving and comparing."""
        out = {
            f"{name}.{field}": column
            for name, table in self.tables().items()
            for field, column in table.arrays().items()
        }
        out.update({f"peers.{field}": array for field, array in self.peers.arrays().items()})
        return out

    def load(self, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
        """Replace everything by saved arrays."""
        for name, table in self.tables().items():
            table.load({field: arrays[f"{name}.{field}"] for field in table.fields})
        self.peers = PeerNetwork(
            arrays["peers.edges"], arrays["peers.indptr"], arrays["peers.indices"], float(arrays["peers.usual"][0])
        )
