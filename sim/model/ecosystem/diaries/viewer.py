"""A viewer's diary: habits by the month, follows, purchases and how they turned out, and the day it left."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.ecosystem.diaries.diary import MONTH, Diary, called, listed, money, rows_of
from sim.model.rules import trust as rules
from sim.model.state.schema import ACTIVE_VIEWER, DORMANT_VIEWER, GOING_BACK, LIVE, PLACED

LAST_MONTH = (1 << MONTH) - 1


class ViewerDiary(Diary):
    """The life of one viewer; see :class:`~sim.model.ecosystem.diaries.diary.Diary`."""

    table = "viewers"

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model, row)
        self.orders = rows_of(model.state.orders, "viewer", row)

    def introduce(self, model: Any) -> str:
        """Return the viewer's region, tastes, wish to buy and first day."""
        me = self.was
        shares = np.diff(me["taste"], prepend=0)
        names = model.book.rows["market.categories"]
        liked = [names[k] for k in np.argsort(-shares, kind="stable")[:2]]
        since = me["joined"] - model.config["warmup_days"]
        return (
            f"viewer {self.row} · {model.regions[me['region']]} · likes {' and '.join(liked)} · "
            f"wish to buy {me['appetite']:.2f} · here since day {since}"
            + (" · dormant" if me["status"] == DORMANT_VIEWER else "")
        )

    def compare(self, model: Any, was: dict[str, Any], now: dict[str, Any]) -> None:
        """Tell of follows, orders, leaving, and each month of habits."""
        orders = rows_of(model.state.orders, "viewer", self.row)
        left = was["status"] == ACTIVE_VIEWER and now["status"] != ACTIVE_VIEWER
        self._follows(model, set(was["follows"]) - {-1}, set(now["follows"]) - {-1}, left)
        self._orders(model, orders)
        self._deliveries(model, was, now, orders)
        self.orders = orders
        if left:
            self.tell(f"left for good: satisfaction {now['satisfaction']:.2f}, trust {now['trust']:.2f}")
        elif now["status"] == ACTIVE_VIEWER and self.days_watched % MONTH == 0:
            opened = (now["activity"] & LAST_MONTH).bit_count()
            self.tell(
                f"opened the app on {opened} of the last {MONTH} days · habit {now['habit']:.2f} · "
                f"satisfaction {now['satisfaction']:.2f} · trust {now['trust']:.2f}"
            )

    def _follows(self, model: Any, before: set[int], after: set[int], left: bool) -> None:
        if after - before:
            self.tell(f"followed {_creators(model, after - before)}")
        if before - after and not left:
            self.tell(f"unfollowed {_creators(model, before - after)}")

    def _orders(self, model: Any, orders: dict[int, dict[str, Any]]) -> None:
        for identity, order in orders.items():
            if identity not in self.orders:
                where = "in a LIVE" if order["kind"] == LIVE else "from a video"
                self.tell(f"bought from creator {called(model, order['creator'])} {where} for {money(order['price'])}")
        for identity, order in self.orders.items():
            if order["state"] == PLACED and identity not in orders:
                self.tell(f"the order from creator {called(model, order['creator'])} was cancelled")

    def _deliveries(
        self, model: Any, was: dict[str, Any], now: dict[str, Any], orders: dict[int, dict[str, Any]]
    ) -> None:
        arrived = [
            order for identity, order in orders.items()
            if order["state"] != PLACED and self.orders.get(identity, {"state": PLACED})["state"] == PLACED
        ]
        if not arrived:
            return
        p = model.book.today.values[now["region"]]
        rested = rules.rested(p, was["trust"], was["leaning"]) if was["status"] == ACTIVE_VIEWER else was["trust"]
        if now["trust"] < rested:
            senders = _creators(model, {order["creator"] for order in arrived})
            self.tell(f"bad purchase from {senders}: trust {was['trust']:.2f} → {now['trust']:.2f}")
        for order in arrived:
            if order["state"] == GOING_BACK:
                sender = called(model, order["creator"])
                self.tell(f"returned what came from creator {sender} ({money(order['price'])})")


def _creators(model: Any, rows: set[int]) -> str:
    return f"creator{'s' if len(rows) > 1 else ''} {listed(model, sorted(rows))}"
