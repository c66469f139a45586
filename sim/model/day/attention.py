"""Attention as a reward, in columns: last week's bars, boosts sold and given, and what offers get on top (phase 3)."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.market import Training
from sim.model.outcomes import tallies as y
from sim.model.parameters import attention as ad
from sim.model.rules import attention, campaigns, ledger, ranking
from sim.model.state.schema import ACTIVE, ORDER_ODDS


@loop
def set_bars(creators, n, world, policy):
    """Read off each region's quality distribution who will be the best, and the better half, for a week."""
    for region in range(world.regions.shape[0]):
        values = np.empty(n)
        count = 0
        for row in range(n):
            if creators.region[row] == region and creators.status[row] <= ACTIVE:
                values[count] = creators.quality_seen[row]
                count += 1
        ordered = np.sort(values[:count])
        policy.top_quality[region] = attention.bar_at(ordered, world.values[region, ad.TOP_SHARE])
        policy.good_quality[region] = attention.bar_at(ordered, 0.5)


@loop
def sell_boosts(creators, n, offer, world, seed, day, tally):
    """Let creators with an offer today be given a boost, or buy one where it seems worth its price."""
    stream = key(seed, Decision.TRAINING, day)
    for row in range(n):
        creators.boosted[row] = 0
        region = creators.region[row]
        scope = creators.scope[row]
        p = world.values[scope]
        idle = offer.active[2 * row] == 0 and offer.active[2 * row + 1] == 0
        if idle or p[ad.PAID_STRENGTH] <= 0.0:
            continue
        price = int(p[ad.PAID_PRICE])
        if uniform(fork(stream, creators.id[row]), Training.BOOST_CREDIT) < p[ad.PAID_CREDITS]:
            creators.boosted[row] = 1
            tally[region, y.CREDITS_COST] += price
            tally[region, y.INCENTIVE_COST] += price
        elif attention.buys_boost(p, creators.income[row], price):
            creators.boosted[row] = 1
            creators.debt[row] += price
            tally[region, y.BOOST_REVENUE] += price


@inner_loop
def reward(creators, offer, o, p, policy, day):
    """Mark what an offer has earned, put it into the campaign if one is on, and return its score on top."""
    row = o // 2
    region = creators.region[row]
    newcomer = ranking.is_newcomer(p, day - creators.joined[row])
    top = creators.quality_seen[row] >= policy.top_quality[region]
    proven = attention.reaches_further(p, creators.performance[row])
    inside = campaigns.takes_part(
        p, creators.performance[row], ledger.health(p, creators.rating[row]), creators.campaign_blocked[row]
    )
    bought = creators.boosted[row] == 1
    offer.top[o] = top
    offer.proven[o] = proven
    offer.in_campaign[o] = inside
    offer.boosted[o] = bought
    if inside:
        offer.price[o] = campaigns.price(p, offer.price[o])
    offer.hot[o, ORDER_ODDS] *= campaigns.order_lift(p, inside)
    return attention.boost(p, newcomer, top, proven, inside, bought)


@inner_loop
def reward_again(creators, offer, o, p, policy, day):
    """Return what an offer would have on top of its score by other levers, marking nothing."""
    row = o // 2
    newcomer = ranking.is_newcomer(p, day - creators.joined[row])
    top = creators.quality_seen[row] >= policy.top_quality[creators.region[row]]
    proven = attention.reaches_further(p, creators.performance[row])
    inside, bought = offer.in_campaign[o] == 1, creators.boosted[row] == 1
    return attention.boost(p, newcomer, top, proven, inside, bought)


@loop
def sell_ads(world, tally):
    """Count what the day's ads brought."""
    for region in range(tally.shape[0]):
        tally[region, y.ADS_REVENUE] += attention.ads_revenue(world.values[region], tally[region, y.ADS])
