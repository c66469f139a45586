"""Membership: who is in a population, as unique ids, and what Mesa's sets can do with that.

Everything here is about ids; reading and writing fields, and calling agents, is `ecosystem.handles.population`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from mesa.agent import AgentSet

from sim.model.ecosystem.handles.handles import HANDLES, STRIDE, Handle

Array = np.ndarray[Any, Any]


class Membership(AgentSet):  # type: ignore[misc]
    """An ordered set of agents of one or more kinds, held as unique ids."""

    def __init__(self, model: Any, kinds: Sequence[int], members: Array | None = None) -> None:
        self.model, self.kinds, self.random = model, tuple(kinds), model.random
        self._members = members

    @property
    def members(self) -> Array:
        """Unique ids of the members, in order, int64."""
        if self._members is not None:
            return self._members
        living = [kind * STRIDE + HANDLES[kind].living(self.model) for kind in self.kinds]
        return np.concatenate(living) if living else np.zeros(0, np.int64)

    @property
    def rows(self) -> Array:
        """Rows of the members in the table of their kind."""
        return self.members % STRIDE

    @property
    def everyone(self) -> Self:
        """Every row of these kinds, those who left or were removed included."""
        every = [k * STRIDE + np.arange(HANDLES[k].table_of(self.model).n) for k in self.kinds]
        return self._subset(np.concatenate(every) if every else np.zeros(0, np.int64))

    def _subset(self, members: Array, kinds: Sequence[int] | None = None) -> Self:
        return type(self)(self.model, self.kinds if kinds is None else kinds, members)

    def _become(self, members: Array, inplace: bool, kinds: Sequence[int] | None = None) -> Self:
        if not inplace:
            return self._subset(members, kinds)
        self._members, self.kinds = members, self.kinds if kinds is None else tuple(kinds)
        return self

    def _handles(self, members: Array) -> Iterator[Handle]:
        model = self.model
        for member in members.tolist():
            yield HANDLES[member // STRIDE](model, member % STRIDE)

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[Handle]:
        return self._handles(self.members)

    def __reversed__(self) -> Iterator[Handle]:
        return self._handles(self.members[::-1])

    def __contains__(self, agent: object) -> bool:
        if not isinstance(agent, Handle) or agent.model is not self.model:
            return False
        return bool((self.members == agent.unique_id).any())

    def __getitem__(self, item: int | slice) -> Any:
        chosen = self.members[item]
        if isinstance(item, slice):
            return list(self._handles(chosen))
        return next(self._handles(np.array([chosen])))

    def to_list(self) -> list[Handle]:
        """Return the members as a list of handles."""
        return list(self)

    def copy(self) -> Self:
        """Return the members of this moment as a set of its own."""
        return self._subset(self.members.copy())

    def __copy__(self) -> Self:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self.copy()  # the model is not the population's to copy

    def __reduce__(self) -> Any:
        raise TypeError("a population is a view of its model's columns and cannot be pickled: use model.save(folder)")

    # as a set and as a sequence

    def _ids(self, agents: Iterable[Any]) -> Array:
        """Return the unique ids of agents of this model, raising for anybody else."""
        if isinstance(agents, Membership) and agents.model is self.model:
            return agents.members
        agents = list(agents)
        for agent in agents:
            if not isinstance(agent, Handle) or agent.model is not self.model:
                raise ValueError(f"{agent!r} is no agent of this model")
        return np.array([agent.unique_id for agent in agents], np.int64)

    def _mixed(self, members: Array) -> Self:
        present = set((members // STRIDE).tolist())
        return self._subset(members, [kind for kind in HANDLES if kind in present or kind in self.kinds])

    def __and__(self, other: Iterable[Any]) -> Self:
        members = self.members
        return self._mixed(members[np.isin(members, self._ids(other))])

    def __or__(self, other: Iterable[Any]) -> Self:
        members, more = self.members, self._ids(other)
        return self._mixed(np.concatenate([members, more[~np.isin(more, members)]]))

    def __sub__(self, other: Iterable[Any]) -> Self:
        members = self.members
        return self._mixed(members[~np.isin(members, self._ids(other))])

    def __xor__(self, other: Iterable[Any]) -> Self:
        others = self._subset(self._ids(other))
        return (self - others) | (others - self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AgentSet):
            return NotImplemented
        try:
            return bool(np.array_equal(np.sort(self.members), np.sort(self._ids(other))))
        except ValueError:
            return False

    __hash__ = None  # type: ignore[assignment]  # a set that can change

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the position of an agent."""
        found = np.flatnonzero(self.members[start:stop] == self._ids([value])[0])
        if not len(found):
            raise ValueError(f"{value!r} is not in this set")
        return start + int(found[0])

    def count(self, value: Any) -> int:
        """Return 1 for a member and 0 for anybody else."""
        return int(value in self)

    def _fixed(self) -> Array:
        if self._members is None:
            raise TypeError(
                "this registry follows the market: agents join and leave by its rules, or by their status. "
                "Take .copy() for a set of your own"
            )
        return self._members

    def add(self, agent: Any) -> None:
        """Add an agent of this model to a set of one's own.

        Raises
        ------
        TypeError
            In a live registry.
        """
        members = self._fixed()
        if agent not in self:
            grown = self._mixed(np.append(members, self._ids([agent])))
            self._members, self.kinds = grown.members, grown.kinds

    def discard(self, agent: Any) -> None:
        """Take an agent out of a set of one's own, if it is there; its row stays what it is."""
        members = self._fixed()
        if agent in self:
            self._members = members[members != agent.unique_id]

    def remove(self, agent: Any) -> None:
        """Take an agent out of a set of one's own; raises KeyError if it is not there."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def __repr__(self) -> str:
        kinds = " and ".join(HANDLES[kind].__name__.removesuffix("Handle") for kind in self.kinds)
        return f"<{type(self).__name__}: {len(self)} of {kinds}>"
