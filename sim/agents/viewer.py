"""A viewer as one Mesa object: opens the app or not, is dealt impressions, watches, buys, follows, churns.

This is the readable statement of phase 4 and of churn (`sim.day.viewing` and `sim.day.lifecycle` are the same in
columns) and the class to inherit from for a viewer who behaves differently.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.cell import Array, Cell, MarketAgent, fork, one_draw, plain
from sim.agents.offer import Offer
from sim.agents.schema import ACTIVE_VIEWER, FOLLOW_SLOTS, LEFT_VIEWER, LIVE, MAX_IMPRESSIONS, MAX_ORDERS, VIDEO
from sim.compilation import rule
from sim.day.measures import MICRO
from sim.day.viewing import DAY_30, LAST_WEEK, MASK
from sim.draws import uniform
from sim.outcomes import tallies as y
from sim.parameters import distribution as d
from sim.rules import funnel, ranking, viewers

if TYPE_CHECKING:
    from sim.agents.creator import Creator

happens, scrolls_on = plain(funnel.happens), plain(viewers.scrolls_on)
deal: Callable[..., Any] = plain(ranking.deal)  # deals what the lottery holds: here, offers themselves
clicks, follows, unfollows = plain(funnel.clicks), plain(funnel.follows), plain(funnel.unfollows)
taps_not_interested, is_quick_exit = plain(funnel.taps_not_interested), plain(funnel.is_quick_exit)
centiminutes, next_habit = plain(funnel.centiminutes), plain(viewers.next_habit)
rested_trust, next_satisfaction = plain(viewers.rested_trust), plain(viewers.next_satisfaction)
trust_after_purchase = plain(viewers.trust_after_purchase)


@rule
def glance(mine: int, k: int):  # type: ignore[no-untyped-def]
    """Return the key of the ``k``-th impression and the draws of everyone who is dealt one, in one crossing."""
    key = fork(mine, k)
    return (
        key, uniform(key, 0), uniform(key, 1), uniform(key, 2), uniform(key, 3), uniform(key, 4), uniform(key, 12),
        uniform(key, 13),
    )


@rule
def reaction(key: int):  # type: ignore[no-untyped-def]
    """Return draws 5 to 11 of an impression: those of somebody who enters."""
    return (
        uniform(key, 5), uniform(key, 6), uniform(key, 7), uniform(key, 8), uniform(key, 9), uniform(key, 10),
        uniform(key, 11),
    )


class Viewer(MarketAgent):
    """One viewer; attributes are the fields of the viewers table, with follows as creators (``None``: empty slot)."""

    id: int
    region: int
    status: int
    joined: int
    activity: int
    purchases: int
    taste: Array
    follows: list[Creator | None]
    price_sensitivity: float
    affinity: float
    habit: float
    satisfaction: float
    trust: float

    def __init__(self, model: Any, cell: Cell, row: int, record: dict[str, Any], creators: list[Creator]) -> None:
        super().__init__(model, cell)
        self.row = row
        for field, value in record.items():
            setattr(self, field, value)
        self.taste = np.array(record["taste"], np.uint8)
        self.follows = [creators[at] if at >= 0 else None for at in record["follows"]]

    def to_row(self) -> dict[str, Any]:
        """Return the viewer as a row of the viewers table."""
        record = {field: getattr(self, field) for field in self.model.state.viewers.fields}
        record["follows"] = [-1 if creator is None else creator.row for creator in self.follows]
        return record

    def step(self, weekend: bool, open_stream: int, session_stream: int) -> None:
        """Live one day: open the app or not, remember it, and scroll if opened."""
        cell = self.cell
        tally = cell.tally
        active = self.status == ACTIVE_VIEWER
        opened = active and self.opens(one_draw(open_stream, self.id), weekend)
        self.activity = mask = ((self.activity << 1) & MASK) | opened
        if mask & DAY_30:
            tally[y.COHORT30_VIEWERS] += 1
            if mask & LAST_WEEK:
                tally[y.COHORT30_BACK] += 1
        if mask & LAST_WEEK:
            tally[y.WAU] += 1
        if active:
            self.habit = next_habit(cell.values, self.habit, opened)
            self.trust = rested_trust(cell.values, self.trust)
        if opened:
            tally[y.DAU] += 1
            self.session(fork(session_stream, self.id))

    def opens(self, u: float, weekend: bool) -> bool:
        """Return whether the app is opened today."""
        odds = viewers.open_odds(self.cell.p, self.affinity, self.habit, self.satisfaction, self.trust, weekend)
        return happens(u, odds)

    def session(self, mine: int) -> None:
        """Scroll through today's impressions: each a followed creator's offer or one dealt for a taste."""
        cell = self.cell
        p, lotteries, checkout = cell.values, cell.lotteries, cell.checkout
        taste, mine_follows = self.taste, self.follows
        entry_factor = viewers.entry_factor(cell.p, self.trust)
        order_factor = viewers.order_factor(cell.p, self.trust, self.price_sensitivity)
        follow_share = p[d.FOLLOW_SHARE]
        last_order = len(checkout) + MAX_ORDERS
        delivered = 0.0
        views = 0
        for k in range(MAX_IMPRESSIONS):
            key, u_source, u_taste, u_deal, u_arrival, u_entry, u_scroll, u_reach = glance(mine, k)
            offer, slot = None, -1
            if u_source < follow_share:
                slot = int(u_source / follow_share * FOLLOW_SLOTS)
                creator = mine_follows[slot]
                if creator is not None:
                    offer = shown(creator, u_reach)
            followed = offer is not None
            if offer is None:
                lottery = lotteries[funnel.category_of(u_taste, taste)]
                if lottery is None:
                    break
                size, offers, alias, keep = lottery
                dealt: Offer = deal(u_deal, 0, size, offers, alias, keep)
                offer = dealt
            offer.impressions += 1
            stay = 0.0
            arrival = u_arrival * offer.scheduled
            if arrival >= offer.available:
                offer.ended += 1
            elif happens(u_entry, offer.entry_odds * entry_factor):
                stay = offer.stay
                delivered += offer.value
                views += 1
                if self.watch(offer, key, arrival, slot if followed else -1, order_factor, len(checkout) < last_order):
                    checkout.append((self, offer, k))
            if not scrolls_on(p, u_scroll, stay):
                break
        if views > 0:
            self.satisfaction = next_satisfaction(p, self.satisfaction, delivered / views)

    def watch(self, offer: Offer, key: int, arrival: float, slot: int, order_factor: float, may_order: bool) -> bool:
        """Watch an offer, found in follow slot ``slot`` or dealt (-1), and react; return whether an order is placed."""
        p, value = self.cell.values, offer.value
        u_watch, u_click, u_order, u_follow, u_negative, u_report, u_slot = reaction(key)
        minutes = funnel.watch_minutes(u_watch, offer.watch_mean, offer.available - arrival)
        offer.views += 1
        offer.watch += centiminutes(minutes)
        if is_quick_exit(p, minutes):
            offer.quick += 1
        ordered = False
        if clicks(p, u_click):
            offer.clicks += 1
            if may_order and happens(u_order, offer.order_odds * order_factor):
                offer.orders += 1
                ordered = True
        if slot >= 0:
            offer.followed += 1
            if unfollows(p, u_follow, value):
                self.follows[slot] = None
                offer.unfollows += 1
        elif follows(p, u_follow, value):
            self.follow(offer.creator, u_slot)
        if taps_not_interested(p, u_negative, value):
            offer.negative += 1
        if u_report < offer.report_p:
            offer.reports += 1
        return ordered

    def follow(self, creator: Creator, u: float) -> None:
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
        creator.offers[LIVE].follows += 1

    def receive(self, bad: bool) -> None:
        """Take a delivery: a good purchase earns a little trust, a bad one costs much."""
        self.trust = trust_after_purchase(self.cell.values, self.trust, bad)

    def churn(self, stream: int) -> None:
        """Leave for good, or stay and be counted."""
        if self.status != ACTIVE_VIEWER:
            return
        cell = self.cell
        if one_draw(stream, self.id) < viewers.churn_hazard(cell.p, self.satisfaction, self.trust):
            self.leave()
        else:
            cell.tally[y.VIEWERS] += 1
            cell.tally[y.TRUST] += int(self.trust * MICRO)
            cell.tally[y.SATISFACTION] += int(self.satisfaction * MICRO)

    def leave(self) -> None:
        """Leave the platform for good and take every follow along."""
        self.status = LEFT_VIEWER
        self.cell.tally[y.VIEWERS_LEFT] += 1
        for creator in self.follows:
            if creator is not None:
                creator.followers -= 1
        self.follows = [None] * FOLLOW_SLOTS


def shown(creator: Creator, u: float) -> Offer | None:
    """Return a followed creator's offer that can be shown (LIVE before video), if any; a traffic cut hides it."""
    for offer in (creator.offers[LIVE], creator.offers[VIDEO]):
        if offer.active:
            return offer if u < offer.reach else None
    return None
