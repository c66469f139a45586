"""What is recorded of a market day by day: the sums of each creator and each viewer, by what a platform's logs hold.

Units are those that were there as the test began, whether they stay or go (intention to treat). A creator is an owner:
an account that is opened after a ban counts with the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER, GOING_BACK, PLACED, T_IMPRESSIONS, T_VIEWS, VALUE
from sim.studies.laboratory.metrics import CREATOR_SUMS, VIEWER_SUMS

Array = np.ndarray[Any, Any]
Sums = dict[str, Array]


@dataclass
class Orders:
    """The orders that are open, to see on the next day which of them were taken back."""

    id: Array
    viewer: Array
    creator: Array
    price: Array
    state: Array

    @classmethod
    def of(cls, orders: Any) -> Orders:
        """Return a copy of the table's orders."""
        return cls(*(getattr(orders, name).copy() for name in ("id", "viewer", "creator", "price", "state")))


@dataclass
class Recorder:
    """Adds up what each account and each viewer of a market brings.

    Attributes
    ----------
    measured
        Whether quality and breaches are as the platform's labels say.
    creators, viewers
        Sums by row of the tables, over all days since they were last set to nought.
    pairs
        Orders since then: viewer's row, creator's row, GMV, net GMV; taken back ones are rows of their own.
    """

    measured: bool
    orders: Orders
    creators: Sums = field(default_factory=dict)
    viewers: Sums = field(default_factory=dict)
    pairs: list[Array] = field(default_factory=list)
    today: Sums = field(default_factory=dict)

    @classmethod
    def begin(cls, market: Any, measured: bool) -> Recorder:
        """Return a recorder of a market from now on."""
        return cls(measured, Orders.of(market.state.orders))

    def fresh(self) -> Recorder:
        """Return a recorder that goes on from here with sums of its own."""
        return Recorder(self.measured, self.orders)

    def step(self, market: Any) -> None:
        """Live a day of a market and record it."""
        market.engine.seen = np.zeros((market.state.viewers.n, 2))
        market.step()
        state = market.state
        pairs = self._ordered(state)
        self.pairs.append(pairs)
        self.today = self._creators(state, pairs)
        _add(self.creators, self.today)
        _add(self.viewers, self._viewers(state, market.engine.seen, pairs))

    def _ordered(self, state: Any) -> Array:
        """Return today's orders, and those that were cancelled or came back, as (viewer, creator, GMV, net GMV, 1)."""
        before, now = self.orders, Orders.of(state.orders)
        new = ~np.isin(now.id, before.id)
        gone = ~np.isin(before.id, now.id) & ((before.state == PLACED) | (before.state == GOING_BACK))
        self.orders = now
        placed, back = (
            np.column_stack([one.viewer[rows], one.creator[rows], one.price[rows] * gross, one.price[rows] * net,
                             np.full(int(rows.sum()), gross)])
            for one, rows, gross, net in ((now, new, 1, 1), (before, gone, 0, -1))
        )
        return np.concatenate([placed, back]).astype(np.int64)

    def _creators(self, state: Any, pairs: Array) -> Sums:
        n = state.creators.n
        offers = state.offers
        shown = offers.active[: 2 * n] == 1
        tally = offers.tally[: 2 * n] * shown[:, None]
        views = tally[:, T_VIEWS].astype(float)
        worth = offers.estimate[: 2 * n] if self.measured else offers.hot[: 2 * n, VALUE]
        breach = offers.flag[: 2 * n] >= 0 if self.measured else offers.violation[: 2 * n] > 0
        each = {
            "impressions": tally[:, T_IMPRESSIONS].astype(float), "views": views, "quality": views * worth * shown,
            "violating": views * breach,
        }
        sums = {name: column.reshape(n, 2).sum(axis=1) for name, column in each.items()}
        creators = state.creators
        sums["income"] = (creators.settled_today + creators.bonus_today - creators.charged_today).astype(float)
        sums |= _money(pairs, 1, n)
        return sums

    def _viewers(self, state: Any, seen: Array, pairs: Array) -> Sums:
        n = len(seen)
        return {
            "views": seen[:, 0], "quality": seen[:, 1],
            "active": (state.viewers.activity[:n] & 1).astype(float), **_money(pairs, 0, n),
        }


def _money(pairs: Array, side: int, n: int) -> Sums:
    return {
        name: np.bincount(pairs[:, side], pairs[:, column], n).astype(float)
        for name, column in (("orders", 4), ("gmv", 2), ("gmv_net", 3))
    }


def _add(total: Sums, today: Sums) -> None:
    for name, column in today.items():
        held = total.get(name)
        if held is None:
            total[name] = column.copy()
        elif len(held) < len(column):
            total[name] = column + np.pad(held, (0, len(column) - len(held)))
        else:
            held[: len(column)] += column


@dataclass(frozen=True)
class Cohort:
    """Who was there as the test began.

    Attributes
    ----------
    owners
        Identities of the creators, ascending.
    unit
        Which of them each creator account belongs to; -1 for others, and for accounts opened since.
    viewers
        Rows of the viewers.
    """

    owners: Array
    first: Array
    viewers: Array

    @classmethod
    def of(cls, state: Any) -> Cohort:
        """Return who is there."""
        here = np.flatnonzero(state.creators.status <= ACTIVE)
        owners, first = np.unique(state.creators.owner[here], return_index=True)
        return cls(owners, here[first], np.flatnonzero(state.viewers.status == ACTIVE_VIEWER))

    def unit_of(self, state: Any) -> Array:
        """Return which unit each creator account belongs to, -1 for none."""
        owner = state.creators.owner
        at = np.searchsorted(self.owners, owner).clip(max=len(self.owners) - 1)
        return np.where(self.owners[at] == owner, at, -1)

    def creator_sums(self, state: Any, sums: Sums) -> Sums:
        """Return sums of accounts as sums of units."""
        unit = self.unit_of(state)
        return {name: _by_unit(unit, column, len(self.owners)) for name, column in sums.items()}

    def creators_kept(self, state: Any) -> Array:
        """Return whether each creator still has an open account."""
        here = _by_unit(self.unit_of(state), (state.creators.status <= ACTIVE).astype(float), len(self.owners))
        kept: Array = (here > 0).astype(float)
        return kept

    def viewers_kept(self, state: Any) -> Array:
        """Return whether each viewer is still there."""
        kept: Array = (state.viewers.status[self.viewers] == ACTIVE_VIEWER).astype(float)
        return kept


def _by_unit(unit: Array, column: Array, units: int) -> Array:
    unit = unit[: len(column)]
    inside = unit >= 0
    found: Array = np.bincount(unit[inside], column[inside], units)
    return found


def unit_frame(sums: Sums, kept: Array, pre: Sums, *, viewers: bool) -> dict[str, Array]:
    """Return the columns of a table of units: every sum in the test and, as ``pre_…``, before it."""
    names = [name for name in (VIEWER_SUMS if viewers else CREATOR_SUMS) if name != "kept"]
    blank = np.zeros(len(kept))
    columns = {name: sums.get(name, blank) for name in names} | {"kept": kept}
    return columns | {f"pre_{name}": pre.get(name, blank) for name in names}
