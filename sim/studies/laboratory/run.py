"""``sim experiment``: which runs it takes, and from them to an answer that is printed and written."""

from __future__ import annotations

from pathlib import Path

from sim.runs.folder import StudyFolder
from sim.studies.experiment.run import RunOptions, grown_study
from sim.studies.experiment.seeds import SeedStudy, begin_seeds, tell_seeds
from sim.studies.laboratory.plan import LabPlan
from sim.studies.laboratory.presenter import LaboratoryPresenter, PlanPresenter
from sim.studies.laboratory.recipe import LaboratoryRuns
from sim.studies.laboratory.settings import Ask


def run_laboratory(plan: LabPlan, outputs: Path, run_options: RunOptions, *, tell_plan: bool = False) -> Path:
    """Run a laboratory, print the answer and return the folder written.

    Parameters
    ----------
    tell_plan
        Whether the plan of a test is printed too.

    Raises
    ------
    UserError
        When no world is whole, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C, and 1 where runs failed; worlds that are whole are in the folder, marked partial.
    """
    present = PlanPresenter if tell_plan else LaboratoryPresenter
    return tell_seeds(begin_laboratory(plan, outputs, run_options), run_options, present)


def begin_laboratory(plan: LabPlan, outputs: Path, run_options: RunOptions) -> SeedStudy:
    """Return a laboratory with its plan written, or as far as it has come already."""
    return begin_seeds(plan.sweep, LaboratoryRuns(plan.ask), outputs, run_options)


def recipe_of(study: StudyFolder) -> LaboratoryRuns:
    """Return how a run of a laboratory's folder is done."""
    return LaboratoryRuns(Ask.of(study.about["record"]))


def finish_laboratory(study: StudyFolder, run_options: RunOptions) -> Path:
    """Run what is missing of a laboratory, print its answer, write its page and return its folder."""
    return tell_seeds(SeedStudy(study, recipe_of(study)), run_options, LaboratoryPresenter)


def expand_laboratory(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a laboratory to more worlds."""
    return finish_laboratory(grown_study(study, seeds, points, run_options), run_options)
