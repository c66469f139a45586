"""A creator account and its offers: the fields of the two tables as attributes, and what an account notes of itself.

What a creator does stands in `deciding`, `creator` and `career`; this is all that other agents need of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.model.agents.market_agent import MarketAgent, Place
from sim.model.compilation import Row
from sim.model.parameters.attention import EVIDENCE_ORDERS
from sim.model.rules import attention, commission, ranking
from sim.model.rules.measures import NEVER, is_first_since, opens_window
from sim.model.state import schema
from sim.model.state.accounts import AccountFields
from sim.model.state.schema import ACTIVE, LIVE, VIDEO

# Attribute of an offer for each column of the offers table's `hot` and `tally`.
HOT = ("entry_odds", "watch_mean", "order_odds", "value", "noticed", "scheduled", "available", "stay")
TALLY = (
    "impressions", "ended", "views", "watch", "clicks", "orders", "follows", "unfollows", "negative", "quick",
    "reports", "followed",
)
PLAIN_OFFER = tuple(name for name in schema.OFFER if name not in ("hot", "tally"))


@dataclass(slots=True, eq=False)
class Offer:
    """A LIVE or a batch of videos of one creator today, and what viewers made of it.

    A creator holds one of each kind all its life; what is not ``active`` is yesterday's or older.
    """

    creator: Account
    kind: int
    active: int = 0
    violation: int = 0
    deliberate: int = 0
    strength: float = 0.0
    quality: float = 0.0
    estimate: float = 0.0
    price: int = 0
    exaggeration: float = 0.0
    return_add: float = 0.0
    pieces: int = 0
    flag: int = 0
    accused: int = 0
    to_review: int = 0
    demoted: int = 0
    looked: int = 0
    reach: float = 0.0
    room: float = 0.0
    weight: float = 0.0
    top: int = 0
    proven: int = 0
    in_campaign: int = 0
    boosted: int = 0
    # what viewers meet
    entry_odds: float = 0.0
    watch_mean: float = 0.0
    order_odds: float = 0.0
    value: float = 0.0
    noticed: float = 0.0
    scheduled: float = 0.0
    available: float = 0.0
    stay: float = 0.0
    # what they do
    impressions: int = 0
    ended: int = 0
    views: int = 0
    watch: int = 0
    clicks: int = 0
    orders: int = 0
    follows: int = 0
    unfollows: int = 0
    negative: int = 0
    quick: int = 0
    reports: int = 0
    followed: int = 0

    @classmethod
    def from_row(cls, creator: Account, kind: int, record: dict[str, Any]) -> Offer:
        """Return the offer that a row of the offers table holds."""
        offer = cls(creator, kind, **{name: record[name] for name in PLAIN_OFFER})
        for names, column in ((HOT, "hot"), (TALLY, "tally")):
            for name, value in zip(names, record[column], strict=True):
                setattr(offer, name, value)
        return offer

    def to_row(self) -> dict[str, Any]:
        """Return the offer as a row of the offers table."""
        record = {name: getattr(self, name) for name in PLAIN_OFFER}
        record["hot"] = [getattr(self, name) for name in HOT]
        record["tally"] = [getattr(self, name) for name in TALLY]
        return record

    def take_down(self) -> None:
        """End yesterday's offer and forget its tallies."""
        self.active = 0
        self.impressions = self.ended = self.views = self.watch = self.clicks = self.orders = 0
        self.follows = self.unfollows = self.negative = self.quick = self.reports = self.followed = 0


class Lottery(NamedTuple):
    """Alias tables that serve the offers of one region and category."""

    offers: list[Offer]
    pair: Row
    keep: Row

    def serve(self, u: float) -> Offer:
        """Return the offer that uniform ``u`` draws."""
        return self.offers[ranking.serve(u, 0, len(self.offers), self.pair, self.keep)]


class Account(AccountFields, MarketAgent):
    """A creator's account; see `sim.model.state.accounts` for its fields and `sim.model.state.schema` for codes.

    Attributes
    ----------
    offers
        The LIVE and the batch of videos, today's where active.
    peers
        Other accounts that this one is tied to, as of the last weekly refresh.
    """

    def __init__(self, model: Any, cell: Place, row: int, record: dict[str, Any]) -> None:
        super().__init__(model, cell)
        self.row = row
        for field, value in record.items():
            setattr(self, field, value)
        self.offers = (Offer(self, LIVE), Offer(self, VIDEO))
        self.peers: list[Account] = []

    def to_row(self) -> dict[str, Any]:
        """Return the account as a row of the creators table."""
        return {field: getattr(self, field) for field in self.model.state.creators.fields}

    @property
    def name(self) -> str:
        """What the network's files call the creator; empty where they do not."""
        return str(self.model.name_of(self.row))

    @property
    def open(self) -> bool:
        """Whether the account is neither removed nor left."""
        return self.status <= ACTIVE

    def note_penalty(self, offence_day: int, day: int) -> None:
        """Note a penalty of today for an offence of ``offence_day``."""
        if is_first_since(self.first_penalty, self.first_caught, offence_day):
            self.first_caught = day
        if is_first_since(self.repeat_penalty, self.repeat_caught, offence_day):
            self.repeat_caught = day
        if opens_window(self.first_penalty, self.repeat_penalty, day):
            self.repeat_penalty, self.repeat_broke, self.repeat_caught = day, -1, -1
        if self.first_penalty == NEVER:
            self.first_penalty = day

    def note_offence(self, day: int) -> None:
        """Note that a violating offer was published today, found or not."""
        if is_first_since(self.first_penalty, self.first_broke, day):
            self.first_broke = day
        if is_first_since(self.repeat_penalty, self.repeat_broke, day):
            self.repeat_broke = day

    def learn(self, bad: bool, goes_back: bool, honest: float) -> None:
        """Take a delivery into the record of own sales; ``honest``: chance of an honest return."""
        p = self.cell.p
        self.delivered += 1
        self.evidence += 1.0 / self.cell.values[EVIDENCE_ORDERS]
        good = 0.0 if bad or goes_back else 1.0
        self.sound = attention.next_sound(p, self.sound, self.delivered, good)
        self.returned = commission.next_returns(p, self.returned, 1.0 if goes_back else 0.0)
        self.return_norm = commission.next_returns(p, self.return_norm, honest)
