"""One entry of a scenario's ``changes``: which levers, to what, when, where, and what undoes it.

An entry may name several levers and several waves of regions; each lever of each wave becomes a
:class:`~sim.model.levers.schedule.Change` of its own, on the dates of that wave.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.config import grammar
from sim.config.documents import Entry
from sim.config.moves import Move, read_moves
from sim.config.names import parameters_of, region_names
from sim.config.rollout import Wave, read_waves
from sim.config.triggers import is_trigger, read_trigger
from sim.model.levers.schedule import Change, Trigger
from sim.model.parameters import Parameter

KEYS = ["set", "to", "from", "until", "ramp", "regions", "rollout", "when", "rollback", "hold", "label", "after"]
_AFTER = re.compile(r"(?P<label>[A-Za-z][\w-]*)(?:\s*\+\s*(?P<span>.+))?")
_LABEL = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True)
class Setting:
    """The configuration that changes will run in."""

    config: Mapping[str, Any]

    @cached_property
    def every(self) -> dict[str, Parameter]:
        """Parameters by full name."""
        return parameters_of(self.config)

    @cached_property
    def regions(self) -> list[str] | None:
        """Names of the regions, ``None`` where only files know them."""
        return region_names(self.config)

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return int(self.config["days"])

    @property
    def origin(self) -> str:
        """Calendar date of day 0."""
        return str(self.config["start_date"])

    def day(self, entry: Entry, what: str) -> int:
        """Read a day of the horizon; an ``until`` may be the day after its last."""
        last = self.days if what == "until" else self.days - 1
        return grammar.day(entry, what, self.origin, self.days, last=last)


@dataclass(frozen=True)
class _Course:
    """When an entry's levers move and what undoes them, before waves are told apart."""

    start: int
    until: int | None
    ramp: int
    when: Trigger | None
    stops: tuple[Trigger, ...]
    hold: int
    label: str
    after: str
    delay: int


def read_change(item: Entry, setting: Setting) -> list[Change]:
    """Read one entry into a change for each of its levers in each of its waves."""
    keys = item.mapping("a change", KEYS)
    moves = read_moves(item, keys, setting.every)
    course = _course(keys, setting)
    waves = read_waves(keys, setting, course.start, (*course.stops, *((course.when,) if course.when else ())))
    last = max(wave.offset for wave in waves) + course.start
    if course.until is not None and course.until <= last:
        raise keys["until"].error(f"until (day {course.until}) is not after from (day {last})")
    if course.until is not None and course.ramp > course.until - last:
        raise keys["ramp"].error(f"a ramp of {course.ramp} days does not fit between day {last} and day {course.until}")
    waits = any(wave.offset for wave in waves) and (course.when is not None or bool(course.stops) or bool(course.after))
    label = course.label or (f"line {item.line} of {item.path}" if waits else "")
    changes = [_laid(move, wave, course, label if waits else "") for wave in waves for move in moves]
    return [_labelled(change, label) if index == 0 else change for index, change in enumerate(changes)]


def _course(keys: Mapping[str, Entry], setting: Setting) -> _Course:
    stops, until = [], None
    if "until" in keys and is_trigger(keys["until"]):
        stops.append(read_trigger(keys["until"], "until", setting.regions))
    elif "until" in keys:
        until = setting.day(keys["until"], "until")
    if "rollback" in keys:
        stops.append(read_trigger(keys["rollback"], "rollback", setting.regions))
    if "hold" in keys and not stops:
        raise keys["hold"].error("hold says how long a change stays undone: it needs a rollback or a trigger as until")
    after, delay = _after(keys["after"]) if "after" in keys else ("", 0)
    if after and "from" in keys:
        raise keys["from"].error(f"after says when it begins: leave from out, or write after: {after} + 14 days")
    return _Course(
        start=setting.day(keys["from"], "from") if "from" in keys else 0,
        until=until,
        ramp=grammar.span(keys["ramp"], "ramp") if "ramp" in keys else 0,
        when=read_trigger(keys["when"], "when", setting.regions) if "when" in keys else None,
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
        raise entry.error(f"cannot read after: {text!r}; write it as a label, or as label + 14 days")
    return found["label"], delay


def _label(entry: Entry) -> str:
    text = entry.text("label")
    if not _LABEL.fullmatch(text):
        raise entry.error(f"label {text!r} may hold only letters, digits, _ and -, and starts with a letter")
    return text


def _laid(move: Move, wave: Wave, course: _Course, leader: str) -> Change:
    """Return the change of one lever in one wave; a wave that waits for an earlier one follows its label."""
    follows = bool(leader) and wave.offset > 0
    return Change(
        name=move.name,
        to=move.to,
        start=course.start if follows else course.start + wave.offset,
        until=course.until,
        ramp=course.ramp,
        regions=wave.regions,
        when=None if course.when is None or follows else wave.read_in(course.when),
        line=move.line,
        stops=tuple(wave.read_in(stop) for stop in course.stops),
        hold=course.hold,
        after=leader if follows else course.after,
        delay=wave.offset if follows else course.delay,
    )


def _labelled(change: Change, label: str) -> Change:
    return change if not label else Change(**{**change.__dict__, "label": label})
