"""Distribution and incentives as Mesa agents, one of each a region: they observe, hold state, and act.

Enforcement, the largest of the three, stands in `sim.agents.enforcing`.
"""

from __future__ import annotations

import numpy as np

from sim.agents.cell import MarketAgent
from sim.agents.enforcing import EnforcementPolicy
from sim.agents.offer import Lottery, Offer
from sim.agents.schema import ACTIVE, LIVE
from sim.draws import fork, normal, uniform
from sim.outcomes import tallies as y
from sim.parameters import detection
from sim.parameters import distribution as d
from sim.parameters import incentives as i
from sim.parameters import tactics as t
from sim.rules import deterrence, enforcement, incentives, offers, ranking

__all__ = ["Distribution", "EnforcementPolicy", "IncentiveProgramme"]


class Distribution(MarketAgent):
    """Who gets the traffic of one region: estimates, ranks, and deals."""

    def rank(self, stream: int, day: int) -> None:
        """Give every active offer its quality estimate, reach and traffic weight."""
        cell = self.cell
        p, values, lines = cell.p, cell.values, cell.lines
        for creator in cell.creators:
            for offer in creator.offers:
                if not offer.active:
                    continue
                line, strength = lines[offer.violation], offer.strength
                mine = fork(fork(stream, creator.id), offer.kind)
                seen = offer.quality - values[d.MEASURED_HARM] * line[t.HARM] * strength
                offer.estimate = offers.unit(seen + values[d.QUALITY_ERROR] * normal(mine, 4))
                offer.reach = 1.0 - enforcement.cut_at(cell.ladder, creator.milestone)
                if offer.demoted:
                    offer.reach *= 1.0 - values[detection.DEMOTION_CUT]
                ranked = ranking.score(
                    p, creator.engagement, line[t.FAKE_GAIN] * strength, creator.gpm, offer.estimate,
                    creator.followers, day - creator.joined,
                )
                room = offers.capacity(p, offer.kind == LIVE, int(offer.scheduled), offer.pieces)
                offer.weight = ranking.weight(p, room, ranked, offer.reach)

    def draw_up(self) -> None:
        """Draw up today's lottery of each category from the active offers with any reach, in order of creators."""
        cell = self.cell
        entered: list[list[Offer]] = [[] for _ in cell.lotteries]
        for creator in cell.creators:
            for offer in creator.offers:
                if offer.active and offer.weight > 0.0:
                    entered[creator.category].append(offer)
        cell.lotteries = [self.lottery(ballot) if ballot else None for ballot in entered]

    def lottery(self, entered: list[Offer]) -> Lottery:
        """Return the alias tables of one lottery: mostly by weight, an exploration share by reach."""
        total = even = 0.0
        for offer in entered:
            total += offer.weight
            even += offer.reach
        count = len(entered)
        chances = np.array(
            [ranking.mix_exploration(self.cell.p, offer.weight / total, offer.reach / even) for offer in entered]
        )
        alias, keep = np.zeros(count, np.int32), np.zeros(count)
        ranking.fill_alias(chances, alias, keep)
        return Lottery(entered, np.column_stack([np.arange(count, dtype=np.int32), alias]), keep)


class IncentiveProgramme(MarketAgent):
    """Bonuses and training of one region."""

    def pay(self, day: int) -> None:
        """Pay volume bonuses for today's LIVE minutes and, on a creator's pay day, the quality bonus."""
        cell = self.cell
        p, tally = cell.p, cell.tally
        for creator in cell.creators:
            if creator.status > ACTIVE:
                continue
            bonus = 0
            live = creator.offers[LIVE]
            if live.active:
                bonus += incentives.volume_bonus(p, int(live.scheduled))
            if creator.weekday == day % 7:
                tally[y.BONUS_CHECKED] += 1
                if creator.offers_week > 0 and incentives.earns_quality_bonus(p, creator.quality_seen, creator.rating):
                    bonus += int(cell.values[i.QUALITY_BONUS])
                    tally[y.BONUS_PAID] += 1
                creator.offers_week = 0
            creator.bonus_today = bonus
            tally[y.INCENTIVE_COST] += bonus

    def train(self, stream: int) -> None:
        """Train a share of creators in the rules, so that coverage is reached in a month."""
        cell = self.cell
        values, tally = cell.values, cell.tally
        share = values[i.TRAINING_COVERAGE] / 30.0
        for creator in cell.creators:
            if creator.status <= ACTIVE and uniform(fork(stream, creator.id), 0) < share:
                creator.awareness = deterrence.taught(creator.awareness, values[i.TRAINING_EFFECT])
                tally[y.TRAINED] += 1
                tally[y.INCENTIVE_COST] += int(values[i.TRAINING_COST])
