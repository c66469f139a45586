"""Proneness at a settled start: a rank is kept, which the assumptions of the day turn into a number."""

from __future__ import annotations

import numpy as np
import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem

SMALL = ["population.viewers=200", "population.creators=300", "warmup_days=0", "days=1"]


def prone(*overrides: str) -> np.ndarray:
    """Return how prone the accounts of a settled start are."""
    state = Ecosystem(compose([*SMALL, *overrides]), seed=1).state
    return np.asarray(state.creators.prone[state.creators.ring[:] < 0], float)


def test_the_chronic_of_a_settled_start_answer_to_assumptions() -> None:
    usual, alike = prone(), prone("population.proneness.chronic_ratio=1", "population.proneness.shape=10")
    assert np.array_equal(np.argsort(usual, kind="stable"), np.argsort(alike, kind="stable"))
    assert alike.std() / alike.mean() == pytest.approx(0.316, abs=0.08)  # of a gamma of shape 10
    assert usual.std() / usual.mean() > 1.0
    assert 0.6 < usual.mean() < 1.3 and 0.8 < alike.mean() < 1.2
