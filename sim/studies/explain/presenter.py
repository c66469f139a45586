"""How an explanation tells its answer: from its store alone, as JSON, tables, a page, and in a terminal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sim.runs.folder import StudyFolder
from sim.runs.provenance import manifest
from sim.runs.store import staged, write_config, write_json, write_table
from sim.show.parts import Parts
from sim.studies.experiment.read import StoredStudy
from sim.studies.explain.console import print_explanation
from sim.studies.explain.page import write_explain_page
from sim.studies.explain.plan import ExplanationPlan
from sim.studies.explain.read import explained_seeds
from sim.studies.explain.study import ExplanationStudy
from sim.studies.explain.summary import explain_summary


class ExplainPresenter:
    """Of ``sim explain``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def explanation(self) -> ExplanationStudy:
        """What the seeds that are whole say."""
        return ExplanationStudy(
            ExplanationPlan.of(self.study.about), tuple(explained_seeds(self.study)), tuple(self.study.shown)
        )

    @property
    def finished(self) -> int:
        """Seeds of which every run finished."""
        return self.explanation.count

    @property
    def asked(self) -> int:
        """Seeds asked for."""
        return self.explanation.plan.replications

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return explain_summary(self.explanation)

    def write(self, summary: dict[str, Any]) -> None:
        """Write config, manifest, summary, tables, page and figures, as a whole."""
        found, about, parts = self.explanation, self.about, Parts()
        with staged(self.study.folder) as stage:
            write_config(stage / "config.yaml", found.plan.config)
            write_json(stage / "manifest.json", about)
            write_json(stage / "summary.json", summary)
            write_table(stage / "counterfactuals.parquet", found.runs)
            write_table(stage / "effects.parquet", found.parts.to_dict("list"))
            with parts.part("page"):
                write_explain_page(stage, found, about)
        parts.tell()

    def show(self) -> None:
        """Print effects and what they come through."""
        print_explanation(self.explanation)

    @property
    def about(self) -> dict[str, Any]:
        """The content of ``manifest.json``."""
        found = self.explanation
        seeds = [int(found.plan.config["seed"]) + one.index for one in found.replications]
        impressions = sum(one.impressions for one in found.replications)
        return manifest(
            StudyFolder(self.study.folder, self.study.about), found.scenario.name, self.study.about["key"], seeds,
            impressions, found.replications[0].network,
        )
