"""The lever book: every parameter's value in every cell, today.

A *cell* is a region, or while something is tested a region in an arm: first every region's untreated cell, then every
region's treated one. Scalars stand in ``values[cell, column]``; tables (tactics,
milestones, categories) in ``[cell, row, column]``. Each day starts from the base and lays the due changes over it.
"""

from __future__ import annotations

import datetime
from collections import namedtuple
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.errors import UserError, suggest
from sim.model.levers.calendar import lay
from sim.model.levers.places import treated_regions
from sim.model.levers.schedule import Change
from sim.model.levers.timetable import Holds, Timetable
from sim.model.levers.trial import Trial
from sim.model.parameters import SCALARS, TABLES

# A table's config path and its array's name in the world. A new table needs its columns declared, an entry here and
# a field of World.
CALENDAR = "incentives.campaigns"
TABLE_FIELDS = {
    "tactics": "tactics", "enforcement.milestones": "ladder", "market.categories": "categories", CALENDAR: "campaigns",
    "enforcement.severities": "severities", "enforcement.escalations": "escalations",
}
FIRST_ROW = {"tactics": 1}  # row 0 of the tactics is clean behaviour
# the tables in the order of TABLE_FIELDS
World = namedtuple("World", ["values", "tactics", "ladder", "categories", "campaigns", "severities", "escalations",
                             "regions"])  # the last has a row a region, whatever cells a test makes of them
Array = np.ndarray[Any, Any]


def lookup(config: Mapping[str, Any], dotted: str) -> Any:
    """Return the config node at a dotted path, ``None`` where there is none."""
    node: Any = config
    for part in dotted.split("."):
        if not isinstance(node, Mapping) or part not in node:
            return None
        node = node[part]
    return node


@dataclass(frozen=True)
class Place:
    """Where a parameter stands: a scalar's column, or a table's row and column."""

    table: str
    row: int
    column: int


class LeverBook:
    """Values of all parameters by cell, with dated changes laid over them.

    Parameters
    ----------
    config
        The resolved config.

    Attributes
    ----------
    today
        The arrays in force, as compiled loops read them (a :class:`World`).
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.regions = list(config["market"]["regions"])
        self.rows = {table: list(lookup(config, table) or {}) for table in TABLES}
        self.origin = datetime.date.fromisoformat(str(config["start_date"]))
        cells = len(self.regions)
        arrays = [
            np.empty((cells, len(SCALARS))),
            *(np.zeros((cells, FIRST_ROW.get(table, 0) + len(self.rows[table]), len(TABLES[table])))
              for table in TABLE_FIELDS),
            np.zeros(cells),
        ]
        self.base = World(*arrays)
        for column, (name, parameter) in enumerate(SCALARS.items()):
            given = lookup(config, name)
            self.base.values[:, column] = parameter.default if given is None else float(given)
        for table, columns in TABLES.items():
            first, array = FIRST_ROW.get(table, 0), getattr(self.base, TABLE_FIELDS[table])
            for r, row in enumerate(self.rows[table]):
                entries = lookup(config, f"{table}.{row}") or {}
                for c, (column_name, parameter) in enumerate(columns.items()):
                    array[:, first + r, c] = float(entries.get(column_name, parameter.default))
        for cell, region in enumerate(self.regions):
            for name, value in (config["market"]["regions"][region].get("values") or {}).items():
                self._cells(self.base, self.place(name))[cell] = float(value)
        self._places: list[Place | None] = []
        self.timetable = Timetable()
        self.trial: Trial | None = None
        self.seed = 0
        self.today = World(*(array.copy() for array in self.base))

    def place(self, name: str) -> Place:
        """Return where a dotted parameter name stands; unknown names name their nearest neighbour."""
        if name in SCALARS:
            return Place("", 0, list(SCALARS).index(name))
        for table, columns in TABLES.items():
            if name.startswith(table + "."):
                row, _, column = name[len(table) + 1 :].partition(".")
                if row in self.rows[table] and column in columns:
                    at = FIRST_ROW.get(table, 0) + self.rows[table].index(row)
                    return Place(table, at, list(columns).index(column))
        known = list(SCALARS) + [f"{t}.{r}.{c}" for t, rows in self.rows.items() for r in rows for c in TABLES[t]]
        raise UserError(f"no parameter '{name}'.{suggest(name, known)}")

    def read(self, name: str, *, base: bool = False) -> list[float]:
        """Return a parameter's value today in each region, or its base value before any change."""
        values = self._cells(self.base if base else self.today, self.place(name))
        return [float(value) for value in values[: len(self.regions)]]

    @staticmethod
    def _cells(world: Any, place: Place) -> Array:
        if not place.table:
            return world.values[:, place.column]  # type: ignore[no-any-return]
        return getattr(world, TABLE_FIELDS[place.table])[:, place.row, place.column]  # type: ignore[no-any-return]

    @property
    def changes(self) -> list[Change]:
        """The changes that are laid over the base, in order."""
        return self.timetable.changes

    @property
    def fired(self) -> dict[int, int]:
        """The day on which each change that hangs on outcomes, or on another change, began."""
        return self.timetable.began

    def schedule(self, changes: tuple[Change, ...], trial: Trial | None = None, seed: int = 0) -> None:
        """Take up a scenario's changes, and the test that some of them are for, in place of any earlier ones.

        Parameters
        ----------
        seed
            Root of the draws, by which a test of regions treats them.
        """
        self.seed = seed
        arms = 2 if trial is not None and trial.by_account else 1
        if len(self.base.values) != len(self.regions) * arms:
            self.split(arms)
        self.trial = trial
        self._places = [None if change.is_mark else self.place(change.name) for change in changes]
        self.timetable = Timetable(changes)

    def apply(self, day: int, holds: Holds) -> None:
        """Set today's values: the base with the calendar and every due change laid over it, in the scenario's order.

        Changes of the calendar's rows come first, then what the calendar says of today, then all other changes.

        Parameters
        ----------
        day
            Day of the horizon (negative in warm-up).
        holds
            Answers whether a trigger holds as of yesterday.
        """
        has_calendar = bool(self.rows[CALENDAR])
        if not self.changes and not has_calendar:
            return
        for array, base in zip(self.today, self.base, strict=True):
            array[...] = base
        due = list(self.timetable.in_force(day, holds))
        of_calendar = [CALENDAR + "." in change.name for change in self.changes]
        self._lay(day, [one for one in due if of_calendar[one[0]]])
        if has_calendar:
            lay(self.today.values, self.today.campaigns, self.origin + datetime.timedelta(day))
        self._lay(day, [one for one in due if not of_calendar[one[0]]])

    def _lay(self, day: int, due: list[tuple[int, int]]) -> None:
        """Lay some due changes (place in the scenario, first day) over today's values."""
        for index, start in due:
            change, place = self.changes[index], self._places[index]
            if place is None:
                continue
            cells = self._cells(self.today, place)
            chosen = self._chosen(change, day)
            done = 1.0 if change.ramp <= 0 else min(1.0, (day - start + 1) / change.ramp)
            if done < 1.0:
                cells[chosen] += done * (change.to - cells[chosen])
            else:
                cells[chosen] = change.to

    def _chosen(self, change: Change, day: int) -> list[int]:
        """Return the cells in which a change holds on a day."""
        regions = [r for r, name in enumerate(self.regions) if not change.regions or name in change.regions]
        if change.tested and self.trial is not None and not self.trial.by_account:
            treated = treated_regions(self.trial, self.seed, len(self.regions), day)
            return [r for r in regions if treated[r]]
        arms = len(self.today.values) // len(self.regions)
        return [arm * len(self.regions) + r for arm in range(arms) if arm or not change.tested for r in regions]

    def split(self, arms: int) -> None:
        """Give every region as many cells, all at the values of its first."""
        regions = len(self.regions)
        for name in ("base", "today"):
            world = getattr(self, name)
            rows = [*(np.concatenate([array[:regions]] * arms) for array in world[:-1]), world.regions]
            setattr(self, name, World(*rows))

    def copy(self) -> LeverBook:
        """Return an independent copy that shares the base values."""
        twin = LeverBook.__new__(LeverBook)
        twin.__dict__.update(self.__dict__)
        twin.today = World(*(array.copy() for array in self.today))
        twin.timetable = self.timetable.copy()
        return twin
