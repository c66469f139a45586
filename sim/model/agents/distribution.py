"""Distribution as a Mesa agent, one a region: it estimates, ranks and serves.

In columns: `sim.model.day.distribution`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.agents.account import Lottery, Offer
from sim.model.agents.cell import Cell
from sim.model.agents.market_agent import MarketAgent
from sim.model.draws import fork, normal
from sim.model.draws.enforcement import Screening
from sim.model.parameters import detection
from sim.model.parameters import distribution as d
from sim.model.parameters import tactics as t
from sim.model.rules import offers, ranking, staying
from sim.model.state.schema import LIVE


class Distribution(MarketAgent):
    """Who gets the traffic of one region: it estimates, ranks, and serves."""

    cell: Cell

    def rank(self, stream: int, day: int) -> None:
        """Give every active offer its quality estimate, reach and traffic weight."""
        cell = self.cell
        for creator in cell.creators:
            levers = cell.ranking(creator)
            p, values, lines = levers.p, levers.values, levers.lines
            for offer in creator.offers:
                if not offer.active:
                    continue
                offer.estimate = _estimated(offer, values, lines[offer.violation], stream)
                offer.reach = 1.0 - creator.traffic_cut
                if offer.demoted:
                    offer.reach *= 1.0 - values[detection.DEMOTION_CUT]
                reward = cell.programme.reward(offer, day)
                ranked = _scored(offer, p, lines[offer.violation], offer.estimate, reward)
                offer.room = offers.capacity(p, offer.kind == LIVE, int(offer.scheduled), offer.pieces)
                offer.weight = ranking.weight(p, offer.room, ranked, offer.reach)

    def rank_again(self, stream: int, day: int, treated: Cell, both: bool) -> None:
        """Weigh every active offer as viewers of a test's treated arm are to meet it, and draw up their lotteries.

        Parameters
        ----------
        treated
            The region's treated arm.
        both
            Whether only creators who are treated too are ranked by its levers.
        """
        weights: dict[Offer, float] = {}
        for creator in self.cell.creators:
            levers = creator.cell if both else treated
            p, values, lines = levers.p, levers.values, levers.lines
            for offer in creator.offers:
                if not offer.active:
                    continue
                estimate = _estimated(offer, values, lines[offer.violation], stream)
                reward = self.cell.programme.reward_again(offer, day, p)
                ranked = _scored(offer, p, lines[offer.violation], estimate, reward)
                weights[offer] = ranking.weight(p, offer.room, ranked, offer.reach)
        entered: list[list[Offer]] = [[] for _ in treated.lotteries]
        for offer, weight in weights.items():
            if weight > 0.0:
                entered[offer.creator.category].append(offer)
        treated.lotteries = [self.lottery(here, treated, weights) if here else None for here in entered]

    def draw_up(self, day: int) -> None:
        """Draw up today's lottery of each category from the active offers with any reach, in order of creators."""
        cell = self.cell
        entered: list[list[Offer]] = [[] for _ in cell.lotteries]
        for creator in cell.creators:
            for offer in creator.offers:
                if offer.active and offer.weight > 0.0:
                    entered[creator.category].append(offer)
        for category, offers_here in enumerate(entered):
            worth = 0.0
            for offer in offers_here:
                worth += offer.reach * offer.entry_odds
            value, usual = staying.log_worth(worth), cell.usual[category]
            cell.lifts[category] = staying.more_than_usual(value, usual, day)
            cell.usual[category] = staying.next_usual(cell.p, usual, value, day)
        cell.lotteries = [self.lottery(offers_here) if offers_here else None for offers_here in entered]

    def lottery(
        self, entered: list[Offer], levers: Cell | None = None, weights: dict[Offer, float] | None = None
    ) -> Lottery:
        """Return the alias tables of one lottery: to the winner among candidates, an exploration share by room.

        Parameters
        ----------
        entered
            The offers that are in it.
        levers, weights
            By whose levers, and with which weights: the region's, and the offers' own, unless said otherwise.
        """
        levers = levers or self.cell
        rooms = np.array([offer.room * offer.reach for offer in entered])
        even = 0.0
        for room in rooms.tolist():
            even += room
        count = len(entered)
        won = np.array([offer.weight if weights is None else weights[offer] for offer in entered])
        ranking.compete(won, rooms, levers.values[d.CANDIDATES], np.empty(3 * count))
        chances = np.array(
            [
                ranking.mix_exploration(levers.p, share, room / even)
                for share, room in zip(won.tolist(), rooms.tolist(), strict=True)
            ]
        )
        alias, keep = np.zeros(count, np.int32), np.zeros(count)
        ranking.fill_alias(chances, alias, keep)
        return Lottery(entered, np.column_stack([np.arange(count, dtype=np.int32), alias]), keep)


def _estimated(offer: Offer, values: Any, line: Any, stream: int) -> float:
    """Return what the platform's estimate of an offer's quality comes to."""
    mine = fork(fork(stream, offer.creator.id), offer.kind)
    seen = offer.quality + (line[t.SCORE_GAIN] - values[d.MEASURED_HARM] * line[t.HARM]) * offer.strength
    return offers.unit(seen + values[d.QUALITY_ERROR] * normal(mine, Screening.ESTIMATE))


def _scored(offer: Offer, p: Any, line: Any, estimate: float, reward: float) -> float:
    """Return the score by which an offer is ranked."""
    creator = offer.creator
    return ranking.score(
        p, creator.engagement, line[t.FAKE_GAIN] * offer.strength, creator.gpm, estimate, creator.followers, reward,
    )
