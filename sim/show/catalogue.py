"""Levers as a leader names them: name, unit, reason; read from ``data/levers.yaml``, or made from the registry.

A technical name (``incentives.quality_bonus.amount``) and the unit that the model counts in (cents) are for the
appendix; everywhere else people read ``Weekly bonus for good content: $60 a week``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError
from sim.model.parameters import SCALARS, TABLES, Parameter

DATA = Path(__file__).parent / "data"
OTHERS = "Other levers"
_PLAIN_UNITS = (
    ("fraction", "%", 100.0, ""), ("probability", "%", 100.0, ""), ("minor units per", "a", 0.01, "$"),
    ("minor units", "", 0.01, "$"),
)
"""Beginning of a unit in the registry, how people say it, the factor into that, and what goes before the number."""
_BARE = ("0-1", "ratio", "shape", "exponent", "weight", "log", "utility")
"""Units that say nothing beside a number."""

_CODES = re.compile(r"\d ([^,]+),? ?")
"""A code and what it means, in the unit of a parameter that counts in codes."""

_KEYS = {"group", "name", "unit", "times", "before", "doses", "why"}


@dataclass(frozen=True)
class Lever:
    """One lever in words.

    Attributes
    ----------
    lever
        Its dotted name, which is for the technical appendix.
    unit
        What its doses are counted in, as on an axis.
    times, before
        Factor that brings a dose into that unit, and what goes before it (``$``).
    doses
        Doses in the lever's own unit; empty where they are spread over the legal range.
    why
        A sentence: why it moves what it moves. Empty for a lever that is not in the catalogue.
    words
        What its codes mean, where it counts in codes.
    """

    lever: str
    name: str
    unit: str
    group: str = OTHERS
    times: float = 1.0
    before: str = ""
    doses: tuple[float, ...] = ()
    why: str = ""
    words: tuple[str, ...] = ()

    def amount(self, dose: float) -> str:
        """Return a dose without its unit: ``67``, ``$0.20``, ``1,440``."""
        value = dose * self.times
        if self.before == "$":
            return f"{'-' if value < 0 else ''}${abs(value):,.2f}".removesuffix(".00")
        digits = f"{value:,.0f}" if float(round(value, 6)).is_integer() and abs(value) >= 1000 else f"{value:.4g}"
        return f"{self.before}{digits}"

    def dose_words(self, dose: float) -> str:
        """Return a dose with its unit, short: ``67%``, ``$0.20 an hour``, ``12 minutes``, ``1 offence``."""
        if self.words:
            return self.words[int(dose)]
        if self.unit.startswith("%"):
            return f"{self.amount(dose)}%"
        amount = self.amount(dose)
        return f"{amount} {_singular(self.unit) if amount == '1' else self.unit}".rstrip()


@cache
def catalogue() -> dict[str, Lever]:
    """Return the levers that matter most, in the order of the page.

    Raises
    ------
    UserError
        If a row lacks a name, a unit or a reason, or holds something unknown.
    """
    path = DATA / "levers.yaml"
    return {name: _lever(name, row, path) for name, row in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def lever_of(name: str, parameter: Parameter) -> Lever:
    """Return a lever in words: its row of the catalogue, or the beginning of what the registry says of it."""
    found = catalogue().get(name)
    if found is not None:
        return found
    row = _row_of(name, parameter)
    clauses = [one.removeprefix("1 ").strip() for one in re.split(r"[:;(]", parameter.doc.rstrip("."))]
    first = next((one for one in clauses if " " in one), clauses[0])  # before it may stand a symbol: "kappa_p: …"
    told = first[:1].upper() + first[1:] + (f" ({row.replace('_', ' ')})" if row else "")
    words = parameter.words or ("no", "yes") if parameter.unit == "0 or 1" else parameter.words
    if words or _CODES.match(parameter.unit):
        return Lever(name, told, "", words=words or tuple(_CODES.findall(parameter.unit)))
    for start, unit, times, before in _PLAIN_UNITS:
        if parameter.unit.startswith(start):
            plain = f"{unit}{parameter.unit.removeprefix(start)}".strip()
            return Lever(name, told, re.sub(r"^a (?=[aeiou])", "an ", plain), times=times, before=before)
    return Lever(name, told, "" if parameter.unit in _BARE else parameter.unit)


def lever_words(name: str) -> Lever:
    """Return any parameter in words by its dotted name, a table's entry included; the bare name if there is none."""
    parameter = parameter_of(name)
    return Lever(name, name, "") if parameter is None else lever_of(name, parameter)


def parameter_of(name: str) -> Parameter | None:
    """Return a parameter by its dotted name, a table's entry included; ``None`` if there is none."""
    if name in SCALARS:
        return SCALARS[name]
    for table, columns in TABLES.items():
        column = name.rpartition(".")[2]
        if name.startswith(f"{table}.") and column in columns:
            return columns[column]
    return None


def _row_of(name: str, parameter: Parameter) -> str:
    """Return the row of a table that an entry's name holds; empty for other names."""
    before, marked, after = parameter.name.partition("<row>")
    return name.removeprefix(before).removesuffix(after) if marked else ""


def _singular(unit: str) -> str:
    first, blank, rest = unit.partition(" ")
    return f"{first.removesuffix('es') if first.endswith('ches') else first.removesuffix('s')}{blank}{rest}"


def _lever(name: str, row: Mapping[str, Any], path: Path) -> Lever:
    unknown, missing = set(row) - _KEYS, {"group", "name", "unit", "why"} - set(row)
    if unknown or missing:
        told = f"unknown {', '.join(sorted(unknown))}" if unknown else f"no {', '.join(sorted(missing))}"
        raise UserError(f"the row of {name} has {told}", path=path)
    doses = tuple(float(one) for one in row.get("doses", ()))
    return Lever(name, **{**row, "doses": doses, "times": float(row.get("times", 1.0))})
