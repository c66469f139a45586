"""Overrides as they are typed, looked at before Hydra reads them: what it would misread, or tell in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sim.config.characters import first_acting
from sim.config.folders import group_options, groups
from sim.errors import UserError, brief, quoted, suggest

COMBINED = ("tactics",)
"""Groups of which several options may be laid together, each adding rows; those of others stand alone."""

_PLAIN = re.compile(r"[\w.:/+-]*", re.ASCII)
_QUOTED = re.compile(r"'.*'|\".*\"", re.DOTALL)
_WHOLE = re.compile(r"[-+]?[0-9_]{19,}")
_NAME = re.compile(r"[A-Za-z0-9_.\-/@:]*\$?")
_DEEPEST, _MOST_SHOWN, _LONGEST_NAME = 30, 120, 200
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")


def check_typed(overrides: Sequence[str]) -> None:
    """Check overrides word by word.

    Raises
    ------
    UserError
        Naming the first that cannot be read, or that says of a whole group what none can be.
    """
    for word in overrides:
        _check(word)


def _check(word: str) -> None:
    name, sign, written = word.partition("=")
    bare = name.lstrip("+~")
    if not bare and (sign or name):
        raise UserError(f"cannot read the override {quoted(word)}: a name is missing")
    if acting := first_acting(word):
        raise UserError(f"{quoted(bare)} holds a character that is not shown but acts on what is "
                        f"(U+{ord(acting):04X}): take it out")
    if bare.startswith("hydra"):
        return
    if not _NAME.fullmatch(bare) or len(bare) > _LONGEST_NAME:
        raise UserError(f"no setting or parameter {quoted(bare)}: names have plain letters, digits, dots and _ (sim "
                        "levers lists them)")
    if _depth(written) > _DEEPEST:
        raise UserError(f"{bare} is {quoted(written)}, nested too deeply")
    if _WHOLE.fullmatch(written):
        raise UserError(f"{bare} is {quoted(written)}, larger than any number here")
    if bare in groups():
        _check_group(bare, name, sign, written)
    elif sign:
        _parsed(word)


def _check_group(group: str, name: str, sign: str, written: str) -> None:
    options = group_options(group)
    listed = f"{group} has {', '.join(options)}"
    if name.startswith("~"):
        raise UserError(f"a group cannot be taken away: choose another of its options, {group}=OPTION ({listed})")
    if not written.strip():
        raise UserError(f"{group} needs an option, {group}=OPTION ({listed})")
    value = _parsed(f"{group}={written}")
    several = value if isinstance(value, list) else None
    if several is not None and group in COMBINED:
        return
    if several is not None:
        one = str(several[0]) if several else "OPTION"
        raise UserError(f"{group} takes one option, as in {group}={one}: several would be a blend that is none of them")
    if value is None or isinstance(value, dict) or (not isinstance(value, str) and not _is_sweep(value)):
        raise UserError(f"{group} is {quoted(value)}, not an option.{suggest(str(value), options)} ({listed}); "
                        f"what is in it is set by its own name")


def _depth(text: str) -> int:
    """Return how deep brackets are nested in a text, those in quotes counted too."""
    deepest = here = 0
    for one in text:
        here += (one in "[{(") - (one in "]})")
        deepest = max(deepest, here)
    return deepest


def _is_sweep(value: Any) -> bool:
    from hydra.core.override_parser.types import Sweep

    return isinstance(value, Sweep)


def _parsed(word: str) -> Any:
    """Return what Hydra reads in an override's value.

    Raises
    ------
    UserError
        Where it cannot.
    """
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    try:
        override = OverridesParser.create().parse_overrides([word])[0]
        value = override.value()
    except (HydraException, ValueError, RecursionError) as error:
        raise UserError(_unread(word, error)) from error
    from hydra.core.override_parser.types import QuotedString

    return value.text if isinstance(value, QuotedString) else value


def _unread(word: str, error: Exception) -> str:
    name, sign, written = word.partition("=")
    if not sign:
        return f"cannot read the override {quoted(word)}: a value is missing, as in {word or 'seed'}=1"
    if not _PLAIN.fullmatch(written) and not _QUOTED.fullmatch(written) and not written.startswith(("[", "{")):
        inner = written.replace("\\", "\\\\").replace('"', '\\"')
        shown = brief(inner, _MOST_SHOWN)
        return (f"cannot read {quoted(written)} as the value of {name}: put it in quotes for Hydra too, inside the "
                f"shell's: '{name}=\"{shown}\"'")
    return f"cannot read the override {quoted(word)}"


def decimal_comma(text: str) -> str:
    """Return how to write a number that has a comma for a point; empty if text is no such number."""
    stripped = text.strip()
    if not _DECIMAL_COMMA.fullmatch(stripped):
        return ""
    if _THOUSANDS.fullmatch(stripped):
        return f"write {stripped.replace(',', '')}, without signs between thousands, or {stripped.replace(',', '.')}"
    return f"write {stripped.replace(',', '.')}: the decimal sign is a point"

