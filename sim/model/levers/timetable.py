"""When each change of a scenario holds: by date, by trigger, after another one, until a guardrail undoes it.

A change with nothing but dates needs no memory. The others remember the day they began, the day they first began (what
a guardrail calls *before*) and the day they were undone; that memory is part of a saved market.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.model.levers.schedule import Change, Trigger

Holds = Callable[[Trigger, int | None, int | None], bool]
"""Whether a trigger holds as of yesterday, given the first day it may look at and the day its change first began."""


class Timetable:
    """The changes of a scenario and what has become of them.

    Attributes
    ----------
    began, first, ended
        By place in the scenario: the day on which a change that hangs on outcomes last began, first began, and was last
        undone.
    """

    def __init__(self, changes: tuple[Change, ...] = ()) -> None:
        self.changes = list(changes)
        self.began: dict[int, int] = {}
        self.first: dict[int, int] = {}
        self.ended: dict[int, int] = {}
        self._leaders = {change.label: index for index, change in enumerate(changes) if change.label}

    def in_force(self, day: int, holds: Holds) -> Iterator[tuple[int, int]]:
        """Yield place and first day of every change that holds today, in the order of the scenario."""
        for index, change in enumerate(self.changes):
            start = self._start(index, change, day, holds)
            if start is not None and day >= start and (change.until is None or day < change.until):
                yield index, start

    def _start(self, index: int, change: Change, day: int, holds: Holds) -> int | None:
        if change.when is None and not (change.stops or change.after or change.label or change.needs):
            return change.start
        if index not in self.began and not self._begins(index, change, day, holds):
            return None
        start = self.began[index]
        failed = bool(change.kept_if) and day >= change.kept_from and not self._in_force(change.kept_if)
        if failed or (day > start and any(holds(stop, start, self.first[index]) for stop in change.stops)):
            self.ended[index] = day
            del self.began[index]
            return None
        return start

    def _begins(self, index: int, change: Change, day: int, holds: Holds) -> bool:
        """Begin a change if its day has come; return whether it did."""
        if day < change.start or (change.until is not None and day >= change.until):
            return False
        if (change.last is not None and day > change.last) or not all(map(self._in_force, change.needs)):
            return False
        undone = self.ended.get(index)
        if undone is not None and (not change.hold or day < undone + change.hold):
            return False
        if change.after:
            leader = self.began.get(self._leaders[change.after])
            if leader is None or day < leader + change.delay:
                return False
        if change.when is not None and not holds(change.when, None, None):
            return False
        dated = change.when is None and not (change.after or change.needs) and undone is None
        self.began[index] = change.start if dated else day
        self.first.setdefault(index, self.began[index])
        return True

    def _in_force(self, label: str) -> bool:
        """Return whether the change of a label has begun and was not undone since."""
        return self._leaders[label] in self.began

    def copy(self) -> Timetable:
        """Return an independent copy."""
        twin = Timetable(tuple(self.changes))
        twin.began, twin.first, twin.ended = dict(self.began), dict(self.first), dict(self.ended)
        return twin
