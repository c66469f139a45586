"""How response surfaces present their answer."""

from __future__ import annotations

from sim.runs.folder import StudyFolder
from sim.studies.experiment.presenter import Presented
from sim.studies.experiment.read import StoredStudy
from sim.studies.surface.console import print_surface
from sim.studies.surface.page import write_surface_page
from sim.studies.surface.study import SurfaceStudy
from sim.studies.surface.summary import surface_summary


def surface_presenter(study: StoredStudy) -> Presented[SurfaceStudy]:
    """Return what presents ``sim surface``."""
    surface = SurfaceStudy(StudyFolder(study.folder, study.about))
    return Presented(surface, surface_summary, write_surface_page, print_surface)
