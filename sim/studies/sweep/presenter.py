"""How a sweep or a sensitivity analysis presents its answer."""

from __future__ import annotations

from sim.studies.experiment.presenter import Presented
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.console import print_study
from sim.studies.sweep.page import write_study_page
from sim.studies.sweep.summary import study_summary


def sweep_presenter(study: StoredStudy) -> Presented[StoredStudy]:
    """Return what presents ``sim sweep`` and ``sim sensitivity``."""
    return Presented(study, study_summary, write_study_page, print_study)
