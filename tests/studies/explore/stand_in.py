"""A market of one formula with several levers, runs of which take no time: what a page must find is known."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np

from sim.config import compose
from sim.methods.designs.settings import DesignSettings
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from sim.studies.explore.plan import Exploration, plan_exploration
from sim.studies.explore.presenter import explore_presenter
from sim.studies.explore.read import StoredExploration
from tests.studies.experiment import stand_in

RECALL, WARNINGS = "enforcement.auto.recall", "enforcement.warnings"
EXPLAIN, EXPLORATION = "enforcement.explain.share", "distribution.exploration"
RANGES: dict[str, Any] = {
    RECALL: {"low": 0.4, "high": 0.9}, WARNINGS: {"low": 0, "high": 3}, EXPLAIN: {"low": 0.2, "high": 1.0},
    EXPLORATION: {"low": 0.05, "high": 0.4},
}
CONFIG = compose(["days=3", "warmup_days=2", "population.viewers=300", "population.creators=30", "replications=4"])


class Curved(stand_in.StandIn):
    """Quality is a bent function of two levers, and of how a seed answers to one; two further levers do nothing."""

    def quality(self) -> float:
        moved = {change.name: change.to for change in self.scenario.changes}
        recall, warned = moved.get(RECALL, 0.67), moved.get(WARNINGS, 0.0)
        luck = np.random.default_rng(self.seed).standard_normal(2)
        own = np.random.default_rng([self.seed, round(1e6 * recall), round(warned)]).standard_normal()
        bent = 0.3 * recall - 0.4 * (recall - 0.5) ** 2 + 0.02 * warned - 0.03 * warned * recall
        return float(0.4 + bent * (1 + 0.05 * luck[1]) + 0.01 * luck[0] + 0.0005 * own)

    def tallies(self) -> dict[str, Any]:
        table = super().tallies()
        table["views"][:] = table["region"] * 100_000 + 400_000
        table["quality_viewed_micro"][:] = np.round(self.quality() * 1e6 * (1 + 0.1 * table["region"])) * table["views"]
        return table


def load(folder: Path) -> Curved:
    plain = stand_in.load(folder)
    model = Curved(plain.config, plain.seed)
    model.day, model.impressions = plain.day, plain.impressions
    return model


HERE = RunOptions(Workforce("serial"), ModelFactory(Curved, load), consent=True, as_json=True)


def asked(points: int = 40, scenarios: Any = (), ranges: Any = None, seeds: int = 4, command: str = "") -> Exploration:
    """Return what a small page asks."""
    config = deepcopy(CONFIG) | {"replications": seeds}
    settings = DesignSettings(design="sobol_sequence", points=points, outcomes=("quality", "gmv_net"))
    words = command or "sim explore days=3 warmup_days=2 population.viewers=300 population.creators=30"
    return plan_exploration(config, scenarios, RANGES if ranges is None else ranges, {}, settings, words)


def explored(outputs: Path, **how: Any) -> StoredExploration:
    """Return a small page's study, run, with its page written."""
    presenter = explore_presenter(carry_out(prepare(asked(**how), outputs, HERE), HERE))
    presenter.write(presenter.summary())
    return presenter.answer
