"""Phase 9, measures, offers: the day's tallies by region, tier, category and format (creators: `day.census`)."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.day.records import note_offence
from sim.model.outcomes import breakdowns as b
from sim.model.outcomes import tallies as y
from sim.model.parameters.tactics import UNORIGINAL
from sim.model.rules import measures as rules
from sim.model.rules import ranking
from sim.model.state.schema import (
    LIVE,
    SCHEDULED,
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

MICRO = 1_000_000


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
def count_offers(offer, creators, n, world, day, tally, tiers, slices):
    """Tally the funnel, quality and violations of today's offers by region, tier, and category and format.

    ``tiers`` is int64 (regions, tiers, fields of ``TIER_FIELDS``), ``slices`` (regions, categories, formats, fields of
    ``SLICE_FIELDS``).
    """
    for o in range(2 * n):
        row = o // 2
        region = creators.region[row]
        # A follow stands in its creator's LIVE row, and an unfollow may meet a creator who is off today.
        tally[region, y.FOLLOWS] += offer.tally[o, T_FOLLOWS]
        tally[region, y.UNFOLLOWS] += offer.tally[o, T_UNFOLLOWS]
        if offer.active[o] == 0:
            continue
        kind = o % 2
        good = rules.is_quality(world.values[region], offer.hot[o, VALUE])
        violating = offer.violation[o] > 0
        if violating:
            note_offence(creators, row, day)
        count_funnel(offer, o, tally[region])
        count_supply(offer, o, kind, good, violating, tally[region])
        views = offer.tally[o, T_VIEWS]
        micro = rules.micro(offer.hot[o, VALUE])
        unoriginal = violating and world.tactics[region, offer.violation[o], UNORIGINAL] > 0.5
        count_views(views, micro, kind, good, violating, unoriginal, tally[region])
        if ranking.is_newcomer(world.values[region], day - creators.joined[row]):
            tally[region, y.NEWCOMER_VIEWS] += views
        if creators.restricted[row] == 1:
            tally[region, y.RESTRICTED_VIEWS] += views
        count_rewards(offer, o, views, tally[region])
        count_in_tier(views, micro, good, violating, tiers[region, creators.tier[row]])
        count_in_slice(
            offer.tally[o], micro, good, violating, unoriginal, slices[region, creators.category[row], kind]
        )


@inner_loop
def count_funnel(offer, o, total):
    """Add what viewers did with an offer."""
    count = offer.tally[o]
    total[y.IMPRESSIONS] += count[T_IMPRESSIONS]
    total[y.ENDED] += count[T_ENDED]
    total[y.VIEWS] += count[T_VIEWS]
    total[y.FOLLOW_VIEWS] += count[T_FOLLOWED]
    total[y.WATCH] += count[T_WATCH]
    total[y.CLICKS] += count[T_CLICKS]
    total[y.ORDERS] += count[T_ORDERS]
    total[y.NEGATIVE] += count[T_NEGATIVE]
    total[y.QUICK] += count[T_QUICK]
    total[y.REPORTS] += count[T_REPORTS]
    if o % 2 == LIVE:
        total[y.WATCH_LIVE] += count[T_WATCH]


@inner_loop
def count_rewards(offer, o, views, total):
    """Add an offer by what it had earned in the ranking."""
    total[y.TOP_VIEWS] += views * offer.top[o]
    total[y.PROVEN_VIEWS] += views * offer.proven[o]
    total[y.BOOSTED_VIEWS] += views * offer.boosted[o]
    total[y.CAMPAIGN_OFFERS] += offer.in_campaign[o]


@inner_loop
def count_supply(offer, o, kind, good, violating, total):
    """Add an offer to what was published, each counting once or by its pieces."""
    total[y.QUALITY_OFFERED] += rules.micro(offer.hot[o, VALUE])
    total[y.PIECES] += offer.pieces[o]
    if violating:
        total[y.VIOLATING_PIECES] += offer.pieces[o]
    if kind == LIVE:
        total[y.VIOLATING_LIVES] += violating
        if good:
            total[y.QUALITY_LIVE_MINUTES] += int(offer.hot[o, SCHEDULED])


@inner_loop
def count_views(views, micro, kind, good, violating, unoriginal, total):
    """Add an offer's views by what was seen."""
    total[y.QUALITY_VIEWED] += views * micro
    if kind == LIVE:
        total[y.VIEWS_LIVE] += views
    if good:
        total[y.QUALITY_VIEWS] += views
        if kind == LIVE:
            total[y.QUALITY_VIEWS_LIVE] += views
    if violating:
        total[y.VIOLATING_VIEWS] += views
    if unoriginal:
        total[y.UNORIGINAL_VIEWS] += views


@inner_loop
def count_in_tier(views, micro, good, violating, tier):
    """Add an offer to its creator's tier."""
    tier[b.R_OFFERS] += 1
    tier[b.R_VIEWS] += views
    tier[b.R_QUALITY_VIEWED] += views * micro
    if good:
        tier[b.R_QUALITY_VIEWS] += views
    if violating:
        tier[b.R_VIOLATING_OFFERS] += 1
        tier[b.R_VIOLATING_VIEWS] += views


@inner_loop
def count_in_slice(count, micro, good, violating, unoriginal, part):
    """Add an offer to its category and format (sales are added where orders are)."""
    views = count[T_VIEWS]
    part[b.S_OFFERS] += 1
    part[b.S_IMPRESSIONS] += count[T_IMPRESSIONS]
    part[b.S_VIEWS] += views
    part[b.S_WATCH] += count[T_WATCH]
    part[b.S_CLICKS] += count[T_CLICKS]
    part[b.S_ORDERS] += count[T_ORDERS]
    part[b.S_QUALITY_VIEWED] += views * micro
    if good:
        part[b.S_QUALITY_VIEWS] += views
    if violating:
        part[b.S_VIOLATING_OFFERS] += 1
        part[b.S_VIOLATING_VIEWS] += views
    if unoriginal:
        part[b.S_UNORIGINAL_VIEWS] += views
