"""A roadmap file, read and checked against the market that it will run in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from sim.config.change_context import ChangeContext
from sim.config.composition import compose
from sim.config.costs import money
from sim.config.documents import Entry, read_document
from sim.config.finding import Shelf, stem_of
from sim.config.inheritance import words
from sim.config.trust import is_about_hydra
from sim.errors import Mistakes, UserError, quoted, suggest
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.roadmap.bounds import read_target
from sim.studies.roadmap.checks import check_alternative, in_order
from sim.studies.roadmap.phases import KEYS as PHASE
from sim.studies.roadmap.phases import read_phase
from sim.studies.roadmap.plan import PLAN, Alternative, Roadmap, Target

KEYS = ["name", "question", "owner", "start", "end", "overrides", "budget", "phases", "targets", "alternatives"]
_NAME, _LONGEST_NAME = re.compile(r"\w[\w -]*"), 60
_ALTERNATIVE = ["why", "phases", "without"]
Keys = dict[str, Entry]


SHIPPED = Shelf("roadmap")


def load_roadmap(name_or_path: str, overrides: Sequence[str] = ()) -> tuple[Roadmap, Config]:
    """Read a roadmap, and compose the configuration that it runs in.

    Parameters
    ----------
    overrides
        Further overrides, laid over the file's own.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    file, path = SHIPPED.find(name_or_path)
    whole, mistakes = read_document(file, path), Mistakes()
    keys = whole.mapping("a roadmap", KEYS, mistakes)
    for needed in ("start", "end", "phases", "targets"):
        if needed not in keys:
            mistakes.add(whole.error(f"a roadmap needs {needed}"))
    if any(needed not in keys for needed in ("start", "end", "phases", "targets")):
        mistakes.tell()
    own = _overrides(keys)
    config = _composed(keys, [*own, *overrides])
    context = ChangeContext(config)
    if context.regions is None:
        raise whole.error("a roadmap needs a market whose countries are known: network=generated")
    name, budget = stem_of(file), None
    with mistakes:
        name = _name(keys, stem_of(file))
    with mistakes:
        budget = money(keys["budget"], "budget") if "budget" in keys else None
    targets, alternatives = _targets(keys["targets"], context, mistakes), _alternatives(keys, context, mistakes)
    mistakes.tell()
    roadmap = Roadmap(
        name=name, question=words(keys, "question"), owner=words(keys, "owner"),
        start_date=context.origin, days=context.days, regions=tuple(context.regions),
        alternatives=alternatives, targets=targets, budget=budget, path=path, overrides=tuple(own),
    )
    _targets_in_time(roadmap)
    return roadmap, config


def _targets(entry: Entry, context: ChangeContext, mistakes: Mistakes) -> tuple[Target, ...]:
    """Return the targets; those that are wrong are among the mistakes, and no two have one name."""
    found: list[Target] = []
    with mistakes:
        items = entry.items("targets")
        if not items:
            raise entry.error("targets is empty: a plan is held to something")
        for item in items:
            with mistakes:
                one = read_target(item, context)
                if one.name in [other.name for other in found]:
                    raise item.error(f"two targets are called {one.name}: give one another name")
                found.append(one)
    return tuple(found)


def _overrides(keys: Mapping[str, Entry]) -> list[str]:
    """Return the file's own overrides, which say what is run, not how or by what."""
    found = []
    for item in keys["overrides"].items("overrides") if "overrides" in keys else []:
        word = item.text("overrides")
        if is_about_hydra(word) or re.match(r"[+~]*execution\b", word):
            raise item.error(f"{quoted(word)} says how runs are carried out: give it on the command line, if at all")
        found.append(word)
    return found


def _name(keys: Mapping[str, Entry], stem: str) -> str:
    """Return what a roadmap and its folder are called."""
    if "name" not in keys:
        return re.sub(r"[^\w-]+", "_", stem).strip("_-")[:_LONGEST_NAME] or "roadmap"
    name = words(keys, "name")
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise keys["name"].error(f"name {quoted(name)} may hold only letters, digits, blanks, _ and -, "
                                 f"{_LONGEST_NAME} of them at most")
    return name


def _composed(keys: Mapping[str, Entry], overrides: list[str]) -> Config:
    first, last = (_date(keys[name], name) for name in ("start", "end"))
    if last <= first:
        raise keys["end"].error("end is not after start")
    try:
        return compose([f"start_date={first}", f"days={(last - first).days + 1}", *overrides])
    except UserError as error:
        if "overrides" not in keys or error.path is not None:
            raise
        raise keys["overrides"].error(error.message) from error


def _date(entry: Entry, what: str) -> dt.date:
    try:
        return dt.date.fromisoformat(entry.text(what))
    except ValueError:
        raise entry.error(f"{what} is {quoted(entry.text(what))}, not a date such as 2027-01-01") from None


def _alternatives(keys: Mapping[str, Entry], context: ChangeContext, mistakes: Mistakes) -> tuple[Alternative, ...]:
    """Return the plan and its alternatives; a phase that is wrong in the plan is told once, and not again in each."""
    base: dict[str, tuple[Keys, Entry]] = {}
    with mistakes:
        base = _base(keys["phases"])
    found: list[Alternative] = []
    with mistakes:
        found += [_alternative(PLAN, words(keys, "question"), base, keys["phases"], context)] if base else []
    others: dict[str, Entry] = {}
    with mistakes:
        others = keys["alternatives"].mapping("alternatives") if "alternatives" in keys else {}
    for name, entry in others.items():
        with mistakes:
            if name in (PLAN, STATUS_QUO) or not name.replace("_", "").replace("-", "").isalnum():
                raise entry.error(f"an alternative cannot be called {quoted(name)}")
            parts = entry.mapping(f"alternative {name}", _ALTERNATIVE)
            varied = _varied(name, parts, base) if base else {}
            if found:  # else the plan's own mistakes would be told again
                found.append(_alternative(name, words(parts, "why"), varied, entry, context))
    return tuple(found)


def _base(entry: Entry) -> dict[str, tuple[Keys, Entry]]:
    """Return each phase's keys and where it stands, by name."""
    phases: dict[str, tuple[Keys, Entry]] = {}
    mistakes = Mistakes()
    for item in entry.items("phases"):
        with mistakes:
            keys = item.mapping("a phase", PHASE)
            if "name" not in keys:
                raise item.error("a phase needs a name")
            name = keys["name"].text("name")
            if name in phases:
                raise keys["name"].error(f"two phases are called {name}")
            phases[name] = (keys, item)
    mistakes.tell()
    if not phases:
        raise entry.error("phases is empty: a plan has at least one")
    return phases


def _varied(
    name: str, parts: Mapping[str, Entry], base: Mapping[str, tuple[Keys, Entry]]
) -> dict[str, tuple[Keys, Entry]]:
    """Return the phases of an alternative: the plan's, some left out, some keys written anew."""
    phases = dict(base)
    dropped = parts.get("without")
    for item in ([dropped] if dropped.is_scalar else dropped.items("without")) if dropped else []:
        phase = item.text("without")
        if phase not in phases:
            raise item.error(f"no phase {quoted(phase)}.{suggest(phase, base)} (the plan has {', '.join(base)})")
        del phases[phase]
    for phase, entry in (parts["phases"].mapping("phases") if "phases" in parts else {}).items():
        if phase not in phases:
            listed = ", ".join(phases)
            raise entry.error(f"no phase {quoted(phase)} in {name}.{suggest(phase, phases)} (it has {listed})")
        keys, _ = phases[phase]
        own = entry.mapping(f"phase {phase}", [key for key in PHASE if key != "name"])
        kept = {key: value for key, value in keys.items() if not ({"changes", "scenario"} & own.keys()
                                                                  and key in ("changes", "scenario"))}
        phases[phase] = ({**kept, **own}, entry)
    return phases


def _alternative(
    name: str, why: str, phases: Mapping[str, tuple[Keys, Entry]], place: Entry, context: ChangeContext
) -> Alternative:
    read, mistakes = [], Mistakes()
    for phase, (keys, entry) in phases.items():
        with mistakes:
            read.append(read_phase(phase, keys, entry, context))
    mistakes.tell()
    ordered = in_order(read, place)
    check_alternative(ordered, place, context)
    return Alternative(name, why, ordered)


def _targets_in_time(roadmap: Roadmap) -> None:
    """Stop where a target is due before any phase has begun."""
    first = min(phase.start for phase in roadmap.plan.phases)
    for target in roadmap.targets:
        if target.reading.day < first:
            raise UserError(
                f"target {target.name} is due on {roadmap.date(target.reading.day)}, before the plan starts "
                f"({roadmap.date(first)})", path=roadmap.path, line=target.line)
