"""Phase 2, supply: weekly decisions of creators, then today's offers.

Peers are seen as they were yesterday (``shown_*``), so the order of creators does not matter.
"""

from __future__ import annotations

import numpy as np

from sim.agents.schema import (
    ACTIVE,
    AVAILABLE,
    ENTRY_ODDS,
    LIVE,
    ORDER_ODDS,
    PILOT,
    REPORT_P,
    SCHEDULED,
    STAY,
    VALUE,
    VIDEO,
    WATCH_MEAN,
)
from sim.compilation import inner_loop, loop
from sim.draws import Decision, fork, key, normal, uniform
from sim.outcomes import tallies as y
from sim.parameters import creators as c
from sim.parameters import enforcement as e
from sim.parameters import market as m
from sim.parameters import tactics as t
from sim.rules import decisions, deterrence, enforcement, offers, orders

PEERS_SEEN = 6
WEEKLY = Decision.WEEKLY
OFFER_DRAW = Decision.OFFER


@inner_loop
def can_sell(status, suspended_until, day):
    """Return whether an account may put up offers today."""
    return status <= ACTIVE and suspended_until <= day


@loop
def decide(creators, n, world, peers, policy, seed, day):
    """Let every creator whose decision day it is revise beliefs, effort, supply and tactic."""
    stream = key(seed, WEEKLY, day)
    policies = creators.perceived.shape[1]
    exposures = np.zeros(policies, np.int64)
    sanctions = np.zeros(policies, np.int64)
    for row in range(n):
        if creators.status[row] > ACTIVE or creators.weekday[row] != day % 7:
            continue
        p = world.values[creators.region[row]]
        tactics = world.tactics[creators.region[row]]
        ladder = world.ladder[creators.region[row]]
        mine = fork(stream, creators.id[row])
        exposures[:] = 0
        sanctions[:] = 0
        seen = 0
        model_effort = -1.0
        best_paid = creators.income[row]
        start, degree = peers.indptr[row], peers.indptr[row + 1] - peers.indptr[row]
        for k in range(PEERS_SEEN if degree > 0 else 0):
            peer = peers.indices[start + int(uniform(mine, 10 + k) * degree)]
            if creators.told_penalty[peer] > day - 7:
                sanctions[creators.told_policy[peer]] += 1
            seen += 1
            if creators.income[peer] > creators.income[row]:
                exposures[creators.shown_tactic[peer]] += 1
                if creators.income[peer] > best_paid:
                    best_paid = creators.income[peer]
                    model_effort = creators.shown_effort[peer]
        # beliefs
        creators.awareness[row] = deterrence.next_awareness(p, creators.awareness[row])
        told = creators.told_policy[row] if creators.told_penalty[row] > day - 7 else 0
        for k in range(1, policies):
            used = creators.tactic[row] == k and creators.uses[row] > 0
            creators.perceived[row, k] = deterrence.perceived_detection(
                p, creators.perceived[row, k], 1 if told == k else 0, used, sanctions[k] / max(1, seen)
            )
        # effort and supply
        effort, supply = creators.effort[row], creators.supply[row]
        usual = decisions.usual_income(creators.income[row], creators.outside[row])
        slope = decisions.effort_slope(
            p, offers.quality_slope(p, creators.skill[row], effort), effort, supply, creators.intrinsic[row], usual,
            creators.quality_seen[row],
        )
        creators.effort[row] = decisions.step_effort(p, effort, slope)
        if model_effort >= 0.0 and uniform(mine, 0) < p[c.IMITATION]:
            creators.effort[row] = decisions.toward(p, creators.effort[row], model_effort)
        saved = tactics[creators.tactic[row], t.EFFORT_SAVED] * creators.intensity[row]
        creators.supply[row] = decisions.step_supply(
            p, supply, decisions.supply_slope(p, effort, supply, creators.drive[row], usual, saved)
        )
        # tactic
        now = creators.tactic[row]
        candidate = considered(p, mine, now, exposures, policies)
        if candidate != now:
            intensity = creators.intensity[row] if now > 0 else p[t.INTENSITY_START]
            lag = enforcement.days_to_penalty(p, policy.load[creators.region[row]])
            worth_now = worth(p, creators, row, now, intensity, tactics, ladder, world.categories, lag)
            worth_then = worth(p, creators, row, candidate, intensity, tactics, ladder, world.categories, lag)
            if decisions.switches(p, uniform(mine, 3), worth_now, worth_then):
                creators.tactic[row] = candidate
                creators.intensity[row] = p[t.INTENSITY_START] if candidate > 0 else 0.0
        if now > 0 and creators.tactic[row] == now:
            creators.intensity[row] = decisions.next_intensity(p, creators.intensity[row], told == now)
        creators.uses[row] = 0


@inner_loop
def considered(p, mine, now, exposures, policies):
    """Return the tactic a creator considers: a better-paid peers' one, one tried out, or (when cheating) none."""
    if policies > 1:
        if uniform(mine, 1) < p[c.IMITATION]:
            best = 0
            for k in range(1, policies):
                if k != now and exposures[k] >= p[c.CONTAGION] and exposures[k] > exposures[best] * (best > 0):
                    best = k
            if best > 0:
                return best
        if uniform(mine, 2) < p[c.EXPERIMENT]:
            return 1 + int(uniform(mine, 4) * (policies - 1))
    return 0


@inner_loop
def worth(p, creators, row, tactic, intensity, tactics, ladder, categories, lag):
    """Return the utility of a tactic for this creator, given where its account stands on the ladder."""
    if tactic == 0:
        return 0.0
    line = tactics[tactic]
    base = categories[creators.region[row], creators.category[row], m.CATEGORY_RETURN]
    kept = (1.0 - orders.return_chance(p, base, line[t.EXAGGERATION], False)) / (
        1.0 - orders.return_chance(p, base, 0.0, False)
    )
    gain = decisions.tactic_gain(p, line, kept)
    before = creators.milestone[row]
    warned = creators.offences[row] < p[e.WARNINGS]
    points = 0 if warned else enforcement.points_for(p, line)
    after = enforcement.milestone_of(ladder, max(0, creators.rating[row] - points))
    repeats = not warned and creators.breaches[row, tactic] + 1 >= p[e.REPEAT_LIMIT]
    loss = deterrence.loss_at_stake(
        p, enforcement.cut_at(ladder, before), enforcement.cut_at(ladder, after),
        enforcement.suspension_at(ladder, before, after), enforcement.removes(ladder, after) or repeats,
    )
    deterrent = deterrence.deterrent(p, creators.perceived[row, tactic], creators.caution[row], loss, lag)
    return decisions.tactic_utility(p, line, intensity, gain, creators.moral[row], deterrent, creators.supply[row])


@loop
def put_up(creators, n, offer, world, seed, day, tally):
    """Put up today's offers: at most one LIVE and one batch of videos a creator."""
    stream = key(seed, OFFER_DRAW, day)
    offer.active[: 2 * n] = 0
    offer.tally[: 2 * n] = 0
    for row in range(n):
        if day % 7 == 0:
            creators.lives_week[row] = 0
            creators.videos_week[row] = 0
        creators.settled_today[row] = 0
        creators.bonus_today[row] = 0
        creators.compliant_today[row] = 0
        creators.gmv_today[row] = 0
        if not can_sell(creators.status[row], creators.suspended_until[row], day):
            continue
        region = creators.region[row]
        p = world.values[region]
        mine = fork(stream, creators.id[row])
        pilot = creators.status[row] == PILOT
        supply, drive = creators.supply[row], creators.drive[row]
        if uniform(mine, 0) < offers.live_chance(p, supply, drive) and not (
            pilot and creators.lives_week[row] >= p[e.PILOT_LIVES]
        ):
            minutes = offers.live_minutes(p, supply, drive)
            creators.lives_week[row] += 1
            fill(creators, row, offer, LIVE, world, fork(mine, LIVE), minutes, 1)
            tally[region, y.LIVES] += 1
            tally[region, y.LIVE_MINUTES] += minutes
            if pilot:
                tally[region, y.PILOT_LIVE_MINUTES] += minutes
        pieces = offers.video_pieces(p, uniform(mine, 1), supply, drive)
        if pilot:
            pieces = max(0, min(pieces, int(p[e.PILOT_VIDEOS]) - creators.videos_week[row]))
        if pieces > 0:
            creators.videos_week[row] += pieces
            fill(creators, row, offer, VIDEO, world, fork(mine, VIDEO), 1440, pieces)
            tally[region, y.VIDEOS] += pieces
            if pilot:
                tally[region, y.PILOT_VIDEOS_UP] += pieces


@inner_loop
def fill(creators, row, offer, kind, world, mine, minutes, pieces):
    """Write one offer: quality, violation if any, and what the viewing loop needs to know of it."""
    o = 2 * row + kind
    region = creators.region[row]
    p = world.values[region]
    is_live = kind == LIVE
    intended = offers.unit(
        offers.quality(p, creators.skill[row], creators.effort[row]) + p[c.QUALITY_NOISE] * normal(mine, 0)
    )
    violation, deliberate = 0, False
    policies = world.tactics.shape[1]
    if creators.tactic[row] > 0 and uniform(mine, 2) < creators.intensity[row]:
        violation, deliberate = creators.tactic[row], True
        creators.uses[row] += 1
    elif policies > 1 and offers.breaks_unknowingly(p, uniform(mine, 3), creators.awareness[row]):
        violation = 1 + int(uniform(mine, 4) * (policies - 1))
    line = world.tactics[region, violation]
    strength = offers.strength_of(p, deliberate)
    offer.active[o] = 1
    offer.violation[o] = violation
    offer.deliberate[o] = deliberate
    offer.strength[o] = strength
    offer.quality[o] = intended
    offer.pieces[o] = pieces
    offer.exaggeration[o] = line[t.EXAGGERATION] * strength
    median = world.categories[region, creators.category[row], m.CATEGORY_PRICE]
    offer.price[o] = offers.price_of(p, median, normal(mine, 5))
    hot = offer.hot[o]
    hot[ENTRY_ODDS] = offers.entry_odds(p, intended, creators.followers[row], line[t.ENTRY_GAIN] * strength)
    hot[WATCH_MEAN] = offers.watch_mean(p, is_live, intended, line[t.STAY_GAIN] * strength)
    hot[ORDER_ODDS] = offers.order_odds(p, is_live, intended, line[t.ORDER_GAIN] * strength + creators.persuasion[row])
    hot[VALUE] = offers.unit(intended - line[t.HARM] * strength)
    hot[REPORT_P] = offers.report_chance(p, violation > 0, line[t.NOTICEABLE] * strength)
    hot[SCHEDULED] = minutes
    hot[AVAILABLE] = minutes
    hot[STAY] = offers.unit(line[t.STAY_GAIN] * strength)
    creators.offers_week[row] += 1
