"""Phase 3, distribution: ranking of what was published and was screened, then the lottery that serves traffic."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day import attention
from sim.model.draws import Decision, fork, key, normal
from sim.model.draws.enforcement import Screening
from sim.model.parameters import detection
from sim.model.parameters import distribution as d
from sim.model.parameters import tactics as t
from sim.model.rules import offers, ranking, staying
from sim.model.state.schema import ENTRY_ODDS, LIVE, SCHEDULED


@inner_loop
def estimated(creators, offer, o, p, line, stream):
    """Return what the platform's estimate of an offer's quality comes to."""
    mine = fork(fork(stream, creators.id[o // 2]), o % 2)
    seen = offer.quality[o] + (line[t.SCORE_GAIN] - p[d.MEASURED_HARM] * line[t.HARM]) * offer.strength[o]
    return offers.unit(seen + p[d.QUALITY_ERROR] * normal(mine, Screening.ESTIMATE))


@inner_loop
def scored(creators, offer, o, p, line, estimate, reward):
    """Return the score by which an offer is ranked."""
    row = o // 2
    return ranking.score(
        p, creators.engagement[row], line[t.FAKE_GAIN] * offer.strength[o], creators.gpm[row], estimate,
        creators.followers[row], reward,
    )


@loop
def rank(creators, n, offer, scope, world, policy, seed, day):
    """Give every active offer its platform estimate, reach, rewards and traffic weight.

    ``scope`` says by whose levers an account is ranked: its own, or its region's where a test treats pairs.
    """
    stream = key(seed, Decision.SCREEN, day)
    for o in range(2 * n):
        if offer.active[o] == 0:
            continue
        row = o // 2
        p = world.values[scope[row]]
        line = world.tactics[scope[row], offer.violation[o]]
        offer.estimate[o] = estimated(creators, offer, o, p, line, stream)
        offer.reach[o] = 1.0 - creators.traffic_cut[row]
        if offer.demoted[o] == 1:
            offer.reach[o] *= 1.0 - p[detection.DEMOTION_CUT]
        reward = attention.reward(creators, offer, o, p, policy, day)
        ranked = scored(creators, offer, o, p, line, offer.estimate[o], reward)
        minutes = int(offer.hot[o, SCHEDULED])
        offer.room[o] = offers.capacity(p, o % 2 == LIVE, minutes, offer.pieces[o])
        offer.weight[o] = ranking.weight(p, offer.room[o], ranked, offer.reach[o])


@loop
def rank_again(creators, n, offer, scope, world, policy, seed, day, weight):
    """Weigh every active offer as viewers of a test's treated arm are to meet it; nothing else of it changes."""
    stream = key(seed, Decision.SCREEN, day)
    for o in range(2 * n):
        weight[o] = 0.0
        if offer.active[o] == 0:
            continue
        p = world.values[scope[o // 2]]
        line = world.tactics[scope[o // 2], offer.violation[o]]
        estimate = estimated(creators, offer, o, p, line, stream)
        reward = attention.reward_again(creators, offer, o, p, policy, day)
        ranked = scored(creators, offer, o, p, line, estimate, reward)
        weight[o] = ranking.weight(p, offer.room[o], ranked, offer.reach[o])


@loop
def build_lotteries(creators, n, offer, again, world, policy, lottery, day):
    """Build one alias table per region and category over the active offers with any reach.

    A slot's chance is (1 - epsilon) * chance among candidates + epsilon * share of room with reach. Offers stand in row
    order. Each table also says how much more there is to watch than usual, and what counts as usual moves on. Where a
    test has viewers in two arms there are as many tables again, over the weights ``again``, for those treated.
    """
    regions, categories = world.regions.shape[0], policy.usual.shape[1]
    draw_up(creators, n, offer, offer.weight, 0, 0, world, policy, lottery, day)
    if lottery.count.shape[0] > regions * categories:
        taken = lottery.start[regions * categories - 1] + lottery.count[regions * categories - 1]
        draw_up(creators, n, offer, again, regions, taken, world, policy, lottery, day)


@loop
def draw_up(creators, n, offer, weight, first, start, world, policy, lottery, day):
    """Build the tables of the cells from ``first`` on, in the lottery's room from ``start`` on."""
    rooms, scratch = np.empty(2 * n), np.empty(6 * n)
    regions, categories = world.regions.shape[0], policy.usual.shape[1]
    groups = range(first * categories, (first + regions) * categories)
    for g in groups:
        lottery.count[g] = 0
    for o in range(2 * n):
        if offer.active[o] == 1 and weight[o] > 0.0:
            row = o // 2
            lottery.count[(first + creators.region[row]) * categories + creators.category[row]] += 1
    for g in groups:
        lottery.start[g] = start
        start += lottery.count[g]
        lottery.count[g] = 0
    for o in range(2 * n):
        if offer.active[o] == 1 and weight[o] > 0.0:
            row = o // 2
            g = (first + creators.region[row]) * categories + creators.category[row]
            lottery.offers[lottery.start[g] + lottery.count[g]] = o
            lottery.count[g] += 1
    for g in groups:
        lo, hi = lottery.start[g], lottery.start[g] + lottery.count[g]
        p = world.values[g // categories]
        worth = 0.0
        for j in range(lo, hi):
            o = lottery.offers[j]
            worth += offer.reach[o] * offer.hot[o, ENTRY_ODDS]
        if first == 0:
            value, usual = staying.log_worth(worth), policy.usual[g // categories, g % categories]
            lottery.lift[g] = staying.more_than_usual(value, usual, day)
            policy.usual[g // categories, g % categories] = staying.next_usual(p, usual, value, day)
        else:
            lottery.lift[g] = lottery.lift[g - first * categories]  # the same offers, in another order
        if hi == lo:
            continue
        even = 0.0
        for j in range(lo, hi):
            o = lottery.offers[j]
            lottery.chance[j] = weight[o]
            rooms[j - lo] = offer.room[o] * offer.reach[o]
            even += rooms[j - lo]
        ranking.compete(lottery.chance[lo:hi], rooms, p[d.CANDIDATES], scratch)
        for j in range(lo, hi):
            lottery.chance[j] = ranking.mix_exploration(p, lottery.chance[j], rooms[j - lo] / even)
        ranking.fill_alias(lottery.chance[lo:hi], lottery.alias[lo:hi], lottery.keep[lo:hi])
        for j in range(lo, hi):
            lottery.pair[j, 0] = lottery.offers[j]
            lottery.pair[j, 1] = lottery.offers[lo + lottery.alias[j]]
