"""One entry of a scenario's ``changes``: which levers, to what, when, where, and what undoes it.

An entry may name several levers and several steps of regions; each lever of each step becomes a
:class:`~sim.model.levers.schedule.Change` of its own, on the dates of that step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sim.config import grammar
from sim.config.change_context import ChangeContext
from sim.config.documents import Entry
from sim.config.moves import Move, read_moves
from sim.config.rollout import RolloutStep, read_rollout
from sim.config.triggers import is_trigger, read_trigger
from sim.errors import Mistakes, quoted
from sim.model.levers.schedule import Change, Trigger

KEYS = ["set", "to", "from", "until", "ramp", "regions", "rollout", "when", "rollback", "hold", "label", "after"]
_AFTER = re.compile(r"(?P<label>[A-Za-z][\w-]*)(?:\s*\+\s*(?P<span>.+))?")
_LABEL = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True)
class _Course:
    """When an entry's levers move and what undoes them, before steps are told apart."""

    start: int
    until: int | None
    ramp: int
    when: Trigger | None
    stops: tuple[Trigger, ...]
    hold: int
    label: str
    after: str
    delay: int


def read_change(item: Entry, context: ChangeContext) -> list[Change]:
    """Read one entry into a change for each of its levers in each of its steps."""
    mistakes = Mistakes()
    keys = item.mapping("a change", KEYS, mistakes)
    with mistakes:
        moves = read_moves(item, keys, context.every)
    with mistakes:
        course = _course(keys, context)
    mistakes.tell()
    steps = read_rollout(keys, context, course.start, (*course.stops, *((course.when,) if course.when else ())))
    last = max(step.offset for step in steps) + course.start
    if course.until is not None and course.until <= last:
        raise keys["until"].error(f"until (day {course.until}) is not after from (day {last})")
    if course.until is not None and course.ramp > course.until - last:
        raise keys["ramp"].error(f"a ramp of {course.ramp} days does not fit between day {last} and day {course.until}")
    waits = any(step.offset for step in steps) and (course.when is not None or bool(course.stops) or bool(course.after))
    label = course.label or (f"line {item.line} of {item.path}" if waits else "")
    changes = [_laid(move, step, course, label if waits else "") for step in steps for move in moves]
    return [_labelled(change, label) if index == 0 else change for index, change in enumerate(changes)]


def _course(keys: Mapping[str, Entry], context: ChangeContext) -> _Course:
    stops, until = [], None
    if "until" in keys and is_trigger(keys["until"]):
        stops.append(read_trigger(keys["until"], "until", context.regions))
    elif "until" in keys:
        until = context.day(keys["until"], "until")
    if "rollback" in keys:
        stops.append(read_trigger(keys["rollback"], "rollback", context.regions))
    if "hold" in keys and not stops:
        raise keys["hold"].error("hold says how long a change stays undone: it needs a rollback or a trigger as until")
    after, delay = _after(keys["after"]) if "after" in keys else ("", 0)
    if after and "from" in keys:
        raise keys["from"].error(f"after says when it begins: leave from out, or write after: {after} + 14 days")
    return _Course(
        start=context.day(keys["from"], "from") if "from" in keys else 0,
        until=until,
        ramp=grammar.span(keys["ramp"], "ramp") if "ramp" in keys else 0,
        when=read_trigger(keys["when"], "when", context.regions) if "when" in keys else None,
        stops=tuple(stops),
        hold=grammar.span(keys["hold"], "hold") if "hold" in keys else 0,
        label=_label(keys["label"]) if "label" in keys else "",
        after=after,
        delay=delay,
    )


def _after(entry: Entry) -> tuple[str, int]:
    text = entry.text("after")
    found = _AFTER.fullmatch(text)
    delay = 0 if found is None or found["span"] is None else grammar.span_of(found["span"])
    if found is None or delay is None:
        raise entry.error(f"cannot read after: {quoted(text)}; write it as a label, or as label + 14 days")
    return found["label"], delay


def _label(entry: Entry) -> str:
    text = entry.text("label")
    if not _LABEL.fullmatch(text):
        raise entry.error(f"label {quoted(text)} may hold only letters, digits, _ and -, and starts with a letter")
    return text


def _laid(move: Move, step: RolloutStep, course: _Course, leader: str) -> Change:
    """Return the change of one lever in one step; a step that waits for an earlier one follows its label."""
    follows = bool(leader) and step.offset > 0
    return Change(
        name=move.name,
        to=move.to,
        start=course.start if follows else course.start + step.offset,
        until=course.until,
        ramp=course.ramp,
        regions=step.regions,
        when=None if course.when is None or follows else step.read_in(course.when),
        line=move.line,
        stops=tuple(step.read_in(stop) for stop in course.stops),
        hold=course.hold,
        after=leader if follows else course.after,
        delay=step.offset if follows else course.delay,
    )


def _labelled(change: Change, label: str) -> Change:
    return change if not label else Change(**{**change.__dict__, "label": label})
