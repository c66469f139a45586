"""A search as JSON for machines: every candidate, the finalists on fresh seeds, and what their promise was worth."""

from __future__ import annotations

import math
from typing import Any

from sim.methods.as_json import plain
from sim.studies.experiment.records import records
from sim.studies.optimise.decision import recommendation
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.words import findings, trial_of


def search_summary(found: Optimised) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    search = found.search
    return {
        "study": "optimise",
        "search": search.settings.to_json(),
        "levers": [one.name for one in search.levers],
        "assumptions": [one.name for one in search.assumptions],
        "counts": search.study.counts,
        "fresh_counts": found.fresh.study.counts,
        "recommendation": plain(recommendation(found)),
        "recommended": found.recommended,
        "finalists": [
            {"name": name, "values": trial_of(found, name).values, "within_budget": found.within_budget[name],
             "frontier": found.fresh.standings[name].on_frontier}
            for name in found.names
        ],
        "promises": [
            {"finalist": one.finalist, "outcome": one.outcome, "search": _number(one.searched),
             "fresh": _number(one.fresh.mean), "low": _number(one.fresh.low), "high": _number(one.fresh.high),
             "kept": _number(one.kept)}
            for one in found.promises
        ],
        "fresh": records(found.fresh.measures_table),
        "within_budget": found.within_budget,
        "candidates": [
            {"number": one.number, "state": one.state, "feasible": one.feasible, "values": one.values,
             "scores": list(one.scores), "violation": list(one.violation)}
            for one in found.trials
        ],
        "findings": findings(found),
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
