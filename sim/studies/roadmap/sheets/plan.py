"""Sheets of the plan: targets, phases with the days of their levers, what each phase adds."""

from __future__ import annotations

from typing import Any

from sim.show.places import place_words
from sim.show.sheet import Cell, Column, Sheet, chance_columns, filled, form, interval_columns
from sim.show.style import display
from sim.show.verdicts import verdict_words
from sim.show.words import date_words, listed
from sim.studies.roadmap.results import GateResult, Results
from sim.studies.roadmap.rows import moves_words
from sim.studies.roadmap.words import bound_words

_CHANCE = [
    *chance_columns("Chance", 9, lambda one: one[2].chance),
    Column("Met", 7, "whole", lambda one: one[2].chance.met),
    Column("Runs", 7, "whole", lambda one: one[2].chance.runs),
]
_TARGETS = [
    Column("Target", 24, "wrap", lambda one: one[0].name),
    Column("Asks", 48, "wrap", lambda one: bound_words(one[0])),
    Column("By", 13, "date", lambda one: one[0].by),
    Column("Way", 14, "text", lambda one: display(one[1])),
    *_CHANCE,
    *interval_columns("Value", 12, lambda one: form(one[0].unit), lambda one: one[2].value),
    Column("Bound", 12, lambda one: form(one[0].unit), lambda one: one[0].bound),
    Column("Mean shortfall where missed", 16, lambda one: form(one[0].unit), lambda one: one[2].shortfall.mean),
    Column("Met for good from", 16, "date", lambda one: one[2].reached.date),
]


def targets_sheet(results: Results) -> Sheet:
    """Return a row a target and way, then a row a way of all targets together."""
    sheet = filled("Targets", _TARGETS, [(one, *became) for one in results.targets for became in one.by_arm.items()])
    together = [_together(results, arm) for arm in results.arms]
    return Sheet(sheet.name, sheet.heads, [*sheet.rows, *together])


def _together(results: Results, arm: str) -> list[Cell]:
    chance = results.all_targets[arm]
    return [
        ("all together", "text"), ("in one run", "text"), (None, "date"), (display(arm), "text"),
        *((share, "chance") for share in (chance.share, chance.low, chance.high)),
        (chance.met, "whole"), (chance.runs, "whole"),
    ]


def phases_sheet(results: Results) -> Sheet:
    """Return a row a phase and way: when, where, what it moves, what it costs, its gate."""
    columns = [
        Column("Way", 14, "text", lambda one: display(one[0])),
        Column("Phase", 16, "text", lambda one: display(one[1].name)),
        Column("Owner", 24, "text", lambda one: one[1].owner),
        Column("Start", 13, "date", lambda one: one[1].start),
        Column("End", 13, "date", lambda one: one[1].end),
        Column("Countries", 18, "wrap", lambda one: ", ".join(map(place_words, one[1].regions))),
        Column("Moves", 48, "wrap", lambda one: "; ".join(moves_words(one[1].moves))),
        Column("Once", 10, "money", lambda one: one[1].cost.once),
        Column("A day", 10, "money", lambda one: one[1].cost.a_day),
        Column("After", 14, "text", lambda one: listed(one[1].depends_on)),
        Column("Gate", 52, "wrap", lambda one: _gate(one[1].gate)),
        Column("Else", 10, "text", lambda one: one[1].gate.otherwise if one[1].gate else ""),
        Column("Gate passed", 10, "chance", lambda one: one[1].gate.passed.share if one[1].gate else None),
        Column("Began", 9, "chance", lambda one: one[1].began.share),
        Column("Rolled back", 9, "chance", lambda one: one[1].undone.share),
    ]
    rows = [(way.name, phase) for way in results.alternatives for phase in way.phases]
    return filled("Phases", columns, rows, frozen=2)


def _gate(gate: GateResult | None) -> str:
    return f"{bound_words(gate)} by {date_words(gate.date)}" if gate else ""


def contributions_sheet(results: Results) -> Sheet:
    """Return a row a phase and target: what the phase adds."""
    columns = [
        Column("Phase", 16, "text", lambda one: display(one.phase)),
        Column("Target", 24, "text", lambda one: one.target),
        Column("Outcome", 28, "text", lambda one: one.outcome),
        *interval_columns("Adds", 12, _form, lambda one: one.effect),
        Column("Verdict", 20, "text", lambda one: verdict_words(one.judged)),
        *chance_columns("Met without it", 10, lambda one: one.without),
        Column("Runs gained", 9, "whole", lambda one: one.gained),
        Column("Runs lost", 9, "whole", lambda one: one.lost),
        Column("p", 9, "number", lambda one: one.p),
    ]
    return filled("Contributions", columns, results.contributions, frozen=2)


def _form(one: Any) -> str:
    return form(one.unit)
