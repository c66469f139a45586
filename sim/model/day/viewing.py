"""Phase 4, viewing: the hot loop. Viewers open the app and are served impressions, each with its funnel.

Blocks of viewers are independent given the market's state: each block writes integer tallies of its own and compact
order rows in viewer order, so that results do not depend on how many blocks, threads or machines there are.
"""

from __future__ import annotations

from collections import namedtuple

import numba

from sim.model.compilation import inlined_loop, inner_loop, parallel_loop
from sim.model.day import traits
from sim.model.draws import Decision, bits, fork, key, lower, uniform, upper
from sim.model.draws.market import MAX_IMPRESSIONS, AppOpening, DarkFollow, Impression, Session
from sim.model.outcomes import tallies as y
from sim.model.parameters import attention as ad
from sim.model.parameters import distribution as d
from sim.model.parameters import viewers as vp
from sim.model.rules import funnel, offers, ranking, staying, trust, viewers
from sim.model.state.schema import (
    ACTIVE_VIEWER,
    AVAILABLE,
    ENTRY_ODDS,
    FOLLOW_SLOTS,
    LIVE,
    MAX_ORDERS,
    NOTICED,
    ORDER_ODDS,
    SCHEDULED,
    STAY,
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
    VIDEO,
    WATCH_MEAN,
)

MASK = (1 << 62) - 1
LAST_WEEK = 127
DAY_30 = 1 << 30

# A viewer as the hot loop sees it: arrays of their own, since finding them by the table's handle costs it a third.
Viewed = namedtuple("Viewed", [
    "id", "region", "scope", "status", "joined", "activity", "taste", "follows", "bonds", "appetite", "affinity",
    "leaning", "habit", "satisfaction", "trust",
])
Today = namedtuple("Today", ["seed", "day", "weekend", "open_stream", "session_stream", "dark", "answered", "seen"])


@parallel_loop
def view(
    viewer, n, offer, creators, lottery, world, policy, seed, day, weekend, blocks, tally, region_tally, orders,
    order_count, seen,
):
    """Run all viewers' day in ``blocks`` contiguous blocks.

    ``tally`` is int64 (blocks, 2 * creators, 12), ``region_tally`` (blocks, regions, tallies), ``orders`` int32
    (rows, 3): viewer row, offer row, impression number, block after block from ``MAX_ORDERS * first viewer``. ``seen``
    (viewers, 2), unless empty, gets views and their quality.
    """
    viewed = Viewed(
        viewer.id, viewer.region, viewer.scope, viewer.status, viewer.joined, viewer.activity, viewer.taste,
        viewer.follows, viewer.bonds, viewer.appetite, viewer.affinity, viewer.leaning, viewer.habit,
        viewer.satisfaction, viewer.trust,
    )
    today = Today(
        seed, day, weekend, key(seed, Decision.OPEN_APP, day), key(seed, Decision.SESSION, day), creators.dark,
        policy.answered, seen,
    )
    hot, active, reach = offer.hot, offer.active, offer.reach
    for block in numba.prange(blocks):
        lo, hi = n * block // blocks, n * (block + 1) // blocks
        order_count[block] = view_block(
            viewed, lo, hi, hot, active, reach, lottery, world.values, today, tally[block], region_tally[block], orders,
        )


@inner_loop
def view_block(viewer, lo, hi, hot, active, reach, lottery, values, today, tally, by_region, orders):
    """Run the day of viewers ``lo`` to ``hi``; return how many orders they placed."""
    placed = 0
    first, categories = MAX_ORDERS * lo, viewer.taste.shape[1]
    for v in range(lo, hi):
        region = viewer.region[v]
        was = viewer.activity[v]
        if viewer.status[v] != ACTIVE_VIEWER:
            if was == 0:
                continue  # long gone: nothing of it is counted any more
            viewer.activity[v] = (was << 1) & MASK
            mask = viewer.activity[v]
            if mask & DAY_30:
                by_region[region, y.COHORT30_VIEWERS] += 1
                if mask & LAST_WEEK:
                    by_region[region, y.COHORT30_BACK] += 1
            if mask & LAST_WEEK:
                by_region[region, y.WAU] += 1
            continue
        scope = viewer.scope[v]
        p = values[scope]
        lift = staying.lift_for(viewer.taste[v], lottery.lift, scope * categories)
        odds = viewers.open_odds(
            p, float(viewer.affinity[v]), viewer.habit[v], viewer.satisfaction[v], viewer.trust[v], lift, today.weekend
        )
        opened = viewer.joined[v] == today.day > 0 or funnel.happens(
            uniform(fork(today.open_stream, viewer.id[v]), AppOpening.OPENS), odds
        )
        mask = ((was << 1) & MASK) | (1 if opened else 0)
        viewer.activity[v] = mask
        viewer.habit[v] = viewers.next_habit(p, viewer.habit[v], opened)
        viewer.trust[v] = trust.rested(p, viewer.trust[v], viewer.leaning[v])
        if mask & DAY_30:
            by_region[region, y.COHORT30_VIEWERS] += 1
            if mask & LAST_WEEK:
                by_region[region, y.COHORT30_BACK] += 1
        if mask & LAST_WEEK:
            by_region[region, y.WAU] += 1
        if opened:
            by_region[region, y.DAU] += 1
            placed += session(
                viewer, v, p, region, scope * categories, hot, active, reach, lottery, lift, today, tally,
                by_region[region], orders, first + placed,
            )
    return placed


@inlined_loop
def session(viewer, v, p, region, group, hot, active, reach, lottery, lift, today, tally, counts_here, orders, at):
    """Serve one viewer's impressions of today from the lotteries that begin at ``group``; return its orders."""
    # Over 60 lines, as the one hot loop: what an impression needs of its viewer stays in locals from end to end.
    taste = viewer.taste[v]
    follows = viewer.follows[v]
    mine = fork(today.session_stream, viewer.id[v])
    trusting, appetite = viewer.trust[v], float(viewer.appetite[v])
    entry_factor = viewers.entry_factor(p, trusting)
    usual = viewers.scroll_chance(p, lift)
    follow_share = p[d.FOLLOW_SHARE]
    ads_load = p[ad.ADS_LOAD]
    delivered = 0.0
    views = lives = ads = orders_placed = 0
    impression = fork(mine, Session.IMPRESSION)
    served = serve_for_taste(impression, taste, group, lottery)
    for k in range(MAX_IMPRESSIONS):
        # Served one ahead, since it depends on nothing watched: its rows arrive from memory meanwhile.
        next_impression = fork(mine, Session.IMPRESSION + k + 1)
        next_served = serve_for_taste(next_impression, taste, group, lottery)
        drawn = bits(impression, Impression.AD_AND_FOLLOWED)
        if upper(drawn) < ads_load:
            ads += 1
            if not viewers.scrolls_on(p, uniform(impression, Impression.SCROLLS_ON), usual, p[ad.ADS_STAY]):
                break
            impression, served = next_impression, next_served
            continue
        u = lower(drawn)
        o = -1
        slot = -1
        if u < follow_share:
            slot = int(u / follow_share * FOLLOW_SLOTS)
            if follows[slot] >= 0:
                o = followed_offer(follows[slot], active, reach, uniform(impression, Impression.REACHED))
        followed = o >= 0
        if not followed:
            o = served
            if o < 0:
                break
        offer = hot[o]
        counts = tally[o]
        counts[T_IMPRESSIONS] += 1
        stay = 0.0
        drawn = bits(impression, Impression.ARRIVAL_AND_ENTERS)
        arrival = upper(drawn) * offer[SCHEDULED]
        if arrival >= offer[AVAILABLE]:
            counts[T_ENDED] += 1
        elif funnel.happens(lower(drawn), offer[ENTRY_ODDS] * entry_factor):
            value = offer[VALUE]
            u = uniform(impression, Impression.MINUTES)
            minutes = funnel.watch_minutes(u, offer[WATCH_MEAN], offer[AVAILABLE] - arrival)
            counts[T_VIEWS] += 1
            counts[T_WATCH] += funnel.centiminutes(minutes)
            counts[T_FOLLOWED] += followed
            counts[T_QUICK] += funnel.is_quick_exit(p, minutes)
            stay = offer[STAY]
            delivered += value
            views += 1
            lives += o % 2 == LIVE
            u = uniform(impression, Impression.CLICKS)
            counts[T_CLICKS] += funnel.clicks(p, u, o % 2 == LIVE, appetite)
            if orders_placed < MAX_ORDERS and funnel.shops(p, u, o % 2 == LIVE, appetite):
                odds = offer[ORDER_ODDS] * viewers.order_factor(p, trusting)
                if followed:
                    odds *= trust.creator_factor(p, viewer.bonds[v, slot])
                if funnel.happens(uniform(impression, Impression.ORDERS), odds):
                    counts[T_ORDERS] += 1
                    orders[at + orders_placed, 0] = v
                    orders[at + orders_placed, 1] = o
                    orders[at + orders_placed, 2] = k
                    orders_placed += 1
            reports = uniform(impression, Impression.REPORTS) < offers.report_chance(p, offer[NOTICED])
            counts[T_REPORTS] += reports
            if offer[NOTICED] > 0.0:
                see_breach(viewer, v, p, slot if followed else -1, offer[NOTICED], reports, today, region)
            if followed:
                distrust = trust.unfollow_factor(p, viewer.bonds[v, slot])
                if funnel.unfollows(p, uniform(impression, Impression.FOLLOWS), value, distrust):
                    follows[slot] = -1
                    counts[T_UNFOLLOWS] += 1
            elif funnel.follows(p, uniform(impression, Impression.FOLLOWS), value):
                follow(p, follows, viewer.bonds[v], o // 2, uniform(impression, Impression.DROPPED), tally)
            if funnel.taps_not_interested(p, uniform(impression, Impression.NOT_INTERESTED), value):
                counts[T_NEGATIVE] += 1
        if not viewers.scrolls_on(p, uniform(impression, Impression.SCROLLS_ON), usual, stay):
            break
        impression, served = next_impression, next_served
    counts_here[y.ADS] += ads
    if views + ads > 0:
        remembered = viewers.session_value(p, delivered, views, ads)
        remembered = max(0.0, remembered - miss_the_dark(p, follows, fork(mine, Session.DARK), today.dark, tally))
        viewer.satisfaction[v] = viewers.next_satisfaction(p, viewer.satisfaction[v], remembered)
        if v < today.seen.shape[0]:
            today.seen[v, 0] += views
            today.seen[v, 1] += delivered
    counts_here[y.LIVE_VIEWERS] += lives > 0
    return orders_placed


@inlined_loop
def serve_for_taste(impression, taste, first_group, lottery):
    """Return the offer that an impression is served for the viewer's taste, -1 if that category has none today."""
    drawn = bits(impression, Impression.CATEGORY_AND_SERVED)
    group = first_group + funnel.category_of(upper(drawn), taste)
    count = lottery.count[group]
    if count == 0:
        return -1
    return ranking.serve(lower(drawn), lottery.start[group], count, lottery.pair, lottery.keep)


@inlined_loop
def followed_offer(creator, active, reach, u):
    """Return a followed creator's offer that can be shown (LIVE before video), -1 if none; a traffic cut hides it."""
    live, video = 2 * creator + LIVE, 2 * creator + VIDEO
    if active[live] == 1:
        return live if u < reach[live] else -1
    if active[video] == 1:
        return video if u < reach[video] else -1
    return -1


@inner_loop
def see_breach(viewer, v, p, slot, noticed, reports, today, region):
    """Let a violation that was seen cost trust: in the platform, and in whom one follows (``slot`` -1: a stranger)."""
    weight = traits.sensitivity(p, today.seed, viewer.id[v])
    kept = trust.kept_fall(p, reports, today.answered[region])
    if slot >= 0:
        bond = trust.in_creator(viewer.bonds[v, slot])
        viewer.bonds[v, slot] = trust.whole(trust.after_breach(p, bond, noticed, weight * kept))
    viewer.trust[v] = trust.after_breach(p, viewer.trust[v], noticed, weight * kept * trust.passed_on(p, slot >= 0))


@inlined_loop
def miss_the_dark(p, follows, mine, dark, tally):
    """Return the quality that a session lacks for followed creators gone dark, some of whom are forgotten today."""
    followed = missing = 0
    for slot in range(FOLLOW_SLOTS):
        creator = follows[slot]
        if creator >= 0:
            followed += 1
            if dark[creator] == 1:
                missing += 1
                if staying.forgets(p, uniform(mine, DarkFollow.FORGOTTEN + slot)):
                    follows[slot] = -1
                    tally[2 * creator + LIVE, T_UNFOLLOWS] += 1
    return staying.missed(p, missing, followed) if missing > 0 else 0.0


@inner_loop
def follow(p, follows, bonds, creator, u, tally):
    """Add a creator to a follow list; a full list drops one follow for it."""
    empty = -1
    for slot in range(FOLLOW_SLOTS):
        if follows[slot] == creator:
            return
        if follows[slot] < 0 and empty < 0:
            empty = slot
    if empty < 0:
        empty = int(u * FOLLOW_SLOTS)
        tally[2 * follows[empty], T_UNFOLLOWS] += 1
    follows[empty] = creator
    bonds[empty] = trust.whole(p[vp.CREATOR_TRUST])
    tally[2 * creator, T_FOLLOWS] += 1
