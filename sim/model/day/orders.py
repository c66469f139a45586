"""Phase 5, orders: new orders enter the ledger; due ones are delivered, returned, settled or voided.

GMV placed = settled + pending + returned + voided at every moment, in minor units.
"""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day import traits
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.market import Delivery
from sim.model.outcomes import breakdowns as b
from sim.model.outcomes import tallies as y
from sim.model.parameters import attention as ad
from sim.model.parameters import commission as co
from sim.model.parameters import market as m
from sim.model.parameters.enforcement import FORFEIT
from sim.model.rules import attention, commission, ledger, trust
from sim.model.rules import orders as rules
from sim.model.state.schema import (
    FOLLOW_SLOTS,
    GOING_BACK,
    KEPT,
    LIVE,
    PLACED,
    REMOVED,
    RETURNED,
    SETTLED,
    VALUE,
    VOID,
)


@loop
def enter(order, at, new, count, viewer, creators, offer, world, policy, seed, day, tally, slices):
    """Enter ``count`` new orders (viewer row, offer row, impression) at row ``at`` of the ledger."""
    stream = key(seed, Decision.ORDER, day)
    for j in range(count):
        v, o, k = new[j, 0], new[j, 1], new[j, 2]
        row = o // 2
        region = creators.region[row]
        scope = creators.scope[row]
        p = world.values[scope]
        offered = world.categories[scope, creators.category[row], m.CATEGORY_COMMISSION]
        at_row = at + j
        order.id[at_row] = fork(fork(stream, viewer.id[v]), k)
        order.viewer[at_row] = v
        order.creator[at_row] = row
        order.kind[at_row] = o % 2
        order.violation[at_row] = offer.violation[o]
        order.price[at_row] = offer.price[o]
        extra = commission.extra_for(
            p, policy.held_extra[region], policy.cut_day[region], creators.joined[row], creators.gmv_28d[row],
            ledger.health(p, creators.rating[row]),
        )
        scale = commission.returns_scale(p, creators.returned[row] / creators.return_norm[row])
        order.commission[at_row] = rules.commission_points(offered, extra, scale)
        order.extra[at_row] = rules.extra_points(extra, scale)
        order.exaggeration[at_row] = offer.exaggeration[o]
        order.return_add[at_row] = offer.return_add[o]
        order.quality[at_row] = offer.hot[o, VALUE]
        order.state[at_row] = PLACED
        order.due[at_row] = day + rules.delivery_lag(p, uniform(order.id[at_row], Delivery.LAG))
        viewer.purchases[v] += 1
        viewer.bought[v] |= 1
        here = world.values[viewer.scope[v]]
        if uniform(order.id[at_row], Delivery.LAST_ORDER) < traits.buying_ends(here, seed, viewer.id[v]):
            viewer.appetite[v] = 0.0
        creators.gmv_today[row] += offer.price[o]
        tally[region, y.GMV_PLACED] += offer.price[o]
        slices[region, creators.category[row], o % 2, b.S_GMV_PLACED] += offer.price[o]
        if o % 2 == LIVE:
            tally[region, y.GMV_LIVE] += offer.price[o]
        if offer.in_campaign[o] == 1:
            tally[region, y.GMV_CAMPAIGN] += offer.price[o]


@loop
def process(order, n, viewer, creators, world, seed, day, tally, slices):
    """Take every due order one step further; return the rows that stay open, in order."""
    still_open = np.empty(n, np.int64)
    count = 0
    for j in range(n):
        if order.due[j] <= day:
            advance(order, j, viewer, creators, world, seed, day, tally, slices)
        if order.state[j] <= GOING_BACK:
            tally[creators.region[order.creator[j]], y.GMV_PENDING] += order.price[j]
            still_open[count] = j
            count += 1
    return still_open[:count]


@inner_loop
def advance(order, j, viewer, creators, world, seed, day, tally, slices):
    """Deliver, void, return or settle one due order."""
    row = order.creator[j]
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    price = order.price[j]
    part = slices[region, creators.category[row], order.kind[j]]
    is_live = order.kind[j] == LIVE
    draw = order.id[j]
    if order.state[j] == PLACED:
        if creators.status[row] == REMOVED or uniform(draw, Delivery.CANCELLED) < p[m.CANCEL_RATE]:
            order.state[j] = VOID
            tally[region, y.GMV_VOIDED] += price
            part[b.S_GMV_VOIDED] += price
            return
        tally[region, y.DELIVERED] += 1
        tally[region, y.DELIVERED_LIVE] += is_live
        part[b.S_DELIVERED] += 1
        luck = uniform(draw, Delivery.LUCK)
        bad = luck < rules.bad_chance(p, order.quality[j], order.exaggeration[j], is_live)
        tally[region, y.BAD_PURCHASES] += bad
        part[b.S_BAD_PURCHASES] += bad
        receive(viewer, order.viewer[j], row, world.values[viewer.scope[order.viewer[j]]], seed, bad)
        base = world.categories[scope, creators.category[row], m.CATEGORY_RETURN] + order.return_add[j]
        returned = uniform(draw, Delivery.RETURNED) < rules.return_chance(p, base, order.exaggeration[j], is_live)
        learn(creators, row, p, bad, returned, rules.return_chance(p, base - order.return_add[j], 0.0, is_live))
        if bad:
            count_disappointed(p, draw, luck, order.quality[j], returned, tally[region])
        if returned:
            order.state[j] = GOING_BACK
            order.due[j] = day + int(p[m.RETURN_DAYS])
        else:
            order.state[j] = KEPT
            order.due[j] = day + max(1, int(p[co.SETTLEMENT_DAYS]))
    elif order.state[j] == GOING_BACK:
        order.state[j] = RETURNED
        tally[region, y.GMV_RETURNED] += price
        part[b.S_GMV_RETURNED] += price
        part[b.S_RETURNED] += 1
        tally[region, y.RETURNED] += 1
        tally[region, y.RETURNED_LIVE] += is_live
        charged = rules.share_of(rules.share_of(price, order.commission[j]), rules.basis_points(p[co.CLAWBACK]))
        creators.debt[row] += charged
        tally[region, y.COMMISSION_CLAWED] += charged
    else:
        settle(order, j, creators, row, p, day, price, tally[region])


@inner_loop
def receive(viewer, v, creator, p, seed, bad):
    """Let a delivery move trust: in the platform, and in its creator if that one is followed."""
    weight = trust.purchase_weight(p, traits.sensitivity(p, seed, viewer.id[v]), viewer.purchases[v])
    followed = False
    for slot in range(FOLLOW_SLOTS):
        if viewer.follows[v, slot] == creator:
            followed = True
            bond = trust.in_creator(viewer.bonds[v, slot])
            viewer.bonds[v, slot] = trust.whole(trust.after_purchase(p, bond, bad, weight))
    passed = weight * trust.passed_on(p, followed)
    viewer.trust[v] = trust.after_purchase(p, viewer.trust[v], bad, passed)


@inner_loop
def settle(order, j, creators, row, p, day, price, count):
    """Pay a sale that was kept past its return window: fee, commission, what is frozen or forfeited, extra pay."""
    order.state[j] = SETTLED
    count[y.GMV_SETTLED] += price
    count[y.PLATFORM_FEE] += rules.share_of(price, rules.basis_points(p[m.TAKE_RATE]))
    earned = rules.share_of(price, order.commission[j])
    lost = 0
    if creators.status[row] == REMOVED:
        lost = forfeited(p, earned)
    held = earned - lost if creators.frozen_until[row] > day else 0
    creators.held[row] += held
    count[y.COMMISSION_EARNED] += earned
    count[y.COMMISSION_FORFEITED] += lost
    count[y.COMMISSION_PAID] += earned - lost - held
    added = min(earned - lost, rules.share_of(price, order.extra[j]))
    count[y.COMMISSION_EXTRA] += added
    count[y.INCENTIVE_COST] += added
    creators.settled_today[row] += earned - lost - held
    creators.net_week[row] += price
    if order.violation[j] == 0:
        creators.compliant_today[row] += 1


@inner_loop
def count_disappointed(p, draw, luck, quality, returned, count):
    """Tally a delivery that disappoints: by what was promised, by a complaint, and unsettled if the goods are kept."""
    count[y.NOT_AS_DESCRIBED] += rules.not_as_described(p, luck, quality)
    if rules.complains(p, uniform(draw, Delivery.COMPLAINT)):
        count[y.COMPLAINTS] += 1
        count[y.DISPUTES] += rules.stays_disputed(p, uniform(draw, Delivery.SETTLED_AMICABLY), returned)


@inner_loop
def learn(creators, row, p, bad, returned, honest):
    """Fold one delivery into what the platform knows of a creator's sales; ``honest``: chance of an honest return."""
    creators.delivered[row] += 1
    creators.evidence[row] += 1.0 / p[ad.EVIDENCE_ORDERS]
    good = 0.0 if bad or returned else 1.0
    creators.sound[row] = attention.next_sound(p, creators.sound[row], creators.delivered[row], good)
    creators.returned[row] = commission.next_returns(p, creators.returned[row], 1.0 if returned else 0.0)
    creators.return_norm[row] = commission.next_returns(p, creators.return_norm[row], honest)


@inner_loop
def forfeited(p, earned):
    """Return the commission that a removed account loses."""
    return rules.share_of(earned, rules.basis_points(p[FORFEIT]))
