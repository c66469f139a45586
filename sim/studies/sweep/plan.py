"""What a sweep asks, put together: the same for a command line and for a call from Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from sim.config.composition import compose
from sim.config.scenarios import load_all
from sim.errors import UserError
from sim.methods.designs.factors import choice, read_factors
from sim.methods.designs.settings import METHODS, DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint
from sim.studies.experiment.plan import Sweep, arms


def plan_sweep(
    study: str,
    config: dict[str, Any],
    factors: Mapping[str, Any],
    scenarios: Iterable[str | Path | Scenario],
    settings: DesignSettings,
    command: str,
    *,
    choices: Mapping[str, Sequence[str]] | None = None,
    plain: Sequence[str] = (),
) -> Sweep:
    """Return a sweep or a sensitivity analysis.

    Parameters
    ----------
    factors
        Name → what is written for it.
    choices
        Config group, or a region's own → the options that vary.
    plain
        The overrides that ``config`` was composed from; each choice is composed with them.

    Raises
    ------
    UserError
        On anything wrong with factors, choices, scenarios or the design.
    """
    if study == "sensitivity" and settings.design not in METHODS:
        raise UserError(f"sim sensitivity needs study=sobol_indices, morris or tornado, not a {settings.design}")
    chosen = [choice(group, options) for group, options in (choices or {}).items()]
    varied = read_factors(factors, config, settings.width) if factors or not chosen else []
    bases = {"": config} if not chosen else {}
    for options in product(*(one.levels for one in chosen)) if chosen else ():
        picked = [(one.name, option) for one, option in zip(chosen, options, strict=True)]
        label = " ".join(f"{name}={option}" for name, option in picked)
        bases[label] = compose([*plain, *(_override(name, option) for name, option in picked)])
    blueprint = Blueprint(bases, arms(load_all(scenarios, config)), (*chosen, *varied))
    return Sweep(study, blueprint, settings, int(config["replications"]), int(config["seed"]), command)


def _override(name: str, option: object) -> str:
    """Return the override that picks an option of a group, or of a region's own."""
    return f"++{name}={option}" if "." in name else f"{name}={option}"
