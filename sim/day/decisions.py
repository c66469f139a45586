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
from sim.rules import (
    attention,
    belonging,
    bonuses,
    commission,
    decisions,
    detection,
    deterrence,
    enforcement,
    ledger,
    offers,
    orders,
)

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
        seen, model_effort, master = look_around(creators, row, peers, mine, day, exposures, sanctions)
        told = creators.told_policy[row] if creators.told_penalty[row] > day - 7 else 0
        revise_beliefs(creators, row, world, told, sanctions, seen)
        remember_tactic(creators, row, world, told, master)
        revise_work(creators, row, world, policy, mine, model_effort)
        revise_tactic(creators, row, world, policy, mine, day, told, exposures)
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
        peer = peers.indices[start + int(uniform(mine, 10 + k) * degree)]
        if creators.told_penalty[peer] > day - 7:
            sanctions[creators.told_policy[peer]] += 1
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
def remember_tactic(creators, row, world, told, master):
    """Take note of what the tactic in use has paid; its craft grows unless sanctioned, and a ring shares its best."""
    now = creators.tactic[row]
    if now == 0:
        return
    p = world.values[creators.region[row]]
    creators.tactic_payoff[row] = decisions.next_payoff(
        p, creators.tactic_payoff[row], creators.income[row], creators.income_before[row], creators.outside[row]
    )
    craft = belonging.next_craft(p, creators.craft[row], creators.uses[row] > 0, told == now)
    creators.craft[row] = max(craft, master)


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
def revise_tactic(creators, row, world, policy, mine, day, told, exposures):
    """Weigh one other tactic against the present one; go further or less far with one that is kept."""
    region = creators.region[row]
    p = world.values[region]
    now = creators.tactic[row]
    lines = world.tactics[region]
    today = day - policy.horizon[region]
    candidate = considered(p, mine, now, creators.skill[row], exposures, lines, today)
    if candidate == 0 and creators.ring[row] >= 0:  # a ring's business is which tactic, not whether
        candidate = belonging.weighted_tactic(lines, t.RING, 0, today, uniform(mine, 5))
    if candidate != now:
        intensity = creators.intensity[row] if now > 0 else p[t.INTENSITY_START]
        lag = enforcement.days_to_penalty(p, policy.load[region])
        share = policy.paid_share[region]
        worth_now = worth(creators, row, world, now, intensity, lag, share)
        worth_then = worth(creators, row, world, candidate, intensity, lag, share)
        if decisions.switches(p, uniform(mine, 3), worth_now, worth_then):
            take_up(creators, row, candidate, p[t.INTENSITY_START])
    if now > 0 and creators.tactic[row] == now:
        creators.intensity[row] = decisions.next_intensity(p, creators.intensity[row], told == now)


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
def considered(p, mine, now, skill, exposures, lines, horizon_day):
    """Return the tactic a creator considers: a better-paid peers' one, one tried out, or (when cheating) none."""
    policies = lines.shape[0]
    if policies > 1:
        if uniform(mine, 1) < p[c.IMITATION]:
            best = 0
            for k in range(1, policies):
                if k != now and exposures[k] >= p[c.CONTAGION] and exposures[k] > exposures[best] * (best > 0):
                    best = k if detection.appeared(lines[k], horizon_day) else best
            if best > 0:
                return best
        k = 1 + int(uniform(mine, 4) * (policies - 1))
        age = horizon_day - lines[k, t.APPEARS]
        if detection.appeared(lines[k], horizon_day) and decisions.tries_out(p, uniform(mine, 2), skill, age):
            return k
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
    gain = believed_gain(creators, row, p, line, world.categories[region, creators.category[row]], share)
    if tactic == creators.tactic[row]:
        gain = decisions.experienced(p, gain, creators.tactic_payoff[row] / intensity)
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
    offered = world.categories[region, creators.category[row], m.CATEGORY_COMMISSION]
    return commission.tier_at_stake(p, offered, creators.rating[row], points) + deterrence.next_loss(
        p, world.ladder[region], world.escalations[region], creators.milestone[row], points, level,
        creators.breaches[row, tactic] + 1, creators.level_offences[row, level] + 1, every + 1, withheld, pieces,
    )


@inner_loop
def believed_gain(creators, row, p, line, category, share):
    """Return the relative gain of income that a creator sees in a tactic, if it were used on every offer."""
    base, price = category[m.CATEGORY_RETURN], category[m.CATEGORY_PRICE]
    honest = orders.return_chance(p, base, 0.0, False)
    chance = orders.return_chance(p, base + line[t.RETURN_ADD], line[t.EXAGGERATION], False)
    kept = decisions.income_kept(p, line, commission.kept(p, chance, honest), category[m.CATEGORY_COMMISSION])
    supply, drive, week = creators.supply[row], creators.drive[row], 7.0 * creators.gmv_28d[row]
    usual = decisions.usual_income(creators.income[row], creators.outside[row])
    staged = line[t.FAKE_ORDERS] * price * offers.pieces_a_week(p, supply, drive)
    gross = bonuses.gross_part(p, week, usual, share)
    beside = decisions.money_beside(p, line, p[c.LIVE_START] * drive * supply, staged, usual)
    if staged > 0.0:
        beside += bonuses.gross_part(p, week + staged, usual, share) - gross
    return beside + decisions.tactic_gain(
        p, line, kept, gross, bonuses.net_part(p, week, honest, usual, share), (1.0 - chance) / (1.0 - honest),
        decisions.sales_lift(p, staged / 7.0, creators.gmv_28d[row], price),
    )
