"""Carrying out a desk: its runs, then its answer."""

from __future__ import annotations

from pathlib import Path

from sim.runs.folder import StudyFolder
from sim.studies.experiment.plan import Sweep
from sim.studies.experiment.run import RunOptions, carry_out, grown_study, prepare, told
from sim.studies.watch.presenter import WatchPresenter
from sim.studies.watch.recipe import Watching


def run_watch(sweep: Sweep, outputs: Path, run_options: RunOptions) -> Path:
    """Run a desk, or go on with it where its folder has some of it already; print it and return the folder.

    Raises
    ------
    UserError
        When the study is large and nobody has agreed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C; what was finished is kept.
    """
    return finish_watch(prepare(sweep, outputs, run_options), run_options)


def finish_watch(study: StudyFolder, run_options: RunOptions) -> Path:
    """Do what is missing of a desk's runs, print its answer and write its page."""
    recipe = recipe_of(study)
    return told(study.path, run_options, lambda: WatchPresenter(carry_out(study, run_options, recipe)))


def expand_watch(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a desk to more seeds; every other one of the new seeds sets thresholds."""
    return finish_watch(grown_study(study, seeds, points, run_options), run_options)


def recipe_of(study: StudyFolder) -> Watching:
    """Return how a desk's runs are done."""
    return Watching.of(study.about["record"])
