"""What was asked, as data: the study, its resolved config, its scenarios, and the key that names the answer.

The key is a hash of everything that can change a number: the resolved config, the scenarios' dated changes, the
version of the code. It leaves out what cannot: how many replications (more of them refine the same answer), threads
and the place of the results. Asking the same again therefore lands in the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sim.errors import UserError
from sim.model.levers.schedule import Scenario
from sim.model.version import code_version
from sim.runs.keys import changes_content, config_content, digest

Config = dict[str, Any]
StudyKind = Literal["forecast", "compare", "explain"]

STATUS_QUO = "status_quo"
_LONGEST_NAME = 72


@dataclass(frozen=True)
class Plan:
    """One study to run.

    Attributes
    ----------
    study
        ``"forecast"``, ``"compare"`` or ``"explain"``.
    config
        The resolved config.
    scenarios
        In the order of columns and colours; in a comparison the baseline comes first.
    command
        The command that was typed, to be repeated by whoever reads the results.
    stands_for
        Real viewers that counts and money are told for; 0 tells them for the simulated ones. It changes no run.
    """

    study: StudyKind
    config: Config
    scenarios: tuple[Scenario, ...]
    command: str
    stands_for: int = 0

    @property
    def scale(self) -> float:
        """How many real viewers one simulated viewer stands for."""
        return self.stands_for / int(self.config["population"]["viewers"]) if self.stands_for else 1.0

    @property
    def baseline(self) -> str | None:
        """Name of the scenario that the others are compared with; ``None`` in a forecast."""
        return None if self.study == "forecast" else self.scenarios[0].name

    @property
    def replications(self) -> int:
        """Number of seeds asked for."""
        return int(self.config["replications"])

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return int(self.config["days"])

    @property
    def warmup_days(self) -> int:
        """Days before the horizon, which all scenarios share."""
        return int(self.config["warmup_days"])

    @property
    def name(self) -> str:
        """The scenarios asked about, joined by ``+``; when that is long, the first ones and how many follow.

        Several variants of one file go by the file's name.
        """
        asked = self.scenarios[1:] if self.baseline else self.scenarios
        families = [scenario.family for scenario in asked]
        told = [one.family if families.count(one.family) > 1 and one.family else one.name for one in asked]
        names = [re.sub(r"[^\w.-]+", "_", name) for name in dict.fromkeys(told)]
        joined = "+".join(names)
        kept = len(names)
        while len(joined) > _LONGEST_NAME and kept > 1:
            kept -= 1
            joined = "+".join([*names[:kept], f"{len(names) - kept}_more"])
        return joined if len(joined) <= _LONGEST_NAME else joined[:_LONGEST_NAME]

    @property
    def key(self) -> str:
        """Six hex digits that change with anything that can change a number."""
        changes = {scenario.name: changes_content(scenario) for scenario in self.scenarios}
        return digest(self.study, config_content(self.config), changes, code_version(), digits=6)

    def folder(self, outputs: Path) -> Path:
        """Return the folder of the results under ``outputs``."""
        return outputs / self.study / f"{self.name}-{self.key}"


def plan_forecast(config: Config, scenario: Scenario, command: str) -> Plan:
    """Return the plan of one scenario on its own."""
    return Plan("forecast", config, (scenario,), command)


def plan_comparison(config: Config, scenarios: Iterable[Scenario], command: str) -> Plan:
    """Return the plan of several scenarios against the status quo.

    Raises
    ------
    UserError
        When nothing but the status quo is asked for, or two scenarios share a name.
    """
    asked = [scenario for scenario in scenarios if scenario.name != STATUS_QUO or scenario.changes]
    if not asked:
        raise UserError("nothing to compare: name at least one scenario besides status_quo")
    names = [STATUS_QUO, *(scenario.name for scenario in asked)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UserError(f"two scenarios are called {twice[0]}: rename one of the files")
    return Plan("compare", config, (Scenario(STATUS_QUO), *asked), command)


def plan_explanation(config: Config, scenario: Scenario, command: str) -> Plan:
    """Return the plan of what a scenario's effects come through.

    Raises
    ------
    UserError
        When the scenario changes nothing, or the engine cannot hold a channel.
    """
    if not scenario.changes:
        raise UserError(f"nothing to explain: {scenario.name} changes nothing")
    if config["engine"]["name"] == "objects":
        raise UserError("sim explain holds channels in the compiled engine alone: leave out engine=objects")
    return Plan("explain", config, (Scenario(STATUS_QUO), scenario), command)
