"""``sim robust`` as a Hydra application: policies are words, futures are what varies."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sim.commands.arguments import Arguments
from sim.commands.hydra_main import run_hydra
from sim.config.composition import resolve
from sim.config.documents import yaml_error
from sim.config.names import parameters_of, region_names
from sim.config.policies import GROUPS, must_exist, read_policies
from sim.errors import UserError
from sim.methods.designs.factors import OWN_RANGE
from sim.model.parameters import Parameter
from sim.studies.experiment.overrides import FactorWords, sort_overrides
from sim.studies.sweep.command import study_words, whole_number, writable_outputs

if TYPE_CHECKING:
    from omegaconf import DictConfig

EVERYTHING = "all"


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
    from sim.studies.experiment.plan import Sweep, arms
    from sim.studies.experiment.run import Manner, run_sweep
    from sim.studies.robust.settings import KEYS, Judged
    from sim.studies.sweep.command import popped_study

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
    manner = Manner(Workforce.of(config), consent="--yes" in arguments.given, as_json=arguments.as_json)
    run_sweep(sweep, outputs, manner)


def _bound(name: str, parameter: Parameter) -> bool:
    """Return whether an assumption cannot vary by itself: shares of a whole, and words in place of numbers."""
    return bool(parameter.words) or (name.startswith("market.categories.") and name.endswith(".share"))


def requirements(arguments: Arguments, configured: object) -> list[tuple[object, str]]:
    """Return what is required by the study's config and on the command line, each with where it stands."""
    listed = configured if isinstance(configured, list) else [configured] if configured else []
    return [*((one, "study.require") for one in listed), *((one, "--require") for one in arguments.many("--require"))]


def assumed(written: str | None, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the factors that ``--assume`` names: ``all``, names joined by commas, or a YAML file of names and ranges.

    Raises
    ------
    UserError
        If the file is missing or holds something else; unknown names are told later, like any other factor's.
    """
    if not written:
        return {}
    if written == EVERYTHING:
        every = parameters_of(config)
        return {name: OWN_RANGE for name, one in every.items() if one.kind == "assumption" and not _bound(name, one)}
    path = Path(written).expanduser()
    if path.suffix not in (".yaml", ".yml"):
        return {name.strip(): OWN_RANGE for name in written.split(",") if name.strip()}
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"--assume: no file {written}") from None
    except yaml.YAMLError as error:
        raise yaml_error(error, written) from error
    if isinstance(content, list):
        return {str(name): OWN_RANGE for name in content}
    if not isinstance(content, dict) or not content:
        raise UserError("holds no assumptions: write a list of names, or name: {low: 0.2, high: 0.8}", path=written)
    return {str(name): form for name, form in content.items()}
