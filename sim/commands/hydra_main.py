"""``sim forecast``, ``compare``, ``story`` and ``validate`` as a Hydra application.

Hydra composes, sweeps, shows its configuration and completes words as in any of its applications; it writes nothing
itself. What the run does is the studies' business: they are handed a checked configuration and read scenarios.
"""

from __future__ import annotations

import logging
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hydra
from hydra.core.global_hydra import GlobalHydra

from sim.commands.arguments import STORY_KINDS, Arguments
from sim.config.composition import CONFIG_NAME, VERSION_BASE, register, resolve
from sim.config.folders import configs_folder
from sim.config.hydra_errors import in_words
from sim.config.scenarios import find_scenario, load_scenario, load_scenarios
from sim.errors import UserError, suggest
from sim.model.levers.schedule import Scenario

if TYPE_CHECKING:
    from omegaconf import DictConfig

BASELINE = "status_quo"
Task = Callable[[dict[str, Any]], None]


def run_application(arguments: Arguments, argv: list[str], guard: Callable[[Callable[[], None]], int]) -> None:
    """Run a study's command under Hydra.

    Parameters
    ----------
    argv
        The command line as typed, for the record.
    guard
        Runs something and tells people's errors in one line, returning an exit code. Hydra would print a traceback for
        whatever leaves a job, so each job is guarded inside.
    """
    task = _task(arguments, shlex.join(["sim", *argv]))

    if arguments.multirun:
        from sim.commands.multirun import run_jobs

        run_jobs(arguments, lambda composed: guard(lambda: task(resolve(composed))))
        return

    def job(composed: DictConfig) -> None:
        code = guard(lambda: task(resolve(composed)))
        if code:
            raise SystemExit(code)

    run_hydra(job, [*arguments.hydra, *arguments.overrides])


def run_hydra(job: Callable[[DictConfig], None], words: list[str]) -> None:
    """Call Hydra's main on a command line made of its own options and overrides."""
    register()
    with in_words(), _command_line(words):
        GlobalHydra.instance().clear()
        hydra.main(config_path=str(configs_folder()), config_name=CONFIG_NAME, version_base=VERSION_BASE)(job)()


@contextmanager
def _command_line(words: list[str]) -> Iterator[None]:
    """Lend Hydra the process: it reads ``sys.argv``, raises only when asked for full errors, and sets up logging."""
    argv, full = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    loggers = [(logger, logger.level, list(logger.handlers)) for logger in map(logging.getLogger, (None, "hydra"))]
    sys.argv, os.environ["HYDRA_FULL_ERROR"] = ["sim", *words], "1"
    try:
        yield
    finally:
        sys.argv = argv
        for logger, level, handlers in loggers:
            logger.setLevel(level)
            logger.handlers[:] = handlers
        if full is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = full


def _task(arguments: Arguments, command: str) -> Task:
    outputs = Path(arguments.outputs).expanduser()
    if outputs.exists() and not outputs.is_dir():
        raise UserError(f"--outputs {arguments.outputs} is a file, not a folder")
    tasks = {"forecast": _forecast, "compare": _compare, "story": _story, "validate": _validate}
    if arguments.only and arguments.command != "validate":
        raise UserError(f"sim {arguments.command} has no option --only")
    return tasks[arguments.command](arguments, outputs, command)


def _forecast(arguments: Arguments, outputs: Path, command: str) -> Task:
    if len(arguments.words) > 1:
        raise UserError(f"sim forecast takes one scenario; sim compare takes several ({', '.join(arguments.words)})")
    _must_exist(arguments.words)

    def task(config: dict[str, Any]) -> None:
        scenario = load_scenario(arguments.words[0] if arguments.words else BASELINE, config)
        from sim.studies.compare.run import run_forecast

        run_forecast(config, scenario, outputs, command, arguments.as_json)

    return task


def _compare(arguments: Arguments, outputs: Path, command: str) -> Task:
    if not arguments.words:
        raise UserError("sim compare needs a scenario or more, as in sim compare warn_first (sim scenarios lists them)")
    _must_exist(arguments.words)

    def task(config: dict[str, Any]) -> None:
        scenarios = _load(arguments.words, config)
        from sim.studies.compare.run import run_compare

        run_compare(config, scenarios, outputs, command, arguments.as_json)

    return task


def _story(arguments: Arguments, _outputs: Path, _command: str) -> Task:
    usage = "as in sim story creator 417 [SCENARIO]"
    if not arguments.words or arguments.words[0] not in STORY_KINDS:
        said = f"no agent {arguments.words[0]!r}.{suggest(arguments.words[0], STORY_KINDS)}" if arguments.words else ""
        raise UserError(f"{said or 'sim story needs creator or viewer and a number'} ({usage})")
    if len(arguments.words) < 2 or not arguments.words[1].isdecimal():
        wrong = f"{arguments.words[1]!r} is not" if len(arguments.words) > 1 else "sim story needs"
        raise UserError(f"{wrong} an agent's number, {usage}")
    kind, number, *scenario_words = arguments.words
    if len(scenario_words) > 1:
        raise UserError(f"sim story takes one scenario, {usage}")
    if arguments.as_json or arguments.multirun:
        raise UserError(f"sim story has no {'--json' if arguments.as_json else '--multirun'}: a story is read")
    _must_exist(scenario_words)

    def task(config: dict[str, Any]) -> None:
        scenario = load_scenario(scenario_words[0] if scenario_words else BASELINE, config)
        from sim.studies.story.run import run_story

        run_story(config, kind, int(number), scenario)

    return task


def _validate(arguments: Arguments, outputs: Path, command: str) -> Task:
    from sim.studies.validate.patterns import choose

    if arguments.words and not arguments.only:
        raise UserError(f"sim validate takes patterns after --only, as in sim validate --only {arguments.words[0]}")
    if arguments.only and not arguments.words:
        raise UserError("--only needs a pattern or more, as in sim validate --only gini_views")
    choose(arguments.words)
    given = any(word.lstrip("+").startswith("replications=") for word in arguments.overrides)

    def task(config: dict[str, Any]) -> None:
        from sim.studies.validate.study import REPLICATIONS, run_validate

        sized = config if given else config | {"replications": REPLICATIONS}
        run_validate(sized, arguments.words, outputs, command, arguments.as_json)

    return task


def _must_exist(words: list[str]) -> None:
    """Find every scenario before Hydra starts, so that a wrong name is told even where nothing runs (``--cfg job``)."""
    for word in words:
        find_scenario(word)


def _load(words: list[str], config: dict[str, Any]) -> list[Scenario]:
    scenarios = [scenario for word in words for scenario in load_scenarios(word, config)]
    for index, scenario in enumerate(scenarios):
        if scenario.name in [other.name for other in scenarios[:index]]:
            raise UserError(f"two scenarios are called {scenario.name}: give one of the files another name")
    return scenarios
