"""``sim explain``: which runs it takes, and from them to an answer that is printed and written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.model.levers.schedule import Scenario
from sim.runs.folder import StudyFolder
from sim.runs.plan import Config
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.studies.experiment.run import RunOptions, grown_study
from sim.studies.experiment.seeds import SeedStudy, begin_seeds, options_for, tell_seeds
from sim.studies.explain.plan import ExplanationPlan, plan_explanation
from sim.studies.explain.presenter import ExplainPresenter
from sim.studies.explain.recipe import CounterfactualRuns


def run_explain(
    config: Config,
    scenario: Scenario,
    shown: Sequence[str],
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Explain a scenario's effects, print the answer and return the folder written.

    Parameters
    ----------
    config
        The resolved config.
    scenario
        What to explain, against the status quo.
    shown
        Outcomes to tell of; the headline ones if empty.
    outputs, command, as_json, build, processes
        As for :func:`sim.studies.compare.run.run_compare`.

    Raises
    ------
    UserError
        When there is nothing to explain, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C, and 1 where runs failed; seeds that are whole are in the folder, marked partial.
    """
    plan = plan_explanation(config, scenario, command, tuple(shown))
    run_options = options_for(config, build, processes, as_json)
    return tell_seeds(begin_explain(plan, Path(outputs), run_options), run_options, ExplainPresenter)


def begin_explain(plan: ExplanationPlan, outputs: Path, run_options: RunOptions) -> SeedStudy:
    """Return an explanation with its plan written, or as far as it has come already."""
    return begin_seeds(plan.sweep, CounterfactualRuns(), outputs, run_options)


def finish_explain(study: StudyFolder, run_options: RunOptions) -> Path:
    """Run what is missing of an explanation, print its answer, write its page and return its folder."""
    return tell_seeds(SeedStudy(study, CounterfactualRuns()), run_options, ExplainPresenter)


def expand_explain(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow an explanation to more seeds."""
    return finish_explain(grown_study(study, seeds, points, run_options), run_options)
