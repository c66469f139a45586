"""Phase 8, who comes back: creators after a break, and removed owners on a new account."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.day.births import ACCOUNT, creator_born
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import Comeback, Reapplication
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.rules import belonging, careers
from sim.model.state.schema import LEFT, PILOT, REMOVED


@inner_loop
def leave(creators, row, p, seed, day, tally):
    """Close an account for good or for a break."""
    creators.status[row] = LEFT
    creators.ended[row] = day
    mine = fork(key(seed, Decision.COMEBACK, day), creators.id[row])
    away = careers.break_days(p, uniform(mine, Comeback.BREAK), uniform(mine, Comeback.DAYS))
    creators.return_day[row] = day + away if away > 0 else -1
    tally[creators.region[row], y.CREATORS_LEFT] += 1


@inner_loop
def reopen(creators, row, day, tally):
    """Take an account up again after a break, with the hopes of before and whoever still follows."""
    creators.status[row] = PILOT
    creators.ended[row] = -1
    creators.exposure[row] = creators.aspiration[row]
    creators.income[row] = 0.0
    creators.resting[row] = 0
    creators.last_offer[row] = day
    tally[creators.region[row], y.CREATORS_RETURNED] += 1


@inner_loop
def unnoticed(creators, row, p, seed):
    """Return whether a removed owner's new account escapes the linked-account check and that of applicants."""
    mine = fork(key(seed, Decision.LINKED, 0), creators.id[row])
    recognised = uniform(mine, Reapplication.RECOGNISED) < p[e.LINKED_RECALL]
    checked, drawn = uniform(mine, Reapplication.CHECKED), uniform(mine, Reapplication.REFUSED)
    return not recognised and not belonging.refused(p, checked, drawn, True)


@inner_loop
def try_again(creators, row, p, seed, tally):
    """Let a removed owner apply again; return whether it gets an account."""
    region = creators.region[row]
    tally[region, y.RETURN_ATTEMPTS] += 1
    tally[region, y.APPLICATIONS] += 1
    accepted = unnoticed(creators, row, p, seed)
    if accepted:
        tally[region, y.RETURN_UNDETECTED] += 1
    else:
        tally[region, y.REFUSED] += 1
    return accepted


@loop
def come_back(creators, n, first, world, policy, seed, day):
    """Open the new accounts of owners who return today: same person, habits and craft, no followers, clean ledger."""
    at = first
    for row in range(n):
        if creators.status[row] != REMOVED or creators.return_day[row] != day:
            continue
        region = creators.region[row]
        scope = creators.scope[row]
        if not unnoticed(creators, row, world.values[scope], seed):
            continue
        identity = creators.id[row] + ACCOUNT
        creators.back_on[row] = day
        creator_born(creators, at, identity, region, creators.category[row], world, policy, seed, day)
        inherit(creators, at, row)
        at += 1


@inner_loop
def inherit(creators, at, row):
    """Bring along the person behind a removed account: talents, motives, habits, beliefs, craft and company."""
    creators.owner[at] = creators.owner[row]
    creators.agency[at] = creators.agency[row]
    creators.ring[at] = creators.ring[row]
    creators.skill[at] = creators.skill[row]
    creators.intrinsic[at] = creators.intrinsic[row]
    creators.moral[at] = creators.moral[row]
    creators.caution[at] = creators.caution[row]
    creators.outside[at] = creators.outside[row]
    creators.drive[at] = creators.drive[row]
    creators.persuasion[at] = creators.persuasion[row]
    creators.attraction[at] = creators.attraction[row]
    creators.hobby[at] = creators.hobby[row]
    creators.hosts[at] = creators.hosts[row]
    creators.income_quality[at] = creators.income_quality[row]
    creators.income_supply[at] = creators.income_supply[row]
    creators.tactic[at] = creators.tactic[row]
    creators.shown_tactic[at] = creators.shown_tactic[row]
    creators.intensity[at] = creators.intensity[row]
    creators.craft[at] = creators.craft[row]
    creators.shown_craft[at] = creators.shown_craft[row]
    creators.awareness[at] = creators.awareness[row]
    creators.foresight[at] = creators.foresight[row]
    creators.prone[at] = creators.prone[row]
    creators.norm[at] = creators.norm[row]
    creators.chastened[at] = creators.chastened[row]
    for k in range(creators.perceived.shape[1]):
        creators.perceived[at, k] = creators.perceived[row, k]
        creators.sanctions[at, k] = creators.sanctions[row, k]
        creators.escapes[at, k] = creators.escapes[row, k]
        creators.slips[at, k] = creators.slips[row, k]

