"""``sim optimise`` as a Hydra application: levers are what is searched, assumptions what differs between futures."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.arguments import Arguments
from sim.commands.hydra_main import run_hydra
from sim.config.composition import resolve
from sim.config.names import region_names
from sim.config.policies import NONE, TEXTBOOK, must_exist, read_policies
from sim.errors import UserError
from sim.studies.experiment.assume import assumed
from sim.studies.experiment.options import popped_study, study_words, whole_number, writable_outputs
from sim.studies.experiment.overrides import FactorWords, sort_overrides

if TYPE_CHECKING:
    from omegaconf import DictConfig

    from sim.runs.blueprint import Factor

_USAGE = "sim optimise enforcement.auto.recall=range --objective violation_view_rate"
_COUNTS = {"--futures": "points", "--trials": "trials"}


def run_optimise_application(arguments: Arguments, argv: list[str], guard: Callable[[Callable[[], None]], int]) -> None:
    """Run ``optimise``; parameters as for ``run_application``."""
    if arguments.multirun:
        raise UserError("sim optimise has no --multirun: it varies values itself")
    outputs = writable_outputs(arguments)
    must_exist(arguments.words)
    words = sort_overrides(arguments.overrides)
    for group in words.choices:
        raise UserError(f"sim optimise searches levers, not the options of {group}: name levers, as in {_USAGE}")
    if "--seeds" in arguments.given:
        words.plain.append(f"replications={whole_number('--seeds', arguments.given['--seeds'])}")
    for option, name in _COUNTS.items():
        if option in arguments.given:
            words.study.append(f"study.{name}={whole_number(option, arguments.given[option])}")
    command = shlex.join(["sim", *argv])

    def job(composed: DictConfig) -> None:
        code = guard(lambda: _optimise(arguments, words, composed, outputs, command))
        if code:
            raise SystemExit(code)

    run_hydra(job, [*arguments.hydra, *study_words("optimise", words), *words.plain])


def _optimise(arguments: Arguments, words: FactorWords, composed: DictConfig, outputs: Path, command: str) -> None:
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions
    from sim.studies.optimise import run
    from sim.studies.optimise.plan import Search
    from sim.studies.optimise.settings import KEYS, SearchSettings
    from sim.studies.robust.settings import KEYS as ROBUST_KEYS

    study = popped_study(composed)
    config = resolve(composed)
    own = {key: study.pop(key, None) for key in (*KEYS, *ROBUST_KEYS)}
    objectives = [name for one in arguments.many("--objective") for name in one.replace(",", " ").split()]
    settings = SearchSettings.of(
        {**own, "objectives": objectives or own["objectives"]}, _budget(arguments, own["budget"]), region_names(config))
    futures, design_seed = int(study.get("points", 1)), int(study.get("seed", 1))
    named = [*(str(one) for one in own["policies"] or ()), *arguments.words, NONE, TEXTBOOK]
    must_exist(named)
    base, rivals = read_policies(list(dict.fromkeys(named)), config, words.plain)
    levers, assumptions = _factors(arguments, words, study.get("factors") or {}, own["assume"], base, futures)
    search = Search(
        base, levers, assumptions, tuple(one for one in rivals if one.changes), settings,
        futures if assumptions else 1, design_seed, int(config["replications"]), int(config["seed"]), command,
    )
    run_options = RunOptions(Workforce.of(config), consent="--yes" in arguments.given, as_json=arguments.as_json)
    run.run_optimise(search, outputs, run_options)


def _factors(
    arguments: Arguments, words: FactorWords, configured: dict[str, Any], default: Any, base: dict[str, Any],
    futures: int,
) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """Return what is searched, and what differs between futures."""
    from sim.methods.designs.factors import read_factors

    written = {**configured, **assumed(arguments.given.get("--assume"), base), **words.factors}
    if not written:
        raise UserError(f"nothing to search: name a lever and its range or values, as in {_USAGE}")
    found = read_factors(written, base)
    levers = tuple(one for one in found if one.kind == "lever" and one.name not in _named_by_assume(arguments, base))
    assumptions = tuple(one for one in found if one not in levers)
    if not levers:
        raise UserError(f"{found[0].name} is {_article(found[0].kind)}, and there is no lever to search (as in "
                        f"{_USAGE})")
    if assumptions and futures == 1:
        raise UserError(f"{assumptions[0].name} differs between futures: say how many, as in --futures 8")
    if not assumptions and futures > 1:
        assumptions = tuple(read_factors(default or {}, base))
    return levers, assumptions


def _named_by_assume(arguments: Arguments, base: dict[str, Any]) -> set[str]:
    """Return what ``--assume`` names, a lever there being somebody else's to set."""
    return set(assumed(arguments.given.get("--assume"), base))


def _budget(arguments: Arguments, configured: object) -> list[tuple[object, str]]:
    listed = configured if isinstance(configured, list) else [configured] if configured else []
    return [*((one, "study.budget") for one in listed), *((one, "--budget") for one in arguments.many("--budget"))]


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
