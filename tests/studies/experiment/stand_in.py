"""A market of one formula: quality is a known function of a lever and two assumptions, plus the luck of the seed.

It honours what studies rely on (one seed, one luck; branches share the warm-up) in a fraction of a millisecond, counts
its warm-ups in a folder, and fails or dies on request.
"""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.levers.schedule import Scenario
from sim.model.outcomes.tallies import NAMES
from sim.runs.blueprint import Blueprint
from sim.runs.worker import ModelFactory
from tests.studies.compare.fake_model import CONFIG

if TYPE_CHECKING:  # workers import this room, and should be up at once
    from sim.studies.experiment.plan import Sweep

RECALL = "enforcement.auto.recall"
HABIT = "population.viewer.open_habit"
TRUST = "population.viewer.open_trust"
SMALL: dict[str, Any] = CONFIG | {
    "days": 3, "warmup_days": 2, "enforcement": {"auto": {"recall": 0.5}, "warnings": 0},
    "population": {"viewers": 100, "creators": 10, "viewer": {"open_habit": 1.6, "open_trust": 2.0}},
    "engine": {"name": "compiled", "threads": 1}, "replications": 3,
}
VIEWS = 1_000_000
COUNTED = "SIM_TEST_WARMUPS"  # the folder in which warm-ups are counted
SCENE = "enforcement.warnings"


class StandIn:
    """Quality is ``0.2 + 0.4 recall + 0.1 habit``, a warning adds 0.05; trust does nothing."""

    def __init__(self, config: dict[str, Any], seed: int) -> None:
        self.config, self.seed = config, seed
        self.regions = ["us", "vn"]
        self.impressions, self.day = 0, -int(config["warmup_days"])
        self.scenario = Scenario("status_quo")

    def step(self) -> None:
        self.day += 1
        self.impressions += 10
        if self.day == 0 and os.environ.get(COUNTED):
            (Path(os.environ[COUNTED]) / f"{os.getpid()}-{self.seed}-{id(self)}-{os.urandom(3).hex()}").touch()

    def branch(self, scenario: Scenario) -> StandIn:
        twin = type(self)(self.config, self.seed)
        twin.day, twin.impressions, twin.scenario = self.day, self.impressions, scenario
        return twin

    def quality(self) -> float:
        moved = {change.name: change.to for change in self.scenario.changes}
        viewer = self.config["population"]["viewer"]
        recall = moved.get(RECALL, self.config["enforcement"]["auto"]["recall"])
        level = 0.2 + 0.4 * recall + 0.1 * viewer["open_habit"] + 0.05 * moved.get(SCENE, 0.0)
        own = np.random.default_rng([self.seed, round(1000 * recall)]).standard_normal()
        return float(level + 0.01 * np.random.default_rng(self.seed).standard_normal() + 0.002 * own)

    def tallies(self) -> dict[str, Any]:
        days = int(self.config["days"])
        table = {name: np.zeros(2 * days, np.int64) for name in NAMES}
        table["day"], table["region"] = np.repeat(np.arange(days), 2), np.tile([0, 1], days)
        table["views"][:] = VIEWS
        table["quality_viewed_micro"][:] = round(self.quality() * 1e6) * VIEWS
        return table

    def tiers(self) -> dict[str, Any]:
        return {"tier": np.zeros(2, np.int64)}

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        content = json.dumps({"config": self.config, "seed": self.seed, "day": self.day, "imp": self.impressions})
        (folder / "market.tmp").write_text(content)
        (folder / "market.tmp").replace(folder / "market.json")

    def watch(self, kind: str, id: int) -> None:
        raise NotImplementedError

    def diary(self, kind: str, id: int) -> None:
        raise NotImplementedError


def load(folder: Path) -> StandIn:
    saved = json.loads((folder / "market.json").read_text())
    model = StandIn(saved["config"], saved["seed"])
    model.day, model.impressions = saved["day"], saved["imp"]
    return model


class Failing(StandIn):
    """Fails in every branch of the second seed with a recall above one half."""

    def branch(self, scenario: Scenario) -> StandIn:
        twin = super().branch(scenario)
        if self.seed == 2 and any(change.name == RECALL and change.to > 0.5 for change in scenario.changes):
            raise ZeroDivisionError("a bug\nin two lines")
        return twin


class Dying(StandIn):
    """Kills its process on the second day of the horizon, for one seed and every recall above one half."""

    def step(self) -> None:
        super().step()
        if self.day == 2 and self.seed == 2 and any(one.to > 0.5 for one in self.scenario.changes):
            os.kill(os.getpid(), signal.SIGKILL)


class StoppingAfterTen(StandIn):
    """Presses Ctrl-C when seed 2 begins."""

    def __init__(self, config: dict[str, Any], seed: int) -> None:
        super().__init__(config, seed)
        if seed == 2:
            raise KeyboardInterrupt


MAKER = ModelFactory(StandIn, load)
BASES = {RECALL: 0.5, HABIT: 1.6, TRUST: 2.0, SCENE: 0}


def factor(name: str, *levels: float, low: float = 0.0, high: float = 0.0) -> Any:
    from sim.runs.blueprint import Factor

    kind: Any = "lever" if name.startswith("enforcement") else "assumption"
    span = (min(levels), max(levels)) if levels else (low, high)
    return Factor(name, kind, "unit", *span, levels=tuple(levels), base=BASES[name])


def sweep(*factors: Any, seeds: int = 3, scenarios: Any = (), study: str = "sweep", **settings: Any) -> Sweep:
    """Return a small sweep; two recalls and two habits unless told otherwise."""
    from sim.methods.designs.settings import DesignSettings
    from sim.studies.experiment.plan import Sweep, arms

    chosen = factors or (factor(RECALL, 0.3, 0.5, 0.8), factor(HABIT, 1.2, 2.0))
    blueprint = Blueprint({"": SMALL}, arms(scenarios), tuple(chosen))
    return Sweep(study, blueprint, DesignSettings(**settings), seeds, 1, "x")
