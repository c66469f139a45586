"""What must hold between the phases of a plan: dependencies that can be met, gates in time, no lever moved twice."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from sim.config.change_context import ChangeContext
from sim.config.changes import check_milestones
from sim.config.documents import Entry
from sim.errors import UserError, quoted, some_of, suggest
from sim.studies.roadmap.plan import Phase


def in_order(phases: Sequence[Phase], place: Entry) -> tuple[Phase, ...]:
    """Return phases as they begin, each after those that it depends on.

    Raises
    ------
    UserError
        If one depends on a phase that there is none of, or on itself by a roundabout way.
    """
    names = [one.name for one in phases]
    for one in phases:
        for needed in one.depends_on:
            if needed not in names:
                raise _error(one, place, f"phase {one.name} depends on {quoted(needed)}, which is no phase here."
                                         f"{suggest(needed, names)} (there are {some_of(names)})")
    try:
        order = list(TopologicalSorter({one.name: one.depends_on for one in phases}).static_order())
    except CycleError as error:
        circle = [str(name) for name in reversed(error.args[1])]
        guilty = max((one for one in phases if one.name in circle), key=lambda one: one.line)
        raise _error(guilty, place, f"phases depend on each other in a circle: {' → '.join(circle)}") from None
    by_name = {one.name: one for one in phases}
    return tuple(sorted((by_name[name] for name in order), key=lambda one: one.start))


def check_alternative(phases: Sequence[Phase], place: Entry, context: ChangeContext) -> None:
    """Check the phases of one alternative against each other.

    Raises
    ------
    UserError
        On a phase before one that it depends on, a gate outside its phase, a gate that holds nothing, or two phases
        that move one lever in one country at the same time.
    """
    _dependencies_in_time(phases, place)
    _gates_in_time(phases, place)
    for first, second in combinations(phases, 2):
        _no_overlap(first, second, place)
    check_milestones([(change, place.path) for one in phases for change in one.changes], context.config)


def _dependencies_in_time(phases: Sequence[Phase], place: Entry) -> None:
    by_name = {one.name: one for one in phases}
    for one in phases:
        for needed in (by_name[name] for name in one.depends_on):
            if one.start < needed.start:
                raise _error(one, place, f"phase {one.name} starts before {needed.name}, which it depends on")
            if needed.gate and one.start <= needed.gate.reading.day:
                raise _error(one, place, f"phase {one.name} starts before the gate of {needed.name} is read, which it "
                                         "depends on: give it a start after the gate's day")


def _gates_in_time(phases: Sequence[Phase], place: Entry) -> None:
    needed = {name for one in phases for name in one.depends_on}
    for one in phases:
        if one.gate is None:
            continue
        if one.gate.reading.day <= one.start:
            raise _error(one, place, f"the gate of {one.name} is read before the phase has begun")
        if one.gate.otherwise == "hold" and one.name not in needed:
            raise _error(one, place, f"the gate of {one.name} holds nothing: no phase depends on {one.name} (write "
                                     "else roll back, or depends_on in a later phase)")


def _no_overlap(first: Phase, second: Phase, place: Entry) -> None:
    if first.start > second.end or second.start > first.end:
        return
    for one in first.changes:
        for other in second.changes:
            shared = [region for region in one.regions if region in other.regions]
            if one.name == other.name and shared:
                late = second if second.line >= first.line else first
                raise _error(late, place, f"phases {first.name} and {second.name} both move {one.name} in "
                                          f"{', '.join(shared)} at the same time: give them other dates or countries")


def _error(phase: Phase, place: Entry, message: str) -> UserError:
    return UserError(message, path=place.path, line=phase.line)
