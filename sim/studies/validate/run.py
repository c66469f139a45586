"""``sim validate``: run the seeds that are missing, print the verdicts, write the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.runs.folder import StudyFolder
from sim.runs.plan import Config
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.studies.experiment.run import RunOptions, grown_study
from sim.studies.experiment.seeds import SeedStudy, begin_seeds, options_for, tell_seeds
from sim.studies.validate.patterns import choose
from sim.studies.validate.plan import ValidationPlan, folder_of, sweep_of
from sim.studies.validate.presenter import ValidatePresenter
from sim.studies.validate.recipe import Trials

REPLICATIONS = 16
"""Matched seeds of a validation where the command line does not say how many."""


def run_validate(
    config: Config,
    names: Sequence[str],
    outputs: Path | str,
    command: str,
    as_json: bool = False,
    *,
    build: ModelBuilder = build_ecosystem,
    processes: int | None = None,
) -> Path:
    """Validate, print the verdicts, write the folder and return it; misses are findings and no failure.

    Parameters
    ----------
    names
        Patterns, or first words of themes; all of them if empty.

    Raises
    ------
    UserError
        On a name that names nothing, where results cannot be written, or when every seed failed.
    SystemExit
        With code 130 after Ctrl-C, and 1 where seeds failed; those that finished are in the folder, marked partial.
    """
    plan = ValidationPlan(config, choose(names))
    run_options = options_for(config, build, processes, as_json)
    return tell_seeds(begin_validate(plan, Path(outputs), command, run_options), run_options, ValidatePresenter)


def begin_validate(plan: ValidationPlan, outputs: Path, command: str, run_options: RunOptions) -> SeedStudy:
    """Return a validation with its plan written, or as far as it has come already."""
    return begin_seeds(sweep_of(plan, command), Trials(plan), outputs, run_options, folder_of(plan, outputs))


def finish_validate(study: StudyFolder, run_options: RunOptions) -> Path:
    """Run what is missing of a validation, print its verdicts, write its page and return its folder."""
    return tell_seeds(SeedStudy(study, trials_of(study)), run_options, ValidatePresenter)


def expand_validate(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a validation to more seeds."""
    return finish_validate(grown_study(study, seeds, points, run_options), run_options)


def trials_of(study: StudyFolder) -> Trials:
    """Return how a run of a validation is done."""
    return Trials(ValidationPlan.of(study.about))
