"""What agents publish, order and are charged with: offers, orders and cases, as plain slotted records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.model.compilation import Row
from sim.model.rules import ranking
from sim.model.state import schema

if TYPE_CHECKING:
    from sim.model.agents.creator import Creator
    from sim.model.agents.viewer import Viewer

# Attribute of an offer for each column of the offers table's `hot` and `tally`.
HOT = ("entry_odds", "watch_mean", "order_odds", "value", "report_p", "scheduled", "available", "stay")
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

    creator: Creator
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
    reach: float = 0.0
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
    report_p: float = 0.0
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
    def from_row(cls, creator: Creator, kind: int, record: dict[str, Any]) -> Offer:
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


@dataclass(slots=True, eq=False)
class Order:
    """One order, from placing to settlement; fields as in the orders table."""

    id: int
    viewer: Viewer
    creator: Creator
    kind: int
    violation: int
    price: int
    commission: int
    extra: int
    exaggeration: float
    return_add: float
    quality: float
    due: int
    state: int

    def to_row(self) -> dict[str, Any]:
        """Return the order as a row of the orders table."""
        record = {name: getattr(self, name) for name in schema.ORDER}
        record["viewer"], record["creator"] = self.viewer.row, self.creator.row
        return record


@dataclass(slots=True, eq=False)
class Case:
    """One suspected violation, from flag or report to its end; fields as in the cases table."""

    id: int
    creator: Creator
    day: int
    policy: int
    guilty: int
    source: int
    state: int
    points: int = 0
    counted: int = 0
    level: int = 0
    decided: int = -1
    filed: int = -1
    due: int = -1
    exposure: int = 0
    demoted: int = 0
    outside: int = 0

    def to_row(self) -> dict[str, Any]:
        """Return the case as a row of the cases table."""
        record = {name: getattr(self, name) for name in schema.CASE}
        record["creator"] = self.creator.row
        return record
