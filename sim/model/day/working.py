"""Phase 2, supply: a creator's weekly decision about its work, by what it has learned that work pays.

What it believes of pay, how much it works, how hard, and whether at all; equations in `sim.model.rules.work`.
"""

from __future__ import annotations

from sim.model.compilation import inner_loop
from sim.model.day.looking import PEERS_SEEN
from sim.model.draws import uniform
from sim.model.draws.market import Weekly
from sim.model.parameters import creators as c
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters import work as w
from sim.model.parameters.campaigns import STAKE
from sim.model.rules import attention, bonuses, commission, decisions, ledger, offers, recognition, work


@inner_loop
def learn(creators, row, world, peers, mine):
    """Draw a lesson from the week's sales, quality and offers, and one from the best-paid peer that was seen."""
    p = world.values[creators.scope[row]]
    outside, moved_quality, moved_supply = creators.outside[row], 0.0, 0.0
    if creators.offers_week[row] > 0:
        sales = work.ln_weeks(float(creators.gmv_week[row]), outside)
        quality = creators.quality_week[row] / creators.offers_week[row]
        count = work.ln_offers(creators.offers_week[row])
        better, more = quality - creators.usual_quality[row], count - creators.usual_offers[row]
        surprise = sales - creators.usual_sales[row]
        surprise -= creators.income_quality[row] * better + creators.income_supply[row] * more
        moved_quality = work.lesson(p, better, p[w.QUALITY_VARIATION], surprise)
        moved_supply = work.lesson(p, more, p[w.SUPPLY_VARIATION], surprise)
        creators.usual_sales[row] = work.next_usual(p, creators.usual_sales[row], sales)
        creators.usual_quality[row] = work.next_usual(p, creators.usual_quality[row], quality)
        creators.usual_offers[row] = work.next_usual(p, creators.usual_offers[row], count)
    best_paid, best = creators.income[row], -1
    start, degree = peers.indptr[row], peers.indptr[row + 1] - peers.indptr[row]
    for k in range(PEERS_SEEN if degree > 0 else 0):
        peer = peers.indices[start + int(uniform(mine, Weekly.PEER + k) * degree)]
        if creators.income[peer] > best_paid:
            best_paid, best = creators.income[peer], peer
    seen = row if best < 0 else best
    ahead = work.sales_a_unit(creators.sold[seen], creators.worked[seen])
    creators.prospects[row] = work.next_usual(p, creators.prospects[row], ahead)
    if best >= 0:
        better = creators.quality_seen[best] - creators.quality_seen[row]
        surprise = work.ln_weeks(7.0 * best_paid, outside) - work.ln_weeks(7.0 * creators.income[row], outside)
        surprise -= creators.income_quality[row] * better
        moved_quality += p[w.PEER_LESSON] * work.lesson(p, better, p[w.QUALITY_VARIATION], surprise)
    creators.income_quality[row] = work.believed(
        p, creators.income_quality[row], p[c.INCOME_QUALITY], moved_quality, work.MOST_QUALITY
    )
    creators.income_supply[row] = work.believed(
        p, creators.income_supply[row], p[c.INCOME_SUPPLY], moved_supply, work.MOST_SUPPLY
    )


@inner_loop
def terms(creators, row, world, policy, day):
    """Return what a unit of sales pays this creator at today's terms, as far as it counts."""
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    extra = commission.extra_for(
        p, policy.held_extra[region], policy.cut_day[region], creators.joined[row], creators.gmv_28d[row],
        ledger.health(p, creators.rating[row]),
    )
    offered = world.categories[scope, creators.category[row], m.CATEGORY_COMMISSION]
    kept = commission.earned_share(p, creators.returned[row], creators.return_norm[row])
    kept *= work.frozen_value(p, creators.frozen_until[row] - day)
    return max(0.0, offered + extra) * kept


@inner_loop
def revise_work(creators, row, world, policy, mine, model_effort, day):
    """Take a step in effort and in supply; go on, rest, or come out of a rest."""
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    effort, supply, drive = creators.effort[row], creators.supply[row], creators.drive[row]
    live = drive * creators.hosts[row]
    week = work.week_of(creators.outside[row], drive)
    rate, outside = terms(creators, row, world, policy, day), creators.outside[row]
    pay = work.sales_pay(creators.sold[row], creators.worked[row], rate, outside)
    star = rate + bonuses.sales_rate(p, creators.returned[row], policy.paid_share[region])
    ahead = p[w.PROSPECTS] * work.sales_pay(creators.prospects[row], 1.0, star, outside)
    sales = 7.0 * work.sales_a_unit(creators.sold[row], creators.worked[row]) * drive * supply
    returned, share, seen = creators.returned[row], policy.paid_share[region], creators.quality_seen[row]
    bonus = bonuses.expected(p, p[c.LIVE_START] * live * supply, sales, returned, seen, share) / (week * supply)
    # what one is used to, and what is missing
    usual = week * supply * creators.work_worth[row]
    part = bonuses.part_of_income(bonuses.on_offer(p, live, supply, sales), usual)
    gap = bonuses.habituation_gap(creators.bonus_habituation[row], part)
    creators.habituation_gap[row] = gap
    part = bonuses.part_of_income(creators.bonus_last[row], usual)
    creators.bonus_habituation[row] = bonuses.next_habituation(p, creators.bonus_habituation[row], part)
    factor = work.felt_share(p, pay + bonus, creators.pay_reference[row])
    creators.pay_reference[row] = work.next_reference(p, creators.pay_reference[row], pay + bonus)
    joy = work.joy(p, creators.hobby[row], bonus, gap)
    creators.work_worth[row] = joy + ahead + factor * (pay + bonus)
    # effort
    stake = p[STAKE] if world.campaigns.shape[1] > 0 else 0.0
    learned = creators.income_quality[row]
    reward = bonuses.quality_pull(p, seen, sales, returned, learned, week * supply, share)
    notice = attention.quality_pull(p, seen, policy.top_quality[region], creators.performance[row], stake)
    slope = work.effort_gap(
        p, offers.quality_slope(p, creators.skill[row], effort), effort, creators.intrinsic[row], factor * pay + ahead,
        learned, notice, factor * reward, work.crowded(p, bonus, gap),
    )
    creators.effort[row] = decisions.step_effort(p, effort, slope)
    if model_effort >= 0.0 and uniform(mine, Weekly.IMITATES_EFFORT) < p[c.IMITATION]:
        creators.effort[row] = decisions.toward(p, creators.effort[row], model_effort)
    # hours and videos
    saved = world.tactics[scope, creators.tactic[row], t.EFFORT_SAVED] * creators.intensity[row]
    believed = creators.income_supply[row]
    margin = believed * pay + bonuses.supply_pull(p, live, supply, sales, returned, believed, week, share)
    creators.supply[row] = work.next_supply(p, supply, work.intended_supply(p, joy + ahead + factor * margin, saved))
    urge = recognition.urge(p, creators.recognition[row], day - creators.joined[row])
    creators.resting[row] = work.rests_next(
        p, uniform(mine, Weekly.RESTS), creators.resting[row] == 1, creators.work_worth[row], urge
    )
