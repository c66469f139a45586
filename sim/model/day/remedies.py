"""Phase 6, enforcement: what softens a regime. Exemptions, points bought back, won appeals, and the end of freezes."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import Quiz
from sim.model.outcomes import tallies as y
from sim.model.parameters import ledger as g
from sim.model.rules import deterrence, ledger, orders
from sim.model.state.schema import ACTIVE, APPEALED, PENALISED, UPHELD

MONTH = 30


@loop
def exempt_best_sellers(creators, n, world, day, regions):
    """Once a week, exempt each of the regions' creators with most sales in 28 days."""
    if day % 7 != 0:
        return
    sales = np.empty(n)
    for region in range(regions):
        count = 0
        for row in range(n):
            if creators.region[row] == region and creators.status[row] <= ACTIVE:
                sales[count] = creators.gmv_28d[row]
                count += 1
        enough = ledger.exempt_sales(world.values[region], np.sort(sales[:count]))
        for row in range(n):
            if creators.region[row] == region:
                creators.exempt[row] = creators.gmv_28d[row] > 0.0 and creators.gmv_28d[row] >= enough


@loop
def redeem(case, n, creators, creators_n, world, seed, day, tally):
    """Let clean LIVEs and quizzes buy points back, off the oldest cases first; points of severe ones stay."""
    credit = np.zeros(creators_n, np.int64)
    total = 0
    for row in range(creators_n):
        if creators.status[row] <= ACTIVE:
            credit[row] = credit_of(creators, row, world.values[creators.scope[row]], seed, day)
            total += credit[row]
    for j in range(n if total > 0 else 0):
        row = case.creator[j]
        if credit[row] == 0 or case.state[j] not in (PENALISED, APPEALED, UPHELD):
            continue
        points = ledger.redeemable(case.level[j], case.points[j], credit[row])
        credit[row] -= points
        case.points[j] -= points
        creators.deducted[row] -= points
        if case.guilty[j] == 0:
            creators.wrong_points[row] -= points
        tally[creators.region[row], y.POINTS_REDEEMED] += points


@inner_loop
def credit_of(creators, row, p, seed, day):
    """Return the points that an account may buy back today; a passed quiz teaches too."""
    credit = 0
    if ledger.clean_enough(p, creators.clean_lives[row]) and creators.deducted[row] > 0:
        credit += int(p[g.REDEEMED])
        creators.clean_lives[row] = -1
    if day % MONTH == MONTH - 1:
        creators.clean_lives[row] = 0
        drawn = uniform(fork(key(seed, Decision.QUIZ, day), creators.id[row]), Quiz.PASSED)
        if creators.notified_on[row] > day - MONTH and ledger.passes_quiz(p, drawn):
            credit += int(p[g.QUIZ_POINTS])
            creators.awareness[row] = deterrence.taught(creators.awareness[row], p[g.QUIZ_LESSON])
    return credit


@inner_loop
def reinstate(creators, row, day, tally):
    """End what offences brought once an appeal has left none of them standing; frozen commission is paid."""
    for level in range(creators.level_offences.shape[1]):
        if creators.level_offences[row, level] > 0:
            return
    creators.suspended_until[row] = min(creators.suspended_until[row], day + 1)
    creators.limited_until[row] = min(creators.limited_until[row], day + 1)
    creators.frozen_until[row] = min(creators.frozen_until[row], day + 1)
    tally[creators.region[row], y.COMMISSION_PAID] += creators.held[row]
    creators.settled_today[row] += creators.held[row]
    creators.held[row] = 0


@loop
def release_held(creators, n, world, day, tally):
    """Pay what freezes that end today have held, less the share that is then lost; tally what stays held."""
    for row in range(n):
        if creators.held[row] == 0:
            continue
        region = creators.region[row]
        scope = creators.scope[row]
        if creators.frozen_until[row] <= day + 1:
            lost = orders.share_of(creators.held[row], orders.basis_points(world.values[scope, g.FREEZE_FORFEIT]))
            tally[region, y.COMMISSION_FORFEITED] += lost
            tally[region, y.COMMISSION_PAID] += creators.held[row] - lost
            creators.settled_today[row] += creators.held[row] - lost
            creators.held[row] = 0
        tally[region, y.COMMISSION_HELD] += creators.held[row]
