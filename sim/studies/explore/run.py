"""``sim explore``: run what is missing and write the page; or write it from a study that is there already."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UserError
from sim.runs.description import DESCRIPTION
from sim.runs.folder import open_study
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import RunOptions, run_sweep, told
from sim.studies.explore.plan import Exploration
from sim.studies.explore.presenter import explore_presenter

KINDS = ("explore", "sweep", "sensitivity")
"""Kinds of study that a page can be made of: points that vary numbers, all on the same seeds."""


def run_exploration(asked: Exploration, outputs: Path, run_options: RunOptions) -> Path:
    """Run an exploration, or go on with it, write its page, print it and return its folder; see `run_sweep`."""
    return run_sweep(asked, outputs, run_options, explore_presenter)


def explore_folder(folder: Path, run_options: RunOptions) -> Path:
    """Write the page of a study as far as it has come, print it and return the folder.

    Raises
    ------
    UserError
        If its kind is another, or it has too few points.
    """
    study = open_study(folder)
    kind = str(study.about["study"])
    if kind not in KINDS:
        raise UserError(f"holds a {kind}: sliders are made of a {', '.join(KINDS[:-1])} or {KINDS[-1]}", path=folder)
    return told(folder, run_options, lambda: explore_presenter(StoredStudy(study)))


def is_folder(word: str) -> bool:
    """Return whether a word is the folder of a study."""
    return (Path(word).expanduser() / DESCRIPTION).is_file()
