"""How a test of robustness tells its answer."""

from __future__ import annotations

from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.robust.console import print_robust
from sim.studies.robust.page import write_robust_page
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.summary import robust_summary


class RobustPresenter:
    """Of ``sim robust``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = RobustStudy(study)

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return robust_summary(self.study)

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures and ``summary.json``."""
        write_robust_page(self.study, summary)

    def show(self) -> None:
        """Print tables and findings."""
        print_robust(self.study)
