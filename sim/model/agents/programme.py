"""Incentives as a Mesa agent, one a region: commission, bonuses, boosts, campaigns, training.

In columns: `sim.model.day.commission`, `bonuses`, `attention` and `training`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.agents.account import Account, Offer
from sim.model.agents.cell import Cell
from sim.model.agents.market_agent import MarketAgent
from sim.model.compilation import Row
from sim.model.day.bonuses import PAID_RATE
from sim.model.day.training import AGENCY
from sim.model.draws import fork, uniform
from sim.model.draws.market import Training
from sim.model.outcomes import tallies as y
from sim.model.parameters import attention as ad
from sim.model.parameters import training as tr
from sim.model.rules import attention, bonuses, campaigns, commission, deterrence, ledger, ranking, recognition
from sim.model.rules.careers import moving_average
from sim.model.state.schema import ACTIVE, LIVE


class IncentiveProgramme(MarketAgent):
    """What a region rewards.

    Attributes
    ----------
    held_extra, cut_day
        Commission added for existing creators, and since when a cut of it is on its way (-1: none is).
    paid_share
        Share of bonus claims that the budget has paid lately.
    top_quality, good_quality
        Measured quality of the best and of the better half, as of this week.
    """

    cell: Cell

    def __init__(self, model: Any, cell: Cell, record: dict[str, Any]) -> None:
        super().__init__(model, cell)
        self.held_extra: float = record["held_extra"]
        self.cut_day: int = record["cut_day"]
        self.paid_share: float = record["paid_share"]
        self.top_quality: float = record["top_quality"]
        self.good_quality: float = record["good_quality"]

    def to_row(self) -> dict[str, Any]:
        """Return what it remembers, as fields of the policy table."""
        return {
            "held_extra": self.held_extra, "cut_day": self.cut_day, "paid_share": self.paid_share,
            "top_quality": self.top_quality, "good_quality": self.good_quality,
        }

    def announce(self, day: int) -> None:
        """Move the commission: hold the old one for existing creators while a cut is on its way."""
        self.cut_day = commission.next_cut_day(self.cell.p, self.held_extra, self.cut_day, day)
        self.held_extra = commission.next_held(self.cell.p, self.held_extra, self.cut_day)

    def set_bars(self) -> None:
        """Read off the quality distribution who will be the best, and the better half, for a week."""
        ordered = np.sort(np.array([one.quality_seen for one in self.cell.creators if one.status <= ACTIVE], float))
        self.top_quality = attention.bar_at(ordered, self.cell.values[ad.TOP_SHARE])
        self.good_quality = attention.bar_at(ordered, 0.5)

    def extra_for(self, creator: Account) -> float:
        """Return what the platform adds to one creator's commission."""
        return commission.extra_for(
            creator.cell.p,
            self.held_extra,
            self.cut_day,
            creator.joined,
            creator.gmv_28d,
            ledger.health(creator.cell.p, creator.rating),
        )

    def sell_boosts(self, stream: int) -> None:
        """Let creators with an offer today be given a boost, or buy one where it seems worth its price."""
        tally = self.cell.tally
        for creator in self.cell.creators:
            creator.boosted = 0
            cell, values = creator.cell, creator.cell.values
            price = int(values[ad.PAID_PRICE])
            if values[ad.PAID_STRENGTH] <= 0.0 or not any(offer.active for offer in creator.offers):
                continue
            if uniform(fork(stream, creator.id), Training.BOOST_CREDIT) < values[ad.PAID_CREDITS]:
                creator.boosted = 1
                tally[y.CREDITS_COST] += price
                tally[y.INCENTIVE_COST] += price
            elif attention.buys_boost(cell.p, creator.income, price):
                creator.boosted = 1
                creator.debt += price
                tally[y.BOOST_REVENUE] += price

    def reward(self, offer: Offer, day: int) -> float:
        """Mark what an offer has earned, put it into the campaign if one is on, and return its score on top."""
        creator = offer.creator
        p = self.cell.ranking(creator).p
        newcomer = ranking.is_newcomer(p, day - creator.joined)
        offer.top = int(creator.quality_seen >= self.top_quality)
        offer.proven = int(attention.reaches_further(p, creator.performance))
        offer.in_campaign = int(campaigns.takes_part(
            p, creator.performance, ledger.health(p, creator.rating), creator.campaign_blocked
        ))
        offer.boosted = creator.boosted
        if offer.in_campaign:
            offer.price = campaigns.price(p, offer.price)
        offer.order_odds *= campaigns.order_lift(p, bool(offer.in_campaign))
        return attention.boost(
            p, newcomer, bool(offer.top), bool(offer.proven), bool(offer.in_campaign), bool(offer.boosted)
        )

    def reward_again(self, offer: Offer, day: int, p: Row) -> float:
        """Return what an offer would have on top of its score by other parameters, marking nothing."""
        creator = offer.creator
        return attention.boost(
            p,
            ranking.is_newcomer(p, day - creator.joined),
            creator.quality_seen >= self.top_quality,
            attention.reaches_further(p, creator.performance),
            bool(offer.in_campaign),
            bool(creator.boosted),
        )

    def pay(self, day: int) -> None:
        """Count the week, pay the bonuses of those whose week ends today, and collect what creators owe."""
        cell = self.cell
        due = []
        for creator in cell.creators:
            creator.bonus_today = 0
            if creator.status > ACTIVE:
                continue
            creator.gmv_week += creator.gmv_today + creator.fake_today
            live = creator.offers[LIVE]
            if live.active:
                creator.minutes_week += int(live.scheduled)
            for offer in creator.offers:
                if offer.active:
                    creator.quality_week += offer.estimate
            if creator.weekday == day % 7:
                creator.claims = self.claims_of(creator)
                due.append(creator)
                cell.tally[y.BONUS_CHECKED] += 1
                cell.tally[y.BONUS_PAID] += creator.claims[bonuses.QUALITY] > 0
        claimed, budget = sum(sum(creator.claims) for creator in due), bonuses.budget(cell.p, len(due))
        for creator in due:
            self.close_week(creator, claimed, budget)
        for creator in cell.creators:
            taken = commission.collected(creator.debt, creator.settled_today + creator.bonus_today)
            creator.debt -= taken
            creator.charged_today = taken
        if due:
            self.paid_share = moving_average(self.paid_share, bonuses.paid_share(claimed, budget), PAID_RATE)

    def claims_of(self, creator: Account) -> list[int]:
        """Return what one creator can claim for its week: hours, GMV, net GMV, quality."""
        p, ratio = creator.cell.p, creator.returned / creator.return_norm
        health = ledger.health(p, creator.rating)
        quality = bonuses.quality_claim(p, creator.quality_seen, health) if creator.offers_week > 0 else 0
        return [
            bonuses.hours_claim(p, creator.minutes_week, ratio), bonuses.gmv_claim(p, creator.gmv_week, ratio),
            bonuses.net_claim(p, creator.net_week), quality,
        ]

    def close_week(self, creator: Account, claimed: int, budget: int) -> None:
        """Pay one creator's claims as far as the budget goes, and start its next week."""
        tally, total = self.cell.tally, 0
        for kind, claim in enumerate(creator.claims):
            paid = bonuses.paid(claim, claimed, budget)
            tally[y.BONUS_HOURS + kind] += paid
            total += paid
        tally[y.INCENTIVE_COST] += total
        creator.bonus_today = creator.bonus_last = total
        creator.claims = [0] * bonuses.KINDS
        creator.offers_week = creator.minutes_week = creator.gmv_week = creator.net_week = 0
        creator.quality_week = 0.0

    def teach(self, stream: int, day: int) -> None:
        """Train and remind shares of creators in the rules, and recognise some of the better ones."""
        tally = self.cell.tally
        for creator in self.cell.creators:
            p, values = creator.cell.p, creator.cell.values
            daily = values[tr.TRAINING_COVERAGE] / 30.0
            creator.recognition = recognition.faded(p, creator.recognition)
            if creator.status > ACTIVE:
                continue
            mine = fork(stream, creator.id)
            chance = recognition.training_chance(p, day - creator.joined)
            direct = uniform(mine, Training.DIRECT) < chance * (1.0 - values[tr.THROUGH_AGENCIES])
            if direct or self.through_agency(stream, creator, daily):
                self.lesson(creator, values[tr.TRAINING_EFFECT], day)
                cost = int(values[tr.TRAINING_COST] if direct else values[tr.TRAINING_COST] * values[tr.AGENCY_COST])
                tally[y.TRAINED] += 1
                tally[y.TRAINED_BY_AGENCY] += not direct
                tally[y.TRAINING_COST] += cost
                tally[y.INCENTIVE_COST] += cost
            if uniform(mine, Training.REMINDER) < values[tr.REMINDERS] / 7.0:
                self.lesson(creator, values[tr.REMINDER_EFFECT], day)
                tally[y.REMINDED] += 1
                tally[y.REMINDER_COST] += int(values[tr.REMINDER_COST])
                tally[y.INCENTIVE_COST] += int(values[tr.REMINDER_COST])
            better = creator.quality_seen >= self.good_quality
            if better and uniform(mine, Training.AWARD) < recognition.award_chance(p):
                creator.recognition = 1.0
                tally[y.AWARDS] += 1

    def through_agency(self, stream: int, creator: Account, daily: float) -> bool:
        """Return whether a creator's agency trains all of its members today."""
        agency, share = creator.agency, daily * creator.cell.values[tr.THROUGH_AGENCIES]
        return bool(agency >= 0 and uniform(fork(stream, AGENCY + agency), Training.DIRECT) < share)

    def lesson(self, creator: Account, share: float, day: int) -> None:
        """Teach one creator; a newcomer feels welcome."""
        creator.awareness = deterrence.taught(creator.awareness, share)
        if ranking.is_newcomer(creator.cell.p, day - creator.joined):
            creator.recognition = max(creator.recognition, creator.cell.values[tr.WELCOME])

    def sell_ads(self) -> None:
        """Count what the day's ads brought."""
        tally = self.cell.tally
        tally[y.ADS_REVENUE] += attention.ads_revenue(self.cell.p, tally[y.ADS])
