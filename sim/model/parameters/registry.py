"""Every number of the model, declared once: name, default, unit, range, lever or assumption, source.

``lever(...)`` and ``assumption(...)`` register a scalar and return its *column*: an int that compiled rules use to
read the value out of a cell's parameter row (``p[RECALL]``). A cell is a region today. Tables (tactics, milestones,
categories) hold one row of such parameters per named row of the config; their columns are declared with
``table_column`` in the same terms. The vocabulary is XLRM's: levers are ours to set, assumptions are uncertain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["lever", "assumption"]
Direction = Literal["up", "down"]


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    Attributes
    ----------
    name
        Dotted config name; in a table, ``<row>`` stands for the row's name.
    default, low, high
        Value and inclusive range, in ``unit``.
    kind
        ``"lever"`` (a governance team sets it) or ``"assumption"`` (the world has it).
    source
        Source key of the research dossier, or ``"assumption"``.
    moves
        For a lever: its own nearest outcome and the direction in which raising the lever moves it.
    integer
        Whether only whole numbers make sense.
    words
        Names of the codes from ``low`` to ``high``, where numbers stand for words (``minor``, ``major``).
    """

    name: str
    default: float
    unit: str
    low: float
    high: float
    kind: Kind
    source: str
    doc: str
    moves: tuple[str, Direction] | None = None
    integer: bool = False
    words: tuple[str, ...] = ()


SCALARS: dict[str, Parameter] = {}
TABLES: dict[str, dict[str, Parameter]] = {}
# Rows that a table always has, in this order, with values that differ from the columns' defaults.
FIXED_ROWS: dict[str, dict[str, dict[str, float]]] = {}


def _declare(parameter: Parameter) -> int:
    if parameter.name in SCALARS:
        raise ValueError(f"parameter {parameter.name} is declared twice")
    if not parameter.low <= parameter.default <= parameter.high:
        raise ValueError(f"default of {parameter.name} is outside its range")
    SCALARS[parameter.name] = parameter
    return len(SCALARS) - 1


def lever(
    name: str,
    default: float,
    unit: str,
    low: float,
    high: float,
    source: str,
    doc: str,
    moves: tuple[str, Direction],
    integer: bool = False,
) -> int:
    """Declare a lever; return its column in a cell's parameter row."""
    return _declare(Parameter(name, default, unit, low, high, "lever", source, doc, moves, integer))


def assumption(
    name: str,
    default: float,
    unit: str,
    low: float,
    high: float,
    source: str,
    doc: str,
    integer: bool = False,
) -> int:
    """Declare an assumption; return its column in a cell's parameter row."""
    return _declare(Parameter(name, default, unit, low, high, "assumption", source, doc, None, integer))


def table_column(
    table: str,
    column: str,
    default: float,
    unit: str,
    low: float,
    high: float,
    kind: Kind,
    source: str,
    doc: str,
    moves: tuple[str, Direction] | None = None,
    integer: bool = False,
    words: tuple[str, ...] = (),
) -> int:
    """Declare a column of a table (``tactics``, ``enforcement.milestones``, ``market.categories``)."""
    if words and (not integer or len(words) != high - low + 1):
        raise ValueError(f"{table}.{column} needs a word for each of its codes")
    columns = TABLES.setdefault(table, {})
    columns[column] = Parameter(
        f"{table}.<row>.{column}", default, unit, low, high, kind, source, doc, moves, integer, words
    )
    return len(columns) - 1


def fixed_rows(table: str, rows: dict[str, dict[str, float]]) -> None:
    """Declare the rows that a table always has; a config changes their values, and adds or drops none."""
    FIXED_ROWS[table] = rows


def all_parameters(kind: Kind | None = None) -> list[Parameter]:
    """Return every declared parameter, tables included, of one kind or of both."""
    every = list(SCALARS.values()) + [p for columns in TABLES.values() for p in columns.values()]
    return [p for p in every if kind is None or p.kind == kind]
