"""How a test of robustness presents its answer."""

from __future__ import annotations

from sim.studies.experiment.presenter import Presented
from sim.studies.experiment.read import StoredStudy
from sim.studies.robust.console import print_robust
from sim.studies.robust.page import write_robust_page
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.summary import robust_summary


def robust_presenter(study: StoredStudy) -> Presented[RobustStudy]:
    """Return what presents ``sim robust``."""
    return Presented(RobustStudy(study), robust_summary, write_robust_page, print_robust)
