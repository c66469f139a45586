"""Phase 7, last: what each creator and the platform remember of the day's income, reception and deliveries."""

from __future__ import annotations

from sim.model.compilation import loop
from sim.model.parameters import creators as c
from sim.model.rules import attention
from sim.model.rules.careers import learning_rate, moving_average
from sim.model.state.schema import LIVE, T_IMPRESSIONS, T_VIEWS, T_WATCH, VIDEO


@loop
def remember(creators, n, offer, world, day):
    """Fold the day into moving averages: income, exposure, engagement, sales, quality seen, performance."""
    for row in range(n):
        scope = creators.scope[row]
        p = world.values[scope]
        rate = p[c.MEMORY_RATE]
        live, video = 2 * row + LIVE, 2 * row + VIDEO
        impressions = views = watch = 0
        videos = offer.pieces[video] if offer.active[video] == 1 else 0
        lives = offer.pieces[live] if offer.active[live] == 1 else 0
        creators.evidence[row] = attention.next_evidence(p, creators.evidence[row], lives, videos)
        for o in (live, video):
            if offer.active[o] == 1:
                impressions += offer.tally[o, T_IMPRESSIONS]
                views += offer.tally[o, T_VIEWS]
                watch += offer.tally[o, T_WATCH]
                creators.quality_seen[row] = moving_average(creators.quality_seen[row], offer.estimate[o], rate)
        creators.performance[row] = attention.performance(
            p, creators.sound[row], creators.quality_seen[row], creators.evidence[row]
        )
        income = creators.settled_today[row] + creators.bonus_today[row] - creators.charged_today[row]
        income += creators.off_ledger_today[row]
        creators.income[row] = moving_average(creators.income[row], float(max(0, income)), rate)
        if creators.resting[row] == 0:
            learning = learning_rate(p, rate, day - creators.joined[row])
            creators.exposure[row] = moving_average(creators.exposure[row], float(views), learning)
            adapts = p[c.ASPIRATION_RATE]
            creators.aspiration[row] = moving_average(creators.aspiration[row], creators.exposure[row], adapts)
        measured = creators.gmv_today[row] + creators.fake_today[row]  # staged orders look like any other
        creators.gmv_seen_28d[row] = moving_average(creators.gmv_seen_28d[row], float(measured), 1.0 / 28.0)
        if impressions > 0:
            trust = rate * min(1.0, impressions / 20.0)
            creators.engagement[row] = moving_average(creators.engagement[row], 0.01 * watch / impressions, trust)
            creators.gpm[row] = moving_average(creators.gpm[row], 1000.0 * measured / impressions, trust)
        creators.views_28d[row] = moving_average(creators.views_28d[row], float(views), 1.0 / 28.0)
        gmv = float(creators.gmv_today[row])
        creators.gmv_28d[row] = moving_average(creators.gmv_28d[row], gmv, 1.0 / 28.0)
        creators.sold[row] = moving_average(creators.sold[row], gmv, 1.0 / 28.0)
        works = creators.resting[row] == 0 and creators.suspended_until[row] <= day
        done = creators.supply[row] * creators.drive[row] if works else 0.0
        creators.worked[row] = moving_average(creators.worked[row], done, 1.0 / 28.0)
        if creators.restricted[row] == 0 and creators.suspended_until[row] <= day:
            creators.gmv_usual[row] = moving_average(creators.gmv_usual[row], gmv, 1.0 / 28.0)
        creators.shown_tactic[row] = creators.tactic[row] if creators.resting[row] == 0 else 0
        creators.shown_effort[row] = creators.effort[row]
        creators.shown_craft[row] = creators.craft[row]
