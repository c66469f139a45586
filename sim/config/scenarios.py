"""Scenario files: found by name or path, read with their lines, checked against the configuration they will run in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.config.changes import read_changes
from sim.config.documents import Entry, read_document
from sim.config.expectations import parse_expectation
from sim.config.folders import scenarios_folder
from sim.errors import UserError, suggest
from sim.levers.schedule import Scenario
from sim.outcomes.dictionary import OUTCOMES

_KEYS = ["name", "question", "why", "expect", "changes"]
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_SUFFIXES = (".yaml", ".yml")


def scenario_names() -> list[str]:
    """Return the names of the shipped scenarios, the status quo first."""
    names = sorted(path.stem for path in scenarios_folder().glob("*.yaml"))
    return sorted(names, key=lambda name: name != "status_quo")


def find_scenario(name_or_path: str) -> tuple[Path, str]:
    """Return a scenario's file, and what to call it in errors.

    Parameters
    ----------
    name_or_path
        A name of `scenarios/`, or a path to a YAML file anywhere.

    Raises
    ------
    UserError
        If there is none, with the nearest name there is.
    """
    is_path = name_or_path.endswith(_SUFFIXES) or "/" in name_or_path or "\\" in name_or_path
    if not is_path:
        names = scenario_names()
        if name_or_path in names:
            return scenarios_folder() / f"{name_or_path}.yaml", f"scenarios/{name_or_path}.yaml"
        raise UserError(
            f"no scenario {name_or_path!r}.{suggest(name_or_path, names)} (sim scenarios lists all {len(names)})")
    file = Path(name_or_path).expanduser()
    if not file.is_file():
        beside = [str(file.with_name(path.name)) for path in file.parent.glob("*.y*ml")] if file.parent.is_dir() else []
        raise UserError(f"no scenario file {name_or_path}.{suggest(name_or_path, beside)}")
    return file, name_or_path


def read_summary(name_or_path: str) -> tuple[str, str]:
    """Return a scenario's question and reason without checking its changes."""
    document = _read(*find_scenario(name_or_path))
    return _words(document, "question"), _words(document, "why")


def load_scenario(name_or_path: str, config: Mapping[str, Any] | None = None) -> Scenario:
    """Read a scenario and check it against a configuration.

    Parameters
    ----------
    name_or_path
        A name of `scenarios/`, or a path to a YAML file anywhere.
    config
        The configuration it will run in (its tables, regions, start date and horizon); the default one if not given.

    Returns
    -------
    Scenario
        With every name known, every value in its range, every day inside the horizon.

    Raises
    ------
    UserError
        On anything wrong, with file and line.
    """
    if config is None:
        from sim.config.composition import compose

        config = compose([])
    file, path = find_scenario(name_or_path)
    document = _read(file, path)
    return Scenario(
        name=_name(document, file),
        question=_words(document, "question"),
        why=_words(document, "why"),
        expect=_expectations(document.get("expect")),
        changes=read_changes(document.get("changes"), config),
        path=path,
    )


def _read(file: Path, path: str) -> dict[str, Entry]:
    return read_document(file, path).mapping("a scenario", _KEYS)


def _name(document: Mapping[str, Entry], file: Path) -> str:
    entry = document.get("name")
    if entry is None:
        return re.sub(r"[^\w.-]", "_", file.stem).lstrip("_.-") or "scenario"
    name = entry.text("name")
    if not _NAME.fullmatch(name):
        raise entry.error(f"name {name!r} may hold only letters, digits, _ . and -")
    return name


def _words(document: Mapping[str, Entry], key: str) -> str:
    return " ".join(document[key].text(key).split()) if key in document else ""


def _expectations(entry: Entry | None) -> dict[str, str]:
    if entry is None:
        return {}
    expect: dict[str, str] = {}
    for outcome, words in entry.mapping("expect").items():
        if outcome not in OUTCOMES:
            raise words.error(f"no outcome {outcome!r}.{suggest(outcome, OUTCOMES)} (sim outcomes lists them)")
        text = words.text(f"expectation of {outcome}")
        parse_expectation(text, outcome, path=words.path, line=words.line)
        expect[outcome] = " ".join(text.split())
    return expect
