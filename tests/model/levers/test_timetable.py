"""When a change holds: dates need no memory; triggers, guardrails and follow-ups keep theirs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.levers.schedule import Change, Trigger
from sim.model.levers.timetable import Timetable
from sim.model.levers.triggers import trigger_holds
from sim.model.outcomes import tallies as y

UP = Trigger("quality", True, 0.5)
DOWN = Trigger("gmv", False, 0.5)


def held(changes: tuple[Change, ...], days: int, when: Callable[[Trigger, int], bool]) -> list[list[int]]:
    """Return the days on which each change holds, ``when`` saying on which days a trigger does."""
    table, told = Timetable(changes), [[] for _ in changes]  # type: list[list[int]]
    for day in range(days):
        if day == days // 2:
            table = table.copy()
        for index, _ in table.in_force(day, lambda trigger, since, first, day=day: when(trigger, day)):
            told[index].append(day)
    return [list(days) for days in told]


def never(trigger: Trigger, day: int) -> bool:
    return False


@given(start=st.integers(0, 9), length=st.integers(1, 9))
def test_dates_alone(start: int, length: int) -> None:
    dated = Change("x", 1, start=start, until=start + length)
    assert held((dated, Change("x", 1, start=start)), 20, never) == [
        list(range(start, start + length)), list(range(start, 20))]


def test_a_guardrail_undoes_for_good() -> None:
    guarded = Change("x", 1, start=3, stops=(DOWN,))
    assert held((guarded,), 20, lambda trigger, day: day in (2, 9, 12)) == [[3, 4, 5, 6, 7, 8]]


def test_a_guardrail_with_hold_lets_it_begin_again() -> None:
    guarded = Change("x", 1, start=3, stops=(DOWN,), hold=4)
    assert held((guarded,), 20, lambda trigger, day: day in (5, 11)) == [[3, 4, 9, 10, 15, 16, 17, 18, 19]]


def test_a_triggered_change_waits_for_its_trigger_again() -> None:
    guarded = Change("x", 1, when=UP, stops=(DOWN,), hold=2)
    said = {UP: (4, 5, 12), DOWN: (8,)}
    assert held((guarded,), 15, lambda trigger, day: day in said[trigger]) == [[4, 5, 6, 7, 12, 13, 14]]


def test_a_follow_up_comes_after_its_leader_while_that_holds() -> None:
    leader = Change("x", 1, when=UP, label="cut", stops=(DOWN,))
    follower, late = Change("z", 1, after="cut", delay=3), Change("w", 1, after="cut", delay=9)
    said = {UP: (4,), DOWN: (11,)}
    assert held((leader, follower, late), 15, lambda trigger, day: day in said[trigger]) == [
        list(range(4, 11)), list(range(7, 15)), []]


def test_before_stays_what_it_was_when_a_change_begins_again() -> None:
    asked: list[tuple[int | None, int | None]] = []

    def holds(trigger: Trigger, since: int | None, first: int | None) -> bool:
        asked.append((since, first))
        return len(asked) == 3

    table = Timetable((Change("x", 1, start=5, stops=(DOWN,), hold=2),))
    for day in range(5, 14):
        list(table.in_force(day, holds))
    assert asked[:3] == [(5, 5)] * 3
    assert asked[3:] == [(10, 5)] * 3


def market(values: list[list[int]], first: int = 0) -> Callable[[int], dict[str, np.ndarray]]:
    """Return tallies of days × regions whose GMV is given, in dollars."""
    def tallies(last: int) -> dict[str, np.ndarray]:
        rows = [(day, region, value) for day, row in enumerate(values, first) for region, value in enumerate(row)]
        rows = rows[-last * len(values[0]):]
        table = {name: np.zeros(len(rows), np.int64) for name in y.NAMES}
        table["gmv_placed"] = np.array([100 * value for _, _, value in rows], np.int64)
        return table | {"day": np.array([row[0] for row in rows]), "region": np.array([row[1] for row in rows])}

    return tallies


REGIONS = ["us", "vn"]


@pytest.mark.parametrize(("trigger", "holds"), [
    (Trigger("gmv", True, 14, 2), True),                 # 15, 17
    (Trigger("gmv", True, 15, 2), False),                # each day has to be above
    (Trigger("gmv", True, 15, 2, pooled=True), True),    # 16 on the whole
    (Trigger("gmv", True, 5, 2, region="vn"), False),    # 5, 6
    (Trigger("gmv", True, 5, 1, region="vn"), True),
    (Trigger("gmv", False, 99, 4), False),               # only three days are there
])
def test_a_bound_for_some_days_in_some_place(trigger: Trigger, holds: bool) -> None:
    assert trigger_holds(trigger, market([[1, 1], [10, 5], [11, 6]]), REGIONS, today=3) is holds


@pytest.mark.parametrize(("bound", "since", "holds"), [
    (0.85, 30, True),    # 8 a day against 10 before
    (0.75, 30, False),
    (0.85, 31, False),   # one of the days lies before the change
])
def test_a_share_of_what_was_before(bound: float, since: int, holds: bool) -> None:
    days = [[100, 0]] * 2 + [[6, 4]] * 28 + [[4, 4]] * 2
    trigger = Trigger("gmv", False, bound, 2, relative=True)
    assert trigger_holds(trigger, market(days), REGIONS, today=32, since=since, first=30) is holds


def test_without_days_before_nothing_is_below_them() -> None:
    trigger = Trigger("gmv", False, 5.0, 2, relative=True)
    assert not trigger_holds(trigger, market([[4, 4]] * 5), REGIONS, today=5, since=0, first=0)
