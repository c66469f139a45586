"""How a sweep or a sensitivity analysis tells its answer."""

from __future__ import annotations

from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.console import print_study
from sim.studies.sweep.page import write_study_page
from sim.studies.sweep.summary import study_summary


class SweepPresenter:
    """Of ``sim sweep`` and ``sim sensitivity``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return study_summary(self.study)

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures and ``summary.json``."""
        write_study_page(self.study, summary)

    def show(self) -> None:
        """Print effects or indices."""
        print_study(self.study)
