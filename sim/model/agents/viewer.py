"""A viewer as one Mesa object: opens the app or not, is served impressions, watches, buys, follows, churns.

This is the readable statement of phase 4 and of churn (`day.viewing` and `day.lifecycle` are the same in
columns) and the class to inherit from for a viewer who behaves differently.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.agents.account import Account, Offer
from sim.model.agents.cell import Cell
from sim.model.agents.follower import Follower
from sim.model.compilation import Row
from sim.model.day import traits
from sim.model.day.audience import BOUGHT_MASK, LAST_MONTH
from sim.model.day.lifecycle import NANO
from sim.model.day.measures import MICRO
from sim.model.day.viewing import DAY_30, LAST_WEEK, MASK
from sim.model.draws import bits, fork, lower, uniform, upper
from sim.model.draws.market import MAX_IMPRESSIONS, AppOpening, Impression, Session
from sim.model.draws.people import Churn
from sim.model.outcomes import tallies as y
from sim.model.parameters import attention as ad
from sim.model.parameters import distribution as d
from sim.model.parameters import measures as m
from sim.model.rules import entry, funnel, measures, offers, staying, trust, viewers
from sim.model.state.schema import ACTIVE_VIEWER, FOLLOW_SLOTS, LEFT_VIEWER, LIVE, MAX_ORDERS, VIDEO

COHORTS = {1: (y.NEW_1D, y.NEW_1D_BACK), 7: (y.NEW_7D, y.NEW_7D_BACK), 30: (y.NEW_30D, y.NEW_30D_BACK)}


class Viewer(Follower):
    """One viewer; attributes are the fields of the viewers table, with follows as creators (``None``: empty slot)."""

    region: int
    status: int
    joined: int
    activity: int
    bought: int
    taste: Row
    appetite: float
    affinity: float
    fickle: float
    leaning: int
    habit: float
    satisfaction: float

    def __init__(self, model: Any, cell: Cell, row: int, record: dict[str, Any], creators: list[Account]) -> None:
        super().__init__(model, cell)
        self.row = row
        for field, value in record.items():
            setattr(self, field, value)
        self.taste = np.array(record["taste"], np.uint8)
        self.lift, self.arrived_today = 0.0, False  # more to watch than usual (ln); the first day
        self.follows = [creators[at] if at >= 0 else None for at in record["follows"]]

    def to_row(self) -> dict[str, Any]:
        """Return the viewer as a row of the viewers table."""
        record = {field: getattr(self, field) for field in self.model.state.viewers.fields}
        record["follows"] = [-1 if creator is None else creator.row for creator in self.follows]
        return record

    def step(self, day: int, weekend: bool, open_stream: int, session_stream: int) -> None:
        """Live one day: open the app or not, remember it, and scroll if opened."""
        cell = self.cell
        tally = cell.tally
        active = self.status == ACTIVE_VIEWER
        self.lift = staying.lift_for(self.taste, cell.lifts, 0)
        self.arrived_today = self.joined == day > 0
        opened = active and self.opens(uniform(fork(open_stream, self.id), AppOpening.OPENS), weekend)
        self.activity = mask = ((self.activity << 1) & MASK) | opened
        if mask & DAY_30:
            tally[y.COHORT30_VIEWERS] += 1
            if mask & LAST_WEEK:
                tally[y.COHORT30_BACK] += 1
        if mask & LAST_WEEK:
            tally[y.WAU] += 1
        if active:
            self.habit = viewers.next_habit(cell.p, self.habit, opened)
            self.trust = trust.rested(cell.p, self.trust, self.leaning)
        if opened:
            tally[y.DAU] += 1
            self.session(fork(session_stream, self.id))

    def opens(self, u: float, weekend: bool) -> bool:
        """Return whether the app is opened today, as it is by whoever has just arrived."""
        if self.arrived_today:
            return True
        p = self.cell.p
        odds = viewers.open_odds(p, self.affinity, self.habit, self.satisfaction, self.trust, self.lift, weekend)
        return funnel.happens(u, odds)

    def session(self, mine: int) -> None:
        """Scroll through today's impressions: each a followed creator's offer or one served for a taste."""
        cell = self.cell
        p, checkout = cell.p, cell.checkout
        entry_factor = viewers.entry_factor(p, self.trust)
        order_factor = viewers.order_factor(p, self.trust)
        usual = viewers.scroll_chance(p, self.lift)
        last_order = len(checkout) + MAX_ORDERS
        ads_load, ads_stay = cell.values[ad.ADS_LOAD], cell.values[ad.ADS_STAY]
        delivered = 0.0
        views = lives = ads = 0
        for k in range(MAX_IMPRESSIONS):
            impression = fork(mine, Session.IMPRESSION + k)
            drawn = bits(impression, Impression.AD_AND_FOLLOWED)
            if upper(drawn) < ads_load:
                ads += 1
                if not viewers.scrolls_on(p, uniform(impression, Impression.SCROLLS_ON), usual, ads_stay):
                    break
                continue
            offer, slot = self.met(impression, lower(drawn))
            if offer is None:
                break
            offer.impressions += 1
            stay = 0.0
            drawn = bits(impression, Impression.ARRIVAL_AND_ENTERS)
            arrival = upper(drawn) * offer.scheduled
            if arrival >= offer.available:
                offer.ended += 1
            elif funnel.happens(lower(drawn), offer.entry_odds * entry_factor):
                stay = offer.stay
                delivered += offer.value
                views += 1
                lives += offer.kind == LIVE
                if self.watch(offer, impression, arrival, slot, order_factor, len(checkout) < last_order):
                    checkout.append((self, offer, k))
            if not viewers.scrolls_on(p, uniform(impression, Impression.SCROLLS_ON), usual, stay):
                break
        cell.tally[y.ADS] += ads
        if views + ads > 0:
            remembered = viewers.session_value(p, delivered, views, ads)
            remembered = max(0.0, remembered - self.miss_the_dark(fork(mine, Session.DARK)))
            self.satisfaction = viewers.next_satisfaction(p, self.satisfaction, remembered)
        if lives > 0:
            cell.tally[y.LIVE_VIEWERS] += 1

    def met(self, impression: int, u: float) -> tuple[Offer | None, int]:
        """Return the offer of an impression and the follow slot it came through (-1: served for a taste)."""
        cell = self.cell
        follow_share = cell.values[d.FOLLOW_SHARE]
        if u < follow_share:
            slot = int(u / follow_share * FOLLOW_SLOTS)
            creator = self.follows[slot]
            offer = None if creator is None else shown(creator, uniform(impression, Impression.REACHED))
            if offer is not None:
                return offer, slot
        drawn = bits(impression, Impression.CATEGORY_AND_SERVED)
        lottery = cell.lotteries[funnel.category_of(upper(drawn), self.taste)]
        return None if lottery is None else lottery.serve(lower(drawn)), -1

    def watch(
        self, offer: Offer, impression: int, arrival: float, slot: int, order_factor: float, may_order: bool
    ) -> bool:
        """Watch an offer met through follow slot ``slot`` (-1: served) and react; return whether an order is placed."""
        p, value = self.cell.p, offer.value
        u = uniform(impression, Impression.MINUTES)
        minutes = funnel.watch_minutes(u, offer.watch_mean, offer.available - arrival)
        offer.views += 1
        offer.watch += funnel.centiminutes(minutes)
        if funnel.is_quick_exit(p, minutes):
            offer.quick += 1
        ordered = False
        u = uniform(impression, Impression.CLICKS)
        offer.clicks += funnel.clicks(p, u, offer.kind == LIVE, self.appetite)
        if may_order and funnel.shops(p, u, offer.kind == LIVE, self.appetite):
            odds = offer.order_odds * order_factor
            if slot >= 0:
                odds *= trust.creator_factor(p, self.bonds[slot])
            if funnel.happens(uniform(impression, Impression.ORDERS), odds):
                offer.orders += 1
                ordered = True
        reports = uniform(impression, Impression.REPORTS) < offers.report_chance(p, offer.noticed)
        offer.reports += reports
        if offer.noticed > 0.0:
            self.see_breach(offer.noticed, reports, slot)
        if slot >= 0:
            offer.followed += 1
            distrust = trust.unfollow_factor(p, self.bonds[slot])
            if funnel.unfollows(p, uniform(impression, Impression.FOLLOWS), value, distrust):
                self.follows[slot] = None
                offer.unfollows += 1
        elif funnel.follows(p, uniform(impression, Impression.FOLLOWS), value):
            self.follow(offer.creator, uniform(impression, Impression.DROPPED))
        if funnel.taps_not_interested(p, uniform(impression, Impression.NOT_INTERESTED), value):
            offer.negative += 1
        return ordered

    def settle_on(self, u: float) -> None:
        """Stop buying after an order, perhaps, without leaving the app."""
        if u < traits.buying_ends(self.cell.p, self.model.root, self.id):
            self.appetite = 0.0

    def churn(self, stream: int, day: int) -> None:
        """Leave for good, or stay and be counted."""
        self.count_cohorts(day)
        if self.status != ACTIVE_VIEWER:
            return
        cell = self.cell
        hazard = viewers.churn_hazard(cell.p, self.satisfaction, self.trust, self.fickle)
        newcomer = day - self.joined < entry.YOUNG
        cell.tally[y.VIEWERS_DUE_NEW if newcomer else y.VIEWERS_DUE_OLD] += int(hazard * NANO)
        if uniform(fork(stream, self.id), Churn.LEAVES) < hazard:
            self.leave()
        else:
            cell.tally[y.VIEWERS] += 1
            cell.tally[y.TRUST] += int(self.trust * MICRO)
            cell.tally[y.SATISFACTION] += int(self.satisfaction * MICRO)
            self.answer_survey()

    def answer_survey(self) -> None:
        """Be counted with what is expected to be answered in a survey, in millionths."""
        p, tally, felt = self.cell.p, self.cell.tally, self.satisfaction
        tally[y.VIEWERS_SATISFIED] += measures.answers_above(p, felt, p[m.VIEWER_SATISFIED])
        tally[y.VIEWERS_PROMOTE] += measures.answers_above(p, felt, p[m.VIEWER_PROMOTES])
        tally[y.VIEWERS_DETRACT] += measures.MILLION - measures.answers_above(p, felt, p[m.VIEWER_DETRACTS])

    def count_cohorts(self, day: int) -> None:
        """Be counted, gone or not, in the cohorts that come of age today."""
        tally = self.cell.tally
        tally[y.MAU] += self.activity & LAST_MONTH > 0
        tally[y.ACCOUNTS] += self.activity != 0 or self.status != LEFT_VIEWER
        if self.joined > 0 and day - self.joined in COHORTS:
            reaching, back = COHORTS[day - self.joined]
            tally[reaching] += 1
            tally[back] += self.activity & 1
        if self.bought & DAY_30:
            tally[y.BUYERS30] += 1
            tally[y.BUYERS30_BACK] += self.bought & LAST_MONTH > 0
        self.bought = (self.bought << 1) & BOUGHT_MASK

    def leave(self) -> None:
        """Leave the platform for good and take every follow along."""
        self.status = LEFT_VIEWER
        self.cell.tally[y.VIEWERS_LEFT] += 1
        self.unfollow_all()


def shown(creator: Account, u: float) -> Offer | None:
    """Return a followed creator's offer that can be shown (LIVE before video), if any; a traffic cut hides it."""
    for offer in (creator.offers[LIVE], creator.offers[VIDEO]):
        if offer.active:
            return offer if u < offer.reach else None
    return None
