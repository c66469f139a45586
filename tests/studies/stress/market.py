"""A stand-in market for threats: what a lever in force does is there at once, and known."""

from __future__ import annotations

from typing import Any

from sim.model.levers.schedule import Scenario
from tests.studies.compare.fake_model import FakeEcosystem

SIZES: dict[str, dict[str, float]] = {
    "enforcement.auto.recall": {"violating_views": 0.8, "gmv_placed": -0.05},
    "enforcement.precheck.coverage": {"violating_views": -0.5},
    "enforcement.review.capacity": {"violating_views": -0.2, "review_cost": 0.5},
}
"""What each lever does while it is changed, whatever to; all others do nothing."""


class ShockedMarket(FakeEcosystem):
    """Every change in force moves its tallies, the later ones with the earlier ones."""

    def branch(self, scenario: Scenario) -> ShockedMarket:
        twin = ShockedMarket(self.config, self.seed)
        twin.day, twin.scenario, twin.impressions = self.day, scenario, self.impressions
        twin.own_level = dict(self.own_level)
        return twin

    def _factors(self, region: int) -> dict[str, float]:
        factors: dict[str, float] = {}
        for change in self.scenario.changes:
            inside = change.start <= self.day and (change.until is None or self.day < change.until)
            if inside and (not change.regions or self.regions[region] in change.regions):
                for name, size in SIZES.get(change.name, {}).items():
                    factors[name] = factors.get(name, 0.0) + size * (1 + 0.01 * self.seed)
        return factors


def build(config: dict[str, Any], seed: int) -> ShockedMarket:
    return ShockedMarket(config, seed)
