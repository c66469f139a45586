"""The dated changes of a scenario: each lever known, in range, inside the horizon, and none at odds with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sim.config import phrases
from sim.config.documents import Entry
from sim.config.names import parameters_of, region_names, table_of, table_rows, value_at
from sim.config.settings import SETTINGS
from sim.config.structure import check_ladder
from sim.errors import UserError, suggest
from sim.levers.schedule import Change
from sim.parameters import Parameter

_KEYS = ["set", "to", "from", "until", "ramp", "regions", "when"]
_MILESTONES = "enforcement.milestones"


def read_changes(entry: Entry | None, config: Mapping[str, Any]) -> tuple[Change, ...]:
    """Read the ``changes`` of a scenario; none means that it changes nothing."""
    if entry is None:
        return ()
    every = parameters_of(config)
    changes = tuple(_change(item, every, config) for item in entry.items("changes"))
    _no_overlap(changes, entry.path)
    _ladder_holds(changes, config, entry.path)
    return changes


def _change(item: Entry, every: Mapping[str, Parameter], config: Mapping[str, Any]) -> Change:
    keys = item.mapping("a change", _KEYS)
    for needed in ("set", "to"):
        if needed not in keys:
            raise item.error(f"a change needs {needed}")
    name = keys["set"].text("set")
    parameter = _parameter(keys["set"], name, every)
    days, origin = int(config["days"]), str(config["start_date"])
    start = phrases.day(keys["from"], "from", origin, days, last=days - 1) if "from" in keys else 0
    until = phrases.day(keys["until"], "until", origin, days) if "until" in keys else None
    if until is not None and until <= start:
        raise keys["until"].error(f"until (day {until}) is not after from (day {start})")
    ramp = phrases.span(keys["ramp"], "ramp") if "ramp" in keys else 0
    if until is not None and ramp > until - start:
        raise keys["ramp"].error(f"a ramp of {ramp} days does not fit between day {start} and day {until}")
    return Change(
        name=name,
        to=phrases.quantity(keys["to"], name, parameter),
        start=start,
        until=until,
        ramp=ramp,
        regions=_regions(keys["regions"], region_names(config)) if "regions" in keys else (),
        when=phrases.trigger(keys["when"]) if "when" in keys else None,
        line=item.line,
    )


def _parameter(entry: Entry, name: str, every: Mapping[str, Parameter]) -> Parameter:
    if name in SETTINGS or name in ("start_date", "engine.name"):
        raise entry.error(f"{name} holds for a whole run: give it as an override ({name}=...), not as a change")
    parameter = every.get(name)
    if parameter is None:
        raise entry.error(f"no lever {name!r}.{suggest(name, every)} (sim levers lists them)")
    parts = table_of(name)
    if parts is not None and parts[0] == "market.categories" and parts[2] == "share":
        raise entry.error(f"{name} shapes the start of a market and cannot change during a run")
    return parameter


def _regions(entry: Entry, known: list[str] | None) -> tuple[str, ...]:
    listed = [entry] if entry.is_scalar else entry.items("regions")
    chosen: list[str] = []
    for item in listed:
        region = item.text("regions")
        if known is not None and region not in known:
            raise item.error(f"no region {region!r}.{suggest(region, known)} (the market has {', '.join(known)})")
        if region not in chosen:
            chosen.append(region)
    if not chosen:
        raise entry.error("regions is empty: leave it out to change every region")
    return tuple(chosen)


def _no_overlap(changes: tuple[Change, ...], path: str) -> None:
    def end(change: Change) -> float:
        return float("inf") if change.until is None else change.until

    for first, second in combinations(changes, 2):
        shared = first.regions or second.regions
        if first.regions and second.regions:
            shared = tuple(region for region in first.regions if region in second.regions)
        same_place = bool(shared) or not (first.regions or second.regions)
        same_time = first.start < end(second) and second.start < end(first)
        if first.name == second.name and same_place and same_time:
            raise UserError(
                f"{second.name} is changed here and on line {first.line} at the same time in "
                f"{', '.join(shared) or 'every region'}: give the earlier change an until, or other regions",
                path=path, line=second.line)


@dataclass(frozen=True)
class _Held:
    """Values in a region under some changes, by full dotted name."""

    config: Mapping[str, Any]
    region: str
    changed: Mapping[str, float]

    def __call__(self, name: str) -> float:
        return self.changed[name] if name in self.changed else value_at(self.config, name, self.region)


def _ladder_holds(changes: tuple[Change, ...], config: Mapping[str, Any], path: str) -> None:
    """Check the milestones on every day on which one moves, as if every trigger had fired."""
    moved = [change for change in changes if change.name.startswith(_MILESTONES + ".")]
    rows = list(table_rows(config, _MILESTONES))
    turns = {change.start for change in moved} | {change.until for change in moved if change.until is not None}
    for region in [*config["market"]["regions"], *(region for change in moved for region in change.regions)]:
        for today in sorted(turns):
            held = {
                change.name: change.to
                for change in moved
                if region in (change.regions or (region,))
                and change.start <= today
                and (change.until is None or today < change.until)
            }
            culprits = [change.line for change in moved if today in (change.start, change.until)]
            check_ladder(rows, _Held(config, region, held), path=path, line=culprits[-1])
