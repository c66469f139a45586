"""What a page to play with asks: points that fill a box of levers, and today's point, all on the same seeds.

Levers come from scenarios (their numbers, and some room on either side of today's), from ranges of a command line, or
from the group ``study=explore``. A lever that differs from region to region today has no value to start from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.config.names import parameters_of, region_names, value_at
from sim.config.scenarios import load_all
from sim.errors import UserError
from sim.methods.designs.factors import read_factors
from sim.methods.designs.points import design_points, unique_points
from sim.methods.designs.settings import NESTED, DesignSettings
from sim.methods.designs.structured import Point
from sim.model.levers.schedule import Scenario
from sim.model.parameters import Parameter
from sim.runs.blueprint import Blueprint
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.experiment.plan import Sweep

STUDY = "explore"
SEEDS = 6
"""Seeds of each point, where nobody says."""
USUAL_LEVERS, MOST_LEVERS = 10, 12
"""Sliders that a page has where nobody names ranges, and at most."""
_FEWEST_POINTS = 24
_ROOM = 0.5
"""How far beyond a scenario's value, and beyond today's, a lever is tried: a share of the way between them."""


class Exploration(Sweep):
    """The runs behind a page: today's point first, then those of the design."""

    @property
    def points(self) -> list[Point]:
        """The points, each once."""
        today = {one.name: one.base for one in self.blueprint.factors}
        return unique_points([today, *design_points(self.blueprint.factors, self.settings)])

    @property
    def extent(self) -> tuple[int, int]:
        """How many runs and how many warm-ups it has at most."""
        runs, warmups = super().extent
        return runs + self.seeds, warmups


def plan_exploration(
    config: Config, scenarios: Iterable[str | Path | Scenario], ranges: Mapping[str, Any], defaults: Mapping[str, Any],
    settings: DesignSettings, command: str,
) -> Exploration:
    """Return the runs that a page takes.

    Parameters
    ----------
    scenarios
        Their levers become sliders.
    ranges
        Lever → what somebody wrote for it; these come first.
    defaults
        Lever → bounds: those of levers that scenarios name, and of further ones until there are enough to play with.

    Raises
    ------
    UserError
        On something that is no lever, differs between regions, or a design that cannot be emulated.
    """
    if settings.design not in NESTED[:1] or settings.points < _FEWEST_POINTS:
        raise UserError(f"sim explore fits formulas to at least {_FEWEST_POINTS} points of a sobol_sequence: "
                        f"study.points is {settings.points}, study.design {settings.design}")
    every = parameters_of(config)
    written = dict(ranges)
    for one in load_all(scenarios, config):
        for change in one.changes:
            if change.name and change.name not in ranges:
                _widen(written, change.name, change.to, every[change.name], config, defaults.get(change.name))
    spare = {name: bounds for name, bounds in defaults.items() if _today(name, config) is not None}
    chosen = written if ranges else dict(list({**written, **spare}.items())[: max(len(written), USUAL_LEVERS)])
    factors = read_factors(chosen, config)
    for factor in factors:
        _check(factor.name, factor.kind, config)
    if len(factors) > MOST_LEVERS:
        raise UserError(f"{len(factors)} levers are more than anybody plays with: name {MOST_LEVERS} at most")
    blueprint = Blueprint({"": config}, (Scenario(STATUS_QUO),), tuple(factors))
    title = "+".join(one.name.rpartition(".")[2] for one in factors)
    return Exploration(STUDY, blueprint, settings, int(config["replications"]), int(config["seed"]), command,
                       title=title if len(title) <= 48 else f"{len(factors)}_levers")


def _widen(
    written: dict[str, Any], name: str, to: float, parameter: Parameter, config: Config,
    usual: Mapping[str, float] | None,
) -> None:
    """Note the bounds of a scenario's lever: its usual ones, or today's value and the scenario's, and room beyond."""
    today = _today(name, config)
    if today is None:
        _check(name, parameter.kind, config)
        return
    room = _ROOM * abs(to - today)
    low, high = (usual["low"], usual["high"]) if usual else (min(to, today) - room, max(to, today) + room)
    if not low <= to <= high:
        low, high = min(low, to - room), max(high, to + room)
    before = written.get(name, {"low": low, "high": high})
    low, high = max(parameter.low, min(low, before["low"])), min(parameter.high, max(high, before["high"]))
    if low < high:
        written[name] = {"low": round(low), "high": round(high)} if parameter.integer else {"low": low, "high": high}


def _today(name: str, config: Config) -> float | None:
    """Return what a lever is today; ``None`` where regions differ."""
    found = {value_at(config, name, region) for region in region_names(config) or [""]}
    return found.pop() if len(found) == 1 else None


def _check(name: str, kind: str, config: Config) -> None:
    if kind != "lever":
        raise UserError(f"{name} is no lever but {'an' if kind[0] in 'aeiou' else 'a'} {kind}: sim sweep varies it")
    if _today(name, config) is None:
        raise UserError(f"{name} differs between regions today, so there is no value that a slider starts from: leave "
                        "it out, or ask one region (market=us)")
