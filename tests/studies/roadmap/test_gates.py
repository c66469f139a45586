"""What hold and roll back mean, day by day; and phases that wait for others."""

from __future__ import annotations

import pytest

from sim.model.levers.schedule import Change, Trigger
from sim.model.levers.timetable import Timetable
from sim.studies.roadmap.plan import Bound, Gate, Otherwise, Phase
from sim.studies.roadmap.staging import gate_mark, phase_mark, staged


def phase(name: str, start: int, end: int, **more: object) -> Phase:
    return Phase(name, start, end, "", ("us",), (Change(f"lever.{name}", 1.0, start=start, regions=("us",)),),
                 **more)  # type: ignore[arg-type]


def course(phases: list[Phase], days: int, good: set[int], left_out: str = "") -> dict[str, list[int]]:
    """Return the days on which each lever and mark holds, if the gates' readings are good on some days.

    The timetable is copied half-way, as a saved market's is.
    """
    scenario = staged("plan", phases, left_out=left_out)
    table = Timetable(scenario.changes)
    told: dict[str, list[int]] = {one.name or one.label: [] for one in scenario.changes}

    def holds(trigger: Trigger, since: int | None, first: int | None) -> bool:
        return day - 1 in good

    for day in range(days):
        if day == days // 2:
            table = table.copy()
        for index, _ in table.in_force(day, holds):
            one = scenario.changes[index]
            told[one.name or one.label].append(day)
    return told


def gated(otherwise: Otherwise) -> list[Phase]:
    gate = Gate(Bound("violation_view_rate", False, 0.01, day=9, window=5), otherwise)
    return [phase("first", 2, 9, gate=gate), phase("second", 12, 18, depends_on=("first",)),
            phase("third", 14, 25, depends_on=("second",))]


@pytest.mark.parametrize("otherwise", ["hold", "roll back"])
def test_a_gate_that_is_met_lets_all_go_on(otherwise: Otherwise) -> None:
    told = course(gated(otherwise), 24, good={9})
    assert told["lever.first"] == list(range(2, 24))
    assert told["lever.second"] == list(range(12, 24))
    assert told["lever.third"] == list(range(14, 24))
    assert told[gate_mark("first")][0] == 10


def test_hold_waits_and_reads_again_every_day() -> None:
    told = course(gated("hold"), 24, good={14, 15})
    assert told["lever.first"] == list(range(2, 24))
    assert told["lever.second"] == list(range(15, 24))
    assert told["lever.third"] == list(range(15, 24))


def test_a_phase_that_is_held_past_its_last_day_never_begins() -> None:
    told = course(gated("hold"), 28, good={19})
    assert told["lever.second"] == told["lever.third"] == []
    assert told[gate_mark("first")][0] == 20


def test_a_day_that_is_good_too_early_passes_no_gate() -> None:
    assert course(gated("hold"), 28, good={5, 8})["lever.second"] == []


def test_roll_back_undoes_the_phase_on_the_next_day_for_good() -> None:
    told = course(gated("roll back"), 24, good={10, 11, 12})
    assert told["lever.first"] == list(range(2, 10))
    assert told[phase_mark("first")] == list(range(2, 10))
    assert told["lever.second"] == told["lever.third"] == []


def test_a_phase_held_past_its_own_gate_to_roll_back_never_begins() -> None:
    hold = Gate(Bound("quality", True, 0.5, day=4, window=2), "hold")
    back = Gate(Bound("quality", True, 0.5, day=9, window=2), "roll back")
    told = course([phase("first", 1, 4, gate=hold), phase("second", 6, 20, depends_on=("first",), gate=back)], 24, {11})
    assert told["lever.second"] == []
    told = course([phase("first", 1, 4, gate=hold), phase("second", 6, 20, depends_on=("first",), gate=back)], 24,
                  {7, 9})
    assert told["lever.second"] == list(range(8, 24))


def test_a_phase_that_waits_for_two() -> None:
    both = [phase("a", 1, 9), phase("b", 5, 9), phase("c", 3, 20, depends_on=("a", "b"))]
    assert course(both, 12, set())["lever.c"] == list(range(5, 12))


def test_a_twin_goes_on_without_the_levers_left_out() -> None:
    whole, twin = course(gated("hold"), 24, {9}), course(gated("hold"), 24, {9}, left_out="first")
    assert "lever.first" not in twin
    assert {name: days for name, days in whole.items() if name != "lever.first"} == twin
