"""Phase 2, supply, first half: the weekly decisions of creators (beliefs, work, tactic), and daily care.

Peers are seen as they were yesterday (``shown_*``), so the order of creators does not matter.
"""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day import care, weighing, working
from sim.model.day.looking import PEERS_SEEN
from sim.model.draws import Decision, fork, key, normal, uniform
from sim.model.draws.market import Weekly
from sim.model.parameters import creators as c
from sim.model.parameters import tactics as t
from sim.model.rules import beliefs, belonging, careers, decisions, detection, deterrence, enforcement, offending
from sim.model.state.schema import ACTIVE


@loop
def decide(creators, n, world, peers, policy, seed, day):
    """Let every creator whose decision day it is revise beliefs, effort, supply and tactic, and everybody its care."""
    stream = key(seed, Decision.WEEKLY, day)
    policies = creators.perceived.shape[1]
    exposures = np.zeros(policies, np.int64)
    sanctions = np.zeros(policies, np.int64)
    users = np.zeros(policies, np.int64)
    for row in range(n):
        if creators.status[row] > ACTIVE:
            continue
        if creators.weekday[row] == day % 7:
            decide_week(creators, row, world, peers, policy, stream, day, exposures, sanctions, users)
        care.take_care(creators, row, world, day - policy.horizon[creators.region[row]])


@inner_loop
def decide_week(creators, row, world, peers, policy, stream, day, exposures, sanctions, users):
    """Let one creator revise beliefs, effort, supply and tactic; the norm that it has seen counts from next week on."""
    mine = fork(stream, creators.id[row])
    seen, model_effort, master, punished, ties = look_around(
        creators, row, peers, mine, day, exposures, sanctions, users
    )
    notified = creators.notified_policy[row] if creators.notices[row] > 0 else 0
    revise_beliefs(creators, row, world, policy, notified, sanctions, users, ties)
    remember_tactic(creators, row, world, notified, master)
    p = world.values[creators.scope[row]]
    creators.attraction[row] = careers.fame(p, creators.attraction[row], normal(mine, Weekly.FAME))
    working.learn(creators, row, world, peers, mine)
    working.revise_work(creators, row, world, policy, mine, model_effort, day)
    if creators.resting[row] == 0:
        revise_tactic(creators, row, world, policy, mine, day, notified, exposures, users)
    creators.uses[row] = 0
    creators.notices[row] = 0
    using = 0
    for k in range(1, len(users)):
        using += users[k]
    creators.norm[row] = offending.next_norm(p, creators.norm[row], offending.seen_norm(p, using, punished, seen))


@inner_loop
def look_around(creators, row, peers, mine, day, exposures, sanctions, users):
    """Look at some peers: count better-paid ones, sanctioned ones and unpunished users by tactic.

    Returns how many were seen, the effort of the best paid (-1: nobody is paid better), the best evasion craft of the
    same ring, how many users of tactics were seen punished, and for how many peers each look stands.
    """
    exposures[:] = 0
    sanctions[:] = 0
    users[:] = 0
    seen = punished = 0
    model_effort, master = -1.0, 0.0
    best_paid = creators.income[row]
    start, degree = peers.indptr[row], peers.indptr[row + 1] - peers.indptr[row]
    for k in range(PEERS_SEEN if degree > 0 else 0):
        peer = peers.indices[start + int(uniform(mine, Weekly.PEER + k) * degree)]
        caught = creators.notified_on[peer] > day - 7
        if caught:
            sanctions[creators.notified_policy[peer]] += 1
        if creators.shown_tactic[peer] > 0 and caught:
            punished += 1
        elif creators.shown_tactic[peer] > 0:
            users[creators.shown_tactic[peer]] += 1
        seen += 1
        if creators.ring[row] >= 0 and creators.ring[peer] == creators.ring[row]:
            master = max(master, creators.shown_craft[peer])
        if creators.income[peer] > creators.income[row]:
            exposures[creators.shown_tactic[peer]] += 1
            if creators.income[peer] > best_paid:
                best_paid = creators.income[peer]
                model_effort = creators.shown_effort[peer]
    return seen, model_effort, master, punished, min(degree, PEERS_SEEN) / PEERS_SEEN


@inner_loop
def revise_beliefs(creators, row, world, policy, notified, sanctions, users, ties):
    """Forget some rules; update every tactic's perceived detection by own, seen and publicly known sanctions."""
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    first = notified > 0 and creators.chastened[row] == 0
    creators.chastened[row] = creators.chastened[row] == 1 or notified > 0
    creators.awareness[row] = deterrence.next_awareness(p, creators.awareness[row])
    for k in range(1, creators.perceived.shape[1]):
        own = beliefs.own_weight(p, creators.notices[row], notified == k, first)
        caught = creators.notices[row] if notified == k else 0
        got_by = max(0, creators.uses[row] - caught) if creators.tactic[row] == k else 0
        creators.sanctions[row, k] = beliefs.next_evidence(p, creators.sanctions[row, k], own, ties * sanctions[k])
        creators.escapes[row, k] = beliefs.next_evidence(p, creators.escapes[row, k], got_by, ties * users[k])
        creators.perceived[row, k] = beliefs.perceived(
            p, policy.rest[region, k], creators.sanctions[row, k], creators.escapes[row, k], policy.alarm[region]
        )


@inner_loop
def remember_tactic(creators, row, world, notified, master):
    """Take note of what the tactic in use has paid; its craft grows unless sanctioned, and a ring shares its best."""
    now = creators.tactic[row]
    if now == 0:
        return
    p = world.values[creators.scope[row]]
    creators.tactic_payoff[row] = decisions.next_payoff(
        p, creators.tactic_payoff[row], creators.income[row], creators.income_before[row], creators.outside[row]
    )
    craft = belonging.next_craft(p, creators.craft[row], creators.uses[row] > 0, notified == now)
    creators.craft[row] = max(craft, master)


@inner_loop
def revise_tactic(creators, row, world, policy, mine, day, notified, exposures, users):
    """Weigh one other tactic against the present one; go further or less far with one that is kept."""
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    now = creators.tactic[row]
    today = day - policy.horizon[region]
    lag = enforcement.days_to_penalty(p, policy.load[region])
    share = policy.paid_share[region]
    candidate = considered(creators, row, world, mine, exposures, users, today, lag, share)
    if candidate == 0 and creators.ring[row] >= 0:  # a ring's business is which tactic, not whether
        u = uniform(mine, Weekly.RING_TACTIC)
        candidate = belonging.weighted_tactic(world.tactics[scope], t.RING, 0, today, u)
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
def considered(creators, row, world, mine, exposures, users, today, lag, share):
    """Return the tactic considered: better-paid peers' one, some peers' one, one tried out, or (when cheating) none."""
    scope, now = creators.scope[row], creators.tactic[row]
    p, lines = world.values[scope], world.tactics[scope]
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
    handy = 0
    for k in range(1, policies):
        more = users[k] > (users[handy] if handy > 0 else 0)
        if k != now and more and detection.appeared(lines[k], today):
            handy = k
    if handy > 0 and offending.comes_up(p, uniform(mine, Weekly.OPPORTUNITY), users[handy]):
        return handy
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
