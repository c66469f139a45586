"""A market of a few hundred viewers, validated once for all tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.runs.replication import build_ecosystem
from sim.studies.validate.experiment import Measured, ValidationPlan, measure
from sim.studies.validate.patterns import choose
from sim.studies.validate.recording import Recording

TINY = ["population.viewers=300", "population.creators=60", "warmup_days=20", "days=70", "replications=2", "seed=3"]


@pytest.fixture(scope="session")
def tiny() -> ValidationPlan:
    return ValidationPlan(compose(TINY), choose([]))


@pytest.fixture(scope="session")
def measured(tiny: ValidationPlan) -> list[Measured]:
    return [measure(tiny, index, 1, build_ecosystem, lambda days, arms: None) for index in range(2)]


@pytest.fixture
def recording() -> Callable[..., Recording]:
    """Return a factory of recordings by hand: three creators and four viewers, day by day what the test says."""

    def make(
        days: int, panels: dict[str, Any] | None = None, tallies: dict[str, Any] | None = None, **ends: Any
    ) -> Recording:
        rows = {name: np.array(column, np.int64) for name, column in (tallies or {}).items()}
        rows |= {"day": np.arange(days), "region": np.zeros(days, np.int64)}
        creators = {"id": [0, 1, 2], "region": [0, 0, 0], "joined": [0, 0, 0], "ended": [0, 0, 0], "status": [1, 1, 1],
                    "views_28d": [1.0, 2.0, 3.0], "gmv_28d": [1.0, 2.0, 3.0], "followers": [1, 2, 3],
                    "last_penalty": [-1000, -1000, -1000]}
        viewers = {"id": [0, 1, 2, 3], "region": [0] * 4, "joined": [0] * 4, "status": [0] * 4, "activity": [0] * 4,
                   "purchases": [0] * 4}
        tables = {}
        for table, columns in (("creators", creators), ("viewers", viewers)):
            start = columns | ends.get(f"{table}_start", {})
            end = start | ends.get(f"{table}_end", {})
            tables[table] = {
                which: {name: np.array(column) for name, column in chosen.items()}
                for which, chosen in (("start", start), ("end", end))
            }
        weekend = np.arange(days) % 7 >= 5
        kept = {name: np.array(panel) for name, panel in (panels or {}).items()}
        return Recording(days, 100, ("us",), weekend, rows, tables["creators"], tables["viewers"], kept)

    return make
