"""A viewer as one who follows: whom, how far each of them and the platform are trusted, and what that costs.

In columns: `sim.model.day.viewing`, for what is seen, and `sim.model.day.orders`, for deliveries.
"""

from __future__ import annotations

from sim.model.agents.account import Account
from sim.model.agents.cell import Cell
from sim.model.agents.market_agent import MarketAgent
from sim.model.day import traits
from sim.model.draws import uniform
from sim.model.draws.market import DarkFollow
from sim.model.parameters import viewers as vp
from sim.model.rules import staying, trust
from sim.model.state.schema import FOLLOW_SLOTS, LIVE


class Follower(MarketAgent):
    """What a viewer follows and trusts; attributes are fields of the viewers table."""

    cell: Cell
    id: int
    purchases: int
    follows: list[Account | None]
    bonds: list[int]
    trust: float

    def follow(self, creator: Account, u: float) -> None:
        """Follow a creator; a full list drops one follow for it."""
        mine = self.follows
        if creator in mine:
            return
        if None in mine:
            slot = mine.index(None)
        else:
            slot = int(u * FOLLOW_SLOTS)
            dropped = mine[slot]
            if dropped is not None:
                dropped.offers[LIVE].unfollows += 1
        mine[slot] = creator
        self.bonds[slot] = trust.whole(self.cell.values[vp.CREATOR_TRUST])
        creator.offers[LIVE].follows += 1

    def unfollow_all(self) -> None:
        """Take every follow along."""
        for creator in self.follows:
            if creator is not None:
                creator.followers -= 1
        self.follows = [None] * FOLLOW_SLOTS

    def miss_the_dark(self, mine: int) -> float:
        """Return the quality that a session lacks for followed creators gone dark, some of whom are forgotten today."""
        followed = missing = 0
        for slot, creator in enumerate(self.follows):
            followed += creator is not None
            if creator is not None and creator.dark:
                missing += 1
                if staying.forgets(self.cell.p, uniform(mine, DarkFollow.FORGOTTEN + slot)):
                    self.follows[slot] = None
                    creator.offers[LIVE].unfollows += 1
        return staying.missed(self.cell.p, missing, followed) if missing > 0 else 0.0

    def see_breach(self, noticed: float, reports: bool, slot: int) -> None:
        """Lose trust over a violation: in the platform, and in whom one follows (``slot`` -1: a stranger)."""
        p = self.cell.p
        kept = trust.kept_fall(p, reports, self.cell.answered)
        weight = traits.sensitivity(p, self.model.root, self.id)
        if slot >= 0:
            bond = trust.in_creator(self.bonds[slot])
            self.bonds[slot] = trust.whole(trust.after_breach(p, bond, noticed, weight * kept))
        self.trust = trust.after_breach(p, self.trust, noticed, weight * kept * trust.passed_on(p, slot >= 0))

    def receive(self, bad: bool, creator: Account) -> None:
        """Take a delivery: a good one earns a little trust, a bad one costs much, in its creator too if followed."""
        p = self.cell.p
        weight = trust.purchase_weight(p, traits.sensitivity(p, self.model.root, self.id), self.purchases)
        followed = False
        for slot, other in enumerate(self.follows):
            if other is creator:
                followed = True
                bond = trust.in_creator(self.bonds[slot])
                self.bonds[slot] = trust.whole(trust.after_purchase(p, bond, bad, weight))
        self.trust = trust.after_purchase(p, self.trust, bad, weight * trust.passed_on(p, followed))
