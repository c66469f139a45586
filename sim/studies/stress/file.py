"""A threat's file, read and checked against the market that it will run in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.config import grammar
from sim.config.change_context import ChangeContext
from sim.config.changes import read_changes
from sim.config.costs import Cost, read_cost
from sim.config.documents import Entry, read_document
from sim.config.finding import Shelf, stem_of
from sim.config.inheritance import words
from sim.errors import Mistakes, UserError, quoted
from sim.model.levers.schedule import Change
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.grammar import known_outcome, read_band, read_likelihood, read_reaction, read_signal
from sim.studies.stress.threat import ActionPlan, Threat

KEYS = ["name", "question", "start", "lasts", "likelihood", "changes", "signal", "recovery", "harms", "judged_by",
        "plans", "limits"]
NEEDED = ("question", "start", "likelihood", "changes", "signal", "harms")
EARLIEST = 14
"""First day on which a threat may start: the days before it tell how an unshocked market varies."""

_PLAN = ["does", "react", "lasts", "cost", "changes"]
_CHANGE = ["set", "to", "ramp", "regions"]
_NAME = re.compile(r"[A-Za-z][\w-]*")
Keys = dict[str, Entry]


SHIPPED = Shelf("threat")


def load_threats(names: Sequence[str], config: Mapping[str, Any]) -> tuple[Threat, ...]:
    """Read threats, all shipped ones if none is named, and check them against a configuration.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    found: list[Threat] = []
    for name in names or SHIPPED.names():
        threat = read_threat(*SHIPPED.find(name), config)
        if threat.name in [other.name for other in found]:
            raise UserError(f"two threats are called {threat.name}: give one of the files another name")
        found.append(threat)
    return tuple(found)


def read_threat(file: Path, path: str, config: Mapping[str, Any]) -> Threat:
    """Read one threat's file."""
    whole, context, mistakes = read_document(file, path), ChangeContext(config), Mistakes()
    keys = whole.mapping("a threat", KEYS, mistakes)
    for needed in NEEDED:
        if needed not in keys:
            mistakes.add(whole.error(f"a threat needs {needed}"))
    name = words(keys, "name") or stem_of(file)
    if not _NAME.fullmatch(name):
        mistakes.add(keys.get("name", whole).error(f"name {quoted(name)} may hold only letters, digits, _ and -"))
    _look_over(keys, context, mistakes)
    mistakes.tell()
    start, lasts = _span(keys, context)
    changes = _moved(keys["changes"], "a threat's change", [*_CHANGE, "from", "until"], context)
    signal = read_signal(keys["signal"], context)
    harms = _harms(keys["harms"])
    return Threat(
        name=name, question=words(keys, "question"), start=start, lasts=lasts,
        likelihood=read_likelihood(keys["likelihood"]),
        changes=tuple(_during(change, start, lasts, context, path) for change in changes), signal=signal,
        recovery=read_band(keys["recovery"], signal, context) if "recovery" in keys else signal,
        harms=harms,
        judged_by=_harms(keys["judged_by"])[0] if "judged_by" in keys else harms[0],
        plans=_plans(keys, start, context), limits=words(keys, "limits"), path=path,
    )


def _look_over(keys: Keys, context: ChangeContext, mistakes: Mistakes) -> None:
    """Note what is wrong with each part on its own, so that all of it is told at once."""
    parts: dict[str, Callable[[Entry], object]] = {
        "changes": lambda entry: _moved(entry, "a threat's change", [*_CHANGE, "from", "until"], context),
        "signal": lambda entry: read_signal(entry, context), "harms": _harms, "judged_by": _harms,
        "likelihood": read_likelihood,
    }
    for name, read in parts.items():
        with mistakes:
            if name in keys:
                read(keys[name])
    if "start" not in keys:
        return
    with mistakes:
        start, _ = _span(keys, context)
        for name, entry in (keys["plans"].mapping("plans") if "plans" in keys else {}).items():
            with mistakes:
                _plan(name, entry, start, context)


def _span(keys: Keys, context: ChangeContext) -> tuple[int, int | None]:
    start = context.day(keys["start"], "start")
    if start < EARLIEST:
        raise keys["start"].error(f"start is day {start}, before day {EARLIEST}: the days before a threat tell how an "
                                  "unshocked market varies")
    if "lasts" not in keys:
        return start, None
    lasts = grammar.span(keys["lasts"], "lasts")
    if not 0 < lasts <= context.days - start:
        raise keys["lasts"].error(f"lasts is {lasts} days, but from day {start} the run has {context.days - start} "
                                  "left; leave lasts out for a threat that stays")
    return start, lasts


def _moved(entry: Entry, what: str, allowed: list[str], context: ChangeContext) -> tuple[Change, ...]:
    """Read changes whose days count from the start of the threat or plan that they belong to."""
    for item in entry.items("changes"):
        item.mapping(what, allowed)
    changes = read_changes([entry], context.config)
    if not changes:
        raise entry.error("changes is empty: it would change nothing")
    return changes


def _during(change: Change, start: int, lasts: int | None, context: ChangeContext, path: str) -> Change:
    """Return a threat's change on days of the run, over with the threat at the latest."""
    end = context.days if lasts is None else start + lasts
    first, until = start + change.start, None if change.until is None else start + change.until
    if first >= end:
        raise UserError(f"from day {change.start} of the threat is after its end", path=path, line=change.line)
    if lasts is not None:
        until = end if until is None else min(until, end)
    if change.ramp > (end if until is None else until) - first:
        raise UserError(f"a ramp of {change.ramp} days does not fit into the threat", path=path, line=change.line)
    return replace(change, start=first, until=until)


def _harms(entry: Entry) -> tuple[str, ...]:
    """Read the outcomes that are feared for; net GMV is always among them."""
    found: list[str] = []
    for item in [entry] if entry.is_scalar else entry.items("harms"):
        outcome = known_outcome(item, item.text("harms"))
        if OUTCOMES[outcome.name].better == "neither":
            raise item.error(f"{outcome.name} is neither better up nor down, so it cannot be harmed")
        found += [] if outcome.name in found else [outcome.name]
    if not found:
        raise entry.error("harms is empty: a threat harms something")
    return tuple(dict.fromkeys([*found, "gmv_net"]))


def _plans(keys: Keys, start: int, context: ChangeContext) -> tuple[ActionPlan, ...]:
    if "plans" not in keys:
        return ()
    return tuple(_plan(name, entry, start, context) for name, entry in keys["plans"].mapping("plans").items())


def _plan(name: str, entry: Entry, start: int, context: ChangeContext) -> ActionPlan:
    keys = entry.mapping(f"plan {name}", _PLAN)
    if not _NAME.fullmatch(name):
        raise entry.error(f"plan {quoted(name)} may hold only letters, digits, _ and -")
    for needed in ("react", "changes"):
        if needed not in keys:
            raise entry.error(f"plan {name} needs {needed}")
    delay, after = read_reaction(keys["react"])
    if start + delay >= context.days:
        raise keys["react"].error(f"plan {name} would take effect on day {start + delay} at the earliest, after the "
                                  f"end of the run (its last day is {context.days - 1})")
    return ActionPlan(
        name=name, does=words(keys, "does"), delay=delay, after=after,
        lasts=grammar.span(keys["lasts"], "lasts") if "lasts" in keys else None,
        cost=read_cost(keys["cost"]) if "cost" in keys else Cost(),
        changes=_moved(keys["changes"], "a plan's change", _CHANGE, context),
    )
