"""Wrongs are small, legal Python, and never in what does nothing; the same seed draws the same ones."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from benchmarks.mutants import drawn
from benchmarks.mutations import mutations

SOURCE = '''"""A docstring of 3 words."""

import math

LIMIT: float = 2.0


@rule(3)
def share(p: Row, count: int = 7) -> float:
    """Return 1 - x."""
    if count > 4 and p[0] <= 1:
        tally[1] += 2
        note(p)
    out.low[0] = min(p[1] + 3, p[2] * p[3])
    return p[1] / LIMIT if count else 0.0
'''


@pytest.fixture
def wrongs(tmp_path: Path) -> list[tuple[int, str]]:
    path = tmp_path / "share.py"
    path.write_text(SOURCE)
    found = []
    for one in mutations(path):
        ast.parse(one.applied(SOURCE))
        found.append((one.line, one.lines(SOURCE)[1]))
    return found


def test_each_kind_of_wrong_is_made(wrongs: list[tuple[int, str]]) -> None:
    assert {after for line, after in wrongs if line in (11, 12, 13)} >= {
        "if (count <= 4) and p[0] <= 1:", "if count > 5 and p[0] <= 1:", "if (not (count > 4 and p[0] <= 1)):",
        "tally[1] -= 2", "tally[1] += 3", "pass",
    }
    assert {after for line, after in wrongs if line == 14} >= {
        "out.low[0] = max(p[1] + 3, p[2] * p[3])", "out.low[0] = min((p[1] - 3), p[2] * p[3])",
        "out.low[0] = min(p[1] + 3, (p[2] / p[3]))", "pass",
    }
    assert (5, "LIMIT: float = 3.0") in wrongs
    assert (15, "return p[1] / LIMIT if (not (count)) else 0.0") in wrongs


def test_docstrings_decorators_and_defaults_are_left_alone(wrongs: list[tuple[int, str]]) -> None:
    assert not {line for line, _ in wrongs} & {1, 3, 8, 9, 10}


def test_a_seed_draws_the_same_lines_of_a_room_each_once() -> None:
    first = drawn(3, 10, ["rules"])
    assert first == drawn(3, 10, ["rules"]) != drawn(4, 10, ["rules"])
    assert len({(one.path, one.line) for one in first}) == 10
    assert {one.path.parent.name for one in first} == {"rules"}
    assert drawn(3, 4, ["rules"]) == first[:4]
