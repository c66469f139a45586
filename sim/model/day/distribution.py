"""Phase 3, distribution: ranking of what was published and was screened, then the lottery that serves traffic."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import loop
from sim.model.day import attention
from sim.model.draws import Decision, fork, key, normal
from sim.model.draws.enforcement import Screening
from sim.model.parameters import detection
from sim.model.parameters import distribution as d
from sim.model.parameters import tactics as t
from sim.model.rules import offers, ranking, staying
from sim.model.state.schema import ENTRY_ODDS, LIVE, SCHEDULED


@loop
def rank(creators, n, offer, world, policy, seed, day):
    """Give every active offer its platform estimate, reach, rewards and traffic weight."""
    stream = key(seed, Decision.SCREEN, day)
    for o in range(2 * n):
        if offer.active[o] == 0:
            continue
        row = o // 2
        region = creators.region[row]
        p = world.values[region]
        line = world.tactics[region, offer.violation[o]]
        strength = offer.strength[o]
        mine = fork(fork(stream, creators.id[row]), o % 2)
        seen = offer.quality[o] + (line[t.SCORE_GAIN] - p[d.MEASURED_HARM] * line[t.HARM]) * strength
        offer.estimate[o] = offers.unit(seen + p[d.QUALITY_ERROR] * normal(mine, Screening.ESTIMATE))
        offer.reach[o] = 1.0 - creators.traffic_cut[row]
        if offer.demoted[o] == 1:
            offer.reach[o] *= 1.0 - p[detection.DEMOTION_CUT]
        ranked = ranking.score(
            p, creators.engagement[row], line[t.FAKE_GAIN] * strength, creators.gpm[row], offer.estimate[o],
            creators.followers[row], attention.reward(creators, offer, o, p, policy, day),
        )
        minutes = int(offer.hot[o, SCHEDULED])
        offer.room[o] = offers.capacity(p, o % 2 == LIVE, minutes, offer.pieces[o])
        offer.weight[o] = ranking.weight(p, offer.room[o], ranked, offer.reach[o])


@loop
def build_lotteries(creators, n, offer, world, policy, lottery, day):
    """Build one alias table per region and category over the active offers with any reach.

    A slot's chance is (1 - epsilon) * chance among candidates + epsilon * share of room with reach. Offers stand in row
    order. Each table also says how much more there is to watch than usual, and what counts as usual moves on.
    """
    rooms, scratch = np.empty(2 * n), np.empty(6 * n)
    categories = world.categories.shape[1]
    groups = world.values.shape[0] * categories
    lottery.count[:] = 0
    for o in range(2 * n):
        if offer.active[o] == 1 and offer.weight[o] > 0.0:
            row = o // 2
            lottery.count[creators.region[row] * categories + creators.category[row]] += 1
    start = 0
    for g in range(groups):
        lottery.start[g] = start
        start += lottery.count[g]
        lottery.count[g] = 0
    for o in range(2 * n):
        if offer.active[o] == 1 and offer.weight[o] > 0.0:
            row = o // 2
            g = creators.region[row] * categories + creators.category[row]
            lottery.offers[lottery.start[g] + lottery.count[g]] = o
            lottery.count[g] += 1
    for g in range(groups):
        lo, hi = lottery.start[g], lottery.start[g] + lottery.count[g]
        p = world.values[g // categories]
        worth = 0.0
        for j in range(lo, hi):
            o = lottery.offers[j]
            worth += offer.reach[o] * offer.hot[o, ENTRY_ODDS]
        value, usual = staying.log_worth(worth), policy.usual[g // categories, g % categories]
        lottery.lift[g] = staying.more_than_usual(value, usual, day)
        policy.usual[g // categories, g % categories] = staying.next_usual(p, usual, value, day)
        if hi == lo:
            continue
        even = 0.0
        for j in range(lo, hi):
            o = lottery.offers[j]
            lottery.chance[j] = offer.weight[o]
            rooms[j - lo] = offer.room[o] * offer.reach[o]
            even += rooms[j - lo]
        ranking.compete(lottery.chance[lo:hi], rooms, p[d.CANDIDATES], scratch)
        for j in range(lo, hi):
            lottery.chance[j] = ranking.mix_exploration(p, lottery.chance[j], rooms[j - lo] / even)
        ranking.fill_alias(lottery.chance[lo:hi], lottery.alias[lo:hi], lottery.keep[lo:hi])
        for j in range(lo, hi):
            lottery.pair[j, 0] = lottery.offers[j]
            lottery.pair[j, 1] = lottery.offers[lo + lottery.alias[j]]
