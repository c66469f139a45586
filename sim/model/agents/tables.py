"""Rows of the tables as records, and back: how the objects engine takes up a state and writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.model.state.columns import Table


def records(table: Table, first: int = 0) -> Iterator[dict[str, Any]]:
    """Yield rows of a table from ``first`` on as Python values by field."""
    columns = [table.columns[field][first : table.n].tolist() for field in table.fields]
    for values in zip(*columns, strict=True):
        yield dict(zip(table.fields, values, strict=True))


def fill(table: Table, rows: list[dict[str, Any]]) -> None:
    """Replace the contents of a table by rows."""
    table.n = 0
    table.add(len(rows))
    if rows:
        for field, column in table.columns.items():
            column[: len(rows)] = [row[field] for row in rows]
