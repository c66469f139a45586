"""A table's handle: compiled loops read and write the columns themselves, by name, as they are now."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numba import njit
from numba.core.errors import TypingError

from sim.model.state.columns import Table

FIELDS = {"tag": ("i1", 0), "money": ("i8", 0), "share": ("f8", 0), "slots": ("i4", 3), "taste": ("u1", 2)}


@njit
def fill(table: Any, n: int) -> int:
    for row in range(n):
        table.tag[row] = -row
        table.money[row] = 10 * row
        table.share[row] = row / 4
        for slot in range(table.slots.shape[1]):
            table.slots[row, slot] = row - slot
        table.taste[row, 1] = 255
    return len(table.share)


def test_a_loop_writes_the_columns_of_every_type() -> None:
    table = Table("Handled", FIELDS)
    table.add(5)
    assert fill(table.view(), 5) == table.capacity >= 5
    rows = np.arange(5)
    assert (table.tag == -rows).all() and (table.money == 10 * rows).all() and (table.share == rows / 4).all()
    assert (table.slots == rows[:, None] - np.arange(3)).all()
    assert (table.taste == [0, 255]).all()


def test_a_table_that_grew_is_handed_out_anew() -> None:
    table = Table("Handled", FIELDS)
    table.add(2)
    before = table.view()
    assert table.view() is before
    table.add(10 * table.capacity)
    assert fill(table.view(), table.n) == table.capacity
    assert table.money[-1] == 10 * (table.n - 1)


@pytest.mark.parametrize("how", ["copied", "loaded"])
def test_another_table_of_the_kind_has_a_handle_of_its_own(how: str) -> None:
    table = Table("Handled", FIELDS)
    table.add(3)
    table.view()
    if how == "copied":
        other = table.copy()
    else:
        other = Table("Handled", FIELDS)
        other.view()
        other.load(table.arrays())
    fill(other.view(), 3)
    assert other.money.tolist() == [0, 10, 20] and table.money.tolist() == [0, 0, 0]


def test_a_field_that_does_not_exist_is_refused() -> None:
    table = Table("Handled", FIELDS)
    with pytest.raises(TypingError, match="savings"):
        njit(lambda handle: handle.savings)(table.view())


def test_a_wider_table_needs_no_compilation_of_its_own() -> None:
    table, wider = Table("Handled", FIELDS), Table("Handled", FIELDS | {"slots": ("i4", 7)})
    for one in (table, wider):
        one.add(4)
        fill(one.view(), 4)
    assert len(fill.signatures) == 1
    assert (wider.slots == np.arange(4)[:, None] - np.arange(7)).all()
