"""A roadmap that sends everything to review needs reviewers whom it cannot have in time, and says so."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.studies.experiment.reviewers import ASKED, NEEDED, THERE
from sim.studies.roadmap import read
from sim.studies.roadmap.plan import PLAN


class Runs:
    """Runs whose readings are given."""

    def __init__(self, values: dict[str, float]) -> None:
        self.values, self.days, self.finished = values, np.arange(6, 90, 7), np.ones((1, 3), bool)
        blueprint = type("Blueprint", (), {"bases": {"": {}}})
        self.study = type("Study", (), {"blueprint": blueprint})
        self.roadmap = type("Roadmap", (), {"start_date": "2027-01-01"})

    def readings(self, arm: str, outcome: str, window: int) -> Any:
        """Return one reading on all days."""
        assert arm == PLAN and window == 28
        return np.full((1, 3, len(self.days)), self.values[outcome])


def test_a_plan_says_whom_it_lacks() -> None:
    short: Any = Runs({NEEDED: 12.0, THERE: 5.0, ASKED: 12.0})
    (said,) = read._reviewers(short)
    assert said == "Review needs 12.0 reviewers per 100,000 creators by 7 Jan 2027; 5.0 can be hired by then."
    enough: Any = Runs({NEEDED: 5.0, THERE: 5.0, ASKED: 5.0})
    assert read._reviewers(enough) == []


def test_the_readings_are_kept() -> None:
    from sim.studies.roadmap import study

    assert {NEEDED, THERE, ASKED} <= set(study._known(study._WATCHED))
