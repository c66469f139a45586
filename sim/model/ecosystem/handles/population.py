"""Population: a Mesa AgentSet whose agents live in columns, and whose verbs work on columns.

A member is its unique id (kind and row), so a subset is one integer array, and agents of several kinds mix. A registry
such as ``model.creators`` is *live*: it holds whoever is there now. What ``select``, ``sort`` or ``groupby`` return is
fixed. Verbs that name a field (get, set, agg, sort, groupby, ``select(where=...)``) read the column; those that call a
function per agent make handles on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from mesa.agent import Agent

from sim.model.ecosystem.handles.groups import Groups
from sim.model.ecosystem.handles.handles import HANDLES, STRIDE
from sim.model.ecosystem.handles.membership import Array, Membership


class Columns:
    """The fields of a population as arrays, for ``select(where=lambda c: c.rating < 150)``."""

    def __init__(self, population: Population) -> None:
        self._population = population

    def __getattr__(self, name: str) -> Array:
        return self._population.column(name)


class Population(Membership):
    """Agents of one or more kinds of a compiled market.

    Parameters
    ----------
    model
        The market.
    kinds
        Kinds of agents (keys of `sim.model.ecosystem.handles.handles.HANDLES`).
    members
        Unique ids, in order; ``None`` makes a live registry of all who are there.
    """

    # fields

    def column(self, name: str) -> Array:
        """Return a field of all members as an array (a copy).

        Raises
        ------
        AttributeError
            When some member has no such field.
        """
        if len(self.kinds) == 1:
            return self._read(self.kinds[0], name, self.rows)
        members = self.members
        parts = [(at, self._read(kind, name, members[at] % STRIDE)) for kind, at in self._by_kind(members)]
        if not parts:
            return np.zeros(0)
        out = np.empty((len(members), *parts[0][1].shape[1:]), np.result_type(*(part for _, part in parts)))
        for at, part in parts:
            out[at] = part
        return out

    def _read(self, kind: int, name: str, rows: Array) -> Array:
        handle = HANDLES[kind]
        table = handle.table_of(self.model)
        if name in table.fields:
            return table.columns[name][rows]
        if name == "unique_id":
            return kind * STRIDE + rows
        if name == "row":
            return rows
        raise AttributeError(f"{handle.__name__} has no field '{name}'")

    def _by_kind(self, members: Array) -> list[tuple[int, Array]]:
        kinds = members // STRIDE
        return [(kind, np.flatnonzero(kinds == kind)) for kind in self.kinds if (kinds == kind).any()]

    def _values(self, name: str) -> list[Any] | None:
        """Return a field's values as plain numbers, ``None`` where it takes handles to tell."""
        try:
            return self.column(name).tolist()  # type: ignore[no-any-return]
        except AttributeError:
            return None

    def get(self, attr_names: Any, handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """Return one attribute of every member, or a list of several.

        Parameters
        ----------
        attr_names
            A name, or a list of names.
        handle_missing
            ``"error"``, or ``"default"`` to put ``default_value`` where an agent has no such attribute.
        """
        if handle_missing not in ("error", "default"):
            raise ValueError(f"Unknown handle_missing option: {handle_missing}, should be one of 'error' or 'default'")
        if not isinstance(attr_names, str):
            values = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(each) for each in zip(*values, strict=True)] if values else [[] for _ in range(len(self))]
        column = self._values(attr_names)
        if column is not None:
            return column
        if handle_missing == "default":
            return [getattr(agent, attr_names, default_value) for agent in self]
        return [getattr(agent, attr_names) for agent in self]

    def set(self, attr_name: str, value: Any) -> Population:
        """Set a field of every member to one value, or to an array with one value a member."""
        members = self.members
        dealt = isinstance(value, np.ndarray) and len(value) == len(members)
        parts = self._by_kind(members)
        for kind, _ in parts:
            if attr_name not in HANDLES[kind].table_of(self.model).fields:
                raise AttributeError(f"{HANDLES[kind].__name__} has no field '{attr_name}'")
        for kind, at in parts:
            HANDLES[kind].table_of(self.model).columns[attr_name][members[at] % STRIDE] = value[at] if dealt else value
        return self

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """Return a function (or several) of an attribute's values; NumPy functions get the column itself."""
        functions = [func] if callable(func) else list(func)
        column: Array | None = None
        values: list[Any] | None = None
        results = []
        for function in functions:
            if str(getattr(function, "__module__", "")).startswith("numpy") or isinstance(function, np.ufunc):
                column = self._wide_column(attribute) if column is None else column
                results.append(function(column))
            else:
                values = self.get(attribute) if values is None else values
                results.append(function(values))
        return results[0] if callable(func) else results

    def _wide_column(self, attribute: str) -> Array:
        try:
            column = self.column(attribute)
        except AttributeError:
            return np.array(self.get(attribute))
        return column.astype(np.int64) if column.dtype.kind in "iu" else column

    # subsets

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type[Agent] | None = None,
        *,
        where: Callable[[Columns], Array] | Array | None = None,
    ) -> Population:
        """Return the members that pass.

        Parameters
        ----------
        filter_func
            Called with each handle.
        at_most
            A number of members, or (a float up to 1) a share of all.
        inplace
            Whether to narrow this set instead of returning another; a live registry is fixed by it.
        agent_type
            A handle class, or a base of several.
        where
            A boolean array over the members, or a function of their columns that returns one; the fast way.
        """
        members = self.members
        limit = len(members) * at_most if isinstance(at_most, float) and at_most <= 1.0 else at_most
        kinds = self.kinds
        if where is not None:
            mask = np.asarray(where(Columns(self._subset(members))) if callable(where) else where, dtype=bool)
            if mask.shape != members.shape:
                raise ValueError(f"where needs one answer for each of the {len(members)} members, not {mask.shape}")
            members = members[mask]
        if agent_type is not None:
            kinds = tuple(kind for kind in kinds if issubclass(HANDLES[kind], agent_type))
            members = members[np.isin(members // STRIDE, kinds)]
        count = len(members) if limit >= len(members) else max(0, int(limit))
        if filter_func is None:
            return self._become(members[:count].copy(), inplace, kinds)
        chosen: list[int] = []
        for agent in self._handles(members):
            if len(chosen) >= count:
                break
            if filter_func(agent):
                chosen.append(agent.unique_id)
        return self._become(np.array(chosen, np.int64), inplace, kinds)

    def shuffle(self, inplace: bool = False) -> Population:
        """Return the members in random order, drawn from ``model.random`` as Mesa does."""
        order = self.members.tolist()
        self.random.shuffle(order)
        return self._become(np.array(order, np.int64), inplace)

    def sort(self, key: Callable[[Any], Any] | str, ascending: bool = False, inplace: bool = False) -> Population:
        """Return the members sorted by a field or a function of the agent; ties keep their order."""
        members = self.members
        values = self.get(key) if isinstance(key, str) else [key(agent) for agent in self._handles(members)]
        order = sorted(range(len(members)), key=values.__getitem__, reverse=not ascending)
        return self._become(members[np.array(order, np.int64)], inplace)

    def groupby(self, by: Callable[[Any], Any] | str, result_type: str = "agentset") -> Groups:
        """Group the members by a field or by what a function returns; groups are populations or lists of handles."""
        members = self.members
        values = self.get(by) if isinstance(by, str) else [by(agent) for agent in self._handles(members)]
        groups: dict[Any, list[int]] = {}
        for position, value in enumerate(values):
            groups.setdefault(value, []).append(position)
        split = {value: self._subset(members[np.array(at, np.int64)]) for value, at in groups.items()}
        if result_type == "agentset":
            return Groups(split)
        return Groups({value: group.to_list() for value, group in split.items()})

    # calls

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Population:
        """Call a method, or a function with the agent, on each member in order."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Population:
        """Call a method or a function on each member in random order."""
        self.shuffle().map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method or a function on each member and return the results."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]
