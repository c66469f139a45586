"""What `sim validate --levels` asks: the status quo of a configuration, on matched seeds."""

from __future__ import annotations

from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.experiment.plan import Sweep

STUDY = "levels"
SEEDS = 4
"""Matched seeds where nobody says how many: a level needs fewer than an effect."""


def plan_levels(config: Config, command: str) -> Sweep:
    """Return the runs that levels are read off."""
    blueprint = Blueprint({"": config}, (Scenario(STATUS_QUO),))
    return Sweep(STUDY, blueprint, DesignSettings(), int(config["replications"]), int(config["seed"]), command,
                 title="levels")
