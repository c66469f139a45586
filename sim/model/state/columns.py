"""Columns: the state of many agents as NumPy arrays, one a field, one row an agent.

A :class:`Table` owns the arrays and their spare room; compiled loops get its ``view()``, a handle whose fields read
like attributes (`sim.model.state.native`). Rows are never reused, so a row number is a stable name within one run, and
``id`` is the identity that keyed draws use.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np

from sim.model.state.native import Handle

Field = tuple[str, int]  # dtype, width (0: one number a row)
CACHE_LINE = 64  # bytes


def blank(shape: int | tuple[int, ...], dtype: Any = np.float64) -> np.ndarray[Any, Any]:
    """Return zeros that start on a cache line, so that a row as wide as a line costs one read from memory, not two."""
    rows_and_width = (shape,) if isinstance(shape, int) else shape
    size = prod(rows_and_width) * np.dtype(dtype).itemsize
    room = np.zeros(size + CACHE_LINE, np.uint8)
    start = -room.__array_interface__["data"][0] % CACHE_LINE
    aligned: np.ndarray[Any, Any] = room[start : start + size].view(dtype).reshape(shape)
    return aligned


class Table:
    """Named columns of equal length that grow at the end.

    Parameters
    ----------
    name
        Name of its type in compiled code.
    fields
        Field name to ``(dtype, width)``.
    capacity
        Rows to make room for.
    """

    def __init__(self, name: str, fields: Mapping[str, Field], capacity: int = 0) -> None:
        self.name = name
        self.fields = dict(fields)
        self.n = 0
        self.columns: dict[str, np.ndarray[Any, Any]] = {f: self._blank(f, capacity) for f in fields}
        self._view: Handle | None = None

    def _blank(self, field: str, rows: int) -> np.ndarray[Any, Any]:
        dtype, width = self.fields[field]
        return blank((rows, width) if width else rows, dtype)

    @property
    def capacity(self) -> int:
        """Rows that fit before the columns have to grow."""
        return len(next(iter(self.columns.values())))

    def reserve(self, rows: int) -> None:
        """Make room for ``rows`` rows in all, growing by at least a quarter."""
        if rows <= self.capacity:
            return
        target = max(rows, self.capacity + self.capacity // 4 + 16)
        for field, old in self.columns.items():
            new = self._blank(field, target)
            new[: self.n] = old[: self.n]
            self.columns[field] = new
        self._view = None

    def add(self, rows: int) -> slice:
        """Append ``rows`` zeroed rows and return where they are."""
        self.reserve(self.n + rows)
        where = slice(self.n, self.n + rows)
        for column in self.columns.values():
            column[where] = 0
        self.n += rows
        return where

    def keep(self, rows: np.ndarray[Any, Any]) -> None:
        """Close every row but these (ascending); the rest move up and keep their order."""
        same = int(np.argmin(np.append(rows == np.arange(len(rows)), False)))
        for column in self.columns.values():
            column[same : len(rows)] = column[rows[same:]]
        self.n = len(rows)

    def view(self) -> Handle:
        """Return the columns, spare room included, as compiled loops take them, until the table grows."""
        if self._view is None:
            self._view = Handle(self.name, self.fields, self.columns)
        return self._view

    def __getattr__(self, field: str) -> np.ndarray[Any, Any]:
        try:
            column: np.ndarray[Any, Any] = self.__dict__["columns"][field][: self.__dict__["n"]]
        except KeyError:
            raise AttributeError(field) from None
        return column

    def __len__(self) -> int:
        return self.n

    def copy(self) -> Table:
        """Return an independent copy."""
        twin = Table.__new__(Table)
        twin.name, twin.fields, twin.n = self.name, self.fields, self.n
        twin.columns = {field: self._blank(field, self.capacity) for field in self.fields}
        twin._view = None
        for field, column in self.arrays().items():
            twin.columns[field][: self.n] = column
        return twin

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return the filled part of every column (views, for saving and comparing)."""
        return {field: column[: self.n] for field, column in self.columns.items()}

    def load(self, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
        """Replace the contents by saved columns."""
        self.n = len(next(iter(arrays.values())))
        self.columns = {field: self._blank(field, self.n) for field in self.fields}
        self._view = None
        for field, column in self.columns.items():
            column[:] = arrays[field]

    @property
    def nbytes(self) -> int:
        """Bytes held by all columns."""
        return sum(column.nbytes for column in self.columns.values())

    def __repr__(self) -> str:
        return f"<{self.name}: {self.n} rows x {len(self.fields)} fields, {self.nbytes / 1e6:.1f} MB>"
