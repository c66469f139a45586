"""From a finished session to the folder that people open: config, manifest, summary, tables, figures and page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.runs.manifest import manifest
from sim.runs.store import staged, write_config, write_json, write_table
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.charts.figures import draw_figures
from sim.studies.compare.expectations import Judged, judge_all
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.page import write_page
from sim.studies.compare.session import Session
from sim.studies.compare.summary import daily_table, slices_table, summary, tiers_table
from sim.studies.compare.tiers import tier_rows
from sim.studies.compare.words import findings


@dataclass(frozen=True)
class Answer:
    """A session with its words: what the table, the page and the Python object all show."""

    session: Session

    @property
    def analysis(self) -> Analysis:
        """The numbers."""
        return self.session.analysis

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
        execution = self.session.execution
        return summary(self.analysis, execution.impressions, execution.wall_s)

    def write(self, outputs: Path) -> Path:
        """Write everything under ``outputs`` and return the study's folder.

        Raises
        ------
        UserError
            When it cannot be written; nothing is left behind then.
        """
        plan = self.analysis.plan
        folder = plan.folder(outputs)
        about = manifest(plan, self.session.execution, self.session.started)
        with staged(folder) as stage:
            write_config(stage / "config.yaml", plan.config)
            write_json(stage / "manifest.json", about)
            write_json(stage / "summary.json", self.summary)
            write_table(stage / "daily.parquet", daily_table(self.analysis))
            write_table(stage / "tiers.parquet", tiers_table(self.analysis))
            write_table(stage / "slices.parquet", slices_table(self.analysis))
            figures = draw_figures(self.analysis, self.tiers, stage / "figures")
            write_page(stage / "report.html", self.analysis, self.tiers, self.judged, self.findings, figures, about)
        return folder
