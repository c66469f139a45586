"""How a laboratory tells its answer: as JSON, a table, a page, a slide, and in a terminal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.laboratory.console import print_laboratory
from sim.studies.laboratory.page import write_laboratory_page
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.summary import laboratory_summary


class LaboratoryPresenter:
    """Of ``sim experiment``."""

    plan = False
    """Whether the plan of a test is printed too."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def laboratory(self) -> Laboratory:
        """What the worlds that are whole say."""
        return Laboratory(self.study)

    @property
    def finished(self) -> int:
        """Worlds of which every run finished."""
        return self.laboratory.finished

    @property
    def asked(self) -> int:
        """Worlds asked for."""
        return self.laboratory.asked

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return laboratory_summary(self.laboratory)

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures, scorecard and ``summary.json`` into the study's folder."""
        write_laboratory_page(self.laboratory, summary)

    def show(self) -> None:
        """Print it."""
        print_laboratory(self.laboratory, plan=self.plan)


class PlanPresenter(LaboratoryPresenter):
    """Of ``sim experiment --plan``."""

    plan = True
