"""Every order and every minor unit of money is accounted for, every day, in every region, in any legal market.

The ledger is read from outside: orders that appear, change and disappear between two evenings are the only evidence,
and the tallies have to agree with it to the unit. Traffic, points and people have files of their own.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.outcomes import tallies as y
from sim.model.parameters import attention as ad
from sim.model.parameters import bonuses as bo
from sim.model.parameters import campaigns as ca
from sim.model.parameters import commission as co
from sim.model.parameters import market as m
from sim.model.parameters.enforcement import FORFEIT
from sim.model.rules.ledger import health
from sim.model.rules.orders import basis_points
from sim.model.state.schema import GOING_BACK, KEPT, LIVE, PLACED, REMOVED, T_ORDERS
from tests.guarantees.books import Day, audit

Array = np.ndarray[Any, Any]


class Ledger:
    """What happened to orders on one day, found by comparing the open ledger of two evenings."""

    def __init__(self, day: Day) -> None:
        self.day, self.old, self.new = day, day.before.orders, day.after.orders
        self.stays = np.isin(self.old.id, self.new.id)
        self.comes = ~np.isin(self.new.id, self.old.id)
        self.region_old = day.after.creators.region[self.old.creator]
        self.region_new = day.after.creators.region[self.new.creator]

    def left(self, state: int) -> Any:
        """Return which old orders are closed, having stood in a state."""
        return ~self.stays & (self.old.state == state)

    def money(self, rows: Array) -> list[int]:
        """Return the sales of some old orders by region."""
        return self.day.by_region(self.region_old[rows], self.old.price[rows]).tolist()  # type: ignore[no-any-return]

    def rate(self, column: int, rows: Array) -> Array:
        """Return today's value of a share, in basis points, for some old orders."""
        points = np.array([basis_points(value) for value in self.day.world.values[:, column]])
        return points[self.region_old[rows]]  # type: ignore[no-any-return]


def check_every_order_is_entered_once(ledger: Ledger) -> None:
    day, new = ledger.day, ledger.new
    assert len(np.unique(new.id)) == len(new.id)
    assert len(ledger.old.id) + int(ledger.comes.sum()) == len(new.id) + int((~ledger.stays).sum())
    entered = np.zeros((len(day.after.creators), 2), np.int64)
    np.add.at(entered, (new.creator[ledger.comes], new.kind[ledger.comes]), 1)
    assert np.array_equal(day.after.offers.tally[:, T_ORDERS], entered.ravel())
    assert day.by_region(ledger.region_new[ledger.comes]).tolist() == day.flow(y.ORDERS)
    assert (new.state[ledger.comes] == PLACED).all() and (new.due[ledger.comes] > day.clock).all()
    assert np.array_equal(day.after.viewers.region[new.viewer], ledger.region_new)
    price = day.after.offers.price[2 * new.creator + new.kind]
    in_campaign = ledger.comes & (day.after.offers.in_campaign[2 * new.creator + new.kind] == 1)
    inside = day.by_region(ledger.region_new[in_campaign], new.price[in_campaign])
    assert inside.tolist() == day.flow(y.GMV_CAMPAIGN)
    assert np.array_equal(new.price[ledger.comes], price[ledger.comes])


def check_orders_move_one_step_when_due(ledger: Ledger) -> None:
    old, new, clock = ledger.old, ledger.new, ledger.day.clock
    due = old.due <= clock
    assert not (~ledger.stays & ~due).any()
    was, now = old.state[ledger.stays], new.state[~ledger.comes]
    assert np.array_equal(old.id[ledger.stays], new.id[~ledger.comes])  # the open ones keep their order
    for field in ("price", "commission", "extra", "viewer", "creator", "kind", "violation", "exaggeration", "quality"):
        assert np.array_equal(getattr(old, field)[ledger.stays], getattr(new, field)[~ledger.comes]), field
    moved = due[ledger.stays]
    assert np.array_equal(was[~moved], now[~moved])
    assert (was[moved] == PLACED).all() and np.isin(now[moved], (KEPT, GOING_BACK)).all()
    assert (new.due > clock).all()
    region = ledger.region_old[ledger.stays][moved]
    assert ledger.day.by_region(region).tolist() == ledger.day.flow(y.DELIVERED)


def check_sales(ledger: Ledger) -> None:
    day, new = ledger.day, ledger.new
    placed = day.by_region(ledger.region_new[ledger.comes], new.price[ledger.comes])
    live = ledger.comes & (new.kind == LIVE)
    assert placed.tolist() == day.flow(y.GMV_PLACED)
    assert day.by_region(ledger.region_new[live], new.price[live]).tolist() == day.flow(y.GMV_LIVE)
    assert ledger.money(ledger.left(PLACED)) == day.flow(y.GMV_VOIDED)
    assert ledger.money(ledger.left(KEPT)) == day.flow(y.GMV_SETTLED)
    assert ledger.money(ledger.left(GOING_BACK)) == day.flow(y.GMV_RETURNED)
    assert day.by_region(ledger.region_old[ledger.left(GOING_BACK)]).tolist() == day.flow(y.RETURNED)
    pending = day.by_region(ledger.region_new, new.price)
    assert pending.tolist() == day.flow(y.GMV_PENDING)
    assert np.array_equal(day.sum(y.GMV_PLACED), day.sum(y.GMV_SETTLED, y.GMV_RETURNED, y.GMV_VOIDED) + pending)


def check_commission(ledger: Ledger) -> None:
    day, old, settled = ledger.day, ledger.old, ledger.left(KEPT)
    price, creator, region = old.price[settled], old.creator[settled], ledger.region_old[settled]
    earned = price * old.commission[settled] // 10000
    removed = day.before.creators.status[creator] == REMOVED
    lost = np.where(removed, earned * ledger.rate(FORFEIT, settled) // 10000, 0)
    frozen = day.before.creators.frozen_until[creator] > day.clock
    assert day.by_region(region, earned).tolist() == day.flow(y.COMMISSION_EARNED)
    # what is earned is paid, held or forfeited; only releases and forfeits take from what is held
    due, held = np.zeros((2, len(day.after.creators)), np.int64)
    np.add.at(due, creator[~frozen], (earned - lost)[~frozen])
    np.add.at(held, creator[frozen], (earned - lost)[frozen])
    held[: day.morning] += day.before.creators.held
    left = held - day.after.creators.held
    assert (day.after.creators.held >= 0).all() and (left >= 0).all()
    released = day.after.creators.settled_today - due
    assert (released >= 0).all() and (released <= left).all()
    area = day.after.creators.region
    assert day.by_region(area, day.after.creators.settled_today).tolist() == day.flow(y.COMMISSION_PAID)
    gone = day.by_region(region, lost) + day.by_region(area, left - released)
    assert gone.tolist() == day.flow(y.COMMISSION_FORFEITED)
    stock = day.by_region(area, day.after.creators.held)
    assert stock.tolist() == day.flow(y.COMMISSION_HELD)
    assert np.array_equal(day.sum(y.COMMISSION_EARNED), day.sum(y.COMMISSION_PAID, y.COMMISSION_FORFEITED) + stock)
    assert (earned >= 0).all() and (earned <= price * 8 // 10).all()
    assert (day.sum(y.COMMISSION_PAID, y.COMMISSION_FORFEITED) <= day.sum(y.GMV_SETTLED)).all()
    fee = price * ledger.rate(m.TAKE_RATE, settled) // 10000
    assert day.by_region(region, fee).tolist() == day.flow(y.PLATFORM_FEE)
    added = np.minimum(earned - lost, price * old.extra[settled] // 10000)
    assert day.by_region(region, added).tolist() == day.flow(y.COMMISSION_EXTRA)


def check_what_incentives_cost(ledger: Ledger) -> None:
    """All that is paid out stands under its kind, and the kinds add up."""
    day = ledger.day
    creators = day.after.creators
    kinds = (y.BONUS_HOURS, y.BONUS_GMV, y.BONUS_NET, y.BONUS_QUALITY)
    others = (y.COMMISSION_EXTRA, y.TRAINING_COST, y.REMINDER_COST, y.CREDITS_COST)
    bonus = day.by_region(creators.region, creators.bonus_today)
    assert bonus.tolist() == day.tally[:, list(kinds)].sum(axis=1).tolist()
    assert day.tally[:, list(kinds + others)].sum(axis=1).tolist() == day.flow(y.INCENTIVE_COST)
    due = day.here_in_the_morning & (day.before.creators.weekday == day.clock % 7)
    budget = (day.world.values[:, bo.BUDGET] * day.by_region(day.before.creators.region[due])).astype(np.int64)
    assert (bonus <= budget).all()
    assert not creators.claims.any()


def check_debts(ledger: Ledger) -> None:
    """What is owed grows by clawback and bought boosts, shrinks by what is taken off income, and is never negative."""
    day, old = ledger.day, ledger.old
    before, after = day.before.creators, day.after.creators
    back = ledger.left(GOING_BACK)
    commission = old.price[back] * old.commission[back] // 10000
    charged = commission * ledger.rate(co.CLAWBACK, back) // 10000
    assert day.by_region(ledger.region_old[back], charged).tolist() == day.flow(y.COMMISSION_CLAWED)
    owed = np.zeros(len(after), np.int64)
    owed[: len(before)] = before.debt
    start = day.by_region(after.region, owed)
    taken = day.by_region(after.region, after.charged_today)
    grown = day.sum_today(y.COMMISSION_CLAWED, y.BOOST_REVENUE)
    assert day.by_region(after.region, after.debt).tolist() == (start + grown - taken).tolist()
    assert (after.debt >= 0).all() and (after.charged_today >= 0).all()
    assert (after.charged_today <= after.settled_today + after.bonus_today).all()
    ads = day.world.values[:, ad.ADS_REVENUE] * day.tally[:, y.ADS] / 1000.0
    assert day.flow(y.ADS_REVENUE) == [int(one) for one in ads]


def check_campaigns(ledger: Ledger) -> None:
    """Only who may takes part, and only while a campaign is on."""
    day = ledger.day
    before, offers = day.before.creators, day.after.offers
    inside = (offers.in_campaign == 1) & (offers.active == 1)
    owner = np.flatnonzero(inside) // 2
    p = day.world.values[before.region[owner]]
    assert (p[:, ca.DEMAND] > 1.0).all() and all(
        health(row, int(rating)) > row[ca.CAMPAIGN_RATING] for row, rating in zip(p, before.rating[owner], strict=True)
    )
    assert (before.performance[owner] >= p[:, ca.CAMPAIGN_BAR]).all() and not before.campaign_blocked[owner].any()


def check_the_ledger(day: Day) -> None:
    ledger = Ledger(day)
    check_every_order_is_entered_once(ledger)
    check_orders_move_one_step_when_due(ledger)
    check_sales(ledger)
    check_commission(ledger)
    check_what_incentives_cost(ledger)
    check_debts(ledger)
    check_campaigns(ledger)


def test_every_order_and_minor_unit_is_accounted_for() -> None:
    met = audit(check_the_ledger, 1)
    for event in (
        "gmv_settled", "gmv_returned", "gmv_voided", "commission_forfeited", "commission_held", "bonuses_paid",
        "creators_trained", "bonus_paid_hours", "bonus_paid_gmv", "bonus_paid_net_gmv", "commission_clawed",
        "paid_boost_revenue", "gmv_campaign", "boost_credits_cost", "ads_revenue",
    ):
        assert met[event] > 0, event
