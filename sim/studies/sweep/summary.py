"""A sweep as JSON for machines: what was asked, what is finished, effects, indices and precision."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from sim.studies.experiment.read import SweepStudy
from sim.studies.sweep.effects import main_effects
from sim.studies.sweep.precision import precision_table
from sim.studies.sweep.sensitivity import sensitivity


def study_summary(study: SweepStudy) -> dict[str, Any]:
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


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as JSON can hold them."""
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value.item() if hasattr(value, "item") else value
