"""The plan of a search: candidates × futures × seeds, a batch of candidates at a time.

A candidate's levers are laid over the warm market like any factor of a sweep, so its runs are rows of a study like any
other: they have keys, failures are rows, and a killed search does no run twice. Candidate 0 is the status quo. Of two
candidates with the same values only the first is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.methods.designs.points import design_points
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint, Factor, Value, as_plain
from sim.runs.environment import environment
from sim.runs.keys import digest, seedless
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.experiment.plan import FORMAT, plan_table
from sim.studies.optimise.settings import SearchSettings

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Search:
    """What ``sim optimise`` asks.

    Attributes
    ----------
    levers, assumptions
        What is searched, and what differs between futures.
    rivals
        Policies that the result is compared with besides the status quo.
    futures
        How many; of the design that ``design_seed`` draws.
    design
        How futures are drawn: ``latin_hypercube``, or ``zip`` where each is a whole draw of a posterior.
    """

    config: Config
    levers: tuple[Factor, ...]
    assumptions: tuple[Factor, ...]
    rivals: tuple[Scenario, ...]
    settings: SearchSettings
    futures: int
    design_seed: int
    seeds: int
    first_seed: int
    command: str
    design: str = "latin_hypercube"

    @property
    def blueprint(self) -> Blueprint:
        """What the runs are made of: one arm, whose levers differ from point to point."""
        return Blueprint({"": self.config}, (Scenario(STATUS_QUO),), (*self.levers, *self.assumptions))

    def content(self, code: str) -> str:
        """Return a digest of anything that can change which candidates are tried or what comes of them."""
        factors = as_plain(self.blueprint)["factors"]
        whole = [self.design] if self.design == "zip" else []  # the usual design leaves keys as they were
        return digest("optimise", seedless(self.config), factors, len(self.levers), self.settings.decisive,
                      self.futures, self.design_seed, self.seeds, self.first_seed, code, *whole, digits=32)

    def folder(self, outputs: Path) -> Path:
        """Return the folder of the search under ``outputs``."""
        names = "+".join(one.name.rpartition(".")[2] for one in self.levers)
        name = names if len(names) <= _LONGEST_NAME else f"{len(self.levers)}_levers"
        return outputs / "optimise" / f"{name}-{self.content(environment()['code'])[:6]}"

    @property
    def drawn(self) -> DesignSettings:
        """The design of its futures."""
        return DesignSettings(self.design, points=self.futures, seed=self.design_seed)

    @property
    def first_points(self) -> list[dict[str, Value]]:
        """The points of the status quo: its levers in every future."""
        futures = future_points(self.assumptions, self.drawn)
        return [{**base_values(self.levers), **future} for future in futures]

    def plan(self) -> pa.Table:
        """Return the plan to begin with: the status quo's runs."""
        return plan_table(self.blueprint, self.first_points, self.first_seed, self.seeds, environment()["code"])

    @property
    def extent(self) -> tuple[int, int]:
        """How many runs and warm-ups the search and its fresh runs are in all."""
        asked = self.settings
        finals = self.futures * (1 + asked.finalists + len(self.rivals)) * asked.fresh_runs
        batches = 1 + -(-asked.trials // asked.batch)
        runs = self.futures * (1 + asked.trials) * self.seeds + finals
        return runs, self.futures * (self.seeds * batches + asked.fresh_runs)

    def describe(self) -> dict[str, Any]:
        """Return the content of ``study.json``."""
        now = environment()
        content = self.content(now["code"])
        return {
            "format": FORMAT, "study": "optimise", "key": content[:6], "content": content, "command": self.command,
            "design": self.drawn.to_json(),
            "search": self.settings.to_json(), "levers": len(self.levers), "daily": False, "seeds": self.seeds,
            "first_seed": self.first_seed, "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "environments": [now], "blueprint": self.blueprint.to_json(),
            "rivals": Blueprint({}, self.rivals).to_json()["scenarios"],
        }


def future_points(assumptions: Sequence[Factor], drawn: DesignSettings) -> list[dict[str, Value]]:
    """Return the futures, each a value for every assumption; a single one without assumptions is as things stand."""
    if not assumptions:
        return [{}]
    return design_points(assumptions, drawn)


def base_values(levers: Sequence[Factor]) -> dict[str, Value]:
    """Return the levers' values under the status quo."""
    return {one.name: one.base for one in levers}
