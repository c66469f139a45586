"""A test of robustness on the market of one formula, whose failures lie in a box that is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Change, Scenario
from sim.runs.blueprint import Blueprint
from sim.runs.workforce import Workforce
from sim.studies.experiment.plan import Sweep, arms
from sim.studies.experiment.run import RunOptions
from sim.studies.robust.settings import Judged
from tests.studies.experiment.stand_in import HABIT, MAKER, RECALL, SCENE, SMALL, TRUST, factor

HERE = RunOptions(Workforce("serial"), MAKER)
MORE, LESS, SAME = (
    Scenario("more_recall", changes=(Change(RECALL, 0.8),)),
    Scenario("less_recall", changes=(Change(RECALL, 0.2),)),
    Scenario("warned", question="What if they were warned?", changes=(Change(SCENE, 0.0),)),
)
ASSUMPTIONS = (factor(HABIT, low=0.0, high=2.0), factor(TRUST, low=0.0, high=4.0))
"""Quality is 0.2 + 0.4 recall + 0.1 habit; trust does nothing."""


def robust(
    *policies: Scenario, futures: int = 40, seeds: int = 6, require: tuple[str, ...] = (), factors: Any = ASSUMPTIONS
) -> Sweep:
    """Return a test of robustness by quality alone, which the stand-in knows."""
    blueprint = Blueprint({"": SMALL}, arms(policies or (MORE, LESS)), tuple(factors))
    settings = DesignSettings("latin_hypercube" if factors else "grid", points=futures, outcomes=("quality",))
    judged = Judged.of(["quality"], [(one, "--require") for one in require], None, ["us", "vn"])
    return Sweep("robust", blueprint, settings, seeds, 1, "sim robust", judged.to_json())


def folder_of(outputs: Path) -> Path:
    """Return the only robust study under a folder."""
    (found,) = (outputs / "robust").iterdir()
    return found
