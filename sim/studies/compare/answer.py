"""From a study's store to the folder that people open: config, manifest, summary, tables, figures and page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.runs.folder import StudyFolder
from sim.runs.store import staged, write_config, write_json, write_table
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.charts.figures import draw_figures
from sim.studies.compare.expectations import Judged, judge_all
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.page import write_page
from sim.studies.compare.study import about, finished_replications, plan_of
from sim.studies.compare.summary import daily_table, effects_table, slices_table, summary, tiers_table
from sim.studies.compare.tiers import tier_rows
from sim.studies.compare.words import findings


@dataclass(frozen=True)
class Answer:
    """An analysis with its words: what the table, the page and the Python object all show.

    Attributes
    ----------
    about
        The content of ``manifest.json``.
    """

    analysis: Analysis
    about: Mapping[str, Any]

    @property
    def partial(self) -> bool:
        """Whether there are fewer replications than were asked for."""
        return bool(self.about["status"] != "complete")

    @cached_property
    def tiers(self) -> list[GroupRow]:
        """What each tier of creators gets."""
        return tier_rows(self.analysis)

    @cached_property
    def judged(self) -> dict[str, list[Judged]]:
        """Scenario → its expectations, judged."""
        return {one.name: judge_all(self.analysis, one.name) for one in self.analysis.compared}

    @cached_property
    def findings(self) -> dict[str, list[str]]:
        """Scenario → sentences."""
        return {one.name: findings(self.analysis, one.name, self.tiers) for one in self.analysis.compared}

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of ``summary.json``."""
        return summary(self.analysis, self.about["impressions"], self.about["wall_s"])

    def write(self, outputs: Path) -> Path:
        """Write everything under ``outputs`` and return the study's folder; see :meth:`write_into`."""
        folder = self.analysis.plan.folder(outputs)
        self.write_into(folder)
        return folder

    def write_into(self, folder: Path) -> None:
        """Write everything into a folder, in which the study's store may lie.

        Raises
        ------
        UserError
            When it cannot be written; nothing of it is left behind then.
        """
        with staged(folder) as stage:
            write_config(stage / "config.yaml", self.analysis.plan.config)
            write_json(stage / "manifest.json", self.about)
            write_json(stage / "summary.json", self.summary)
            write_table(stage / "daily.parquet", daily_table(self.analysis))
            write_table(stage / "tiers.parquet", tiers_table(self.analysis))
            write_table(stage / "slices.parquet", slices_table(self.analysis))
            if self.analysis.baseline:
                write_table(stage / "effects.parquet", effects_table(self.analysis))
            figures = draw_figures(self.analysis, self.tiers, stage / "figures")
            write_page(
                stage / "report.html", self.analysis, self.tiers, self.judged, self.findings, figures, self.about
            )


def read_answer(study: StudyFolder) -> Answer | None:
    """Return what a study's finished replications say; ``None`` while there are none."""
    plan, replications = plan_of(study), finished_replications(study)
    return Answer(Analysis(plan, replications), about(study, plan, replications)) if replications else None
