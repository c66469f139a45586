"""Plausible ranges read from the YAML files beside this one, and how measured levels stand to them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from sim.errors import UserError, quoted
from sim.model.outcomes.dictionary import OUTCOMES, THEMES

FOLDER = Path(__file__).parent
NOTE = "compare, do not quote"
"""What goes with a level that is outside its plausible range, or has none."""

Standing = Literal["inside", "outside", "undefined", "not measured"]
STANDINGS: tuple[Standing, ...] = ("inside", "outside", "undefined", "not measured")
Values = Mapping[str, float]


@dataclass(frozen=True)
class Level:
    """What is known about an outcome's level.

    Attributes
    ----------
    low, high
        Bounds, themselves plausible; ``None`` where there is no scale outside the model.
    per
        What a count or an amount of money is counted per: an outcome or one of `BASES`; empty for a plain level.
    source
        Keys of docs/sources.yaml, with *assumption* where judgement fills a gap.
    reason
        Why this range, or why none.
    """

    low: float | None
    high: float | None
    per: str
    source: str
    reason: str

    @property
    def defined(self) -> bool:
        """Whether there is a range at all."""
        return self.low is not None


BASES: Mapping[str, tuple[str, Callable[[Values], float]]] = {
    "mau": ("monthly viewer", lambda of: _ratio(of["daily_active_viewers"], of["dau_mau"])),
    "pilots": ("pilot", lambda of: of["creators"] * of["pilot_share"]),
    "leavers": ("creator who leaves", lambda of: of["creators"] * of["creator_exit_rate"] / 30.0),
    "offers": ("offer", lambda of: _ratio(of["violating_offers"], of["violation_offer_rate"])),
    "penalties_explained": ("reason given", lambda of: of["penalties"] * of["explained_share"]),
    "ads": ("ad", lambda of: _ratio(of["session_minutes"] * of["daily_active_viewers"], of["watch_minutes"])
            * _ratio(of["ad_share"], 1.0 - of["ad_share"])),
}
"""What ranges may be counted per besides outcomes: its name in the singular, and how it follows from outcomes."""

_SINGULAR = {
    "creators": "creator", "daily_active_viewers": "daily viewer", "gmv": "dollar of GMV", "penalties": "penalty",
    "commission_paid": "dollar of commission", "points_deducted": "point deducted", "appeals": "appeal",
    "review_load": "case sent to review", "report_cases": "case from reports",
}


@cache
def levels() -> dict[str, Level]:
    """Return what is known about the level of every outcome, in the dictionary's order.

    Raises
    ------
    UserError
        If a row is missing, or does not hold what it should.
    """
    rows: dict[str, Any] = {}
    for theme in THEMES:
        path = FOLDER / f"{theme}.yaml"
        for name, row in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if name not in OUTCOMES or OUTCOMES[name].theme != theme:
                raise UserError(f"{name} is no outcome of theme {theme}", path=path)
            rows[name] = _level(name, row, path)
    missing = [name for name in OUTCOMES if name not in rows]
    if missing:
        raise UserError(f"no plausible level of {missing[0]}: add a row with range or undefined", path=FOLDER)
    return {name: rows[name] for name in OUTCOMES}


def plausible(outcome: str, values: Values) -> tuple[float, float] | None:
    """Return the range of an outcome in a market with these levels; ``None`` where there is none.

    Parameters
    ----------
    values
        Every outcome's level.
    """
    one = levels()[outcome]
    if one.low is None or one.high is None:
        return None
    scale = _base(one.per, values) if one.per else 1.0
    return one.low * scale, one.high * scale


def standing(outcome: str, values: Values) -> Standing:
    """Return how an outcome's level stands to its plausible range."""
    value, bounds = values[outcome], plausible(outcome, values)
    if bounds is None:
        return "undefined"
    if math.isnan(value) or math.isnan(bounds[0]):
        return "not measured"
    return "inside" if bounds[0] <= value <= bounds[1] else "outside"


def per_words(per: str) -> str:
    """Return what a range is counted per, in words: ``a daily viewer``."""
    name = BASES[per][0] if per in BASES else _SINGULAR[per]
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _base(per: str, values: Values) -> float:
    return BASES[per][1](values) if per in BASES else values[per]


def _ratio(above: float, below: float) -> float:
    return above / below if below else math.nan


def _level(name: str, row: Mapping[str, Any], path: Path) -> Level:
    known = {"range", "undefined", "per", "source", "reason"}
    low, high = row.get("range", (None, None))
    per = str(row.get("per", ""))
    wrong = [
        (not set(row) <= known, f"an unknown key ({', '.join(sorted(set(row) - known))})"),
        (("range" in row) == ("undefined" in row), "neither a range nor undefined, or both"),
        (low is not None and not low < high, "an empty range"),
        (bool(per) and per not in BASES and per not in _SINGULAR, f"per {quoted(per)}, which is no base"),
        (not row.get("source") or not row.get("reason"), "no source or no reason"),
    ]
    for is_wrong, what in wrong:
        if is_wrong:
            raise UserError(f"the level of {name} has {what}", path=path)
    return Level(low, high, per, str(row["source"]), str(row["reason"]))
