"""A Mesa agent that belongs to a cell, and the least that any of them needs of it."""

from __future__ import annotations

import itertools
import weakref
from functools import cached_property
from typing import Any, Protocol

import mesa

from sim.model.compilation import Row


class Place(Protocol):
    """Where an agent is: the region's number, today's parameters as rules take them and as Python floats, and tallies.

    All of it is said in `sim.model.agents.cell`.
    """

    p: Row
    values: list[float]
    region: int
    tactics: list[Row]
    table: Row
    lines: list[list[float]]
    ladder: Row
    severities: Row
    escalations: Row
    categories: list[list[float]]
    tally: list[int]
    slices: list[list[list[int]]]
    viewers_base: int
    creators_base: int
    programme: Any


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

    def __init__(self, model: Any, cell: Place) -> None:
        super().__init__(model)
        self.cell = cell

    @cached_property
    def region(self) -> int:
        """Number of the agent's region, a field of its own where the agent has columns."""
        return self.cell.region
