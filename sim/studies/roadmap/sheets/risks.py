"""Sheets of what may go wrong: early signs, when targets are missed, assumptions."""

from __future__ import annotations

from sim.show.places import place_words
from sim.show.sheet import Cell, Column, Sheet, filled, form
from sim.studies.roadmap.outlook import TargetSign
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.risk_rows import failing_lines

_TARGET = [
    Column("Target", 24, "text", lambda one: one.target),
    Column("Missed", 9, "whole", lambda one: one.missed),
    Column("Runs", 9, "whole", lambda one: one.runs),
]
_SIGN = [
    Column("Earliest sign", 34, "text", lambda sign: sign.label),
    Column("Place", 18, "text", lambda sign: place_words(sign.region)),
    Column("Side", 9, "text", lambda sign: "above" if sign.above else "below"),
    Column("Bound", 12, lambda sign: form(sign.unit), lambda sign: sign.bound),
    Column("On", 13, "date", lambda sign: sign.date),
    Column("Days ahead", 9, "whole", lambda sign: sign.lead),
    Column("Area under ROC", 11, "number", lambda sign: sign.area),
    Column("p", 9, "number", lambda sign: sign.p),
    Column("Told right", 9, "chance", lambda sign: sign.right),
]
_ASSUMPTION = [
    Column("Assumption", 46, "text", lambda one: one.name),
    Column("Unit", 30, "text", lambda one: one.unit),
    Column("Value", 12, "number", lambda one: one.base),
    Column("Low", 12, "number", lambda one: one.low),
    Column("High", 12, "number", lambda one: one.high),
    Column("Weight", 10, "number", lambda one: one.weight),
    Column("p", 10, "number", lambda one: one.p),
    Column("On target", 24, "text", lambda one: one.target),
]


def signs_sheet(results: Results) -> Sheet:
    """Return a row a target: the earliest sign that it will be missed."""
    heads = [(one.head, one.width) for one in (*_TARGET, *_SIGN)]
    return Sheet("Signs", heads, [_sign(one) for one in results.signs])


def _sign(one: TargetSign) -> list[Cell]:
    sign = [column.cell(one.sign) for column in _SIGN] if one.sign else []
    return [*(column.cell(one) for column in _TARGET), *sign]


def failing_sheet(results: Results) -> Sheet:
    """Return in words what would have to be true for targets to be missed."""
    column = Column("What would have to be true for the plan to fail", 118, "wrap", str)
    return filled("Failing", [column], failing_lines(results), frozen=0)


def assumptions_sheet(results: Results) -> Sheet:
    """Return a row an assumption."""
    return filled("Assumptions", _ASSUMPTION, results.assumptions)
