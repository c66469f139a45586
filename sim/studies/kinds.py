"""How each kind of study tells its answer: as JSON, as a page, in a terminal.

A folder says what kind it holds, so whoever resumes or expands one gets the right answer without knowing.
"""

from __future__ import annotations

from typing import Any, Protocol

from sim.studies.experiment.read import SweepStudy
from sim.studies.sweep.console import print_study
from sim.studies.sweep.page import write_study_page
from sim.studies.sweep.summary import study_summary


class Form(Protocol):
    """An answer that can be told."""

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures and ``summary.json`` into the study's folder."""

    def show(self) -> None:
        """Print it."""


class SweepForm:
    """Of sweeps and sensitivity analyses."""

    def __init__(self, study: SweepStudy) -> None:
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


def form_of(study: SweepStudy) -> Form:
    """Return the form of a study's answer."""
    if study.about["study"] == "robust":
        from sim.studies.robust.presenter import RobustForm

        return RobustForm(study)
    if study.about["study"] == "roadmap":
        from sim.studies.roadmap.presenter import RoadmapForm

        return RoadmapForm(study)
    if study.about["study"] == "stress":
        from sim.studies.stress.presenter import StressForm

        return StressForm(study)
    return SweepForm(study)
