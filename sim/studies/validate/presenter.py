"""How a validation tells its answer: from its store alone, as JSON, a table, a page, and in a terminal."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import Any

from sim.runs.folder import StudyFolder
from sim.runs.provenance import manifest
from sim.runs.store import staged, write_config, write_json, write_table
from sim.show.parts import Parts
from sim.show.terminal import in_one_piece
from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.console import print_results
from sim.studies.validate.page import write_page
from sim.studies.validate.plan import STUDY, ValidationPlan
from sim.studies.validate.read import judge, measured_seeds
from sim.studies.validate.summary import Validation, as_table


class ValidatePresenter:
    """Of ``sim validate``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def validation(self) -> Validation:
        """What the seeds that finished say."""
        plan, measured = ValidationPlan.of(self.study.about), tuple(measured_seeds(self.study))
        return Validation(plan, measured, judge(plan, measured) if measured else [], str(self.study.about["key"]))

    @property
    def finished(self) -> int:
        """Seeds that finished."""
        return len(self.validation.measured)

    @property
    def asked(self) -> int:
        """Seeds asked for."""
        return self.validation.plan.replications

    def summary(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        return self.validation.content

    def write(self, summary: dict[str, Any]) -> None:
        """Write config, manifest, results and page, as a whole."""
        found, about, parts = self.validation, self.about, Parts()
        with staged(self.study.folder) as stage:
            write_config(stage / "config.yaml", found.plan.config)
            write_json(stage / "manifest.json", about)
            write_json(stage / "results.json", summary)
            write_table(stage / "results.parquet", as_table(found.plan, found.measured))
            with parts.part("page"):
                write_page(stage / "report.html", found.plan, found.results, about)
        parts.tell()

    def show(self) -> None:
        """Print the verdicts."""
        found = self.validation
        with in_one_piece(sys.stdout) as out:
            print_results(out, found.plan, found.results, self.finished, self.about["wall_s"])

    @cached_property
    def about(self) -> dict[str, Any]:
        """The content of ``manifest.json``."""
        found = self.validation
        impressions = sum(one.impressions for one in found.measured)
        study = StudyFolder(self.study.folder, self.study.about)
        return manifest(study, STUDY, found.key, found.seeds, impressions, {}) | {"seeds": found.seeds}
