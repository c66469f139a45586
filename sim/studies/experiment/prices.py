"""What a lever costs to turn: counted in the model, not priced there, or a rule that costs nothing to decide.

A lever without a price is not free. Whoever recommends to turn one says so, and names what has to be paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Price = Literal["counted", "unpriced", "rule"]
_PATH = Path(__file__).with_name("prices.yaml")


def price_of(lever: str) -> Price:
    """Return whether a lever's own cost is counted in the model, has no price there, or is none."""
    table = _table()
    counted, unpriced = _longest(lever, table["counted"]), _longest(lever, table["unpriced"])
    if not counted and not unpriced:
        return "rule"
    return "counted" if len(counted) > len(unpriced) else "unpriced"


def unpriced(moves: Iterable[tuple[str, float, float]]) -> tuple[str, ...]:
    """Return what has to be paid for some moves of levers that the model has no price for, each thing once.

    Parameters
    ----------
    moves
        Lever, value before, value after.
    """
    asked = list(moves)
    off = {lever for lever, _, after in asked if after == 0.0}
    found: dict[str, None] = {}
    for lever, before, after in asked:
        if price_of(lever) == "unpriced" and after != before:
            row = _table()["unpriced"][_longest(lever, _table()["unpriced"])]
            if (after > before) == (row["dearer"] == "up") and row.get("unless") not in off:
                found[str(row["what"])] = None
    return tuple(found)


@cache
def _table() -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    return content


def _longest(lever: str, names: Iterable[str]) -> str:
    """Return the longest of some names that a lever's begins with; empty if none does."""
    return max((one for one in names if lever == one or lever.startswith(f"{one}.")), key=len, default="")
