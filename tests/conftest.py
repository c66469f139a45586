"""What all tests share: examples that are the same on every run, and parameter rows to try rules on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
