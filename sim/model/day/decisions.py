"""Phase 2, supply, first half: the weekly decisions of creators (beliefs, work, tactic).

Peers are seen as they were yesterday (``shown_*``), so the order of creators does not matter.
"""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day import weighing, working
from sim.model.day.looking import PEERS_SEEN
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.market import Weekly
from sim.model.parameters import creators as c
from sim.model.parameters import tactics as t
from sim.model.rules import belonging, decisions, detection, deterrence, enforcement
from sim.model.state.schema import ACTIVE


@loop
def decide(creators, n, world, peers, policy, seed, day):
    """Let every creator whose decision day it is revise beliefs, effort, supply and tactic."""
    stream = key(seed, Decision.WEEKLY, day)
    policies = creators.perceived.shape[1]
    exposures = np.zeros(policies, np.int64)
    sanctions = np.zeros(policies, np.int64)
    for row in range(n):
        if creators.status[row] > ACTIVE or creators.weekday[row] != day % 7:
            continue
        mine = fork(stream, creators.id[row])
        seen, model_effort, master = look_around(creators, row, peers, mine, day, exposures, sanctions)
        notified = creators.notified_policy[row] if creators.notified_on[row] > day - 7 else 0
        revise_beliefs(creators, row, world, notified, sanctions, seen)
        remember_tactic(creators, row, world, notified, master)
        working.learn(creators, row, world, peers, mine)
        working.revise_work(creators, row, world, policy, mine, model_effort, day)
        if creators.resting[row] == 0:
            revise_tactic(creators, row, world, policy, mine, day, notified, exposures)
        creators.uses[row] = 0


@inner_loop
def look_around(creators, row, peers, mine, day, exposures, sanctions):
    """Look at some peers: count better-paid ones and sanctioned ones by tactic.

    Returns how many were seen, the effort of the best paid (-1: nobody is paid better), and the best evasion craft of
    the same ring.
    """
    exposures[:] = 0
    sanctions[:] = 0
    seen = 0
    model_effort, master = -1.0, 0.0
    best_paid = creators.income[row]
    start, degree = peers.indptr[row], peers.indptr[row + 1] - peers.indptr[row]
    for k in range(PEERS_SEEN if degree > 0 else 0):
        peer = peers.indices[start + int(uniform(mine, Weekly.PEER + k) * degree)]
        if creators.notified_on[peer] > day - 7:
            sanctions[creators.notified_policy[peer]] += 1
        seen += 1
        if creators.ring[row] >= 0 and creators.ring[peer] == creators.ring[row]:
            master = max(master, creators.shown_craft[peer])
        if creators.income[peer] > creators.income[row]:
            exposures[creators.shown_tactic[peer]] += 1
            if creators.income[peer] > best_paid:
                best_paid = creators.income[peer]
                model_effort = creators.shown_effort[peer]
    return seen, model_effort, master


@inner_loop
def revise_beliefs(creators, row, world, notified, sanctions, seen):
    """Forget some rules; update every tactic's perceived detection by own and seen sanctions."""
    p = world.values[creators.region[row]]
    creators.awareness[row] = deterrence.next_awareness(p, creators.awareness[row])
    for k in range(1, creators.perceived.shape[1]):
        used = creators.tactic[row] == k and creators.uses[row] > 0
        creators.perceived[row, k] = deterrence.perceived_detection(
            p, creators.perceived[row, k], 1 if notified == k else 0, used, sanctions[k] / max(1, seen)
        )


@inner_loop
def remember_tactic(creators, row, world, notified, master):
    """Take note of what the tactic in use has paid; its craft grows unless sanctioned, and a ring shares its best."""
    now = creators.tactic[row]
    if now == 0:
        return
    p = world.values[creators.region[row]]
    creators.tactic_payoff[row] = decisions.next_payoff(
        p, creators.tactic_payoff[row], creators.income[row], creators.income_before[row], creators.outside[row]
    )
    craft = belonging.next_craft(p, creators.craft[row], creators.uses[row] > 0, notified == now)
    creators.craft[row] = max(craft, master)


@inner_loop
def revise_tactic(creators, row, world, policy, mine, day, notified, exposures):
    """Weigh one other tactic against the present one; go further or less far with one that is kept."""
    region = creators.region[row]
    p = world.values[region]
    now = creators.tactic[row]
    today = day - policy.horizon[region]
    lag = enforcement.days_to_penalty(p, policy.load[region])
    share = policy.paid_share[region]
    candidate = considered(creators, row, world, mine, exposures, today, lag, share)
    if candidate == 0 and creators.ring[row] >= 0:  # a ring's business is which tactic, not whether
        u = uniform(mine, Weekly.RING_TACTIC)
        candidate = belonging.weighted_tactic(world.tactics[region], t.RING, 0, today, u)
    if candidate != now:
        intensity = creators.intensity[row] if now > 0 else p[t.INTENSITY_START]
        worth_now = weighing.worth(creators, row, world, now, intensity, lag, share)
        worth_then = weighing.worth(creators, row, world, candidate, intensity, lag, share)
        if decisions.switches(p, uniform(mine, Weekly.SWITCHES), worth_now, worth_then):
            take_up(creators, row, candidate, p[t.INTENSITY_START])
    if now > 0 and creators.tactic[row] == now:
        creators.intensity[row] = decisions.next_intensity(p, creators.intensity[row], notified == now)


@inner_loop
def take_up(creators, row, tactic, intensity):
    """Change to another tactic (0: none), with no experience of it yet; only a ring's craft serves any tactic."""
    creators.tactic[row] = tactic
    creators.intensity[row] = intensity if tactic > 0 else 0.0
    creators.income_before[row] = creators.income[row]
    creators.tactic_payoff[row] = 0.0
    if creators.ring[row] < 0:
        creators.craft[row] = 0.0


@inner_loop
def considered(creators, row, world, mine, exposures, today, lag, share):
    """Return the tactic a creator considers: a better-paid peers' one, one tried out, or (when cheating) none."""
    region, now = creators.region[row], creators.tactic[row]
    p, lines = world.values[region], world.tactics[region]
    policies = lines.shape[0]
    if policies < 2:
        return 0
    if uniform(mine, Weekly.IMITATES_TACTIC) < p[c.IMITATION]:
        best = 0
        for k in range(1, policies):
            if k != now and exposures[k] >= p[c.CONTAGION] and exposures[k] > exposures[best] * (best > 0):
                best = k if detection.appeared(lines[k], today) else best
        if best > 0:
            return best
    best, promise = 0, 0.0
    for h in range(int(p[c.HEARD])):
        k = 1 + int(uniform(mine, Weekly.HEARSAY + h) * (policies - 1))
        age = today - lines[k, t.APPEARS]
        u = uniform(mine, Weekly.TRIES_OUT)
        if detection.appeared(lines[k], today) and decisions.tries_out(p, u, creators.skill[row], age):
            value = weighing.worth(creators, row, world, k, p[t.INTENSITY_START], lag, share)
            if best == 0 or value > promise:
                best, promise = k, value
    return best
