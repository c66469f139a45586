"""How a roadmap tells its answer: ``results.json``, curves, page and terminal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sim.report.roadmap_console import print_roadmap
from sim.report.roadmap_page import write_roadmap_page
from sim.roadmap.results import Results, results_of
from sim.roadmap.runs import RoadmapRuns
from sim.studies.sweep_reading import SweepStudy


class RoadmapForm:
    """Of ``sim roadmap``."""

    def __init__(self, study: SweepStudy) -> None:
        self.study = study

    @cached_property
    def results(self) -> Results:
        """Everything that is told."""
        return results_of(RoadmapRuns(self.study))

    def summary(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        return self.results.told

    def write(self, summary: dict[str, Any]) -> None:
        """Write results, curves, page and figures."""
        write_roadmap_page(self.results, self.study.folder)

    def show(self) -> None:
        """Print summary and targets."""
        print_roadmap(self.results)
