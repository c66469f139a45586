"""How a roadmap tells its answer: ``results.json``, curves, page, deck, workbook and terminal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sim.runs.store import staged, write_json
from sim.show.parts import Parts
from sim.studies.experiment.looks import LOOKS, Looks
from sim.studies.experiment.read import StoredStudy
from sim.studies.roadmap.console import print_roadmap
from sim.studies.roadmap.deck import DECK, write_roadmap_deck
from sim.studies.roadmap.page import write_roadmap_page
from sim.studies.roadmap.read import results_of
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.workbook import WORKBOOK, write_roadmap_workbook


class RoadmapPresenter:
    """Of ``sim roadmap``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def results(self) -> Results:
        """Everything that is presented."""
        return results_of(self._runs)

    @property
    def looks(self) -> Looks:
        """All looks at the study, this one last."""
        return self._runs.looks

    @cached_property
    def _runs(self) -> RoadmapRuns:
        return RoadmapRuns(self.study)

    def summary(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        return self.results.plain()

    def write(self, summary: dict[str, Any]) -> None:
        """Write results, curves, page, figures, deck and workbook, each as far as it can be made.

        Raises
        ------
        UserError
            When they cannot be written; the runs are kept.
        LostPartsError
            When some could not be made, as where what a deck needs is not installed; the others are written.
        """
        parts = Parts()
        with staged(self.study.folder) as stage:
            self.results.write(stage)
            write_json(stage / LOOKS, self.looks.to_json())
            with parts.part("page"):
                write_roadmap_page(self.results, stage)
            for name, write in ((DECK, write_roadmap_deck), (WORKBOOK, write_roadmap_workbook)):
                with parts.part(name):
                    try:
                        write(self.results, stage / name)
                    except BaseException:
                        (stage / name).unlink(missing_ok=True)  # half a file is none
                        raise
        parts.tell()

    def show(self) -> None:
        """Print summary and targets."""
        print_roadmap(self.results)
