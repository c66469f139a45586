"""What a sheet is: columns that say how they are headed, shown, and filled from a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sim.config.characters import harmless
from sim.methods.chance import Chance
from sim.methods.intervals import Interval

Cell = tuple[Any, str]
"""A value and the name of its format."""

ENDS = ("mean", "low", "high")


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    width
        In letters.
    form
        Name of the format, or what returns it for a row.
    value
        What returns a row's cell; ``None`` and NaN are left blank.
    """

    head: str
    width: int
    form: str | Callable[[Any], str]
    value: Callable[[Any], Any]

    def cell(self, row: Any) -> Cell:
        """Return a row's cell."""
        return self.value(row), self.form if isinstance(self.form, str) else self.form(row)


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


_LONGEST_CELL = 32_767


def cell_text(text: str) -> str:
    """Return text as a cell holds it: nothing in it that acts, and no more than a sheet takes."""
    return harmless(text)[:_LONGEST_CELL]


def filled(name: str, columns: Sequence[Column], rows: Iterable[Any], frozen: int = 1) -> Sheet:
    """Return a sheet with a line a row."""
    heads = [(one.head, one.width) for one in columns]
    return Sheet(name, heads, [[one.cell(row) for one in columns] for row in rows], frozen)


def interval_columns(
    head: str, width: int, form: str | Callable[[Any], str], of: Callable[[Any], Interval], ends: Sequence[str] = ()
) -> list[Column]:
    """Return three columns, mean and bounds: headed by ``head``, Low and High, or by ``head`` and each of ``ends``."""
    heads = [f"{head} {end}" for end in ends] or [head, "Low", "High"]
    return [Column(name, width, form, _part(of, end)) for name, end in zip(heads, ENDS, strict=True)]


def chance_columns(head: str, width: int, of: Callable[[Any], Chance]) -> list[Column]:
    """Return three columns: share and bounds."""
    parts = ((head, width, "share"), ("Low", 9, "low"), ("High", 9, "high"))
    return [Column(name, wide, "chance", _part(of, end)) for name, wide, end in parts]


def _part(of: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(of(row), name)


def form(unit: str) -> str:
    """Return the format of values in a unit."""
    if unit.startswith("USD"):
        return "small" if "per day" in unit else "money"
    return "share" if unit.startswith(("fraction", "ratio")) else "number"
