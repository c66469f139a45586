"""How a register tells its answer: ``results.json``, curves, page and terminal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.stress.console import print_stress
from sim.studies.stress.page import write_stress_page
from sim.studies.stress.read import results_of
from sim.studies.stress.results import Results
from sim.studies.stress.runs import StressRuns


class StressPresenter:
    """Of ``sim stress``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def results(self) -> Results:
        """Everything that is presented."""
        return results_of(StressRuns(self.study))

    def summary(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        return self.results.plain()

    def write(self, summary: dict[str, Any]) -> None:
        """Write results, curves, page and figures."""
        write_stress_page(self.results, self.study.folder)

    def show(self) -> None:
        """Print summary and register."""
        print_stress(self.results)
