"""A laboratory as JSON for machines: findings, and every score with its Monte-Carlo error."""

from __future__ import annotations

import math
from typing import Any

from sim.methods.intervals import Interval
from sim.studies.laboratory.cards import Card
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.words import best, fault, findings, heading, plan_lines, usual


def laboratory_summary(lab: Laboratory) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    ask = lab.plan.ask
    return {
        "study": "experiment",
        "scenario": lab.plan.scenario.name,
        "heading": heading(lab),
        "worlds": lab.finished,
        "tuning_seeds": lab.tuning,
        "scoring_seeds": lab.scoring,
        "asked": ask.to_json(),
        "findings": findings(lab),
        "plan": plan_lines(lab),
        "metrics": {
            judged.name: {
                "launch": _interval(lab.launched(judged)),
                "usual": _named(usual(lab, judged)),
                "best": _named(best(lab, judged)),
                "bend": _bend(lab, judged.name),
            }
            for judged in ask.judged
        },
        "designs": {
            name: {"creators": spent.creators, "viewers": spent.viewers, "time": spent.time, "exposed": spent.exposed,
                   "money": _interval(spent.money), "harm": {one: _interval(of) for one, of in spent.harm.items()}}
            for name, spent in lab.spent.items()
        },
        "scorecard": [_card(lab, card) for card in lab.cards],
    }


def _named(card: Card | None) -> dict[str, str] | None:
    return None if card is None else {"design": card.design.name, "estimator": card.estimator, "option": card.option}


def _card(lab: Laboratory, card: Card) -> dict[str, Any]:
    scores = card.scores.flat() if card.scores else {}
    numbers = {
        **scores, "right_decision": card.decision.value, "right_decision_mc": card.decision.error,
        "false_alarms": card.false_alarms.value, "false_alarms_mc": card.false_alarms.error,
        "smallest_effect": card.smallest, "days_needed": card.days_needed,
    }
    about = {"design": card.design.name, "metric": card.judged.name, "estimator": card.estimator, "option": card.option,
             "offered": card.offered, "fault": fault(lab, card), "why": card.why}
    return about | {name: _number(value) for name, value in numbers.items()}


def _bend(lab: Laboratory, metric: str) -> dict[str, Any] | None:
    if metric not in lab.curve:
        return None
    shares, levels, found = lab.curve[metric]
    return {"shares": shares.tolist(), "means": levels.mean(axis=0).tolist(), "flagged": found.flagged,
            "at": found.share, "distance": _interval(found.distance), "effect": _interval(found.effect)}


def _interval(one: Interval) -> dict[str, Any]:
    return {"mean": _number(one.mean), "low": _number(one.low), "high": _number(one.high)}


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
