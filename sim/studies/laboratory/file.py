"""A plan of a test as a file: the same as the command's options, and the scenario that it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim.config.documents import Entry, read_document
from sim.errors import Mistakes, UserError, quoted
from sim.studies.laboratory.settings import Ask

KEYS: Final = ["experiment", "scenario", "designs", "metrics", "share", "days", "pre", "block", "measured", "smallest",
               "curve"]
_KINDS: Final[Mapping[str, type]] = {"share": float, "days": int, "pre": int, "block": int, "measured": bool,
                                     "smallest": float, "curve": bool}


@dataclass(frozen=True)
class Written:
    """What a file asks."""

    scenario: str
    values: Mapping[str, Any]


def is_file(word: str) -> bool:
    """Return whether a word names a file that is a plan of a test: a YAML file whose first key is ``experiment``."""
    path = Path(word)
    if path.suffix not in (".yaml", ".yml") or not path.is_file():
        return False
    return any(line.startswith("experiment:") for line in path.read_text(encoding="utf-8").splitlines()[:20])


def asked_of(path: Path) -> Written:
    """Return what a plan's file asks.

    Raises
    ------
    UserError
        On an unknown key or a value of the wrong kind, with file and line.
    """
    mistakes = Mistakes()
    document = read_document(path, str(path))
    keys = document.mapping("a plan of a test", KEYS, mistakes)
    if "scenario" not in keys:
        mistakes.add(document.error("a plan of a test needs scenario: the name of what is tested"))
    values: dict[str, Any] = {}
    for name, entry in keys.items():
        try:
            if name in ("designs", "metrics"):
                values[name] = tuple(one.text(name) for one in entry.items(name))
            elif name in _KINDS:
                values[name] = _value(name, entry)
        except UserError as error:
            mistakes.add(error)
    mistakes.tell()
    return Written(keys["scenario"].text("scenario"), values)


def _value(name: str, entry: Entry) -> float | int | bool:
    """Return one value as its kind."""
    text = entry.text(name)
    if _KINDS[name] is bool:
        if text not in ("true", "false", "yes", "no"):
            raise entry.error(f"{name} is true or false, not {quoted(text)}")
        return text in ("true", "yes")
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise entry.error(f"{name} is a number, not {quoted(text)}") from None
    if _KINDS[name] is int and number != int(number):
        raise entry.error(f"{name} is a whole number, not {quoted(text)}")
    return int(number) if _KINDS[name] is int else number


def merged(written: Written | None, given: Mapping[str, Any]) -> Ask:
    """Return what is asked: the command line's word over the file's, over the defaults."""
    said = {name: value for name, value in given.items() if value not in (None, ())}
    values = {"designs": (), **(dict(written.values) if written else {}), **said}
    return Ask(**values)
