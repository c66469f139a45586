"""Phase 5, off the order ledger: staged orders, and sales that are led off the platform.

Neither is an order of a viewer here, so neither enters the ledger. Staged sales reach what the platform measures (GPM,
levels, bonus bases read ``fake_today``); what they cost, and what led-away sales earn, reaches the creator's income.
"""

from __future__ import annotations

from sim.model.compilation import loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.market import Staged
from sim.model.outcomes import tallies as y
from sim.model.parameters import tactics as t
from sim.model.rules import orders
from sim.model.state.schema import AVAILABLE, SCHEDULED, T_ORDERS


@loop
def trade(creators, n, offer, world, seed, day, tally):
    """Stage orders on, and lead sales away from, the offers whose tactic does so."""
    stream = key(seed, Decision.STAGED, day)
    for o in range(2 * n):
        if offer.active[o] == 0 or offer.violation[o] == 0:
            continue
        row = o // 2
        region = creators.region[row]
        scope = creators.scope[row]
        p, line, strength = world.values[scope], world.tactics[scope, offer.violation[o]], offer.strength[o]
        if line[t.FAKE_ORDERS] > 0.0:
            mine = fork(fork(stream, creators.id[row]), o % 2)
            shown = strength * offer.hot[o, AVAILABLE] / offer.hot[o, SCHEDULED]
            staged = orders.staged_orders(uniform(mine, Staged.ORDERS), line[t.FAKE_ORDERS], shown)
            value = staged * offer.price[o]
            creators.fake_today[row] += value
            creators.off_ledger_today[row] -= orders.staging_cost(p, value)
            tally[region, y.FAKE_ORDERS] += staged
            tally[region, y.FAKE_GMV] += value
            tally[region, y.FAKE_RETURNED] += orders.staged_returned(p, uniform(mine, Staged.RETURNED), staged)
        if line[t.LEAK] > 0.0:
            leaked = orders.leaked_sales(offer.tally[o, T_ORDERS] * offer.price[o], line[t.LEAK] * strength)
            creators.off_ledger_today[row] += orders.leaked_income(p, leaked)
            tally[region, y.LEAKED_GMV] += leaked
