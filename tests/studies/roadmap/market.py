"""A stand-in market for roadmaps: synthetic tallies, and a timetable that reads gates in them as the real one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.model.levers.schedule import Scenario, Trigger
from sim.model.levers.timetable import Timetable
from sim.model.levers.triggers import trigger_holds
from tests.studies.compare.fake_model import FakeEcosystem


class GatedMarket(FakeEcosystem):
    """Moves what levers in force move; phases and gates are marks of its timetable."""

    def __init__(self, config: dict[str, Any], seed: int = 1) -> None:
        super().__init__(config, seed)
        self.table = Timetable()

    def branch(self, scenario: Scenario) -> GatedMarket:
        twin = GatedMarket(self.config, self.seed)
        twin.day, twin.impressions, twin.own_level = self.day, self.impressions, dict(self.own_level)
        twin.table = Timetable(scenario.changes)
        return twin

    def step(self) -> None:
        due = [self.table.changes[place] for place, _ in self.table.in_force(self.day, self._holds)]
        self.scenario = Scenario("today", changes=tuple(one for one in due if not one.is_mark))
        super().step()

    def fired(self) -> dict[int, int]:
        return dict(self.table.first)

    def undone(self) -> dict[int, int]:
        return dict(self.table.ended)

    def _holds(self, trigger: Trigger, since: int | None, first: int | None) -> bool:
        return trigger_holds(trigger, self._last, self.regions, self.day, since, first)

    def _last(self, days: int) -> Mapping[str, Any]:
        rows = self.rows[-days * len(self.regions):]
        return {name: np.array([row[name] for row in rows], np.int64) for name in rows[0]}


def build(config: dict[str, Any], seed: int) -> GatedMarket:
    return GatedMarket(config, seed)
