"""What is counted of a creator account: its offers, its record, its standing (in columns: `sim.model.day.measures`,
`sim.model.day.census` and `sim.model.day.records`). Nothing here moves an agent.
"""

from __future__ import annotations

import numpy as np

from sim.model.agents.account import Account, Offer
from sim.model.agents.cell import Cell
from sim.model.day.census import ASKED_DAYS, ESTABLISHED, WEEK
from sim.model.outcomes import breakdowns as b
from sim.model.outcomes import tallies as y
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import measures as m
from sim.model.parameters.tactics import UNORIGINAL
from sim.model.rules import measures as rules
from sim.model.rules import ranking
from sim.model.rules.careers import moving_average
from sim.model.state.schema import ACTIVE, LIVE, PILOT, REMOVED

COHORTS = {
    1: (y.COHORT1, y.COHORT1_KEPT), 7: (y.COHORT7, y.COHORT7_KEPT), 30: (y.COHORT30, y.COHORT30_KEPT),
    90: (y.COHORT90, y.COHORT90_KEPT), 180: (y.COHORT180, y.COHORT180_KEPT),
}
REOFFENCE = {
    ("first", 30): (y.FIRST30, y.FIRST30_BROKE, y.FIRST30_CAUGHT),
    ("first", 90): (y.FIRST90, y.FIRST90_BROKE, y.FIRST90_CAUGHT),
    ("repeat", 30): (y.REPEAT30, y.REPEAT30_BROKE, y.REPEAT30_CAUGHT),
    ("repeat", 90): (y.REPEAT90, y.REPEAT90_BROKE, y.REPEAT90_CAUGHT),
}


class Census:
    """Counts the accounts of one region and their offers, into the cell's tallies.

    Parameters
    ----------
    cell
        The region as it stands today.
    """

    def __init__(self, cell: Cell) -> None:
        self.cell = cell

    def count_all_offers(self, day: int) -> None:
        """Phase 8: count today's offers, as their creators left the day."""
        for creator in self.cell.creators:
            self.count_offers(creator, day)

    def count_all_accounts(self, day: int) -> None:
        """Phase 9: count every account, gone or not."""
        for creator in self.cell.creators:
            self.count(creator, day)
            self.count_standing(creator, day)

    def count_offers(self, creator: Account, day: int) -> None:
        """Add today's offers to the region, the tier, and the category and format."""
        for offer in creator.offers:
            self.cell.tally[y.FOLLOWS] += offer.follows
            self.cell.tally[y.UNFOLLOWS] += offer.unfollows
            if offer.active:
                self.count_offer(creator, offer, day)

    def count_offer(self, creator: Account, offer: Offer, day: int) -> None:
        """Add one offer of today: what viewers did with it, and what of it was good, violating, or unoriginal."""
        cell = self.cell
        tally, views, micro = cell.tally, offer.views, rules.micro(offer.value)
        good, violating = rules.is_quality(cell.p, offer.value), offer.violation > 0
        unoriginal = violating and cell.lines[offer.violation][UNORIGINAL] > 0.5
        if violating:
            creator.note_offence(day)
        self.count_funnel(creator, offer)
        tally[y.QUALITY_VIEWED] += views * micro
        tally[y.QUALITY_OFFERED] += micro
        tally[y.QUALITY_VIEWS] += views * good
        tally[y.VIOLATING_VIEWS] += views * violating
        tally[y.UNORIGINAL_VIEWS] += views * unoriginal
        tally[y.PIECES] += offer.pieces
        tally[y.VIOLATING_PIECES] += offer.pieces * violating
        if offer.kind == LIVE:
            tally[y.VIEWS_LIVE] += views
            tally[y.WATCH_LIVE] += offer.watch
            tally[y.QUALITY_VIEWS_LIVE] += views * good
            tally[y.VIOLATING_LIVES] += violating
            tally[y.QUALITY_LIVE_MINUTES] += int(offer.scheduled) * good
        if ranking.is_newcomer(cell.p, day - creator.joined):
            tally[y.NEWCOMER_VIEWS] += views
        if creator.restricted:
            tally[y.RESTRICTED_VIEWS] += views
        self.count_rewards(creator, offer)
        tier = cell.tiers[creator.tier]
        for field, more in (
            (b.R_OFFERS, 1), (b.R_VIEWS, views), (b.R_QUALITY_VIEWED, views * micro), (b.R_QUALITY_VIEWS, views * good),
            (b.R_VIOLATING_OFFERS, violating), (b.R_VIOLATING_VIEWS, views * violating),
        ):
            tier[field] += more
        part = cell.slices[creator.category][offer.kind]
        for field, more in (
            (b.S_OFFERS, 1), (b.S_IMPRESSIONS, offer.impressions), (b.S_VIEWS, views), (b.S_WATCH, offer.watch),
            (b.S_CLICKS, offer.clicks), (b.S_ORDERS, offer.orders), (b.S_QUALITY_VIEWED, views * micro),
            (b.S_QUALITY_VIEWS, views * good), (b.S_VIOLATING_OFFERS, violating),
            (b.S_VIOLATING_VIEWS, views * violating), (b.S_UNORIGINAL_VIEWS, views * unoriginal),
        ):
            part[field] += more

    def count_funnel(self, creator: Account, offer: Offer) -> None:
        """Add what viewers did with an offer."""
        tally = self.cell.tally
        tally[y.IMPRESSIONS] += offer.impressions
        tally[y.ENDED] += offer.ended
        tally[y.VIEWS] += offer.views
        tally[y.FOLLOW_VIEWS] += offer.followed
        tally[y.WATCH] += offer.watch
        tally[y.CLICKS] += offer.clicks
        tally[y.ORDERS] += offer.orders
        tally[y.NEGATIVE] += offer.negative
        tally[y.QUICK] += offer.quick
        tally[y.REPORTS] += offer.reports

    def count_rewards(self, creator: Account, offer: Offer) -> None:
        """Add an offer by what it had earned in the ranking."""
        tally, views = self.cell.tally, offer.views
        tally[y.TOP_VIEWS] += views * offer.top
        tally[y.PROVEN_VIEWS] += views * offer.proven
        tally[y.BOOSTED_VIEWS] += views * offer.boosted
        tally[y.CAMPAIGN_OFFERS] += offer.in_campaign

    def count(self, creator: Account, day: int) -> None:
        """Add this account to its region's and tier's tallies."""
        tier = self.cell.tiers[creator.tier]
        here = creator.status <= ACTIVE
        self.keep_record(creator, day)
        self.count_cohorts(creator, day, here)
        self.count_reoffence(creator, day)
        self.count_pilot(creator)
        tier[b.R_GMV] += creator.gmv_today
        tier[b.R_INCOME] += creator.settled_today + creator.bonus_today - creator.charged_today
        tier[b.R_LEFT] += creator.ended == day
        tier[b.R_REMOVED] += creator.ended == day and creator.status == REMOVED
        tier[b.R_PENALISED] += creator.last_penalty == day
        if here:
            self.count_state(creator, day)
            self.count_answers(creator, day)

    def keep_record(self, creator: Account, day: int) -> None:
        """Bring what is only counted up to today."""
        if creator.offers[LIVE].active:
            creator.last_live = day
        creator.gmv_life += creator.gmv_today
        income = float(creator.settled_today + creator.bonus_today - creator.charged_today)
        creator.income_28d = moving_average(creator.income_28d, income, 1.0 / 28.0)

    def count_cohorts(self, creator: Account, day: int, here: bool) -> None:
        """Add this account, gone or not, to the cohorts that come of age today."""
        cell, tenure = self.cell, day - creator.joined
        came = tenure if creator.joined >= 0 else -1
        tally, tier, values = cell.tally, cell.tiers[creator.tier], cell.values
        if came in COHORTS:
            reaching, kept = COHORTS[came]
            tally[reaching] += 1
            tally[kept] += here
        if rules.was_there(creator.joined, creator.ended, day - 30):
            tier[b.R_THERE] += 1
            tier[b.R_KEPT] += here
            if tenure >= 30 + ESTABLISHED:
                tally[y.ESTABLISHED30] += 1
                tally[y.ESTABLISHED30_KEPT] += here
        if came == int(values[m.FIRST_ORDER_DAYS]):
            tally[y.DUE_ORDER] += 1
            tally[y.DUE_ORDER_MADE] += creator.gmv_life > 0
        if came == int(values[m.FIRST_GMV_DAYS]):
            tally[y.DUE_GMV] += 1
            tally[y.DUE_GMV_MADE] += creator.gmv_life >= values[m.FIRST_GMV]
        if creator.status == REMOVED and day - creator.ended == 90:
            tally[y.BANNED90] += 1
            tally[y.BANNED90_BACK] += creator.back_on >= 0

    def count_reoffence(self, creator: Account, day: int) -> None:
        """Add this account to the penalised whose 30 or 90 days are over."""
        tally = self.cell.tally
        for (which, days), (over, broke, caught) in REOFFENCE.items():
            penalty = getattr(creator, f"{which}_penalty")
            if penalty >= 0 and day - penalty == days:
                tally[over] += 1
                tally[broke] += getattr(creator, f"{which}_broke") >= 0
                tally[caught] += getattr(creator, f"{which}_caught") >= 0

    def count_pilot(self, creator: Account) -> None:
        """Add this account to those whose pilot ended today, by graduating or by going."""
        pilot = creator.status == PILOT
        if creator.was_pilot and not pilot:
            self.cell.tally[y.PILOTS_ENDED] += 1
            self.cell.tally[y.GRADUATED] += creator.status == ACTIVE
        creator.was_pilot = int(pilot)

    def count_state(self, creator: Account, day: int) -> None:
        """Add the standing of an account that is here."""
        tally, tier = self.cell.tally, self.cell.tiers[creator.tier]
        fairness, income = rules.micro(creator.fairness), rules.log_income(creator.income)
        tally[y.CREATORS] += 1
        tally[y.PILOTS] += creator.status == PILOT
        tally[y.RESTRICTED] += creator.restricted
        tally[y.CAMPAIGN_BLOCKED] += creator.campaign_blocked
        tally[y.LINKS_HIDDEN] += creator.links_hidden
        tally[y.SUSPENDED] += creator.suspended_until > day
        tally[y.RATING] += creator.rating
        tally[y.FAIRNESS] += fairness
        tally[y.AWARENESS] += rules.micro(creator.awareness)
        tally[y.EFFORT] += rules.micro(creator.effort)
        if creator.performance >= 0.0:
            tally[y.SCORED] += 1
            tally[y.PERFORMANCE] += rules.micro(creator.performance)
        tally[y.RECOGNITION] += rules.micro(creator.recognition)
        tally[y.LIVE_WEEK] += creator.last_live > day - WEEK
        tier[b.R_CREATORS] += 1
        tier[b.R_RESTRICTED] += creator.restricted
        tier[b.R_SUSPENDED] += creator.suspended_until > day
        tier[b.R_FAIRNESS] += fairness
        cheats = creator.tactic > 0 and not creator.resting
        tier[b.R_CHEATING] += cheats
        if cheats:
            tally[y.CHEATERS] += 1
            tally[y.LOG_INCOME_CHEAT] += income
        elif not creator.resting:
            tally[y.HONEST] += 1
            tally[y.LOG_INCOME_HONEST] += income

    def count_answers(self, creator: Account, day: int) -> None:
        """Add what an account that is here would answer in a survey, and about a penalty it was notified of lately."""
        p, tally = self.cell.p, self.cell.tally
        felt = creator.fairness
        tally[y.CREATORS_SATISFIED] += rules.answers_above(p, felt, p[m.CREATOR_SATISFIED])
        tally[y.CREATORS_PROMOTE] += rules.answers_above(p, felt, p[m.CREATOR_PROMOTES])
        tally[y.CREATORS_DETRACT] += rules.MILLION - rules.answers_above(p, felt, p[m.CREATOR_DETRACTS])
        if creator.notified_on > day - ASKED_DAYS:
            tally[y.ASKED] += 1
            if creator.notified_reason > 0:
                tally[y.AGREEING] += rules.answers_above(p, felt, p[m.AGREES])

    def count_standing(self, creator: Account, day: int) -> None:
        """Add this account to its region's agencies, rings, tactics and recoveries (in columns: `day.standing`)."""
        tally, here = self.cell.tally, creator.status <= ACTIVE
        if creator.restricted:
            creator.restricted_days += 1
        elif creator.restricted_days > 0:
            tally[y.RECOVERED] += here
            tally[y.RECOVERY_DAYS] += creator.restricted_days if here else 0
            creator.restricted_days = 0
        if not here:
            return
        self.cell.adoption[creator.tactic] += 1
        tally[y.RING_CREATORS] += creator.ring >= 0
        tally[y.AGENCY_CREATORS] += creator.agency >= 0
        idle = day - max(creator.last_offer, creator.suspended_until)
        tally[y.DORMANT] += idle >= self.cell.values[lc.DORMANT_DAYS]
        tally[y.PERCEIVED] += rules.micro(rules.mean_belief(np.array(creator.perceived, float)))
        tally[y.CARE] += rules.micro(creator.care)
        tally[y.NORM] += rules.micro(creator.norm)
