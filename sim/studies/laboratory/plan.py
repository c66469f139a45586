"""The runs of a laboratory: in each world nobody treated, everybody treated, each design, and shares in between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.errors import UserError
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Change, Scenario
from sim.model.levers.sides import stop_unless_by
from sim.model.levers.trial import Side, Trial
from sim.runs.blueprint import Blueprint
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.experiment.plan import Sweep
from sim.studies.laboratory.settings import CURVE, Ask, checked_ask

STUDY = "experiment"
LAUNCH = "launch"
TEST, SHARE = "test ", "share "
"""What names of runs of designs, and of shares in between, begin with."""

_LONGEST_NAME = 60


@dataclass(frozen=True)
class LabPlan:
    """What is asked of which scenario."""

    config: Config
    scenario: Scenario
    ask: Ask
    command: str

    @property
    def worlds(self) -> int:
        """Markets, a seed each."""
        return int(self.config["replications"])

    @property
    def sweep(self) -> Sweep:
        """Its runs."""
        arms = [Scenario(STATUS_QUO), Scenario(LAUNCH, changes=treated(self.scenario, self.ask, tested=False))]
        changes = treated(self.scenario, self.ask, tested=True)
        for design in self.ask.chosen:
            trial = design.trial(self.ask.share, self.ask.days, self.ask.pre, self.ask.block)
            arms.append(Scenario(TEST + design.name, changes=changes, trial=trial))
        side = curve_side(self.scenario)
        for share in CURVE if self.ask.curve else ():
            if side is None:
                break
            trial = Trial("curve", side, share, viewers=share, start=self.ask.pre)
            arms.append(Scenario(f"{SHARE}{share:g}", changes=changes, trial=trial))
        title = re.sub(r"[^\w.-]+", "_", self.scenario.name)[:_LONGEST_NAME]
        asked = replace(self.scenario, trial=None)
        return Sweep(
            STUDY, Blueprint({"": self.config}, tuple(arms)), DesignSettings(), self.worlds, int(self.config["seed"]),
            self.command, judged={"name": asked.name, "question": asked.question}, record=self.ask, title=title,
        )

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> LabPlan:
        """Return what a study's ``study.json`` says was asked, with as many worlds as it has grown to."""
        blueprint = Blueprint.from_json(about["blueprint"])
        config = next(iter(blueprint.bases.values())) | {"replications": int(about["seeds"])}
        ask = Ask.of(about["record"])
        launch = next(one for one in blueprint.scenarios if one.name == LAUNCH)
        told = Scenario(str(about["judged"]["name"]), str(about["judged"]["question"]),
                        changes=tuple(_moved(change, -ask.pre) for change in launch.changes))
        return cls(config, told, ask, about["command"])


def plan_laboratory(config: Config, scenario: Scenario, ask: Ask, command: str) -> LabPlan:
    """Return the plan of a laboratory.

    Raises
    ------
    UserError
        In one line, where the test that is planned is impossible.
    """
    return LabPlan(config, scenario, checked_ask(ask, scenario, config), command)


def treated(scenario: Scenario, ask: Ask, *, tested: bool) -> tuple[Change, ...]:
    """Return a scenario's changes, counted from the test's first day, for the treated arm or for everybody."""
    return tuple(replace(_moved(change, ask.pre), tested=tested) for change in scenario.changes)


def curve_side(scenario: Scenario) -> Side | None:
    """Return whom shares between none and all treat: creators, or viewers where the levers are theirs."""
    sides: tuple[Side, ...] = ("creator", "viewer")
    for side in sides:
        try:
            for change in scenario.changes:
                if not change.is_mark:
                    stop_unless_by(side, change.name)
        except UserError:
            continue
        return side
    return None


def _moved(change: Change, days: int) -> Change:
    until = None if change.until is None else change.until + days
    return replace(change, start=change.start + days, until=until)
