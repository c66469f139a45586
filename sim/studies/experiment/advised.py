"""A study's recommendation as its folder keeps it: in ``summary.json``, or in ``results.json``."""

from __future__ import annotations

import json
from pathlib import Path

from sim.methods.as_json import read
from sim.runs.folder import StudyFolder
from sim.show.page import SUMMARY
from sim.show.recommendation.recommendation import Recommendation
from sim.show.recommendation.sheet import recommendation_lines
from sim.show.sheet import Line
from sim.studies.experiment.results import RESULTS


def stored_recommendation(folder: Path) -> Recommendation | None:
    """Return what a study's folder says to do; ``None`` where it has not been told, or recommends nothing."""
    for name in (SUMMARY, RESULTS):
        path = folder / name
        if path.exists():
            content = json.loads(path.read_text(encoding="utf-8")).get("recommendation")
            return read(Recommendation, content) if content else None
    return None


def advised_lines(study: StudyFolder) -> list[Line]:
    """Return the lines of a workbook's first sheet; none where nothing is recommended."""
    found = stored_recommendation(study.path)
    return list(recommendation_lines(found)) if found else []
