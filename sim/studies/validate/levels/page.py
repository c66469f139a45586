"""The page of levels: one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.model.outcomes.dictionary import THEMES
from sim.model.outcomes.levels.ranges import STANDINGS
from sim.runs.store import staged, write_json, write_table
from sim.show.numbers import title
from sim.show.page import SUMMARY, write_page
from sim.show.parts import Parts
from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.levels.console import heading
from sim.studies.validate.levels.read import Reading, counts
from sim.studies.validate.levels.summary import levels_table
from sim.studies.validate.levels.words import (
    basis_words,
    measured_words,
    range_words,
    standing_words,
    summary_sentence,
)

TABLE = "levels.parquet"


def write_levels(study: StoredStudy, readings: Sequence[Reading], summary: Mapping[str, Any]) -> None:
    """Write page, ``summary.json`` and ``levels.parquet`` into the study's folder, as a whole."""
    parts = Parts()
    with staged(study.folder) as stage:
        write_json(stage / SUMMARY, summary)
        write_table(stage / TABLE, levels_table(readings))
        with parts.part("page"):
            write_levels_page(stage, study, readings)
    parts.tell()


def write_levels_page(folder: Path, study: StoredStudy, readings: Sequence[Reading]) -> None:
    """Fill the template and write the page."""
    themes = [
        {"anchor": theme, "name": THEMES[theme], "rows": [_row(one) for one in rows]}
        for theme, rows in groupby(readings, key=lambda one: one.outcome.theme)
    ]
    write_page("validate/levels", folder, {
        "title": summary_sentence(readings),
        "asked": "Are levels like those of real platforms, and which of them may be quoted?",
        "heading": heading(study),
        "themes": themes,
        "sections_of_themes": [(theme["anchor"], str(theme["name"]).partition(":")[0]) for theme in themes],
        "outside": [_row(one) for one in readings if one.standing == "outside"],
        "found": counts(readings),
        "standings": STANDINGS,
        "counts": study.counts,
        "failures": study.failures.head(10).to_dict("records"),
        "about": study.about,
        "environment": study.about["environments"][-1],
    })


def _row(one: Reading) -> dict[str, str]:
    return {
        "title": title(one.outcome.name), "formula": one.outcome.formula, "measured": measured_words(one),
        "range": range_words(one), "basis": basis_words(one.level), "verdict": standing_words(one),
        "standing": one.standing, "note": one.note, "source": one.level.source, "reason": one.level.reason,
    }
