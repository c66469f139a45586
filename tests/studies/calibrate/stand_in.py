"""A market of four formulas: what it shows hangs on known assumptions, a lever, and the luck of the seed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.model.outcomes.tallies import NAMES
from sim.runs.worker import ModelFactory
from tests.studies.experiment.stand_in import SMALL, StandIn

OPEN, CHURN, EXIT = "population.viewer.open_base", "population.viewer.churn", "population.creator.exit"
SURE, IGNORANT, FAIR = "population.deterrence.certainty", "population.awareness.ignorance", "population.fairness.exit"
RECALL = "enforcement.auto.recall"
PEOPLE = 100_000
MARKET: dict[str, Any] = SMALL | {
    "warmup_days": 1, "start_date": "2026-01-01", "market": {"regions": {"us": {}, "vn": {}}},
    "population": {
        "viewers": 100, "creators": 10, "viewer": {"open_base": -0.45, "churn": 0.002},
        "creator": {"exit": 0.0036}, "deterrence": {"certainty": 0.6}, "awareness": {"ignorance": 0.045},
        "fairness": {"exit": 1.35},
    },
}


class Formulas(StandIn):
    """DAU/MAU by opening and churn, exits, violating views by ignorance and deterrence; fairness does nothing."""

    luck = 0.02

    def _at(self, name: str) -> float:
        node: Any = self.config
        for part in name.split("."):
            node = node[part]
        return float(node)

    def _recall(self, day: int) -> float:
        moved = [one.to for one in self.scenario.changes if one.name == RECALL and one.start <= day]
        return moved[-1] if moved else self._at(RECALL)

    def tallies(self) -> dict[str, Any]:
        days = int(self.config["days"])
        rng = np.random.default_rng(self.seed)
        luck = np.exp(self.luck * rng.standard_normal(3))
        table = {name: np.zeros(2 * days, np.int64) for name in NAMES}
        table["day"], table["region"] = np.repeat(np.arange(days), 2), np.tile([0, 1], days)
        opens = 1.0 / (1.0 + math.exp(-(self._at(OPEN) - 0.3 * math.log(self._at(CHURN) / 0.002))))
        table["mau"][:], table["dau"][:] = PEOPLE, round(PEOPLE * opens * luck[0] * 0.9)
        table["creators"][:] = PEOPLE
        table["creators_left"][:] = round(PEOPLE * self._at(EXIT) * luck[1])
        table["views"][:] = PEOPLE * 100
        share = [self._at(IGNORANT) * math.exp(-self._at(SURE) * self._recall(int(day))) for day in table["day"]]
        table["violating_views"][:] = np.round(PEOPLE * 100 * np.array(share) * luck[2])
        return table


FACTORY = ModelFactory(Formulas)
