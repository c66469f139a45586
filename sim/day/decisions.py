"""Phase 2, supply, first half: the weekly decisions of creators (beliefs, effort, supply, tactic).

Peers are seen as they were yesterday (``shown_*``), so the order of creators does not matter.
"""

from __future__ import annotations

import numpy as np

from sim.agents.schema import ACTIVE
from sim.compilation import inner_loop, loop
from sim.draws import Decision, fork, key, uniform
from sim.parameters import creators as c
from sim.parameters import enforcement as e
from sim.parameters import market as m
from sim.parameters import tactics as t
from sim.parameters.campaigns import STAKE
from sim.parameters.commission import VOLUME_EXTRA, VOLUME_THRESHOLD
from sim.rules import attention, bonuses, commission, decisions, deterrence, enforcement, ledger, offers, orders

PEERS_SEEN = 6
WEEKLY = Decision.WEEKLY


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
        mine = fork(stream, creators.id[row])
        seen, model_effort = look_around(creators, row, peers, mine, day, exposures, sanctions)
        told = creators.told_policy[row] if creators.told_penalty[row] > day - 7 else 0
        revise_beliefs(creators, row, world, told, sanctions, seen)
        revise_work(creators, row, world, policy, mine, model_effort)
        revise_tactic(creators, row, world, policy, mine, told, exposures)
        creators.uses[row] = 0


@inner_loop
def look_around(creators, row, peers, mine, day, exposures, sanctions):
    """Look at some peers: count better-paid ones and sanctioned ones by tactic.

    Returns how many were seen and the effort of the best paid (-1: nobody is paid better).
    """
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
    return seen, model_effort


@inner_loop
def revise_beliefs(creators, row, world, told, sanctions, seen):
    """Forget some rules; update every tactic's perceived detection by own and seen sanctions."""
    p = world.values[creators.region[row]]
    creators.awareness[row] = deterrence.next_awareness(p, creators.awareness[row])
    for k in range(1, creators.perceived.shape[1]):
        used = creators.tactic[row] == k and creators.uses[row] > 0
        creators.perceived[row, k] = deterrence.perceived_detection(
            p, creators.perceived[row, k], 1 if told == k else 0, used, sanctions[k] / max(1, seen)
        )


@inner_loop
def revise_work(creators, row, world, policy, mine, model_effort):
    """Take a step in effort and in supply; perhaps half a step towards the best-paid peer's effort."""
    region = creators.region[row]
    p = world.values[region]
    effort, supply = creators.effort[row], creators.supply[row]
    usual = decisions.usual_income(creators.income[row], creators.outside[row])
    week, share, returned = 7.0 * creators.gmv_28d[row], policy.paid_share[region], creators.returned[row]
    offered = bonuses.part_of_income(bonuses.on_offer(p, creators.drive[row], supply, week), usual)
    missed = bonuses.missed(creators.used_to[row], offered)
    creators.missed[row] = missed
    part = bonuses.part_of_income(creators.bonus_last[row], usual)
    creators.used_to[row] = bonuses.next_used_to(p, creators.used_to[row], part)
    stake = p[STAKE] if world.campaigns.shape[1] > 0 else 0.0
    pull = bonuses.quality_pull(p, creators.quality_seen[row], week, returned, usual, share)
    pull += attention.quality_pull(
        p, creators.quality_seen[row], policy.top_quality[region], creators.performance[row], stake
    )
    slope = decisions.effort_slope(
        p, offers.quality_slope(p, creators.skill[row], effort), effort, supply, creators.intrinsic[row], usual, pull,
        missed,
    )
    creators.effort[row] = decisions.step_effort(p, effort, slope)
    if model_effort >= 0.0 and uniform(mine, 0) < p[c.IMITATION]:
        creators.effort[row] = decisions.toward(p, creators.effort[row], model_effort)
    saved = world.tactics[creators.region[row], creators.tactic[row], t.EFFORT_SAVED] * creators.intensity[row]
    pull = bonuses.supply_pull(
        p, creators.drive[row], supply, week, returned, p[VOLUME_EXTRA], 0.25 * p[VOLUME_THRESHOLD], usual, share
    )
    creators.supply[row] = decisions.step_supply(
        p, supply, decisions.supply_slope(p, effort, supply, pull, saved)
    )


@inner_loop
def revise_tactic(creators, row, world, policy, mine, told, exposures):
    """Weigh one other tactic against the present one; go further or less far with one that is kept."""
    region = creators.region[row]
    p = world.values[region]
    now = creators.tactic[row]
    candidate = considered(p, mine, now, exposures, creators.perceived.shape[1])
    if candidate != now:
        intensity = creators.intensity[row] if now > 0 else p[t.INTENSITY_START]
        lag = enforcement.days_to_penalty(p, policy.load[region])
        share = policy.paid_share[region]
        worth_now = worth(creators, row, world, now, intensity, lag, share)
        worth_then = worth(creators, row, world, candidate, intensity, lag, share)
        if decisions.switches(p, uniform(mine, 3), worth_now, worth_then):
            creators.tactic[row] = candidate
            creators.intensity[row] = p[t.INTENSITY_START] if candidate > 0 else 0.0
    if now > 0 and creators.tactic[row] == now:
        creators.intensity[row] = decisions.next_intensity(p, creators.intensity[row], told == now)


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
def worth(creators, row, world, tactic, intensity, lag, share):
    """Return the utility of a tactic for this creator, given where its account stands on the ladder.

    ``share`` of a bonus is really paid.
    """
    if tactic == 0:
        return 0.0
    region = creators.region[row]
    p, line = world.values[region], world.tactics[region, tactic]
    base = world.categories[region, creators.category[row], m.CATEGORY_RETURN]
    chance = orders.return_chance(p, base, line[t.EXAGGERATION], False)
    honest = orders.return_chance(p, base, 0.0, False)
    usual, week = decisions.usual_income(creators.income[row], creators.outside[row]), 7.0 * creators.gmv_28d[row]
    gain = decisions.tactic_gain(
        p, line, commission.kept(p, chance, honest), bonuses.gross_part(p, week, usual, share),
        bonuses.net_part(p, week, honest, usual, share), (1.0 - chance) / (1.0 - honest),
    )
    loss = at_stake(creators, row, world, tactic)
    deterrent = deterrence.deterrent(p, creators.perceived[row, tactic], creators.caution[row], loss, lag)
    return decisions.tactic_utility(p, line, intensity, gain, creators.moral[row], deterrent, creators.supply[row])


@inner_loop
def at_stake(creators, row, world, tactic):
    """Return the weeks of income that one more penalty for a tactic would cost this account."""
    region = creators.region[row]
    p, line = world.values[region], world.tactics[region, tactic]
    if creators.offences[row] < p[e.WARNINGS]:
        return 0.0
    pieces = offers.pieces_a_day(p, creators.supply[row], creators.drive[row])
    withheld = ledger.withheld(
        creators.traffic_cut[row], creators.posting_limit[row], creators.links_hidden[row] == 1, pieces
    )
    points = max(0, creators.rating[row] - ledger.points_for(p, world.severities[region], line))
    level = int(line[t.SEVERITY])
    every = 0
    for k in range(creators.level_offences.shape[1]):
        every += creators.level_offences[row, k]
    return deterrence.next_loss(
        p, world.ladder[region], world.escalations[region], creators.milestone[row], points, level,
        creators.breaches[row, tactic] + 1, creators.level_offences[row, level] + 1, every + 1, withheld, pieces,
    )
