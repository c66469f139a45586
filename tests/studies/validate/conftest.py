"""A market of a few hundred viewers, validated once for all tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.runs.engine import jobs_of
from sim.runs.folder import StudyFolder
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.worker import ModelFactory, RunContext, Worker
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import PLAIN
from sim.studies.validate.patterns import choose
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.read import Measured, measured_seeds
from sim.studies.validate.recipe import Trials
from sim.studies.validate.recording import Recording
from sim.studies.validate.run import begin_validate

TINY = ["population.viewers=300", "population.creators=60", "warmup_days=20", "days=70", "replications=2", "seed=3"]


@pytest.fixture(scope="session")
def tiny() -> ValidationPlan:
    return ValidationPlan(compose(TINY), choose([]))


def stored(
    plan: ValidationPlan, outputs: Path, *seeds: int, build: ModelBuilder = build_ecosystem,
    breathe: Callable[[], None] = lambda: None,
) -> StudyFolder:
    """Return a validation of which some seeds (of the plan's, from 0) are done, one after the other in this process."""
    study = begin_validate(plan, outputs, "sim validate", PLAIN).folder
    worker = Worker(
        RunContext(study.blueprint, study.path, "x", ModelFactory(build), 1, Trials(plan)), "here",
        stopping=lambda: bool(breathe()),  # type: ignore[func-returns-value]
    )
    for job in jobs_of(study.plan.take(list(seeds))):
        done = worker.do(job)
        assert not done.failed, done.failed
    worker.close()
    return study


def measure(plan: ValidationPlan, outputs: Path, *seeds: int, **how: Any) -> list[Measured]:
    """Return what some seeds leave, read back from their store."""
    return measured_seeds(StoredStudy(stored(plan, outputs, *seeds, **how)))


@pytest.fixture(scope="session")
def measured(tiny: ValidationPlan, tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    return measure(tiny, tmp_path_factory.mktemp("measured"), 0, 1)


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
