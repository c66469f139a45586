"""What the agents of one region share in a day: parameter values, tallies, policies, and the checkout.

A cell is where a lever's value is looked up (a region now). Agents hold a reference to theirs, so that a rule reads
``rule(cell.p, ...)`` whether it is called from a compiled loop or from an object.
"""

from __future__ import annotations

import itertools
import weakref
from functools import cached_property
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.model.outcomes import tallies as y
from sim.model.outcomes.history import blank_count
from sim.model.rules import belonging

if TYPE_CHECKING:
    from sim.model.agents.creator import Creator
    from sim.model.agents.offer import Lottery
    from sim.model.agents.policies import Distribution, EnforcementPolicy
    from sim.model.agents.programme import IncentiveProgramme
    from sim.model.agents.viewer import Viewer

Array = np.ndarray[Any, Any]

class _Counters(weakref.WeakKeyDictionary):  # type: ignore[type-arg]
    """Numbers agents per model without keeping the model alive, as Mesa 3.3's own counter would."""

    def __missing__(self, model: Any) -> Any:
        return self.setdefault(model, itertools.count(1))

    def __getitem__(self, model: Any) -> Any:
        return super().__getitem__(model) if model in self else self.__missing__(model)


class MarketAgent(mesa.Agent):  # type: ignore[misc]
    """A Mesa agent that belongs to a cell.

    Parameters
    ----------
    model
        The market.
    cell
        The agent's region as it stands today.
    """

    _ids = _Counters()

    def __init__(self, model: Any, cell: Cell) -> None:
        super().__init__(model)
        self.cell = cell

    @cached_property
    def region(self) -> int:
        """Number of the agent's region, a field of its own where the agent has columns."""
        return self.cell.region


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
    """

    def __init__(self, region: int, world: Any, checkout: list[tuple[Viewer, Any, int]]) -> None:
        self.region = region
        self.checkout = checkout
        self.p: Array = world.values[region]
        self.tactics: list[Array] = list(world.tactics[region])
        self.table: Array = world.tactics[region]
        self.ladder: Array = world.ladder[region]
        self.has_campaigns = world.campaigns.shape[1] > 0
        self.severities: Array = world.severities[region]
        self.escalations: Array = world.escalations[region]
        self._categories: Array = world.categories[region]
        self.policies = len(self.tactics)
        self.viewers_base = self.creators_base = self.horizon_day = 0
        self.creators: list[Creator] = []
        self.lotteries: list[Lottery | None] = [None] * len(self._categories)
        self.enforcement: EnforcementPolicy
        self.distribution: Distribution
        self.programme: IncentiveProgramme
        self.morning()

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
        self.values: list[float] = self.p.tolist()
        self.lines: list[list[float]] = [row.tolist() for row in self.tactics]
        self.categories: list[list[float]] = self._categories.tolist()
        blank = blank_count(0, 1, len(self._categories), self.policies)
        self.tally: list[int] = blank.tally[0].tolist()
        self.tiers: list[list[int]] = blank.tiers[0].tolist()
        self.slices: list[list[list[int]]] = blank.slices[0].tolist()
        self.adoption: list[int] = blank.adoption[0].tolist()
