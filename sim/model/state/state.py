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

    Attributes
    ----------
    feeds
        Lotteries of each region and category: two while a test has viewers in both arms.
    founders, communities
        How many creator accounts there were when a test was planned, and each one's community, where it asks for them.
    """

    def __init__(self, regions: int, categories: int, policies: int) -> None:
        self.sizes = (regions, categories, policies)
        self.viewers = Table("Viewers", schema.viewer_fields(categories))
        self.creators = Table("Creators", schema.creator_fields(policies))
        self.offers = Table("Offers", schema.OFFER)
        self.orders = Table("Orders", schema.ORDER)
        self.cases = Table("Cases", schema.CASE)
        # no spare room: loops read off it how many regions there are
        self.policy = Table("Policy", schema.policy_fields(policies, categories), regions)
        self.policy.add(regions)
        self.peers = PeerNetwork.empty()
        self.feeds, self.founders = 1, 0
        self.communities = np.zeros(0, np.int64)

    def new_lottery(self) -> Any:
        """Return an empty lottery for as many offers as there is room for."""
        regions, categories, _ = self.sizes
        groups, room = self.feeds * regions * categories, self.feeds * max(1, self.offers.capacity)
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
        twin.sizes, twin.feeds, twin.founders = self.sizes, self.feeds, self.founders
        twin.communities = self.communities
        for name, table in self.tables().items():
            setattr(twin, name, table.copy())
        twin.peers = self.peers.copy()
        return twin

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return every array by ``table.field``, for saving and comparing; ``scope`` only where something is tested."""
        out = {
            f"{name}.{field}": column
            for name, table in self.tables().items()
            for field, column in table.arrays().items()
            if field != "scope" or not np.array_equal(column, table.region)
        }
        out.update({f"peers.{field}": array for field, array in self.peers.arrays().items()})
        return out

    def load(self, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
        """Replace everything by saved arrays."""
        for name, table in self.tables().items():
            table.load(
                {
                    field: arrays[
                        f"{name}.region" if field == "scope" and f"{name}.scope" not in arrays else f"{name}.{field}"
                    ]
                    for field in table.fields
                }
            )
        self.peers = PeerNetwork(
            arrays["peers.edges"], arrays["peers.indptr"], arrays["peers.indices"], float(arrays["peers.usual"][0])
        )
