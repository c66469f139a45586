"""Phase 7, incentives: bonuses, training, and what each creator remembers of the day's income and reception."""

from __future__ import annotations

from sim.agents.schema import ACTIVE, LIVE, SCHEDULED, T_IMPRESSIONS, T_VIEWS, T_WATCH, VIDEO
from sim.compilation import loop
from sim.draws import Decision, fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import creators as c
from sim.parameters import incentives as i
from sim.rules import deterrence, incentives
from sim.rules.careers import moving_average

TRAINING_DRAW = Decision.TRAINING


@loop
def pay(creators, n, offer, world, day, tally):
    """Pay volume bonuses for today's LIVE minutes and, on a creator's pay day, the quality bonus."""
    for row in range(n):
        if creators.status[row] > ACTIVE:
            continue
        region = creators.region[row]
        p = world.values[region]
        bonus = 0
        live = 2 * row + LIVE
        if offer.active[live] == 1:
            bonus += incentives.volume_bonus(p, int(offer.hot[live, SCHEDULED]))
        if creators.weekday[row] == day % 7:
            tally[region, y.BONUS_CHECKED] += 1
            if creators.offers_week[row] > 0 and incentives.earns_quality_bonus(
                p, creators.quality_seen[row], creators.rating[row]
            ):
                bonus += int(p[i.QUALITY_BONUS])
                tally[region, y.BONUS_PAID] += 1
            creators.offers_week[row] = 0
        creators.bonus_today[row] = bonus
        tally[region, y.INCENTIVE_COST] += bonus


@loop
def train(creators, n, world, seed, day, tally):
    """Train a share of creators in the rules each day, so that coverage is reached in a month."""
    stream = key(seed, TRAINING_DRAW, day)
    for row in range(n):
        if creators.status[row] > ACTIVE:
            continue
        region = creators.region[row]
        p = world.values[region]
        if uniform(fork(stream, creators.id[row]), 0) < p[i.TRAINING_COVERAGE] / 30.0:
            creators.awareness[row] = deterrence.taught(creators.awareness[row], p[i.TRAINING_EFFECT])
            tally[region, y.TRAINED] += 1
            tally[region, y.INCENTIVE_COST] += int(p[i.TRAINING_COST])


@loop
def remember(creators, n, offer, world, day):
    """Fold the day into moving averages: income, exposure, measured engagement, sales, quality seen."""
    for row in range(n):
        region = creators.region[row]
        p = world.values[region]
        rate = p[c.MEMORY_RATE]
        live, video = 2 * row + LIVE, 2 * row + VIDEO
        impressions = views = watch = 0
        for o in (live, video):
            if offer.active[o] == 1:
                impressions += offer.tally[o, T_IMPRESSIONS]
                views += offer.tally[o, T_VIEWS]
                watch += offer.tally[o, T_WATCH]
                creators.quality_seen[row] = moving_average(creators.quality_seen[row], offer.estimate[o], rate)
        income = float(creators.settled_today[row] + creators.bonus_today[row])
        creators.income[row] = moving_average(creators.income[row], income, rate)
        creators.exposure[row] = moving_average(creators.exposure[row], float(views), rate)
        adapts = p[c.ASPIRATION_RATE]
        creators.aspiration[row] = moving_average(creators.aspiration[row], creators.exposure[row], adapts)
        if impressions > 0:
            trust = rate * min(1.0, impressions / 20.0)
            creators.engagement[row] = moving_average(creators.engagement[row], 0.01 * watch / impressions, trust)
            creators.gpm[row] = moving_average(
                creators.gpm[row], 1000.0 * creators.gmv_today[row] / impressions, trust
            )
        creators.views_28d[row] = moving_average(creators.views_28d[row], float(views), 1.0 / 28.0)
        gmv = float(creators.gmv_today[row])
        creators.gmv_28d[row] = moving_average(creators.gmv_28d[row], gmv, 1.0 / 28.0)
        if creators.milestone[row] < 0 and creators.suspended_until[row] <= day:
            creators.gmv_usual[row] = moving_average(creators.gmv_usual[row], gmv, 1.0 / 28.0)
        creators.shown_tactic[row] = creators.tactic[row]
        creators.shown_effort[row] = creators.effort[row]
