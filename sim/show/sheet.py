"""What a sheet is, and the cells that many sheets share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Told = Mapping[str, Any]
Cell = tuple[Any, str]
"""A value and the name of its format."""

ENDS = ("mean", "low", "high")


@dataclass(frozen=True)
class Sheet:
    """A table with a head.

    Attributes
    ----------
    heads
        Each column's name and width in letters.
    rows
        Cells: a value and the name of its format.
    frozen
        How many columns stay in sight.
    """

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 1


@dataclass(frozen=True)
class Line:
    """A line of a sheet that is read from top to bottom.

    Attributes
    ----------
    style
        ``"title"``, ``"text"`` (which may run over the cells beside it), ``"head"`` or ``"row"`` of a table.
    """

    style: str
    cells: Sequence[str]


def form(unit: str) -> str:
    """Return the format of values in a unit."""
    if unit.startswith("USD"):
        return "small" if "per day" in unit else "money"
    return "share" if unit.startswith(("fraction", "ratio")) else "number"


def interval_cells(of: Told, shown: str) -> list[Cell]:
    """Return mean and bounds."""
    return [(of[end], shown) for end in ENDS]


def chance_cells(chance: Told) -> list[Cell]:
    """Return share, bounds, and the runs behind them."""
    return [
        *((chance[key], "chance") for key in ("share", "low", "high")),
        (chance["met"], "whole"),
        (chance["runs"], "whole"),
    ]
