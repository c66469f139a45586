"""A roadmap as data: phases with gates and costs, targets, and the alternatives that are compared.

Days count from the start of the run. A *phase* begins on its first day and is over after its last one; its levers stay
as they are then (``keep``) or go back (``undo``). A *gate* is read on its day, over the days up to and including it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from sim.config.costs import FREE, Cost
from sim.methods.as_json import read
from sim.model.levers.schedule import Change

Otherwise = Literal["hold", "roll back"]
Afterwards = Literal["keep", "undo"]

PLAN = "plan"
"""What the file's own phases are called beside the alternatives."""


@dataclass(frozen=True)
class Bound:
    """An outcome at least or at most at some value, read over the days up to a day.

    Attributes
    ----------
    window
        Days that the reading looks back over.
    region
        Empty for the whole market.
    of_status_quo
        Whether the bound is a share of what the status quo reads in the same run: 1.02 is two per cent more.
    """

    outcome: str
    at_least: bool
    bound: float
    day: int
    window: int = 28
    region: str = ""
    of_status_quo: bool = False


@dataclass(frozen=True)
class Gate:
    """A bound on which a phase goes on, and what happens otherwise.

    ``hold``: phases that depend on this one wait, and the gate is read again every day. ``roll back``: this phase's
    levers go back on the next day, and phases that depend on it never begin.
    """

    reading: Bound
    otherwise: Otherwise


@dataclass(frozen=True)
class Phase:
    """One step of a plan.

    Attributes
    ----------
    start, end
        First and last day.
    changes
        Levers moved, on days of the run.
    moves
        The same as somebody wrote them, or the scenario's name.
    """

    name: str
    start: int
    end: int
    owner: str
    regions: tuple[str, ...]
    changes: tuple[Change, ...]
    moves: tuple[str, ...] = ()
    cost: Cost = FREE
    gate: Gate | None = None
    depends_on: tuple[str, ...] = ()
    afterwards: Afterwards = "keep"
    line: int = 0


@dataclass(frozen=True)
class Target:
    """What the plan is held to."""

    name: str
    reading: Bound
    line: int = 0


@dataclass(frozen=True)
class Alternative:
    """One way to carry out the plan: its phases, in the order in which they begin."""

    name: str
    why: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True)
class Roadmap:
    """A plan, what it is held to, and the ways to carry it out; the file's own way comes first.

    Attributes
    ----------
    start_date
        Calendar date of day 0.
    days
        Length of the run.
    budget
        In USD; ``None`` where none is set.
    """

    name: str
    question: str
    owner: str
    start_date: str
    days: int
    regions: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    targets: tuple[Target, ...]
    budget: float | None = None
    path: str = ""
    overrides: tuple[str, ...] = field(default=())

    def date(self, day: int) -> dt.date:
        """Return the calendar date of a day."""
        return dt.date.fromisoformat(self.start_date) + dt.timedelta(day)

    @property
    def plan(self) -> Alternative:
        """The file's own phases."""
        return self.alternatives[0]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Roadmap:
        """Return what `to_json` gave."""
        return read(cls, content)
