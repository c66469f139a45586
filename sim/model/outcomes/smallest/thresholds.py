"""Smallest effects of interest read from the YAML files beside this one, and what they come to in a market."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError, quoted
from sim.model.outcomes.dictionary import OUTCOMES, THEMES

FOLDER = Path(__file__).parent
_KEYS = {"amount", "share", "of", "reason", "source"}


@dataclass(frozen=True)
class Smallest:
    """The smallest change of an outcome that somebody would act on.

    Attributes
    ----------
    amount
        In the outcome's unit; ``None`` where only a share is given.
    share
        Of a level under the status quo; ``None`` where only an amount is given. Of both, the smaller holds.
    of
        The outcome whose level the share is of; empty for the outcome's own.
    reason, source
        Why so large, and who says so: keys of docs/sources.yaml, *assumption*, or *user*.
    """

    amount: float | None = None
    share: float | None = None
    of: str = ""
    reason: str = ""
    source: str = "assumption"

    def size(self, outcome: str, levels: Mapping[str, float]) -> float:
        """Return what it comes to, in the outcome's unit; NaN where the level that it is a share of is unknown.

        Parameters
        ----------
        levels
            Outcome → its level under the status quo, mean over seeds.
        """
        of = math.nan if self.share is None else self.share * abs(levels.get(self.of or outcome, math.nan))
        known = [one for one in (self.amount, of) if one is not None and not math.isnan(one)]
        return min(known, default=math.nan)


@cache
def smallest_effects() -> dict[str, Smallest]:
    """Return the smallest effect of interest of every outcome, in the dictionary's order.

    Raises
    ------
    UserError
        If a row is for no outcome or no family, does not hold what it should, or an outcome has neither.
    """
    own: dict[str, Smallest] = {}
    for theme in THEMES:
        for name, row in _rows(FOLDER / f"{theme}.yaml").items():
            if name not in OUTCOMES or OUTCOMES[name].theme != theme:
                raise UserError(f"{name} is no outcome of theme {theme}", path=FOLDER / f"{theme}.yaml")
            own[name] = row
    return {name: own.get(name) or _of_family(one.unit, _families()) for name, one in OUTCOMES.items()}


def smallest_effect(outcome: str, levels: Mapping[str, float], own: Mapping[str, Smallest] | None = None) -> float:
    """Return the smallest change of an outcome that matters in a market with these levels, in its unit (at least 0).

    Parameters
    ----------
    levels
        Outcome → its level under the status quo.
    own
        What somebody has set instead, by outcome.
    """
    row = (own or {}).get(outcome) or smallest_effects()[outcome]
    return row.size(outcome, levels)


def smallest_of_unit(unit: str) -> Smallest:
    """Return the smallest effect of interest of a reading of part of the market: a share of its own level if money."""
    return _OF_MONEY if unit.startswith("USD") else _of_family(unit, _families())


_OF_MONEY = Smallest(share=0.02, reason="a fiftieth of today's amount")


@cache
def _families() -> dict[str, Smallest]:
    return _rows(FOLDER / "families.yaml")


def _of_family(unit: str, families: Mapping[str, Smallest]) -> Smallest:
    found = [family for family in families if unit.startswith(family)]
    if not found:
        raise UserError(f"no smallest effect of what is in {quoted(unit)}: add a row, or a family of units",
                        path=FOLDER)
    return families[max(found, key=len)]


def _rows(path: Path) -> dict[str, Smallest]:
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {str(name): _row(str(name), row, path) for name, row in read.items()}


def _row(name: str, row: Mapping[str, Any], path: Path) -> Smallest:
    sizes = [row[key] for key in ("amount", "share") if key in row]
    wrong = [
        (not set(row) <= _KEYS, f"an unknown key ({', '.join(sorted(set(row) - _KEYS))})"),
        (not sizes, "neither an amount nor a share"),
        (any(not isinstance(one, int | float) or not one > 0 for one in sizes), "a size that is not above zero"),
        ("of" in row and ("share" not in row or row["of"] not in OUTCOMES), "of, but no share of an outcome"),
        (not row.get("reason"), "no reason"),
    ]
    for is_wrong, what in wrong:
        if is_wrong:
            raise UserError(f"the smallest effect of {name} has {what}", path=path)
    return Smallest(**row)
