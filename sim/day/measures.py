"""Phase 9, measures: the day's tallies by region and tier, read off offers and creators."""

from __future__ import annotations

import numpy as np

from sim.agents.schema import (
    ACTIVE,
    PILOT,
    T_CLICKS,
    T_ENDED,
    T_FOLLOWED,
    T_FOLLOWS,
    T_IMPRESSIONS,
    T_NEGATIVE,
    T_ORDERS,
    T_QUICK,
    T_REPORTS,
    T_UNFOLLOWS,
    T_VIEWS,
    T_WATCH,
    VALUE,
)
from sim.compilation import loop
from sim.outcomes import tallies as y
from sim.rules import measures as rules
from sim.rules import ranking

MICRO = 1_000_000
TIER_FIELDS = ("creators", "views", "gmv", "income", "left", "penalised")


@loop
def absorb(offer, creators, n, block_tally):
    """Add the blocks' tallies to the offers and move follower counts (whole numbers: any order gives the same)."""
    for o in range(2 * n):
        for block in range(block_tally.shape[0]):
            for column in range(block_tally.shape[2]):
                offer.tally[o, column] += block_tally[block, o, column]
                block_tally[block, o, column] = 0
        creators.followers[o // 2] += offer.tally[o, T_FOLLOWS] - offer.tally[o, T_UNFOLLOWS]


@loop
def lose_followers(creators, n, lost):
    """Take the follows of viewers who left off their creators."""
    for row in range(n):
        for block in range(lost.shape[0]):
            creators.followers[row] -= lost[block, row]
            lost[block, row] = 0


@loop
def count_offers(offer, creators, n, world, day, tally):
    """Tally the funnel, quality, violations and newcomers' share from today's offers."""
    for o in range(2 * n):
        if offer.active[o] == 0:
            # A follow stands in its creator's LIVE row, and an unfollow may meet a creator who is off today.
            tally[creators.region[o // 2], y.FOLLOWS] += offer.tally[o, T_FOLLOWS]
            tally[creators.region[o // 2], y.UNFOLLOWS] += offer.tally[o, T_UNFOLLOWS]
            continue
        row = o // 2
        region = creators.region[row]
        count = offer.tally[o]
        views = count[T_VIEWS]
        micro = rules.micro(offer.hot[o, VALUE])
        tally[region, y.IMPRESSIONS] += count[T_IMPRESSIONS]
        tally[region, y.ENDED] += count[T_ENDED]
        tally[region, y.VIEWS] += views
        tally[region, y.FOLLOW_VIEWS] += count[T_FOLLOWED]
        tally[region, y.WATCH] += count[T_WATCH]
        tally[region, y.CLICKS] += count[T_CLICKS]
        tally[region, y.ORDERS] += count[T_ORDERS]
        tally[region, y.FOLLOWS] += count[T_FOLLOWS]
        tally[region, y.UNFOLLOWS] += count[T_UNFOLLOWS]
        tally[region, y.NEGATIVE] += count[T_NEGATIVE]
        tally[region, y.QUICK] += count[T_QUICK]
        tally[region, y.REPORTS] += count[T_REPORTS]
        tally[region, y.QUALITY_VIEWED] += views * micro
        tally[region, y.QUALITY_OFFERED] += micro
        if offer.violation[o] > 0:
            tally[region, y.VIOLATING_VIEWS] += views
        if ranking.is_newcomer(world.values[region], day - creators.joined[row]):
            tally[region, y.NEWCOMER_VIEWS] += views
        if creators.milestone[row] >= 0:
            tally[region, y.RESTRICTED_VIEWS] += views


@loop
def count_creators(creators, n, offer, day, tally, tiers):
    """Tally creators' states, cohorts and tiers; ``tiers`` is int64 (regions, 4, fields of ``TIER_FIELDS``)."""
    for row in range(n):
        region = creators.region[row]
        tenure = day - creators.joined[row]
        here = creators.status[row] <= ACTIVE
        if tenure == 30:
            tally[region, y.COHORT30] += 1
            tally[region, y.COHORT30_KEPT] += here
        if tenure == 90:
            tally[region, y.COHORT90] += 1
            tally[region, y.COHORT90_KEPT] += here
        tier = tiers[region, creators.tier[row]]
        tier[1] += offer.tally[2 * row, T_VIEWS] + offer.tally[2 * row + 1, T_VIEWS]
        tier[2] += creators.gmv_today[row]
        tier[3] += creators.settled_today[row] + creators.bonus_today[row]
        tier[4] += creators.ended[row] == day
        tier[5] += creators.last_penalty[row] == day
        if not here:
            continue
        tier[0] += 1
        tally[region, y.CREATORS] += 1
        tally[region, y.PILOTS] += creators.status[row] == PILOT
        tally[region, y.RESTRICTED] += creators.milestone[row] >= 0
        tally[region, y.SUSPENDED] += creators.suspended_until[row] > day
        tally[region, y.RATING] += creators.rating[row]
        tally[region, y.FAIRNESS] += rules.micro(creators.fairness[row])
        tally[region, y.AWARENESS] += rules.micro(creators.awareness[row])
        tally[region, y.EFFORT] += rules.micro(creators.effort[row])
        log_income = rules.log_income(creators.income[row])
        if creators.tactic[row] > 0:
            tally[region, y.CHEATERS] += 1
            tally[region, y.LOG_INCOME_CHEAT] += log_income
        else:
            tally[region, y.LOG_INCOME_HONEST] += log_income


@loop
def concentration(creators, n, region, views):
    """Return the Gini coefficient over a region's creators of 28-day views (or GMV)."""
    values = np.empty(n)
    count = 0
    for row in range(n):
        if creators.region[row] == region and creators.status[row] <= ACTIVE:
            values[count] = creators.views_28d[row] if views else creators.gmv_28d[row]
            count += 1
    return rules.gini(np.sort(values[:count]))
