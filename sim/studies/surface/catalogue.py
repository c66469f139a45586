"""Levers as a leader names them: name, unit, reason; read from ``data/levers.yaml``, or made from the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError
from sim.model.parameters import Parameter

DATA = Path(__file__).parent / "data"
OTHERS = "Other levers"
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
    """

    lever: str
    name: str
    unit: str
    group: str = OTHERS
    times: float = 1.0
    before: str = ""
    doses: tuple[float, ...] = ()
    why: str = ""

    def amount(self, dose: float) -> str:
        """Return a dose without its unit: ``67``, ``$0.20``, ``1,440``."""
        value = dose * self.times
        if self.before == "$":
            return f"{'-' if value < 0 else ''}${abs(value):,.2f}".removesuffix(".00")
        digits = f"{value:,.0f}" if float(round(value, 6)).is_integer() and abs(value) >= 1000 else f"{value:.4g}"
        return f"{self.before}{digits}"

    def dose_words(self, dose: float) -> str:
        """Return a dose with its unit, short: ``67%``, ``$0.20 an hour``, ``12 minutes``."""
        if self.unit.startswith("%"):
            return f"{self.amount(dose)}%"
        return f"{self.amount(dose)} {self.unit}"


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
    """Return a lever in words: its row of the catalogue, or what the registry says of it."""
    found = catalogue().get(name)
    if found is not None:
        return found
    percent = parameter.unit.startswith("fraction")
    unit = f"%{parameter.unit.removeprefix('fraction')}" if percent else parameter.unit
    return Lever(name, parameter.doc.rstrip("."), unit, times=100.0 if percent else 1.0)


def _lever(name: str, row: Mapping[str, Any], path: Path) -> Lever:
    unknown, missing = set(row) - _KEYS, {"group", "name", "unit", "why"} - set(row)
    if unknown or missing:
        told = f"unknown {', '.join(sorted(unknown))}" if unknown else f"no {', '.join(sorted(missing))}"
        raise UserError(f"the row of {name} has {told}", path=path)
    doses = tuple(float(one) for one in row.get("doses", ()))
    return Lever(name, **{**row, "doses": doses, "times": float(row.get("times", 1.0))})
