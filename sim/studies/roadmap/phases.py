"""One phase of a roadmap, read: when, who, where, which levers, at what cost, and on which gate it goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sim.config.change import read_change
from sim.config.change_context import ChangeContext
from sim.config.costs import Cost, read_cost
from sim.config.documents import Entry
from sim.config.scenarios import load_scenario
from sim.errors import UserError, quoted, suggest
from sim.model.levers.schedule import Change
from sim.studies.roadmap.bounds import read_gate
from sim.studies.roadmap.plan import Afterwards, Phase

KEYS = ["name", "start", "end", "owner", "regions", "changes", "scenario", "cost", "gate", "depends_on", "afterwards"]
_NAME, _LONGEST_NAME = re.compile(r"[A-Za-z0-9][\w-]*"), 60


def read_phase(name: str, keys: Mapping[str, Entry], place: Entry, context: ChangeContext) -> Phase:
    """Read a phase.

    Parameters
    ----------
    keys
        Its keys, those of an alternative laid over the plan's.
    place
        Where it stands, for errors.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise place.error(f"phase {quoted(name)} may hold only letters, digits, _ and -, {_LONGEST_NAME} at most")
    for needed in ("start", "end"):
        if needed not in keys:
            raise place.error(f"phase {name} needs {needed}, a date such as 2027-03-01")
    start, end = context.day(keys["start"], "start"), context.day(keys["end"], "end")
    if end < start:
        raise keys["end"].error(f"phase {name} ends before it starts")
    afterwards = _afterwards(keys["afterwards"]) if "afterwards" in keys else "keep"
    regions = _regions(keys["regions"], context) if "regions" in keys else tuple(context.regions or ())
    changes, moves = _changes(name, keys, place, context, start, end)
    return Phase(
        name=name, start=start, end=end, owner=keys["owner"].text("owner") if "owner" in keys else "",
        regions=regions, moves=moves,
        changes=tuple(_here(change, regions, end, afterwards, place) for change in changes),
        cost=read_cost(keys["cost"]) if "cost" in keys else Cost(),
        gate=read_gate(keys["gate"], context) if "gate" in keys else None,
        depends_on=_names(keys["depends_on"]) if "depends_on" in keys else (),
        afterwards=afterwards, line=place.line,
    )


def _changes(
    name: str, keys: Mapping[str, Entry], place: Entry, context: ChangeContext, start: int, end: int
) -> tuple[list[Change], tuple[str, ...]]:
    """Return the changes of a phase on days of the run, and what was written."""
    if ("changes" in keys) == ("scenario" in keys):
        raise place.error(f"phase {name} needs changes or a scenario, and not both")
    if "scenario" in keys:
        entry = keys["scenario"]
        text = entry.text("scenario")
        try:
            found = load_scenario(text, context.config)
        except UserError as error:
            raise entry.error(str(error)) from error
        moved = [
            replace(one, start=start + one.start, until=None if one.until is None else start + one.until,
                    line=entry.line)
            for one in found.changes
        ]
        if not moved:
            raise entry.error(f"{text} changes nothing")
        return moved, (text,)
    changes, moves = [], []
    for item in keys["changes"].items("changes"):
        written = item.mapping("a change")
        if "rollout" in written:
            raise written["rollout"].error("a phase has no rollout: write a phase for each step")
        for one in read_change(item, context):
            begin = one.start if "from" in written else start
            if not start <= begin <= end:
                raise written["from"].error(f"from is outside the phase {name}")
            changes.append(replace(one, start=begin))
            moves.append(f"{one.name} → {one.to:g}")
    if not changes:
        raise keys["changes"].error(f"phase {name} changes nothing")
    return changes, tuple(moves)


def _here(change: Change, regions: tuple[str, ...], end: int, afterwards: Afterwards, place: Entry) -> Change:
    """Return a change in its phase's regions, over with it if so asked."""
    where = tuple(one for one in regions if one in change.regions) if change.regions else regions
    if not where:
        raise place.error(f"{change.name} is changed in {', '.join(change.regions)}, which the phase leaves out")
    until = change.until
    if afterwards == "undo":
        until = end + 1 if until is None else min(until, end + 1)
    return replace(change, regions=where, until=until)


def _regions(entry: Entry, context: ChangeContext) -> tuple[str, ...]:
    known = context.regions or []
    found: list[str] = []
    for item in [entry] if entry.is_scalar else entry.items("regions"):
        name = item.text("regions")
        if name not in known:
            raise item.error(f"no country {quoted(name)}.{suggest(name, known)} (the market has {', '.join(known)})")
        found += [] if name in found else [name]
    if not found:
        raise entry.error("regions is empty: leave it out for every country")
    return tuple(found)


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(item.text("depends_on") for item in ([entry] if entry.is_scalar else entry.items("depends_on")))


def _afterwards(entry: Entry) -> Afterwards:
    text = entry.text("afterwards")
    if text not in ("keep", "undo"):
        raise entry.error(f"afterwards is {quoted(text)}, not keep or undo")
    return text  # type: ignore[return-value]


