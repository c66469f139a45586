"""What the agents of one region share in a day: parameter values, tallies, policies, and the checkout.

A cell is where a lever's value is looked up: a region, or one arm of a test in it. Agents hold a reference to theirs,
so that a rule reads ``rule(cell.p, ...)`` whether it is called from a compiled loop or from an object. What agents ask
of each other through it is said here in protocols, so that none of their files has to know another's.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from sim.model.agents.account import Account, Lottery, Offer
from sim.model.compilation import Row
from sim.model.outcomes import tallies as y
from sim.model.outcomes.history import blank_count
from sim.model.rules import belonging


class Publicity(Protocol):
    """What creators can know of their region's enforcement without having met it."""

    rest: list[float]
    alarm: float


class Enforcement(Protocol):
    """What creators meet of their region's enforcement."""

    @property
    def publicity(self) -> Publicity:
        """What is publicly known of it."""

    @property
    def load(self) -> float:
        """Days of queue that the next case for review meets."""

    @property
    def horizon(self) -> int:
        """Day 0 of the horizon on the clock."""

    def precheck(self, creator: Account, kind: int, violation: int, deliberate: bool, seed: int, day: int) -> int:
        """Check an offer beforehand, perhaps; return what its creator makes of it."""


class Programme(Protocol):
    """What creators, orders and rankings meet of their region's incentives."""

    @property
    def paid_share(self) -> float:
        """Share of bonus claims that the budget has paid lately."""

    @property
    def top_quality(self) -> float:
        """Measured quality of the best, as of this week."""

    def extra_for(self, creator: Account) -> float:
        """Return what the platform adds to one creator's commission."""

    def reward(self, offer: Offer, day: int) -> float:
        """Mark what an offer has earned; return its score on top."""

    def reward_again(self, offer: Offer, day: int, p: Row) -> float:
        """Return its score on top by other parameters, marking nothing."""


class Buyer(Protocol):
    """What an order needs of the viewer who placed it."""

    id: int
    row: int
    purchases: int
    bought: int

    def settle_on(self, u: float) -> None:
        """Stop buying after an order, perhaps."""

    def receive(self, bad: bool, creator: Account) -> None:
        """Take a delivery."""


class Cell:
    """One region as its agents see it today.

    Parameters
    ----------
    region
        The region's number.
    world
        Parameter values of every cell; the rows taken here are views, so that they always show today's values.
    checkout
        Where viewers of all cells leave what they order: (viewer, offer, impression), in order of viewers.

    Attributes
    ----------
    p, tactics, table, ladder, severities, escalations
        Parameter row, tactics' rows (each and all) and the tables of the penalty regime, as compiled rules take them.
    values, lines, categories
        The same numbers as Python floats, for reading one: parameters, tactics and categories by row and column.
    horizon_day
        Today, counted from day 0 of the horizon.
    tally, tiers, slices, adoption
        Whole numbers of the day, by column; by tier and column; by category, format and column; by tactic.
    usual, lifts, answered
        What there usually is to watch in each category (ln), how much more there is today, and the share of reports
        of violations that is acted on.
    pairs
        Whether a test treats pairs of viewer and creator, or viewers alone: then accounts are ranked by the region's
        levers for everybody else.
    """

    def __init__(self, region: int, world: Any, checkout: list[tuple[Buyer, Offer, int]]) -> None:
        self.region = region
        self.checkout = checkout
        self.read(world, region)
        self.viewers_base = self.creators_base = self.horizon_day = 0
        self.creators: list[Account] = []
        self.lotteries: list[Lottery | None] = [None] * len(self._categories)
        self.usual = [0.0] * len(self._categories)
        self.lifts: Row = np.zeros(len(self._categories))
        self.answered, self.pairs = 0.0, False
        self.enforcement: Enforcement
        self.programme: Programme
        self.morning()

    @property
    def home(self) -> Cell:
        """The region's own cell, which counts and holds all that its arms share."""
        return self

    def ranking(self, creator: Any) -> Cell:
        """Return the cell by whose levers a creator is ranked."""
        found: Cell = creator.cell.home if self.pairs else creator.cell
        return found

    def read(self, world: Any, row: int) -> None:
        """Take views of a cell's rows of the levers."""
        self.p: Row = world.values[row]
        self.tactics: list[Row] = list(world.tactics[row])
        self.table: Row = world.tactics[row]
        self.ladder: Row = world.ladder[row]
        self.has_campaigns = world.campaigns.shape[1] > 0
        self.severities: Row = world.severities[row]
        self.escalations: Row = world.escalations[row]
        self._categories: Row = world.categories[row]
        self.policies = len(self.tactics)

    def regrade(self) -> None:
        """Give every open account its level (0-3) by measured sales of 28 days among the region's."""
        here = [creator for creator in self.creators if creator.open]
        ordered = np.sort(np.array([creator.gmv_seen_28d for creator in here], float))
        bounds = [belonging.level_bound(self.p, level, ordered) for level in (1, 2, 3)]
        for creator in here:
            level = belonging.level_of(creator.gmv_seen_28d, *bounds)
            self.tally[y.LEVEL_UPS] += level > creator.level
            self.tally[y.LEVEL_DOWNS] += level < creator.level
            creator.level = level

    def morning(self) -> None:
        """Read today's levers and start the day's tallies at zero."""
        self.refresh()
        blank = blank_count(0, 1, len(self._categories), self.policies)
        self.tally: list[int] = blank.tally[0].tolist()
        self.tiers: list[list[int]] = blank.tiers[0].tolist()
        self.slices: list[list[list[int]]] = blank.slices[0].tolist()
        self.adoption: list[int] = blank.adoption[0].tolist()

    def refresh(self) -> None:
        """Read today's levers as Python floats."""
        self.values: list[float] = self.p.tolist()
        self.lines: list[list[float]] = [row.tolist() for row in self.tactics]
        self.categories: list[list[float]] = self._categories.tolist()


class TreatedCell(Cell):
    """The treated arm of one region: levers of its own, everything else the region's.

    Parameters
    ----------
    home
        The region's own cell.
    row
        Its row among the cells of the levers.
    own_feed
        Whether its viewers are served from lotteries of their own.
    """

    def __init__(self, home: Cell, row: int, world: Any, own_feed: bool) -> None:
        self._home, self.region = home, home.region
        self.read(world, row)
        if own_feed:
            self.lotteries: list[Lottery | None] = [None] * len(self._categories)
        self.morning()

    @property
    def home(self) -> Cell:
        """The region's own cell."""
        return self._home

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._home, name)

    def morning(self) -> None:
        """Read today's levers; what is counted is counted in the region's cell."""
        self.refresh()


def treated_cells(cells: list[Cell], world: Any, own_feeds: bool) -> list[TreatedCell]:
    """Return the treated arm of each region; ``own_feeds``: whether its viewers have lotteries of their own."""
    for cell in cells:
        cell.pairs = own_feeds
    return [TreatedCell(cell, len(cells) + cell.region, world, own_feeds) for cell in cells]
