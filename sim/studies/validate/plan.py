"""What a validation asks: some patterns of a configuration, and the trials that have to run for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.errors import UserError
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.book import LeverBook
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint, read_scenario
from sim.runs.environment import environment
from sim.runs.plan import Config
from sim.studies.experiment.plan import Sweep
from sim.studies.validate.patterns import Arm, Pattern, arms

STUDY = "validate"
TRIALS = "every_trial"
"""How the one arm of the plan is called: a run is a seed with all its trials, since patterns are read across them."""


@dataclass(frozen=True)
class ValidationPlan:
    """What was asked: a resolved config and some patterns.

    Attributes
    ----------
    every
        The arms that patterns may name.
    """

    config: Config
    patterns: tuple[Pattern, ...]
    every: Mapping[str, Arm] = field(default_factory=lambda: arms())

    @property
    def replications(self) -> int:
        """Number of seeds asked for."""
        return int(self.config["replications"])

    @property
    def seeds(self) -> list[int]:
        """The seed of each replication."""
        return [int(self.config["seed"]) + index for index in range(self.replications)]

    @cached_property
    def arms(self) -> dict[str, Arm]:
        """The arms that run, each once, none longer than ``days`` of the config.

        An arm that sets what this configuration does not have (a tactic of a table that was left out) does not run, and
        patterns that rest on it are not measured.
        """
        named = dict.fromkeys(name for pattern in self.patterns for name in pattern.arms if name in self.every)
        most, book = int(self.config["days"]), LeverBook(self.config)
        found = [Arm(name, min(self.every[name].days, most), self.every[name].changes) for name in named]
        return {arm.name: arm for arm in found if all(_known(book, change.name) for change in arm.changes)}

    @property
    def days(self) -> int:
        """Days simulated in one replication."""
        return int(self.config["warmup_days"]) + sum(arm.days for arm in self.arms.values())

    def to_json(self) -> dict[str, Any]:
        """Return what of patterns and arms can change a number or a verdict; explanations cannot."""
        patterns = [asdict(one) for one in self.patterns]
        for row in patterns:
            del row["explanation"]
        trials = [{"days": arm.days, "scenario": asdict(Scenario(arm.name, changes=arm.changes))}
                  for arm in self.arms.values()]
        return {"patterns": patterns, "arms": trials}

    @property
    def explanations(self) -> dict[str, str]:
        """Pattern → why the model misses it, as far as that is written down."""
        return {one.name: one.explanation for one in self.patterns}

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> ValidationPlan:
        """Return what a study's ``study.json`` says was asked, with as many seeds as it has grown to."""
        config = Blueprint.from_json(about["blueprint"]).bases[""] | {"replications": int(about["seeds"])}
        why, asked = about["judged"]["explanations"], about["record"]
        patterns = tuple(Pattern(**row, explanation=why[row["name"]]) for row in asked["patterns"])
        return cls(config, patterns, {arm.name: arm for arm in map(_arm, asked["arms"])})


def sweep_of(plan: ValidationPlan, command: str) -> Sweep:
    """Return a validation's runs, one a seed."""
    return Sweep(
        STUDY, Blueprint({"": plan.config}, (Scenario(TRIALS),)), DesignSettings(), plan.replications,
        int(plan.config["seed"]), command, judged={"explanations": plan.explanations}, record=plan, title=STUDY,
    )


def folder_of(plan: ValidationPlan, outputs: Path) -> Path:
    """Return the folder of a validation under ``outputs``."""
    return outputs / STUDY / validation_key(plan)


def validation_key(plan: ValidationPlan) -> str:
    """Return six hex digits that change with anything that can change a number, the number of seeds apart."""
    return sweep_of(plan, "").key(environment()["code"])


def _known(book: LeverBook, name: str) -> bool:
    try:
        book.place(name)
    except UserError:
        return False
    return True


def _arm(content: Mapping[str, Any]) -> Arm:
    scenario = read_scenario(content["scenario"])
    return Arm(scenario.name, int(content["days"]), scenario.changes)
