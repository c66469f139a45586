"""Scenario files: found by name or path, read with their lines, checked against the configuration they will run in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.config.changes import read_changes
from sim.config.documents import Entry
from sim.config.expectations import parse_expectations
from sim.config.finding import Place, place_of, scenario_names, stem_of
from sim.config.inheritance import Said, known_variant, read_said
from sim.config.matters import read_smallest
from sim.errors import Mistakes, UserError, quoted, some_of, suggest
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES

__all__ = [
    "find_scenario", "load_all", "load_scenario", "load_scenarios", "read_summary", "scenario_names", "variant_names",
]

_NAME = re.compile(r"[A-Za-z0-9][\w-]*")


def find_scenario(name_or_path: str) -> tuple[Path, str]:
    """Return a scenario's file, and what to call it in errors.

    Parameters
    ----------
    name_or_path
        A name of `scenarios/` or the start of one, or a path to a YAML file anywhere; with ``.variant`` or without.

    Raises
    ------
    UserError
        If there is none, with the nearest name there is.
    """
    place = place_of(name_or_path)
    return place.file, place.path


def read_summary(name_or_path: str) -> tuple[str, str]:
    """Return a scenario's question and reason without checking its changes."""
    said = read_said(place_of(name_or_path))
    return said.question, said.why


def variant_names(name_or_path: str) -> list[str]:
    """Return the names of a scenario's variants; none where it is one arm alone."""
    return list(read_said(place_of(name_or_path)).variants)


def load_scenarios(name_or_path: str, config: Mapping[str, Any] | None = None) -> tuple[Scenario, ...]:
    """Read a scenario file and check it against a configuration: one scenario, or one for each of its variants.

    Parameters
    ----------
    name_or_path
        A name of `scenarios/` or the start of one, or a path to a YAML file anywhere; ``whatif_07.freeze_30`` is one of
        its variants alone.
    config
        The configuration it will run in (its tables, regions, start date and horizon); the default one if not given.

    Returns
    -------
    tuple of Scenario
        With every name known, every value in its range, every day inside the horizon.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    if config is None:
        from sim.config.composition import compose

        config = compose([])
    place = place_of(name_or_path)
    said = read_said(place)
    if place.variant:
        known_variant(said, place)
    name = _name(said.keys, place.file)
    if not said.variants:
        return (_scenario(said, name, place, config),)
    chosen = [place.variant] if place.variant else list(said.variants)
    found, mistakes = [], Mistakes()
    for variant in chosen:
        with mistakes:
            one = said.variant(variant)
            found.append(_scenario(one, f"{name}.{variant}", place, config, name, list(said.variants)))
    mistakes.tell()
    return tuple(found)


def load_all(asked: Iterable[str | Path | Scenario], config: Mapping[str, Any]) -> list[Scenario]:
    """Return every scenario that is asked for by name, path or object, each variant of a file among them.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    return [
        arm for one in asked for arm in ((one,) if isinstance(one, Scenario) else load_scenarios(str(one), config))
    ]


def load_scenario(name_or_path: str, config: Mapping[str, Any] | None = None) -> Scenario:
    """Read one scenario, as :func:`load_scenarios` does; of several variants one has to be named.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    found = load_scenarios(name_or_path, config)
    if len(found) > 1:
        listed = ", ".join(scenario.name for scenario in found)
        raise UserError(f"{name_or_path} has {len(found)} variants: name one of {listed}")
    return found[0]


def _scenario(
    said: Said, name: str, place: Place, config: Mapping[str, Any], family: str = "", variants: list[str] | None = None
) -> Scenario:
    expect: dict[str, str] = {}
    mistakes = Mistakes(said.mistakes)
    others = [variant for variant in variants or [] if f"{family}.{variant}" != name]
    for table in said.expects:
        with mistakes:
            expect |= _expectations(table, others, alone=not variants)
    matters: dict[str, str] = {}
    for table in said.matters:
        with mistakes:
            matters |= _matters(table)
    with mistakes:
        changes = read_changes(said.layers, config)
    mistakes.tell()
    return Scenario(
        name=name,
        question=said.question,
        why=said.why,
        expect=expect,
        changes=changes,
        path=place.path,
        family=family,
        matters=matters,
    )


def _name(keys: Mapping[str, Entry], file: Path) -> str:
    entry = keys.get("name")
    if entry is None:
        return re.sub(r"[^\w-]", "_", stem_of(file)).lstrip("_-") or "scenario"
    name = entry.text("name")
    if not _NAME.fullmatch(name):
        raise entry.error(f"name {quoted(name)} may hold only letters, digits, _ and -")
    return name


def _matters(entry: Entry) -> dict[str, str]:
    found: dict[str, str] = {}
    for outcome, written in entry.mapping("matters").items():
        if outcome not in OUTCOMES:
            raise written.error(f"no outcome {quoted(outcome)}.{suggest(outcome, OUTCOMES)} (sim outcomes lists them)")
        text = written.text(f"what matters of {outcome}")
        read_smallest(text, outcome, path=written.path, line=written.line)
        found[outcome] = " ".join(text.split())
    return found


def _expectations(entry: Entry, others: list[str], *, alone: bool) -> dict[str, str]:
    expect: dict[str, str] = {}
    mistakes = Mistakes()
    for outcome, written in entry.mapping("expect", None, mistakes).items():
        with mistakes:
            expect[outcome] = _expectation(outcome, written, others, alone=alone)
    mistakes.tell()
    return expect


def _expectation(outcome: str, written: Entry, others: list[str], *, alone: bool) -> str:
    if outcome not in OUTCOMES:
        raise written.error(f"no outcome {quoted(outcome)}.{suggest(outcome, OUTCOMES)} (sim outcomes lists them)")
    text = written.text(f"expectation of {outcome}")
    for one in parse_expectations(text, outcome, path=written.path, line=written.line):
        if one.than and alone:
            raise written.error(f"{quoted(text)} compares with a variant, but this scenario has none")
        if one.than and one.than not in others:
            raise written.error(
                f"no other variant {quoted(one.than)}.{suggest(one.than, others)} (there are {some_of(others)})")
    return " ".join(text.split())
