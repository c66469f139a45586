"""A market whose frontier is known: detection buys quality at a falling rate and costs money; warnings only harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim.model.levers.schedule import Change, Scenario
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions
from sim.studies.optimise.plan import Search
from sim.studies.optimise.settings import SearchSettings
from tests.studies.experiment.stand_in import HABIT, RECALL, SCENE, SMALL, StandIn, factor

COST = "governance_cost"
RIVAL = Scenario("textbook", question="What if detection were thorough?", changes=(Change(RECALL, 0.9),))
LEVERS = (factor(RECALL, low=0.0, high=1.0), factor(SCENE, 0, 1, 2, 3))


class TradeOff(StandIn):
    """Quality is ``0.2 + 0.5 √recall - 0.1 warnings + 0.1 habit``; detection costs $100 a day times recall."""

    def quality(self) -> float:
        recall, warnings = self._levers()
        own = np.random.default_rng([self.seed, round(1000 * recall), round(warnings)]).standard_normal()
        shared = np.random.default_rng(self.seed).standard_normal()
        habit = self.config["population"]["viewer"]["open_habit"]
        level = 0.2 + 0.5 * recall**0.5 - 0.1 * warnings + 0.1 * (habit - 1.6)
        return float(level + 0.01 * shared + self.noise * own)

    noise = 0.002

    def tallies(self) -> dict[str, Any]:
        table = super().tallies()
        table["review_cost"][:] = round(100 * 100 * self._levers()[0] / 2)
        return table

    def _levers(self) -> tuple[float, float]:
        moved = {change.name: change.to for change in self.scenario.changes}
        auto = self.config["enforcement"]
        return moved.get(RECALL, auto["auto"]["recall"]), moved.get(SCENE, auto["warnings"])


class Noisy(TradeOff):
    """So much luck of its own that the best candidate of many is the luckiest."""

    noise = 0.2


MAKER = ModelFactory(TradeOff)
HERE = RunOptions(Workforce("serial"), MAKER)


def search(
    *budget: str, objectives: tuple[str, ...] = ("quality", COST), futures: int = 1, levers: Any = LEVERS,
    seeds: int = 2, **given: Any,
) -> Search:
    """Return a small search."""
    settings = SearchSettings.of(
        {"objectives": objectives, "trials": 48, "batch": 12, "finalists": 4, "fresh_seeds": 4, **given},
        [(one, "--budget") for one in budget], ["us", "vn"])
    assumptions = (factor(HABIT, low=0.0, high=2.0),) if futures > 1 else ()
    return Search(SMALL, tuple(levers), assumptions, (RIVAL,), settings, futures, 1, seeds, 1, "sim optimise")


def folder_of(outputs: Path) -> Path:
    """Return the only search under a folder."""
    (found,) = (outputs / "optimise").iterdir()
    return found


def quality_of(recall: float, warnings: float = 0.0) -> float:
    """Return the frontier's quality at a recall."""
    return 0.2 + 0.5 * float(recall) ** 0.5 - 0.1 * warnings
