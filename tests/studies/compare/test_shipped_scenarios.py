"""Every shipped scenario runs to its last day in a small market, with all its arms, and moves the levers it names."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from sim.config import compose, load_scenarios, scenario_names
from sim.model.ecosystem.model import Ecosystem

SMALL = ["population.viewers=150", "population.creators=40", "warmup_days=20"]


@cache
def config() -> dict[str, Any]:
    return compose(SMALL)


@cache
def warmed_up() -> Ecosystem:
    return Ecosystem(config(), seed=4).run(20)


@pytest.mark.parametrize("name", scenario_names())
def test_every_arm_runs_and_moves_what_it_names(name: str) -> None:
    for scenario in load_scenarios(name, config()):
        market = warmed_up().branch(scenario)
        waiting = {change.name for change in scenario.changes if change.when is None}
        for _ in range(180):
            market.step()
            book = market.book
            waiting = {lever for lever in waiting if book.read(lever) == book.read(lever, base=True)}
        assert not waiting
        assert len(market.tallies()["day"]) == 180 * len(market.regions)
