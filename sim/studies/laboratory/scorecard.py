"""The scorecard as a table: every score of every card, with its Monte-Carlo error, and what its test takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sim.studies.laboratory.scoring import Laboratory

_SCORES = ("truth", "window", "estimate", "bias", "interference", "horizon", "sampling", "rmse", "coverage",
           "coverage_of_launch", "power", "right", "wrong_sign", "exaggeration")


def _blank(numbers: Mapping[str, float]) -> dict[str, float]:
    """Return all scores by name, undefined ones too, so that every row has the same columns."""
    names = ["worlds", *(f"{name}{end}" for name in _SCORES for end in ("", "_mc"))]
    return {name: float(numbers.get(name, math.nan)) for name in names}


def scorecard(lab: Laboratory) -> dict[str, list[Any]]:
    """Return the columns of ``scorecard.parquet``."""
    rows = []
    for card in lab.cards:
        spent = lab.spent[card.design.name]
        numbers = card.scores.flat() if card.scores else {}
        rows.append({
            "design": card.design.name, "metric": card.judged.name, "estimator": card.estimator,
            "option": card.option, "offered": card.offered, "why": card.why, **_blank(numbers),
            "right_decision": card.decision.value, "right_decision_mc": card.decision.error,
            "false_alarms": card.false_alarms.value, "false_alarms_mc": card.false_alarms.error,
            "smallest_effect": card.smallest, "days_needed": card.days_needed, "creators": spent.creators,
            "viewers": spent.viewers, "time": spent.time, "exposed": spent.exposed,
            "exposure_days": spent.exposed * lab.plan.ask.days, "money": spent.money.mean,
            **{f"harm_{name}": interval.mean for name, interval in spent.harm.items()},
        })
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
