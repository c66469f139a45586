"""Diaries: one agent's life as lines that can be read, for `sim story`.

A diary watches: after each day it compares the agent's columns, orders or cases with what they were, and says what
changed. It decides nothing and draws nothing, so a watched market is the same market. Either engine will do.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Self

import numpy as np

from sim.model.state.columns import Table

MONTH = 30


class Diary(ABC):
    """The life of one agent since it was first watched.

    Attributes
    ----------
    header
        Who it is, in a line.
    events
        (day, text) in order; days of the horizon, negative in warm-up.
    """

    table: str

    def __init__(self, model: Any, row: int) -> None:
        self.row = row
        self.events: list[tuple[int, str]] = []
        self.was = self._now(model)
        self.header = self.introduce(model)
        self.days_watched = 0

    @abstractmethod
    def introduce(self, model: Any) -> str:
        """Return the header."""

    @abstractmethod
    def compare(self, model: Any, was: dict[str, Any], now: dict[str, Any]) -> None:
        """Tell what today changed."""

    def observe(self, model: Any) -> None:
        """Take in the day that has just been simulated."""
        self.day, self.clock = model.day, model.clock
        self.days_watched += 1
        now = self._now(model)
        self.compare(model, self.was, now)
        self.was = now

    def tell(self, text: str) -> None:
        """Write a line under today's date."""
        self.events.append((self.day, text))

    def _now(self, model: Any) -> dict[str, Any]:
        table: Table = getattr(model.state, self.table)
        return {field: column[self.row].tolist() for field, column in table.columns.items()}

    def copy(self) -> Self:
        """Return a diary that goes on by itself from here (in a branch)."""
        return deepcopy(self)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.header, self.events))

    def __repr__(self) -> str:
        return f"<diary of {self.header}: {len(self.events)} events>"


def rows_of(table: Table, column: str, value: int) -> dict[int, dict[str, Any]]:
    """Return the rows of a ledger that concern one agent, by identity, in the ledger's order."""
    found = np.flatnonzero(getattr(table, column) == value)
    return {
        int(table.id[at]): {field: values[at].item() for field, values in table.columns.items()} for at in found
    }


def money(minor: float) -> str:
    """Return minor units as dollars."""
    return f"${minor / 100:,.2f}"


def called(model: Any, row: int) -> str:
    """Return a creator's number, and the name that the network's files have for it: ``417 (Ann)``."""
    name = model.name_of(row)
    return f"{row} ({name})" if name else str(row)


def listed(model: Any, rows: list[int], most: int = 4) -> str:
    """Return creators with commas, the first few of many."""
    return ", ".join(called(model, row) for row in rows[:most]) + (", …" if len(rows) > most else "")
