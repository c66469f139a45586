"""The order ledger over objects: what viewers placed is delivered, returned, settled or voided when due (phase 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.model.agents.account import Account, Offer
from sim.model.agents.cell import Buyer, Cell
from sim.model.agents.market_agent import Place
from sim.model.draws import fork, uniform
from sim.model.draws.market import Delivery
from sim.model.outcomes import breakdowns as b
from sim.model.outcomes import tallies as y
from sim.model.parameters import commission as co
from sim.model.parameters import market as m
from sim.model.parameters.enforcement import FORFEIT
from sim.model.rules import commission
from sim.model.rules import orders as rules
from sim.model.state import schema
from sim.model.state.schema import GOING_BACK, KEPT, LIVE, PLACED, REMOVED, RETURNED, SETTLED, VOID


@dataclass(slots=True, eq=False)
class Order:
    """One order, from placing to settlement; fields as in the orders table."""

    id: int
    viewer: Buyer
    creator: Account
    kind: int
    violation: int
    price: int
    commission: int
    extra: int
    exaggeration: float
    return_add: float
    quality: float
    due: int
    state: int

    def to_row(self) -> dict[str, Any]:
        """Return the order as a row of the orders table."""
        record = {name: getattr(self, name) for name in schema.ORDER}
        record["viewer"], record["creator"] = self.viewer.row, self.creator.row
        return record


class OrderBook:
    """All open orders, oldest first.

    Parameters
    ----------
    orders
        Open orders to start with.
    cells
        The regions, by number.
    """

    def __init__(self, orders: list[Order], cells: list[Cell]) -> None:
        self.orders, self.cells = orders, cells

    def cell_of(self, order: Order) -> Place:
        """Return the cell of the creator whose order it is; what is counted in it is counted in the region."""
        return order.creator.cell

    def enter(self, placed: list[tuple[Buyer, Offer, int]], stream: int, day: int) -> None:
        """Enter what viewers placed today: (viewer, offer, number of the impression)."""
        for viewer, offer, k in placed:
            creator = offer.creator
            cell = creator.cell
            identity = fork(fork(stream, viewer.id), k)
            offered = cell.categories[creator.category][m.CATEGORY_COMMISSION]
            extra = cell.programme.extra_for(creator)
            scale = commission.returns_scale(cell.p, creator.returned / creator.return_norm)
            self.orders.append(Order(
                id=identity, viewer=viewer, creator=creator, kind=offer.kind, violation=offer.violation,
                price=offer.price, commission=rules.commission_points(offered, extra, scale),
                extra=rules.extra_points(extra, scale),
                exaggeration=offer.exaggeration, return_add=offer.return_add, quality=offer.value, state=PLACED,
                due=day + rules.delivery_lag(cell.p, uniform(identity, Delivery.LAG)),
            ))
            viewer.purchases += 1
            viewer.bought |= 1
            viewer.settle_on(uniform(identity, Delivery.LAST_ORDER))
            creator.gmv_today += offer.price
            cell.tally[y.GMV_PLACED] += offer.price
            cell.slices[creator.category][offer.kind][b.S_GMV_PLACED] += offer.price
            if offer.kind == LIVE:
                cell.tally[y.GMV_LIVE] += offer.price
            if offer.in_campaign:
                cell.tally[y.GMV_CAMPAIGN] += offer.price

    def process(self, day: int) -> None:
        """Take every due order one step further and close what is settled, returned or void."""
        still_open = []
        for order in self.orders:
            if order.due <= day:
                self.advance(order, day)
            if order.state <= GOING_BACK:
                self.cell_of(order).tally[y.GMV_PENDING] += order.price
                still_open.append(order)
        self.orders = still_open

    def advance(self, order: Order, day: int) -> None:
        """Deliver, void, return or settle one due order."""
        tally, part = self.cell_of(order).tally, self.part_of(order)
        is_live = order.kind == LIVE
        if order.state == PLACED:
            self._deliver(order, is_live, day)
        elif order.state == GOING_BACK:
            order.state = RETURNED
            tally[y.GMV_RETURNED] += order.price
            tally[y.RETURNED] += 1
            tally[y.RETURNED_LIVE] += is_live
            part[b.S_GMV_RETURNED] += order.price
            part[b.S_RETURNED] += 1
            self._charge(order)
        else:
            self._settle(order, day)

    def part_of(self, order: Order) -> list[int]:
        """Return the counts of an order's region, category and format."""
        return self.cell_of(order).slices[order.creator.category][order.kind]

    def _deliver(self, order: Order, is_live: bool, day: int) -> None:
        creator, draw = order.creator, order.id
        cell = self.cell_of(order)
        p, tally, part = cell.values, cell.tally, self.part_of(order)
        if creator.status == REMOVED or uniform(draw, Delivery.CANCELLED) < p[m.CANCEL_RATE]:
            order.state = VOID
            tally[y.GMV_VOIDED] += order.price
            part[b.S_GMV_VOIDED] += order.price
            return
        tally[y.DELIVERED] += 1
        tally[y.DELIVERED_LIVE] += is_live
        part[b.S_DELIVERED] += 1
        luck = uniform(draw, Delivery.LUCK)
        bad = luck < rules.bad_chance(cell.p, order.quality, order.exaggeration, is_live)
        tally[y.BAD_PURCHASES] += bad
        part[b.S_BAD_PURCHASES] += bad
        order.viewer.receive(bad, creator)
        base = cell.categories[creator.category][m.CATEGORY_RETURN] + order.return_add
        returned = uniform(draw, Delivery.RETURNED) < rules.return_chance(cell.p, base, order.exaggeration, is_live)
        creator.learn(bad, returned, rules.return_chance(cell.p, base - order.return_add, 0.0, is_live))
        if bad:
            self._count_disappointed(order, luck, returned)
        if returned:
            order.state = GOING_BACK
            order.due = day + int(p[m.RETURN_DAYS])
        else:
            order.state = KEPT
            order.due = day + max(1, int(p[co.SETTLEMENT_DAYS]))

    def _charge(self, order: Order) -> None:
        """Charge the creator for a returned order: the clawback's share of its commission."""
        creator = order.creator
        share = rules.basis_points(self.cell_of(order).values[co.CLAWBACK])
        charged = rules.share_of(rules.share_of(order.price, order.commission), share)
        creator.debt += charged
        self.cell_of(order).tally[y.COMMISSION_CLAWED] += charged

    def _count_disappointed(self, order: Order, luck: float, returned: bool) -> None:
        """Count a delivery that disappoints: by what was promised, by a complaint, and unsettled if kept."""
        cell = self.cell_of(order)
        cell.tally[y.NOT_AS_DESCRIBED] += rules.not_as_described(cell.p, luck, order.quality)
        if rules.complains(cell.p, uniform(order.id, Delivery.COMPLAINT)):
            cell.tally[y.COMPLAINTS] += 1
            settled = uniform(order.id, Delivery.SETTLED_AMICABLY)
            cell.tally[y.DISPUTES] += rules.stays_disputed(cell.p, settled, returned)

    def _settle(self, order: Order, day: int) -> None:
        creator, price = order.creator, order.price
        cell = self.cell_of(order)
        p, tally = cell.values, cell.tally
        order.state = SETTLED
        tally[y.GMV_SETTLED] += price
        tally[y.PLATFORM_FEE] += rules.share_of(price, rules.basis_points(p[m.TAKE_RATE]))
        earned = rules.share_of(price, order.commission)
        lost = rules.share_of(earned, rules.basis_points(p[FORFEIT])) if creator.status == REMOVED else 0
        held = earned - lost if creator.frozen_until > day else 0
        creator.held += held
        tally[y.COMMISSION_EARNED] += earned
        tally[y.COMMISSION_FORFEITED] += lost
        tally[y.COMMISSION_PAID] += earned - lost - held
        added = min(earned - lost, rules.share_of(price, order.extra))
        tally[y.COMMISSION_EXTRA] += added
        tally[y.INCENTIVE_COST] += added
        creator.settled_today += earned - lost - held
        creator.net_week += price
        if order.violation == 0:
            creator.compliant_today += 1
