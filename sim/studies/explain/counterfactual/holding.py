"""Hold channels of a market at a recorded path: at each point of a day, recorded columns are written over its own.

An account is matched by identity. One that was gone in the recorded run keeps what it last did, knew and was given
there. One that only exists here is not held, but a person who is back on a new account does and knows what that person
did and knew on the old one there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from sim.model.day.probes import Matter, Point
from sim.model.levers.replay import ReplayBook
from sim.studies.explain.counterfactual.channels import COUNTED, CREATOR_COLUMNS, RANKING, TREATMENT, Channel
from sim.studies.explain.counterfactual.matching import Matching
from sim.studies.explain.counterfactual.path import Path, needs_columns, room

Array = np.ndarray[Any, Any]


class Holder:
    """Holds some channels at a path.

    Parameters
    ----------
    path
        The recorded run.
    held
        Channels to hold.
    """

    def __init__(self, path: Path, held: Collection[Channel]) -> None:
        self.path, self.held = path, frozenset(held)
        self._matching = Matching(path.ids)

    def at(self, point: Point, day: int, state: Any, world: Any, tally: Array) -> None:
        """Write the recorded columns of the channels held over the market's own."""
        if point == "ranked":
            if "allocation" in self.held:
                self._treat(day, state, world)
            return
        recorded = self.path.creators[day, point]
        for channel, names in CREATOR_COLUMNS[point].items():
            if channel in self.held:
                there = len(recorded[names[0]])
                match = self._matching.accounts if channel == "selection" else self._matching.people
                here, rows = match(state.creators.id, there)
                for name in names:
                    getattr(state.creators, name)[here] = recorded[name][rows]
        if point == "closing" and "selection" in self.held:
            tally[:, COUNTED] = self.path.counts[day]

    def world(self, matter: Matter, day: int, world: Any) -> Any:
        """Return the recorded run's levers for who comes and goes, or for serving impressions, where that is held."""
        if matter == "entry" and "selection" in self.held:
            return self.path.worlds[day]
        if matter == "traffic" and "allocation" in self.held:
            values = world.values.copy()
            values[:, RANKING] = self.path.worlds[day].values[:, RANKING]
            return world._replace(values=values)
        return world

    def _treat(self, day: int, state: Any, world: Any) -> None:
        """Give each offer the weight per room, and the reach, that its account's offers of this kind had."""
        n = state.creators.n
        recorded = self.path.offers[day]
        here, rows = self._matching.accounts(state.creators.id, len(recorded["room"]))
        weight, reach = (getattr(state.offers, name)[: 2 * n].reshape(-1, 2) for name in TREATMENT)
        active = state.offers.active[: 2 * n].reshape(-1, 2)[here] == 1
        then = recorded["room"][rows]
        ranked = active & (then > 0.0)
        scale = np.divide(room(state, world)[here], then, out=np.ones_like(then), where=ranked)
        weight[here] = np.where(ranked, recorded["weight"][rows] * scale, weight[here])
        reach[here] = np.where(ranked, recorded["reach"][rows], reach[here])


def hold(model: Any, path: Path, channels: Collection[Channel], levers: Path | None = None) -> None:
    """Hold channels of a market at a recorded path from now on.

    Parameters
    ----------
    model
        An `sim.model.ecosystem.model.Ecosystem` of the compiled engine, branched where the recording began.
    path
        What another branch was, recorded by :func:`sim.studies.explain.counterfactual.path.record` and finished.
    channels
        What to hold; with none, the market goes its own way.
    levers
        A path whose lever values apply, in place of the market's own schedule.

    Raises
    ------
    UserError
        If the engine is made of objects.
    """
    needs_columns(model)
    model.engine.probe = Holder(path, channels) if channels else None
    if levers is not None:
        warmup = model.clock - model.day
        worlds = {day - warmup: world for day, world in levers.worlds.items()}
        model.book = ReplayBook(model.book, worlds)
