"""``sim robust`` as a Hydra application: policies are words, futures are what varies."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.arguments import Arguments
from sim.commands.hydra_main import run_hydra
from sim.config.composition import resolve
from sim.config.names import region_names
from sim.config.policies import GROUPS, must_exist, read_policies
from sim.errors import UserError
from sim.studies.experiment.assume import assumed
from sim.studies.experiment.options import study_words, whole_number, writable_outputs
from sim.studies.experiment.overrides import FactorWords, sort_overrides

if TYPE_CHECKING:
    from omegaconf import DictConfig


def run_robust_application(arguments: Arguments, argv: list[str], guard: Callable[[Callable[[], None]], int]) -> None:
    """Run ``robust``; parameters as for ``run_application``."""
    if arguments.multirun:
        raise UserError("sim robust has no --multirun: it varies values itself")
    outputs = writable_outputs(arguments)
    must_exist(arguments.words)
    words = sort_overrides(arguments.overrides)
    for group in words.choices:
        if group not in GROUPS:
            raise UserError(f"the options of {group} are no policies (those of {', '.join(GROUPS)} are): run one study "
                            "for each, or vary what it sets")
    if "--seeds" in arguments.given:
        words.plain.append(f"replications={whole_number('--seeds', arguments.given['--seeds'])}")
    if "--futures" in arguments.given:
        words.study.append(f"study.points={whole_number('--futures', arguments.given['--futures'])}")
    command = shlex.join(["sim", *argv])

    def job(composed: DictConfig) -> None:
        code = guard(lambda: _robust(arguments, words, composed, outputs, command))
        if code:
            raise SystemExit(code)

    run_hydra(job, [*arguments.hydra, *study_words("robust", words), *words.plain])


def _robust(arguments: Arguments, words: FactorWords, composed: DictConfig, outputs: Path, command: str) -> None:
    from sim.methods.designs.factors import read_factors
    from sim.methods.designs.settings import DesignSettings
    from sim.runs.blueprint import Blueprint
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.options import popped_study
    from sim.studies.experiment.plan import Sweep, arms
    from sim.studies.experiment.run import RunOptions, run_sweep
    from sim.studies.robust.presenter import RobustPresenter
    from sim.studies.robust.settings import KEYS, Judged

    study = popped_study(composed)
    config = resolve(composed)
    own = {key: study.pop(key, None) for key in KEYS}
    named_here = assumed(arguments.given.get("--assume"), config)
    written = {**(study.pop("factors", None) or {}), **named_here, **words.factors}
    settings = DesignSettings.of(study)
    judged = Judged.of(settings.outcomes, requirements(arguments, own["require"]), own["tail"], region_names(config))
    named = [*(str(one) for one in own["policies"] or ()), *arguments.words]
    must_exist(named)
    base, policies = read_policies(list(dict.fromkeys(named)), config, words.plain, words.choices)
    if not [one for one in policies if one.changes]:
        raise UserError("sim robust needs a policy or more, as in sim robust warn_first none (sim scenarios lists "
                        "them)")
    factors = read_factors(written or own["assume"] or {}, base, settings.width)
    blueprint = Blueprint({"": base}, arms(policies), tuple(factors))
    sweep = Sweep("robust", blueprint, settings, int(config["replications"]), int(config["seed"]), command,
                  judged.to_json())
    run_options = RunOptions(Workforce.of(config), consent="--yes" in arguments.given, as_json=arguments.as_json)
    run_sweep(sweep, outputs, run_options, RobustPresenter)


def requirements(arguments: Arguments, configured: object) -> list[tuple[object, str]]:
    """Return what is required by the study's config and on the command line, each with where it stands."""
    listed = configured if isinstance(configured, list) else [configured] if configured else []
    return [*((one, "study.require") for one in listed), *((one, "--require") for one in arguments.many("--require"))]


