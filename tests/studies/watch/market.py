"""A stand-in market in which a blind detector shows at once in penalties, and after twenty days in what viewers see."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.levers.schedule import Change, Scenario
from sim.runs.replication import LOOK_BACK
from sim.studies.watch.events import Event, harm_of
from tests.studies.compare.fake_model import FakeEcosystem

START, LATER = 24, 20
RECALL = "enforcement.auto.recall"


class WatchedMarket(FakeEcosystem):
    """Recall in force moves penalties by its fall; violating views follow ``LATER`` days later."""

    before: tuple[dict[str, int], ...] = ()

    def branch(self, scenario: Scenario) -> WatchedMarket:
        twin = WatchedMarket(self.config, self.seed)
        twin.day, twin.scenario, twin.impressions = self.day, scenario, self.impressions
        twin.own_level = dict(self.own_level)
        twin.before = tuple(self.rows[-LOOK_BACK * len(self.regions) :])
        return twin

    def tallies(self, last: int | None = None) -> dict[str, NDArray[np.int64]]:
        if last is None:
            return super().tallies()
        rows = [*self.before, *self.rows][-last * len(self.regions) :]
        return {name: np.array([row[name] for row in rows], np.int64) for name in rows[0]}

    def _factors(self, region: int) -> dict[str, float]:
        factors: dict[str, float] = {}
        for change in self.scenario.changes:
            if change.name == RECALL and change.start <= self.day:
                factors["penalties"] = change.to - 1.0
                if self.day >= change.start + LATER:
                    factors["violating_views"] = 1.0 - change.to
        return factors

    def _count(self, name: str, level: float, factor: float, luck: Any, dice: Any) -> int:
        return super()._count(name, 20.0 * level if name == "penalties" else level, factor, luck, dice)


def build(config: dict[str, Any], seed: int) -> WatchedMarket:
    return WatchedMarket(config, seed)


def event(name: str, size: str, recall: float | None) -> Event:
    """Return an event; without a recall it does nothing."""
    lever, to = (RECALL, recall) if recall is not None else ("incentives.ads.load", 0.2)
    harms = (harm_of("violation_view_rate"),) if size else ()
    return Event(name, "threat" if size else "benign", size, "?", START, (Change(lever, to, START),), harms)


EVENTS = (
    event("blind", "small", 1.0), event("blind", "large", 0.1),
    event("idle", "small", None), event("idle", "large", None),
    event("sale", "", None),
)
