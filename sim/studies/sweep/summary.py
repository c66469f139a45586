"""A sweep as JSON for machines: what was asked, what is finished, effects, indices and precision."""

from __future__ import annotations

from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.records import records
from sim.studies.sweep.judging import main_effects
from sim.studies.sweep.precision import precision_table
from sim.studies.sweep.sensitivity import sensitivity


def study_summary(study: StoredStudy) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    about = study.about
    is_sensitivity = about["study"] == "sensitivity"
    answer = {"sensitivity": records(sensitivity(study))} if is_sensitivity else {
        "main_effects": records(main_effects(study))}
    return {
        "study": about["study"],
        "design": about["design"],
        "factors": [one.name for one in study.factors],
        "scenarios": study.scenarios,
        "counts": study.counts,
        **answer,
        "precision": records(precision_table(study)),
    }


