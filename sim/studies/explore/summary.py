"""A page to play with as JSON for machines: its levers, and how far each formula may be trusted."""

from __future__ import annotations

from typing import Any

from sim.studies.explore.read import StoredExploration, bounds


def exploration_summary(study: StoredExploration) -> dict[str, Any]:
    """Return the content of ``summary.json``."""
    return {
        "study": study.about["study"],
        "counts": study.counts,
        "levers": [{"name": one.name, "today": one.base, "low": bounds(one)[0], "high": bounds(one)[1]}
                   for one in study.factors],
        "presets": [one.name for one in study.presets],
        "formulas": [
            {"region": one.region, "outcome": one.outcome, "today": one.today, "terms": len(one.moves.terms),
             "r2": one.moves.r2, "held_out_error": one.moves.error, "fresh_error": one.moves.fresh_error,
             "trust": one.trust}
            for one in study.answers.values()
        ],
    }
