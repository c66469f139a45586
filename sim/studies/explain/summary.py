"""An explanation as JSON for machines: every outcome's effect, parts with shares, orders and interactions."""

from __future__ import annotations

import math
from typing import Any

from sim.methods.intervals import Interval
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.judging import judgement_numbers
from sim.studies.explain.division import Division, Part
from sim.studies.explain.read import Explanation
from sim.studies.explain.words import findings


def explain_summary(study: Explanation) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers, and shares of noise, are ``None``."""
    return {
        "study": "explain",
        "scenario": study.scenario.name,
        "baseline": STATUS_QUO,
        "replications": study.count,
        "shown": list(study.shown),
        "findings": findings(study),
        "outcomes": {name: _division(division) for name, division in study.divisions.items()},
    }


def _division(division: Division) -> dict[str, Any]:
    return {
        "unit": OUTCOMES[division.outcome].unit,
        "status_quo": _number(division.total.baseline),
        "effect": _interval(division.total.paired) | _said(division.judgement),
        "parts": {one.name: _part(one) for one in division.parts},
        "interactions": {f"{one}:{other}": _interval(found) for (one, other), found in division.pairs.items()},
    }


def _part(part: Part) -> dict[str, Any]:
    return _interval(part.effect.paired) | {
        **_said(part.judgement),
        "share": _interval(part.share) if part.share else None,
        "let_go_first": _interval(part.first) if part.first else None,
        "let_go_last": _interval(part.last) if part.last else None,
    }


def _said(judgement: Judgement | None) -> dict[str, Any]:
    return {} if judgement is None else judgement_numbers(judgement)


def _interval(interval: Interval) -> dict[str, Any]:
    return {"mean": _number(interval.mean), "low": _number(interval.low), "high": _number(interval.high)}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
