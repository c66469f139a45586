"""What an explanation asks, and the runs that it takes: the status quo, the scenario, and counterfactual runs.

A *counterfactual run* is the scenario with some channels held as they were under the status quo. Which ones is data of
the blueprint (`sim.runs.blueprint.Blueprint.held`); names are for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import UserError
from sim.methods.designs.settings import DesignSettings
from sim.methods.shapley import Coalition, coalitions
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.experiment.plan import Sweep
from sim.studies.explain.counterfactual.channels import CHANNELS

STUDY = "explain"
EVERYTHING: Coalition = frozenset(CHANNELS)
BRANCHES = 1 + 2 ** len(CHANNELS)
"""Horizons of a seed: the status quo's, and one for every set of channels let go."""

_LONGEST_NAME = 72


@dataclass(frozen=True)
class ExplanationPlan:
    """What was asked.

    Attributes
    ----------
    config
        The resolved config.
    scenario
        What is explained, against the status quo.
    shown
        Outcomes to tell of; the headline ones if empty.
    """

    config: Config
    scenario: Scenario
    command: str
    shown: tuple[str, ...] = ()

    @property
    def replications(self) -> int:
        """Number of seeds asked for."""
        return int(self.config["replications"])

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return int(self.config["days"])

    @property
    def sweep(self) -> Sweep:
        """Its runs: every arm on the same seeds."""
        arms = held_by_arm(self.scenario)
        counterfactual = tuple(Scenario(name, changes=self.scenario.changes) for name in arms)
        scenarios = (Scenario(STATUS_QUO), self.scenario, *counterfactual)
        name = re.sub(r"[^\w.-]+", "_", self.scenario.name)[:_LONGEST_NAME]
        return Sweep(
            STUDY, Blueprint({"": self.config}, scenarios, held=arms), DesignSettings(outcomes=self.shown),
            self.replications, int(self.config["seed"]), self.command, title=name,
        )

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> ExplanationPlan:
        """Return what a study's ``study.json`` says was asked, with as many seeds as it has grown to."""
        blueprint = Blueprint.from_json(about["blueprint"])
        config = next(iter(blueprint.bases.values())) | {"replications": int(about["seeds"])}
        return cls(config, blueprint.scenarios[1], about["command"], tuple(about["design"]["outcomes"]))


def plan_explanation(config: Config, scenario: Scenario, command: str, shown: tuple[str, ...] = ()) -> ExplanationPlan:
    """Return the plan of what a scenario's effects come through.

    Raises
    ------
    UserError
        When the scenario changes nothing or is called like the status quo, or the engine cannot hold a channel.
    """
    if not scenario.changes:
        raise UserError(f"nothing to explain: {scenario.name} changes nothing")
    if scenario.name == STATUS_QUO:
        raise UserError(f"two scenarios are called {STATUS_QUO}: rename the file")
    if config["engine"]["name"] == "objects":
        raise UserError("sim explain holds channels in the compiled engine alone: leave out engine=objects")
    return ExplanationPlan(config, scenario, command, shown)


def held_by_arm(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return the arms in which channels are held, by a name that says which; first the one that holds all."""
    arms: dict[str, tuple[str, ...]] = {}
    for free in coalitions(CHANNELS)[:-1]:
        held = tuple(one for one in CHANNELS if one not in free)
        arms[f"{scenario.name} holding {'+'.join(held)}"] = held
    return arms
