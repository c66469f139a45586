"""The languages of gates and targets: ``violation_view_rate < 0.8% in vn by 2027-03-31 else hold``."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from sim.config.change_context import ChangeContext
from sim.config.documents import Entry
from sim.config.triggers import EACH, read_trigger
from sim.errors import UserError, quoted
from sim.model.levers.schedule import Trigger
from sim.studies.roadmap.plan import Bound, Gate, Otherwise, Target

WINDOW = 28
"""Days over which a reading is taken where nothing else is said."""

_GATE = re.compile(r"(?P<condition>.+?)\s+by\s+(?P<date>\S+?),?(?:\s+else\s+(?P<otherwise>hold|roll back))?")
_OF_STATUS_QUO = re.compile(r"(?P<share>\d+(\.\d+)?) ?% of (the )?status quo")
_EXAMPLE = "violation_view_rate < 0.8% by 2027-03-31 else hold"
_TARGET = ["name", "outcome", "region", "at least", "at most", "by", "over"]


def read_gate(entry: Entry, context: ChangeContext) -> Gate:
    """Read a gate.

    Raises
    ------
    UserError
        If it cannot be read, or names an outcome, region or day that there is none of.
    """
    text = " ".join(entry.text("gate").split())
    if "status quo" in text:
        raise entry.error("a gate is read inside a run, which knows no status quo: give it a value of its own (only "
                          "targets may be a share of the status quo)")
    found = _GATE.fullmatch(text)
    if found is None:
        raise entry.error(f"cannot read gate: {quoted(text)}; write it as {_EXAMPLE} (or else roll back)")
    otherwise: Otherwise = "roll back" if found["otherwise"] == "roll back" else "hold"
    condition = found["condition"]
    if not re.search(r"\s(for|over)\s", condition):
        condition += f" over {WINDOW} days"
    trigger = _trigger(entry, condition, "gate", context)
    day = context.day(_words(entry, found["date"]), "gate: by")
    return Gate(_bound(entry, trigger, day, "gate"), otherwise)


def read_target(entry: Entry, context: ChangeContext) -> Target:
    """Read a target: ``{outcome: quality, at least: 0.7, by: 2027-06-30}``, or ``at least: 102% of status quo``."""
    keys = entry.mapping("a target", _TARGET)
    sides = [side for side in ("at least", "at most") if side in keys]
    for needed in ("outcome", "by"):
        if needed not in keys:
            raise entry.error(f"a target needs {needed}")
    if len(sides) != 1:
        raise entry.error("a target needs at least or at most, and not both")
    side = keys[sides[0]]
    place = f" in {keys['region'].text('region')}" if "region" in keys else ""
    over = keys["over"].text("over") if "over" in keys else f"{WINDOW} days"
    sign = ">" if sides[0] == "at least" else "<"
    name = keys["outcome"].text("outcome")
    share = _OF_STATUS_QUO.fullmatch(" ".join(side.text(sides[0]).split()))
    asked = "0" if share else side.text(sides[0])
    trigger = _checked(keys, f"{name} {sign} {asked}{place} over {over}", context)
    day = context.day(keys["by"], "by")
    told = keys["name"].text("name") if "name" in keys else f"{name}{place}"
    bound = _bound(keys["by"], trigger, day, "target")
    if share:
        bound = replace(bound, bound=float(share["share"]) / 100.0, of_status_quo=True)
    return Target(told, bound, entry.line)


def _checked(keys: dict[str, Entry], condition: str, context: ChangeContext) -> Trigger:
    """Read a target's condition; an error stands where the part that is wrong was written."""
    try:
        return _trigger(keys["outcome"], condition, "target", context)
    except UserError as error:
        guilty = "region" if "no region" in error.message else "over" if "over" in error.message else "outcome"
        raise keys.get(guilty, keys["outcome"]).error(error.message) from error


def _trigger(entry: Entry, condition: str, what: str, context: ChangeContext) -> Trigger:
    trigger = read_trigger(_words(entry, condition), what, context.regions)
    if trigger.relative:
        raise entry.error(f"a {what} has no before: give it a value of its own")
    if trigger.region == EACH:
        raise entry.error(f"a {what} is read in one region, or in the whole market: name it, or leave in out")
    if not trigger.pooled:
        raise entry.error(f"a {what} is read over so many days: write over {trigger.days} days")
    return replace(trigger, pooled=True)


def _bound(entry: Entry, trigger: Trigger, day: int, what: str) -> Bound:
    if day < trigger.days - 1:
        raise entry.error(
            f"a {what} over {trigger.days} days cannot be read before day {trigger.days - 1} of the run: give it a "
            "later day, or fewer days")
    return Bound(trigger.outcome, trigger.above, trigger.bound, day, trigger.days, trigger.region)


def _words(entry: Entry, text: str) -> Entry:
    return Entry(yaml.ScalarNode("tag:yaml.org,2002:str", text), entry.path, entry.line)
