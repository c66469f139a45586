"""What all tests share: examples that are the same on every run, and parameter rows to try rules on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from sim.model.parameters import SCALARS, TABLES
from tests import composing

Row = np.ndarray[Any, Any]

settings.register_profile("same every time", derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("same every time")
composing.share()

HERE = Path(__file__).parent
HEAVY = (
    "model/levers/test_levers_bite.py", "docs/test_sweep_howtos.py", "runs/test_ray.py", "runs/test_engine.py",
    "studies/compare/test_runs.py", "browser/test_pages.py", "cli/test_launchers.py", "docs/test_roadmap_howto.py",
    "guarantees/test_two_engines.py", "config/test_countries.py", "runs/test_trouble.py", "cli/test_sweeps.py",
    "runs/test_damage.py", "config/test_compose.py", "studies/test_seeds.py", "studies/optimise/test_optimise.py",
)
"""Files that take longest, by their place under tests/: begun first, so that no worker is left alone with one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests of heavy files first; ``--no-loadscope-reorder`` then hands files out in this order."""
    rank = {HERE / name: place for place, name in enumerate(HEAVY)}
    items.sort(key=lambda item: rank.get(item.path, len(HEAVY)))


@pytest.fixture
def cell() -> Callable[[Mapping[int, float] | None], Row]:
    """Return a factory of parameter rows: the registry's defaults, with some columns replaced."""

    def make(values: Mapping[int, float] | None = None) -> Row:
        row = np.array([parameter.default for parameter in SCALARS.values()], float)
        for column, value in (values or {}).items():
            row[column] = value
        return row

    return make


@pytest.fixture
def p(cell: Callable[[Mapping[int, float] | None], Row]) -> Row:
    """Return the parameter row of the registry's defaults."""
    return cell(None)


@pytest.fixture
def tactic() -> Callable[[Mapping[int, float]], Row]:
    """Return a factory of rows of the tactics table: a tactic without gain or cost, with some columns set."""

    def make(values: Mapping[int, float]) -> Row:
        row = np.zeros(len(TABLES["tactics"]))
        for column, value in values.items():
            row[column] = value
        return row

    return make


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder of a short name: sockets, in which workers meet, have at most about a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="box", ignore_cleanup_errors=True) as name:
        yield Path(name)
