"""The path of a run: what each channel's columns were at every point of every day, and the levers in force.

Days are the market's clock (the first warm-up day is 0). A path of D days over C creators takes about 260 · D · C
bytes: 28 MB for 180 days of 600 creators.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.errors import UserError
from sim.model.day.probes import Matter, Point
from sim.model.levers.book import World
from sim.model.rules import offers as rules
from sim.model.state.schema import LIVE, SCHEDULED, VIDEO
from sim.studies.explain.counterfactual.channels import COUNTED, CREATOR_COLUMNS, TREATMENT

Array = np.ndarray[Any, Any]
Columns = dict[str, Array]


@dataclass
class Path:
    """What a run was, day by day.

    Attributes
    ----------
    worlds
        Lever values of each day.
    creators
        Columns of creators at each point of each day, a row an account.
    offers
        Weight, reach and room of each offer after ranking, shape (accounts, 2); of an account that published nothing
        today, those of the last time it did.
    counts
        The day's counts of who went and came, int64 (regions, counts).
    ids
        Identity of every account, in the order of rows.
    """

    worlds: dict[int, World] = field(default_factory=dict)
    creators: dict[tuple[int, Point], Columns] = field(default_factory=dict)
    offers: dict[int, Columns] = field(default_factory=dict)
    counts: dict[int, Array] = field(default_factory=dict)
    ids: Array = field(default_factory=lambda: np.zeros(0, np.int64))

    def keep_world(self, day: int, world: World) -> World:
        """Keep today's lever values; days on which nothing moved share one copy."""
        before = self.worlds.get(day - 1)
        same = before is not None and all(np.array_equal(*pair) for pair in zip(before, world, strict=True))
        self.worlds[day] = before if before is not None and same else World(*(array.copy() for array in world))
        return self.worlds[day]


class LeverProbe:
    """Records the lever values of each day, and nothing else."""

    def __init__(self) -> None:
        self.path = Path()

    def at(self, point: Point, day: int, state: Any, world: Any, tally: Array) -> None:
        """Record what stands at a point of a day."""
        if point == "decided":
            self.path.keep_world(day, world)

    def world(self, matter: Matter, day: int, world: Any) -> Any:
        """Leave the levers as they are."""
        return world


class Recorder(LeverProbe):
    """Records everything that a channel consists of."""

    def at(self, point: Point, day: int, state: Any, world: Any, tally: Array) -> None:
        """Record what stands at a point of a day."""
        super().at(point, day, state, world, tally)
        path, creators = self.path, state.creators
        if point == "ranked":
            two = {name: getattr(state.offers, name)[: 2 * creators.n].reshape(-1, 2).copy() for name in TREATMENT}
            path.offers[day] = two | {"room": room(state, world)}
            return
        names = [name for columns in CREATOR_COLUMNS[point].values() for name in columns]
        path.creators[day, point] = {name: getattr(creators, name).copy() for name in names}
        if point == "closing":
            path.counts[day] = tally[:, COUNTED].copy()
            path.ids = creators.id.copy()


def record(model: Any, levers_only: bool = False) -> Path:
    """Record a market from now on, and return the path that fills as it runs.

    Parameters
    ----------
    model
        An `sim.model.ecosystem.model.Ecosystem` of the compiled engine.
    levers_only
        Record only the lever values of each day.

    Raises
    ------
    UserError
        If the engine is made of objects.
    """
    needs_columns(model)
    probe = LeverProbe() if levers_only else Recorder()
    model.engine.probe = probe
    return probe.path


def needs_columns(model: Any) -> None:
    """Check that a market's state is columns."""
    if not model.is_compiled:
        raise UserError("channels can be held in the compiled engine alone: leave out engine=objects")


def room(state: Any, world: Any) -> Array:
    """Return how much traffic each offer can take up (`sim.model.rules.offers.capacity`), shape (accounts, 2)."""
    creators, offers = state.creators, state.offers
    minutes = offers.hot[: 2 * creators.n, SCHEDULED].astype(np.int64).reshape(-1, 2)[:, LIVE]
    pieces = offers.pieces[: 2 * creators.n].reshape(-1, 2)[:, VIDEO]
    capacity = getattr(rules.capacity, "py_func", rules.capacity)  # the rule itself, over whole columns
    found = np.empty((creators.n, 2))
    for region, p in enumerate(world.values):
        here = creators.region == region
        found[here, LIVE] = capacity(p, True, minutes[here], 0)
        found[here, VIDEO] = capacity(p, False, 0, pieces[here])
    return found
