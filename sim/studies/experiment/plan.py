"""The plan of a sweep, as data: every point with every scenario on the same seeds, one row a run, before anything runs.

Rows are in the order of execution: all of the first seed, then all of the second. A study that is stopped, or that is
still running, is balanced up to its last round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from sim.config.names import parameters_of
from sim.config.numbers import show
from sim.config.structure import check_structure
from sim.errors import UserError
from sim.methods.designs.points import design_points, how_many, unique_points
from sim.methods.designs.settings import NESTED, DesignSettings
from sim.methods.designs.structured import Point
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint, Values, as_plain
from sim.runs.environment import environment
from sim.runs.keys import changes_content, digest, run_key, seedless, warm_digest, warmup_key
from sim.runs.plan import STATUS_QUO

FORMAT = 1
_LONGEST_NAME = 60
_MOST_TOLD = 6


class Kept(Protocol):
    """What is kept of each run besides its outcomes over the horizon."""

    def to_json(self) -> dict[str, Any]:
        """Return plain values, from which a study's folder gets its recipe back."""


@dataclass(frozen=True)
class Sweep:
    """What a sweep, a sensitivity analysis or a test of robustness asks.

    Attributes
    ----------
    study
        ``"sweep"``, ``"sensitivity"`` or ``"robust"``, which is also the folder that it goes to.
    seeds
        How many seeds every point runs, the first one being ``first_seed``.
    command
        What was typed.
    judged
        By what the runs are judged; plain values, which change no run.
    record
        What is kept of each run besides its outcomes over the horizon, if anything.
    title
        What its folder is called; what varies, if not given.
    """

    study: str
    blueprint: Blueprint
    settings: DesignSettings
    seeds: int
    first_seed: int
    command: str
    judged: Mapping[str, Any] = field(default_factory=dict)
    record: Kept | None = None
    title: str = ""

    @property
    def points(self) -> list[Point]:
        """The points, each once."""
        return unique_points(design_points(self.blueprint.factors, self.settings))

    @property
    def extent(self) -> tuple[int, int]:
        """How many runs and how many warm-ups it has at most, counted without placing a point."""
        points, warm = how_many(self.blueprint.factors, self.settings)
        return points * len(self.blueprint.scenarios) * self.seeds, warm * self.seeds

    @property
    def name(self) -> str:
        """The design and the factors' own names, as far as there is room."""
        if self.title:
            return self.title
        names = [one.name.rpartition(".")[2] for one in self.blueprint.factors]
        arms = [one.name for one in self.blueprint.scenarios if one.name != STATUS_QUO]
        text = self.settings.design + "-" + "+".join([*arms, *names])
        return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 12]}+{len(names)}_factors"

    def key(self, code: str) -> str:
        """Return the first six digits of the study's content."""
        return self.content(code)[:6]

    def content(self, code: str) -> str:
        """Return a digest of anything that can change a number.

        The number of seeds cannot, nor can the number of points where more of them keep the first ones.
        """
        idle = ("outcomes", "points") if self.settings.design in NESTED else ("outcomes",)
        asked = {name: value for name, value in self.settings.to_json().items() if name not in idle}
        parts = {name: seedless(base) for name, base in self.blueprint.bases.items()}
        arms = {one.name: changes_content(one) for one in self.blueprint.scenarios}
        factors = as_plain(self.blueprint)["factors"]
        kept = [self.record.to_json()] if self.record else []
        kept += [as_plain(self.blueprint)["held"]] if self.blueprint.held else []
        return digest(self.study, asked, parts, arms, factors, self.first_seed, code, *kept, digits=32)

    def folder(self, outputs: Path) -> Path:
        """Return the folder of the study under ``outputs``."""
        called = re.sub(r"[^\w+., -]", "_", self.name).strip(". ")
        return outputs / self.study / f"{called}-{self.key(environment()['code'])}"

    def describe(self) -> dict[str, Any]:
        """Return the content of ``study.json``."""
        now = environment()
        return {
            "format": FORMAT,
            "study": self.study,
            "key": self.key(now["code"]),
            "content": self.content(now["code"]),
            "command": self.command,
            "design": self.settings.to_json(),
            "judged": dict(self.judged),
            "daily": self.settings.daily,
            **({"record": self.record.to_json()} if self.record else {}),
            "seeds": self.seeds,
            "first_seed": self.first_seed,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "environments": [now],
            "blueprint": self.blueprint.to_json(),
        }

    def plan(self) -> pa.Table:
        """Return the plan: one row a run."""
        return plan_table(self.blueprint, self.points, self.first_seed, self.seeds, environment()["code"])


def plan_table(
    blueprint: Blueprint, points: Sequence[Values], first_seed: int, seeds: int, code: str
) -> pa.Table:
    """Return one row for each run: number, key, point, scenario, seed, warm-up, and the factors' values.

    Parameters
    ----------
    points
        Each once.
    code
        Version of the code that will run it.
    """
    about = []
    for number, values in enumerate(points):
        config = blueprint.config(values)
        whole, warm = seedless(config), warm_digest(config)
        for arm in blueprint.scenarios:
            held = [blueprint.held[arm.name]] if arm.name in blueprint.held else []
            changes = digest(changes_content(blueprint.scenario(arm.name, values)), *held)
            about.append((number, arm.name, values, whole, warm, changes))
    rows = [
        {
            "key": run_key(whole, changes, seed, code), "point": number, "scenario": arm, "seed": seed,
            "warmup": warmup_key(warm, seed, code), **values,
        }
        for seed in range(first_seed, first_seed + seeds)
        for number, arm, values, whole, warm, changes in about
    ]
    return table_of(rows, blueprint)


def table_of(rows: Sequence[Mapping[str, Any]], blueprint: Blueprint) -> pa.Table:
    """Return a plan's rows as a table, numbered in their order."""
    kinds = {"lever": pa.float64(), "assumption": pa.float64(), "setting": pa.float64(), "choice": pa.string()}
    columns: dict[str, Any] = {"run": pa.array(range(len(rows)), pa.int32())}
    types = {"key": pa.string(), "point": pa.int32(), "scenario": pa.string(), "seed": pa.int64(),
             "warmup": pa.string()}
    types |= {one.name: pa.int64() if one.integer else kinds[one.kind] for one in blueprint.factors}
    for name, kind in types.items():
        columns[name] = pa.array([row[name] for row in rows], kind)
    return pa.table(columns)


def check_points(blueprint: Blueprint, points: Sequence[Values]) -> None:
    """Check what must hold between numbers at every point, before anything runs.

    Raises
    ------
    UserError
        Naming the point, its values and what is wrong with it.
    """
    names = [one.name for one in blueprint.factors if one.kind != "choice"]
    for label, base in blueprint.bases.items():
        missing = [name for name in names if name not in parameters_of(base) and _absent(base, name)]
        if missing:
            raise UserError(f"there is no {missing[0]} with {label}: it cannot vary together with that choice")
    structural = any(one.name.startswith(("market.", "enforcement.milestones")) for one in blueprint.factors)
    for number, values in enumerate(points if structural else ()):
        try:
            check_structure(blueprint.whole_config(values))
        except UserError as error:
            named = [f"{name}={value if isinstance(value, str) else show(value)}" for name, value in values.items()]
            rest = [f"{len(named) - _MOST_TOLD} more"] if len(named) > _MOST_TOLD else []
            told = ", ".join([*named[:_MOST_TOLD], *rest])
            raise UserError(f"point {number} ({told}) cannot be run: {error}") from error


def _absent(config: Mapping[str, Any], name: str) -> bool:
    node: Any = config
    for part in name.split("."):
        if not isinstance(node, Mapping) or part not in node:
            return True
        node = node[part]
    return False


def arms(scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Return the scenarios of a sweep: the status quo first, then those asked for.

    Raises
    ------
    UserError
        If two share a name.
    """
    asked = [one for one in scenarios if one.name != STATUS_QUO or one.changes]
    names = [STATUS_QUO, *(one.name for one in asked)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UserError(f"two scenarios are called {twice[0]}: rename one of the files")
    return (Scenario(STATUS_QUO), *asked)


def points_of(plan: pa.Table, blueprint: Blueprint) -> list[Point]:
    """Return the points of a plan, in order of their number."""
    names = ["point", *(one.name for one in blueprint.factors)]
    points: dict[int, Point] = {}
    for row in plan.select(names).to_pylist():
        points.setdefault(row.pop("point"), row)
    return [points[number] for number in sorted(points)]
