"""A table's columns have spare rows, and compiled loops get them too.

The policy table, with room for 16 rows, was looped over by ``len(view.column)``: the loop ran past the last region,
read parameters of regions that do not exist and wrote over whatever stood in memory behind the tallies. Nothing crashed
on the default market. So: loops over regions take their length from ``world.values.shape[0]``, loops over agents from
``n``; no code of a day takes the length of a view's column, and none touches a row behind the last.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.book import World
from sim.model.state.state import State

VIEWS = {
    "viewer", "viewers", "creator", "creators", "offer", "offers", "order", "orders", "case", "cases", "policy", "view",
}
PACKAGE = Path(sim.__file__).parent
FILES = [*sorted((PACKAGE / "model" / "day").glob("*.py")), PACKAGE / "model" / "ecosystem" / "building.py"]
SENTINEL = 77
ROOM = 40


def column_of_view(node: ast.AST) -> bool:
    """Return whether a node reads ``view.column``."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in VIEWS


def lengths_of_columns(source: str) -> Iterator[int]:
    """Yield the lines that take a view column's length or loop over a whole column."""
    tree = ast.parse(source)
    widths = {
        id(node.value) for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 1
    }
    for node in ast.walk(tree):
        measured = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (
            "len", "enumerate", "zip", "sum", "min", "max"
        ) and any(column_of_view(argument) for argument in node.args)
        shaped = isinstance(node, ast.Attribute) and node.attr in ("shape", "size") and column_of_view(
            node.value
        ) and id(node) not in widths
        walked = isinstance(node, ast.For | ast.comprehension) and column_of_view(node.iter)
        if measured or shaped or walked:
            yield node.iter.lineno if isinstance(node, ast.comprehension) else node.lineno  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_loop_takes_its_length_from_a_column(path: Path) -> None:
    assert list(lengths_of_columns(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    ["for region in range(len(policy.load)): pass", "n = creators.status.shape[0]", "n = offer.active.size",
     "for day in policy.last_retrain: pass", "x = [v for v in viewer.trust]"],
)
def test_the_bug_would_be_seen(line: str) -> None:
    assert list(lengths_of_columns(line)) == [1]


def test_widths_and_region_counts_are_fine() -> None:
    fine = "k = creators.perceived.shape[1]\nfor r in range(world.values.shape[0]): pass"
    assert list(lengths_of_columns(fine)) == []


def roomy(array: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the same array in front of rows full of sentinels, and the whole of it."""
    whole = np.full((len(array) + ROOM, *array.shape[1:]), SENTINEL, array.dtype)
    whole[: len(array)] = array
    return whole[: len(array)], whole


def poison(state: State) -> None:
    """Fill the spare rows of every table with sentinels, after making some."""
    for table in state.tables().values():
        table.reserve(table.n + ROOM)
        for column in table.columns.values():
            column[table.n :] = SENTINEL


def three_regions() -> Ecosystem:
    """Return a tiny market of three regions on its first morning."""
    return Ecosystem(
        compose([
            "population.viewers=120", "population.creators=30", "warmup_days=0", "+market.regions.uk={share: 0.3}",
            "market.regions.us.share=0.4", "market.regions.vn.share=0.3",
            "enforcement.auto.retrain_days=3", "enforcement.reports.threshold=1", "population.awareness.ignorance=0.3",
        ]),
        seed=9,
    )


def test_rows_behind_the_last_are_neither_read_nor_written() -> None:
    plain, model = three_regions(), three_regions()
    poison(model.state)
    engine = model.engine
    engine._make_room()  # scratch space follows the roomier tables
    pairs = [roomy(array) for array in engine.world]
    engine.world = World(*(front for front, _ in pairs))
    engine.tally, whole_tally = roomy(engine.tally)
    for _ in range(15):
        plain.step()
        model.step()
        assert np.array_equal(plain.engine.tally, engine.tally)
    for name, array in plain.state.arrays().items():
        assert np.array_equal(array, model.state.arrays()[name]), name
    for whole, front in [(whole, front) for front, whole in pairs] + [(whole_tally, engine.tally)]:
        assert (whole[len(front) :] == SENTINEL).all()
    for name, table in model.state.tables().items():
        if name in ("orders", "cases"):  # rows of closed orders and cases stay behind the open ones
            continue
        for field, column in table.columns.items():
            blank = () if name == "policy" else (0,)  # other tables may have grown since
            assert np.isin(column[table.n :], (SENTINEL, *blank)).all(), f"{name}.{field}"
