"""``sim sweep`` and ``sim sensitivity`` as a Hydra application: what varies is read first, the rest is composed.

The study's own settings are a config group (``study=latin_hypercube study.points=32``) that only these commands know.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.arguments import Arguments
from sim.commands.hydra_main import run_hydra
from sim.config.composition import compose, resolve
from sim.config.scenarios import find_scenario, load_scenarios
from sim.errors import UserError
from sim.model.levers.schedule import Scenario
from sim.studies.experiment.options import popped_study, study_words, whole_number, writable_outputs
from sim.studies.experiment.overrides import FactorWords, sort_overrides

if TYPE_CHECKING:
    from omegaconf import DictConfig

    from sim.runs.blueprint import Blueprint


def run_sweep_application(arguments: Arguments, argv: list[str], guard: Callable[[Callable[[], None]], int]) -> None:
    """Run ``sweep`` or ``sensitivity``; parameters as for ``run_application``."""
    if arguments.multirun:
        raise UserError(f"sim {arguments.command} has no --multirun: it varies values itself")
    outputs = writable_outputs(arguments)
    for word in arguments.words:
        find_scenario(word)
    words = sort_overrides(arguments.overrides)
    if "--seeds" in arguments.given:
        words.plain.append(f"replications={whole_number('--seeds', arguments.given['--seeds'])}")
    command = shlex.join(["sim", *argv])

    def job(composed: DictConfig) -> None:
        code = guard(lambda: _sweep(arguments, words, composed, outputs, command))
        if code:
            raise SystemExit(code)

    run_hydra(job, [*arguments.hydra, *study_words(arguments.command, words), *words.plain])


def _sweep(arguments: Arguments, words: FactorWords, composed: DictConfig, outputs: Path, command: str) -> None:
    from sim.methods.designs.settings import METHODS, DesignSettings
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.plan import Sweep
    from sim.studies.experiment.run import RunOptions, run_sweep
    from sim.studies.sweep.presenter import SweepPresenter

    study = popped_study(composed)
    config = resolve(composed)
    written = {**(study.pop("factors", None) or {}), **words.factors}
    settings = DesignSettings.of(study)
    if arguments.command == "sensitivity" and settings.design not in METHODS:
        raise UserError(f"sim sensitivity needs study=sobol_indices, morris or tornado, not a {settings.design}")
    blueprint = _blueprint(arguments.words, written, words, config, settings.width)
    sweep = Sweep(
        arguments.command, blueprint, settings, int(config["replications"]), int(config["seed"]), command
    )
    run_options = RunOptions(Workforce.of(config), consent="--yes" in arguments.given, as_json=arguments.as_json)
    run_sweep(sweep, outputs, run_options, SweepPresenter)


def _blueprint(
    scenarios: list[str], written: dict[str, Any], words: FactorWords, config: dict[str, Any], width: float
) -> Blueprint:
    from sim.methods.designs.factors import choice, read_factors
    from sim.runs.blueprint import Blueprint
    from sim.studies.experiment.plan import arms

    choices = [choice(group, options) for group, options in words.choices.items()]
    factors = [*choices, *(read_factors(written, config, width) if written or not choices else [])]
    bases = {"": config}
    if choices:
        bases = {}
        for options in product(*(one.levels for one in choices)):
            label = " ".join(f"{one.name}={option}" for one, option in zip(choices, options, strict=True))
            picked = [_picked(one.name, option) for one, option in zip(choices, options, strict=True)]
            bases[label] = compose([*words.plain, *picked])
    loaded: list[Scenario] = [one for word in scenarios for one in load_scenarios(word, config)]
    return Blueprint(bases, arms(loaded), tuple(factors))


def _picked(name: str, option: object) -> str:
    """Return the override that picks an option of a group, or of a region's own."""
    return f"++{name}={option}" if "." in name else f"{name}={option}"
