"""A small market for tests of its agents: one warmed-up model a session, branched by whoever changes it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem

SMALL = ["population.viewers=300", "population.creators=40", "warmup_days=30", "days=30"]


@pytest.fixture(scope="session")
def small_config() -> dict[str, Any]:
    return compose(SMALL)


@pytest.fixture(scope="session")
def warm(small_config: dict[str, Any]) -> Ecosystem:
    """Ten days in; not to be changed."""
    return Ecosystem(small_config, seed=7).run(10)


@pytest.fixture
def market(warm: Ecosystem) -> Ecosystem:
    """A market of one's own."""
    return warm.branch()
