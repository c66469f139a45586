"""Phase 9, measures, creators: states, cohorts, reoffence, success, surveys and tiers, read off every account."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.outcomes import breakdowns as b
from sim.model.outcomes import tallies as y
from sim.model.parameters import measures as m
from sim.model.rules import measures as rules
from sim.model.rules.careers import moving_average
from sim.model.state.schema import ACTIVE, LIVE, PILOT, REMOVED

ASKED_DAYS = 90  # a creator is asked about a penalty it was notified of in these days
WEEK = 7
ESTABLISHED = 90  # days of tenure
TOP, MIDDLE, UPPER = 0.99, 0.5, 0.9  # ranks from which the top 1% and the mid-tail begin, and where the mid-tail ends


@loop
def count_creators(creators, n, offer, world, day, tally, tiers):
    """Tally every account; ``tiers`` is int64 (regions, tiers, fields of ``TIER_FIELDS``)."""
    for row in range(n):
        region = creators.region[row]
        p = world.values[region]
        count = tally[region]
        tier = tiers[region, creators.tier[row]]
        here = creators.status[row] <= ACTIVE
        keep_record(creators, row, offer, day)
        count_cohorts(creators, row, p, day, here, count, tier)
        count_reoffence(creators, row, day, count)
        count_pilot(creators, row, count)
        tier[b.R_GMV] += creators.gmv_today[row]
        tier[b.R_INCOME] += creators.settled_today[row] + creators.bonus_today[row] - creators.charged_today[row]
        tier[b.R_LEFT] += creators.ended[row] == day
        tier[b.R_REMOVED] += creators.ended[row] == day and creators.status[row] == REMOVED
        tier[b.R_PENALISED] += creators.last_penalty[row] == day
        if here:
            count_state(creators, row, p, day, count, tier)
            count_answers(creators, row, p, day, count)


@inner_loop
def keep_record(creators, row, offer, day):
    """Bring what is only counted up to today."""
    if offer.active[2 * row + LIVE] == 1:
        creators.last_live[row] = day
    creators.gmv_life[row] += creators.gmv_today[row]
    income = float(creators.settled_today[row] + creators.bonus_today[row] - creators.charged_today[row])
    creators.income_28d[row] = moving_average(creators.income_28d[row], income, 1.0 / 28.0)


@inner_loop
def count_cohorts(creators, row, p, day, here, count, tier):
    """Tally an account, gone or not, in the cohorts that come of age today."""
    joined, ended = creators.joined[row], creators.ended[row]
    tenure = day - joined
    came = tenure if joined >= 0 else -1  # who was there on the first morning is in no cohort of newcomers
    if came == 1:
        count[y.COHORT1] += 1
        count[y.COHORT1_KEPT] += here
    elif came == 7:
        count[y.COHORT7] += 1
        count[y.COHORT7_KEPT] += here
    elif came == 30:
        count[y.COHORT30] += 1
        count[y.COHORT30_KEPT] += here
    elif came == 90:
        count[y.COHORT90] += 1
        count[y.COHORT90_KEPT] += here
    elif came == 180:
        count[y.COHORT180] += 1
        count[y.COHORT180_KEPT] += here
    if rules.was_there(joined, ended, day - 30):
        tier[b.R_THERE] += 1
        tier[b.R_KEPT] += here
        if tenure >= 30 + ESTABLISHED:
            count[y.ESTABLISHED30] += 1
            count[y.ESTABLISHED30_KEPT] += here
    if came == int(p[m.FIRST_ORDER_DAYS]):
        count[y.DUE_ORDER] += 1
        count[y.DUE_ORDER_MADE] += creators.gmv_life[row] > 0
    if came == int(p[m.FIRST_GMV_DAYS]):
        count[y.DUE_GMV] += 1
        count[y.DUE_GMV_MADE] += creators.gmv_life[row] >= p[m.FIRST_GMV]
    if creators.status[row] == REMOVED and day - ended == 90:
        count[y.BANNED90] += 1
        count[y.BANNED90_BACK] += creators.back_on[row] >= 0


@inner_loop
def count_reoffence(creators, row, day, count):
    """Tally penalised creators whose 30 or 90 days are over, and who of them broke a rule, or was caught, again."""
    first, repeat = creators.first_penalty[row], creators.repeat_penalty[row]
    if first >= 0 and day - first == 30:
        count[y.FIRST30] += 1
        count[y.FIRST30_BROKE] += creators.first_broke[row] >= 0
        count[y.FIRST30_CAUGHT] += creators.first_caught[row] >= 0
    if first >= 0 and day - first == 90:
        count[y.FIRST90] += 1
        count[y.FIRST90_BROKE] += creators.first_broke[row] >= 0
        count[y.FIRST90_CAUGHT] += creators.first_caught[row] >= 0
    if repeat >= 0 and day - repeat == 30:
        count[y.REPEAT30] += 1
        count[y.REPEAT30_BROKE] += creators.repeat_broke[row] >= 0
        count[y.REPEAT30_CAUGHT] += creators.repeat_caught[row] >= 0
    if repeat >= 0 and day - repeat == 90:
        count[y.REPEAT90] += 1
        count[y.REPEAT90_BROKE] += creators.repeat_broke[row] >= 0
        count[y.REPEAT90_CAUGHT] += creators.repeat_caught[row] >= 0


@inner_loop
def count_pilot(creators, row, count):
    """Tally accounts whose pilot ended today, by graduating or by going."""
    pilot = creators.status[row] == PILOT
    if creators.was_pilot[row] == 1 and not pilot:
        count[y.PILOTS_ENDED] += 1
        count[y.GRADUATED] += creators.status[row] == ACTIVE
    creators.was_pilot[row] = pilot


@inner_loop
def count_state(creators, row, p, day, count, tier):
    """Tally the standing of an account that is here, in its region and its tier."""
    count[y.CREATORS] += 1
    count[y.PILOTS] += creators.status[row] == PILOT
    count[y.RESTRICTED] += creators.restricted[row]
    count[y.CAMPAIGN_BLOCKED] += creators.campaign_blocked[row]
    count[y.LINKS_HIDDEN] += creators.links_hidden[row]
    count[y.SUSPENDED] += creators.suspended_until[row] > day
    count[y.RATING] += creators.rating[row]
    count[y.FAIRNESS] += rules.micro(creators.fairness[row])
    count[y.AWARENESS] += rules.micro(creators.awareness[row])
    count[y.EFFORT] += rules.micro(creators.effort[row])
    count[y.LIVE_WEEK] += creators.last_live[row] > day - WEEK
    if creators.performance[row] >= 0.0:
        count[y.SCORED] += 1
        count[y.PERFORMANCE] += rules.micro(creators.performance[row])
    count[y.RECOGNITION] += rules.micro(creators.recognition[row])
    tier[b.R_CREATORS] += 1
    tier[b.R_RESTRICTED] += creators.restricted[row]
    tier[b.R_SUSPENDED] += creators.suspended_until[row] > day
    tier[b.R_FAIRNESS] += rules.micro(creators.fairness[row])
    log_income = rules.log_income(creators.income[row])
    if creators.tactic[row] > 0 and creators.resting[row] == 0:
        tier[b.R_CHEATING] += 1
        count[y.CHEATERS] += 1
        count[y.LOG_INCOME_CHEAT] += log_income
    elif creators.resting[row] == 0:
        count[y.HONEST] += 1
        count[y.LOG_INCOME_HONEST] += log_income


@inner_loop
def count_answers(creators, row, p, day, count):
    """Tally what an account that is here would answer in a survey, and about a penalty it was notified of lately."""
    fairness = creators.fairness[row]
    count[y.CREATORS_SATISFIED] += rules.answers_above(p, fairness, p[m.CREATOR_SATISFIED])
    count[y.CREATORS_PROMOTE] += rules.answers_above(p, fairness, p[m.CREATOR_PROMOTES])
    count[y.CREATORS_DETRACT] += rules.MILLION - rules.answers_above(p, fairness, p[m.CREATOR_DETRACTS])
    if creators.notified_on[row] > day - ASKED_DAYS:
        count[y.ASKED] += 1
        if creators.notified_reason[row] > 0:
            count[y.AGREEING] += rules.answers_above(p, fairness, p[m.AGREES])


@loop
def concentrations(creators, n, region, tally):
    """Tally how unequally a region's 28-day views, GMV and income are spread over its creators."""
    here = np.empty(n, np.int64)
    count = 0
    for row in range(n):
        if creators.region[row] == region and creators.status[row] <= ACTIVE:
            here[count] = row
            count += 1
    rows = here[:count]
    tally[region, y.GINI_VIEWS] = rules.micro(rules.gini(np.sort(creators.views_28d[rows])))
    tally[region, y.GINI_GMV] = rules.micro(rules.gini(np.sort(creators.gmv_28d[rows])))
    income = np.sort(creators.income_28d[rows])
    tally[region, y.GINI_INCOME] = rules.micro(rules.gini(income))
    tally[region, y.TOP_INCOME] = rules.micro(rules.share_between(income, TOP, 1.0))
    tally[region, y.MID_INCOME] = rules.micro(rules.share_between(income, MIDDLE, UPPER))
