"""Every order and every minor unit of money is accounted for, every day, in every region, in any legal market.

The ledger is read from outside: orders that appear, change and disappear between two evenings are the only evidence,
and the tallies have to agree with it to the unit. Traffic, points and people have files of their own.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents.schema import GOING_BACK, KEPT, LIVE, PLACED, REMOVED, T_ORDERS
from sim.outcomes import tallies as y
from sim.parameters import incentives as i
from sim.parameters import market as m
from sim.parameters.enforcement import FORFEIT
from sim.rules.orders import basis_points
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
    assert day.by_region(region, lost).tolist() == day.flow(y.COMMISSION_FORFEITED)
    assert day.by_region(region, earned - lost).tolist() == day.flow(y.COMMISSION_PAID)
    received = np.zeros(len(day.after.creators), np.int64)
    np.add.at(received, creator, earned - lost)
    assert np.array_equal(day.after.creators.settled_today, received)
    assert (earned >= 0).all() and (earned <= price * 8 // 10).all()
    assert (day.sum(y.COMMISSION_PAID, y.COMMISSION_FORFEITED) <= day.sum(y.GMV_SETTLED)).all()
    fee = price * ledger.rate(m.TAKE_RATE, settled) // 10000
    assert day.by_region(region, fee).tolist() == day.flow(y.PLATFORM_FEE)
    # what the platform adds to commission, bonuses and training is all that incentives cost
    added = np.minimum(earned - lost, price * old.extra[settled] // 10000)
    lesson = day.world.values[:, i.TRAINING_COST].astype(np.int64)
    bonus = day.by_region(day.after.creators.region, day.after.creators.bonus_today)
    cost = day.by_region(region, added) + bonus + day.tally[:, y.TRAINED] * lesson
    assert cost.tolist() == day.flow(y.INCENTIVE_COST)


def check_the_ledger(day: Day) -> None:
    ledger = Ledger(day)
    check_every_order_is_entered_once(ledger)
    check_orders_move_one_step_when_due(ledger)
    check_sales(ledger)
    check_commission(ledger)


def test_every_order_and_minor_unit_is_accounted_for() -> None:
    met = audit(check_the_ledger, 1)
    for event in (
        "gmv_settled", "gmv_returned", "gmv_voided", "commission_forfeited", "bonuses_paid", "creators_trained",
    ):
        assert met[event] > 0, event
