"""How a page to play with presents its answer."""

from __future__ import annotations

from sim.runs.folder import StudyFolder
from sim.studies.experiment.presenter import Presented
from sim.studies.experiment.read import StoredStudy
from sim.studies.explore.console import print_exploration
from sim.studies.explore.page import write_explore_page
from sim.studies.explore.read import StoredExploration
from sim.studies.explore.summary import exploration_summary


def explore_presenter(study: StoredStudy) -> Presented[StoredExploration]:
    """Return what presents ``sim explore``."""
    found = StoredExploration(StudyFolder(study.folder, study.about))
    return Presented(found, exploration_summary, write_explore_page, print_exploration)
