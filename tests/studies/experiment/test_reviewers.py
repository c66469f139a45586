"""A plan that needs more reviewers than can be there in time says so, and no other does."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.studies.experiment.reviewers import Reviewers, hired_by, shortfall

DAYS = np.arange(0, 84, 7)
START = "2027-01-01"


def told(needed: float, there: float, asked: float, runs: int = 4, noise: float = 0.0) -> str:
    """Return what is said where the need jumps on the first day and the rest stands still."""
    spread = noise * np.array([-1.0, 1.0, -1.0, 1.0])[:runs, None]
    flat = np.ones((runs, len(DAYS)))
    config: dict[str, Any] = {}
    return shortfall(Reviewers(DAYS, needed * flat + spread, there * flat, asked * flat), config, START)


def test_a_team_that_is_large_enough_is_not_spoken_of() -> None:
    assert told(5.0, 5.0, 5.0) == ""
    assert told(5.5, 5.0, 5.0) == ""  # within the slack that the target load leaves


def test_who_asks_for_what_is_needed_hears_what_can_be_hired() -> None:
    assert told(12.0, 5.0, 12.0) == (
        "Review needs 12.0 reviewers per 100,000 creators by 1 Jan 2027; 5.0 can be hired by then."
    )


def test_who_asks_for_fewer_hears_both() -> None:
    said = told(12.0, 5.0, 5.0)
    assert said.startswith("Review needs 12.0 reviewers per 100,000 creators by 1 Jan 2027; 5.0 are there, of 5.0")
    assert said.endswith("Asked for on the first day, 5.0 could be there by then.")


def test_nothing_is_said_of_one_run_or_of_noise() -> None:
    assert told(12.0, 5.0, 12.0, runs=1) == ""
    assert told(6.5, 5.0, 5.0, noise=4.0) == ""


def test_hiring_has_a_lag() -> None:
    reached = [hired_by({}, 5.0, 12.0, days) for days in (0, 14, 60, 200)]
    assert reached[0] == 5.0 and reached[1] < 6.0 and 8.0 < reached[2] < 10.5 and reached[3] > 11.5
