"""What a platform calls its KPIs, when it changed its rules, and how few people a figure may stand for: ``--map``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sim.config.documents import Entry, read_document
from sim.config.names import parameters_of
from sim.config.numbers import check
from sim.config.scenarios import load_scenario
from sim.errors import UserError, quoted, suggest
from sim.model.levers.schedule import Change
from sim.runs.plan import Config
from sim.studies.calibrate.figures import LEAST_PEOPLE
from sim.studies.calibrate.kpis import Kpi, Transform, kpi_of

KEYS = ["kpis", "events", "privacy"]
_KPI = ["outcome", "per", "transform", "discrepancy"]
_EVENT = ["name", "date", "scenario", "set", "to"]
_PRIVACY = ["min_n"]
_TRANSFORMS: tuple[Transform, ...] = ("logit", "log", "none")


@dataclass(frozen=True)
class Event:
    """A dated change of policy in the past.

    Attributes
    ----------
    changes
        What changed, the first day being day 0.
    """

    name: str
    day: date
    changes: tuple[Change, ...]

    def since(self, start: date) -> tuple[Change, ...]:
        """Return what changed with days counted from ``start``; before it, from its first day on."""
        shift = (self.day - start).days
        return tuple(
            replace(one, start=max(one.start + shift, 0),
                    until=None if one.until is None else max(one.until + shift, 1))
            for one in self.changes
        )


@dataclass(frozen=True)
class Mapped:
    """A mapping file, read."""

    kpis: Mapping[str, Kpi] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    least: int = LEAST_PEOPLE


def read_mapping(path: Path | None, config: Config) -> Mapped:
    """Read a mapping file; an empty one where there is none.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    if path is None:
        return Mapped()
    keys = read_document(path, str(path)).mapping("a mapping of figures", KEYS)
    kpis = keys["kpis"].mapping("kpis") if "kpis" in keys else {}
    events = [_event(one, config) for one in keys["events"].items("events")] if "events" in keys else []
    least = LEAST_PEOPLE
    if "privacy" in keys:
        given = keys["privacy"].mapping("privacy", _PRIVACY)
        least = int(_number(given["min_n"], "min_n", 0.0, 1e9)) if "min_n" in given else least
    return Mapped({name: _kpi(name, one) for name, one in kpis.items()}, {one.name: one for one in events}, least)


def _kpi(name: str, entry: Entry) -> Kpi:
    keys = entry.mapping(name, _KPI)
    if "outcome" not in keys:
        raise entry.error(f"{name} lacks the key outcome: which of sim outcomes is it?")
    asked = keys["outcome"].text("outcome") + (f" per {keys['per'].text('per')}" if "per" in keys else "")
    try:
        found = kpi_of(asked)
    except UserError as error:
        raise keys["outcome"].error(error.message) from None
    transform = found.transform
    if "transform" in keys:
        written = keys["transform"].text("transform")
        if written not in _TRANSFORMS:
            raise keys["transform"].error(f"transform is {quoted(written)}, not one of {', '.join(_TRANSFORMS)}."
                                          f"{suggest(written, _TRANSFORMS)}")
        transform = next(one for one in _TRANSFORMS if one == written)
    off = _number(keys["discrepancy"], "discrepancy", 0.0, 1.0) if "discrepancy" in keys else found.discrepancy
    return replace(found, name=name, transform=transform, discrepancy=off)


def _event(entry: Entry, config: Config) -> Event:
    keys = entry.mapping("an event", _EVENT)
    for key in ("name", "date"):
        if key not in keys:
            raise entry.error(f"an event lacks the key {key}")
    written = keys["date"].text("date")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise keys["date"].error(f"date is {quoted(written)}, not a date such as 2026-03-01") from None
    return Event(keys["name"].text("name"), day, _changes(entry, keys, config))


def _changes(entry: Entry, keys: Mapping[str, Entry], config: Config) -> tuple[Change, ...]:
    if ("scenario" in keys) == ("set" in keys):
        raise entry.error("an event has either scenario: NAME, or set: LEVER and to: VALUE")
    if "scenario" in keys:
        try:
            return load_scenario(keys["scenario"].text("scenario"), config).changes
        except UserError as error:
            raise keys["scenario"].error(str(error)) from None
    name, every = keys["set"].text("set"), parameters_of(config)
    if name not in every or every[name].kind != "lever":
        levers = [one for one, about in every.items() if about.kind == "lever"]
        raise keys["set"].error(f"no lever {quoted(name)}.{suggest(name, levers)} (sim levers lists them)")
    if "to" not in keys:
        raise entry.error("an event with set: needs to:")
    value = _number(keys["to"], name, every[name].low, every[name].high)
    return (Change(name, float(check(name, value, every[name], path=entry.path, line=keys["to"].line))),)


def _number(entry: Entry, what: str, low: float, high: float) -> float:
    written = entry.text(what)
    percent = written.endswith("%")
    try:
        value = float(written.removesuffix("%")) / (100.0 if percent else 1.0)
    except ValueError:
        raise entry.error(f"{what} is {quoted(written)}, not a number") from None
    if not low <= value <= high:
        raise entry.error(f"{what} is {value:g}, outside {low:g} to {high:g}")
    return value
