"""How a comparison or a forecast tells its answer: in a terminal at once, then as JSON, tables, figures and a page."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import Any

from sim.runs.folder import StudyFolder
from sim.show.terminal import in_one_piece
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.answer import Answer
from sim.studies.compare.console import print_comparison, print_forecast
from sim.studies.compare.ranking import ranking
from sim.studies.compare.size import at_scale
from sim.studies.compare.study import about, finished_replications, plan_of
from sim.studies.experiment.looks import read_looks
from sim.studies.experiment.read import StoredStudy


class ComparisonPresenter:
    """Of ``sim compare`` and ``sim forecast``, over the seeds of which every scenario is finished.

    Parameters
    ----------
    processes
        How many draw figures side by side.
    """

    def __init__(self, study: StoredStudy, processes: int = 1) -> None:
        self.study, self.processes = study, processes

    @cached_property
    def answer(self) -> Answer:
        """The answer in numbers and words."""
        study = StudyFolder(self.study.folder, self.study.about)
        plan, replications = plan_of(study), finished_replications(study)
        looks = read_looks(study.path).with_present([one.index for one in replications])
        told = tuple(at_scale(one, plan.scale) for one in replications)
        return Answer(Analysis(plan, told, looks), about(study, plan, replications))

    @property
    def finished(self) -> int:
        """Seeds of which every scenario is finished."""
        return self.answer.analysis.count

    @property
    def asked(self) -> int:
        """Seeds asked for."""
        return self.answer.analysis.plan.replications

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return self.answer.summary

    def show(self) -> None:
        """Print the table of outcomes and the findings."""
        answer = self.answer
        with in_one_piece(sys.stdout) as out:
            if answer.analysis.baseline:
                print_comparison(out, answer.analysis, answer.findings, answer.judged, answer.recommendation,
                                 ranking(answer.evidence))
            else:
                print_forecast(out, answer.analysis)

    def write(self, summary: dict[str, Any]) -> None:
        """Write config, manifest, summary, tables, figures and page, as a whole."""
        from sim.studies.compare.folder import write_folder  # charts and templates: not before the answer is told

        write_folder(self.answer, self.study.folder, self.processes)
