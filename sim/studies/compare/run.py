"""``sim compare`` and ``sim forecast``: which runs they take, and from them to an answer, printed and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sim.model.levers.schedule import Scenario
from sim.runs.folder import StudyFolder
from sim.runs.plan import STATUS_QUO, Config, Plan, plan_comparison, plan_forecast
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.workforce import cores
from sim.studies.compare.answer import Answer
from sim.studies.compare.counting import Counts
from sim.studies.compare.presenter import ComparisonPresenter
from sim.studies.compare.study import runs_of
from sim.studies.compare.until import grow_until
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import RunOptions, grown_study
from sim.studies.experiment.seeds import Grow, SeedStudy, answer_seeds, begin_seeds, options_for, tell_seeds
from sim.studies.experiment.until import Until, plan_looks


def run_compare(
    config: Config,
    scenarios: Iterable[Scenario],
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    until: Until | None = None,
    stands_for: int = 0,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Compare scenarios with the status quo on the same draws, print the answer and return the folder written.

    A comparison that is there already goes on where it stands: what is finished is never done twice.

    Parameters
    ----------
    config
        The resolved config.
    scenarios
        What to compare; the status quo is added.
    outputs
        Where results go.
    command
        What was typed, for whoever wants to run it again.
    as_json
        Print ``summary.json`` and nothing else.
    until
        When there are seeds enough; as many as the config says, if not given.
    stands_for
        Real viewers that counts and money are told for; those simulated, if not given.
    build, processes
        How to make a model, and over how many processes; for tests and extensions.

    Raises
    ------
    UserError
        When there is nothing to compare, no replication could be finished, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C, with code 1 when runs failed; replications that are finished are told, marked
        partial.
    """
    config = config if until is None else {**config, "replications": until.looks[0]}
    plan = replace(plan_comparison(config, scenarios, command), stands_for=stands_for)
    return _tell(plan, outputs, options_for(config, build, processes, as_json), until)


def run_forecast(
    config: Config,
    scenario: Scenario | None,
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    stands_for: int = 0,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Forecast one scenario (the status quo if ``None``), print it and return the folder; see :func:`run_compare`."""
    plan = replace(plan_forecast(config, scenario or Scenario(STATUS_QUO), command), stands_for=stands_for)
    return _tell(plan, outputs, options_for(config, build, processes, as_json))


def answer_plan(
    plan: Plan, outputs: Path | None, run_options: RunOptions, until: Until | None = None
) -> tuple[Answer, Path | None]:
    """Carry out a plan and return its answer and its folder: the front of Python calls; see :func:`answer_seeds`."""
    begin = partial(begin_comparison, plan, run_options=run_options, until=until)
    presenter = answer_seeds(begin, outputs, run_options, _presenting(run_options), _growing(until))
    return presenter.answer, None if outputs is None else presenter.study.folder


def begin_comparison(
    plan: Plan, outputs: Path, run_options: RunOptions, until: Until | None = None
) -> SeedStudy:
    """Return a comparison or a forecast with its plan written, or as far as it has come already."""
    begun = begin_seeds(runs_of(plan, None if until is None else until.to_json()), Counts(), outputs, run_options)
    if until is not None:
        plan_looks(begun.folder, until)
    return begun


def finish_comparison(study: StudyFolder, run_options: RunOptions) -> Path:
    """Run what is missing of a comparison or a forecast, print its answer, write its page and return its folder.

    One that grows until it is settled goes on growing.
    """
    until = Until.of(study.about.get("judged", {}))
    return tell_seeds(SeedStudy(study, Counts()), run_options, _presenting(run_options), _growing(until))


def expand_comparison(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a comparison or a forecast to more replications, without doing anything again."""
    return finish_comparison(grown_study(study, seeds, points, run_options), run_options)


def _tell(plan: Plan, outputs: Path | str, run_options: RunOptions, until: Until | None = None) -> Path:
    begun = begin_comparison(plan, Path(outputs), run_options, until)
    return tell_seeds(begun, run_options, _presenting(run_options), _growing(until))


def _growing(until: Until | None) -> Grow[ComparisonPresenter] | None:
    return None if until is None else partial(grow_until, until)


def _presenting(run_options: RunOptions) -> Callable[[StoredStudy], ComparisonPresenter]:
    """Return what presents a study: where its runs are done by several processes, so are its figures."""
    workforce = run_options.workforce
    several = 1 if workforce.name == "serial" else min(workforce.workers or cores(), cores())
    return partial(ComparisonPresenter, processes=several)
