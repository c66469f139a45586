"""What one arm leaves behind: its tallies, who was there at both ends, and the daily panels that readings ask for.

Panels are days × agents, in the smallest type that holds them; an arm records only what its patterns need. Rows of a
table are never reused, so a row is the same agent in every arm for all who were there when the arms branched; later
arrivals are told apart by their id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.state.schema import ACTIVE, CLEARED, PLACED, SCHEDULED, T_VIEWS, T_WATCH
from sim.runs.replication import Arrays

Array = NDArray[Any]
CREATOR_ENDS = ("id", "region", "joined", "ended", "status", "views_28d", "gmv_28d", "followers", "last_penalty")
VIEWER_ENDS = ("id", "region", "joined", "status", "activity", "purchases")


@dataclass(frozen=True)
class Recording:
    """One arm of one replication, as readings see it.

    Attributes
    ----------
    days, clock
        Days recorded, and the clock of the first of them.
    regions, tactics
        Names, in the order of their numbers; tactics count from 1.
    weekend
        Whether each day is a Saturday or Sunday.
    tallies
        One row a day and region.
    creators, viewers
        ``start`` and ``end`` columns, by name.
    panels
        Days × rows, by name.
    """

    days: int
    clock: int
    regions: tuple[str, ...]
    weekend: Array
    tallies: Arrays
    creators: dict[str, dict[str, Array]]
    viewers: dict[str, dict[str, Array]]
    panels: dict[str, Array]
    tactics: tuple[str, ...] = ()

    def panel(self, name: str) -> Array:
        """Return a daily panel, days × rows."""
        return self.panels[name]

    def daily(self, name: str) -> Array:
        """Return a tally of the whole market, day by day."""
        rows: Array = self.tallies[name].reshape(self.days, len(self.regions)).sum(axis=1)
        return rows


def _of_creator(per_offer: Array) -> Array:
    """Add up a creator's LIVE and batch of videos."""
    total: Array = per_offer.reshape(-1, 2).sum(axis=1)
    return total


def _offers(model: Any, column: Callable[[Any], Array]) -> Array:
    offers = model.state.offers
    return _of_creator(np.asarray(column(offers)) * (offers.active == 1))


def _cases(model: Any, clock: int, keep: Callable[[Any], Array]) -> Array:
    """Count today's penalties by creator, those for which ``keep`` holds."""
    cases = model.state.cases
    today = (cases.decided == clock) & (cases.state != CLEARED) & (cases.demoted == 0) & keep(cases)
    counted: Array = np.bincount(cases.creator[today], minlength=model.state.creators.n)
    return counted


AFTER: dict[str, tuple[str, Callable[[Any, int], Array]]] = {
    "offers": ("i1", lambda model, _: _offers(model, lambda o: np.ones(o.n, np.int64))),
    "violations": ("i1", lambda model, _: _offers(model, lambda o: (o.violation > 0).astype(np.int64))),
    "deliberate": ("i1", lambda model, _: _offers(model, lambda o: o.deliberate.astype(np.int64))),
    "views": ("i4", lambda model, _: _offers(model, lambda o: o.tally[:, T_VIEWS])),
    "live_minutes": ("i2", lambda model, _: model.state.offers.hot[0::2, SCHEDULED] * model.state.offers.active[0::2]),
    "live_watch": ("i4", lambda model, _: model.state.offers.tally[0::2, T_WATCH] * model.state.offers.active[0::2]),
    "penalties": ("i1", lambda model, clock: _cases(model, clock, lambda c: c.decided == clock)),
    "wrongful": ("i1", lambda model, clock: _cases(model, clock, lambda c: c.guilty == 0)),
    "prompt": ("i1", lambda model, clock: _cases(model, clock, lambda c: c.day == clock)),
    "rating": ("i2", lambda model, _: np.where(model.state.creators.status <= ACTIVE, model.state.creators.rating, -1)),
    "tactic": ("i1", lambda model, _: np.where(model.state.creators.status <= ACTIVE, model.state.creators.tactic, -1)),
    "recognition": ("f4", lambda model, _: model.state.creators.recognition),
    "opened": ("i1", lambda model, _: model.state.viewers.activity & 1),
    "purchases": ("i2", lambda model, _: model.state.viewers.purchases),
    "detector_age": ("i2", lambda model, clock: clock - model.state.policy.last_retrain),
}
"""Panels read at the end of a day: their type, and how they are read."""


def _delivered(model: Any, clock: int) -> Array:
    """Return which viewers an order reaches today (cancellations included: the draw is the same in all arms)."""
    orders = model.state.orders
    rows = orders.viewer[(orders.state == PLACED) & (orders.due <= clock)]
    return np.minimum(np.bincount(rows, minlength=model.state.viewers.n), 1)


BEFORE: dict[str, tuple[str, Callable[[Any, int], Array]]] = {"delivered": ("i1", _delivered)}
"""Panels read before a day runs."""
PANELS = (*AFTER, *BEFORE)


def record(model: Any, days: int, needs: Iterable[str], breathe: Callable[[], None]) -> Recording:
    """Run a branched market for some days, breathing after each, and return what its readings need."""
    wanted = sorted(set(needs))
    kept: dict[str, list[Array]] = {name: [] for name in wanted}
    clock, weekend = model.clock, [model.is_weekend(model.day + day) for day in range(days)]
    model.write_back()
    creators, viewers = {"start": _ends(model, "creators")}, {"start": _ends(model, "viewers")}
    for _ in range(days):
        today = model.clock
        for name in wanted:
            if name in BEFORE:
                kind, read = BEFORE[name]
                kept[name].append(read(model, today).astype(kind))
        model.step()
        model.write_back()
        for name in wanted:
            if name in AFTER:
                kind, read = AFTER[name]
                kept[name].append(np.asarray(read(model, today)).astype(kind))
        breathe()
    creators["end"], viewers["end"] = _ends(model, "creators"), _ends(model, "viewers")
    panels = {name: _padded(rows) for name, rows in kept.items()}
    weekends = np.array(weekend, bool)
    tactics = tuple(model.book.rows["tactics"])
    return Recording(days, clock, tuple(model.regions), weekends, model.tallies(), creators, viewers, panels, tactics)


def _ends(model: Any, table: str) -> dict[str, Array]:
    names = CREATOR_ENDS if table == "creators" else VIEWER_ENDS
    return {name: getattr(getattr(model.state, table), name).copy() for name in names}


def _padded(rows: list[Array]) -> Array:
    """Stack days of growing tables; who was not there yet has zeros."""
    out: Array = np.zeros((len(rows), max((len(row) for row in rows), default=0)), rows[0].dtype if rows else "i1")
    for day, row in enumerate(rows):
        out[day, : len(row)] = row
    return out
