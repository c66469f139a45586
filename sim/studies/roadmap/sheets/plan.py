"""Sheets of the plan: targets, phases with the days of their levers, what each phase adds."""

from __future__ import annotations

from sim.runs.plan import STATUS_QUO
from sim.show.sheet import Cell, Sheet, Told, chance_cells, form, interval_cells
from sim.show.style import display
from sim.show.words import bound_words, date_words, listed, place_words


def targets_sheet(told: Told) -> Sheet:
    """Return a row a target and way."""
    heads = [
        ("Target", 24),
        ("Asks", 48),
        ("By", 13),
        ("Way", 14),
        ("Chance", 9),
        ("Low", 9),
        ("High", 9),
        ("Met", 7),
        ("Runs", 7),
        ("Value", 12),
        ("Low", 12),
        ("High", 12),
        ("Bound", 12),
        ("Mean shortfall where missed", 16),
        ("Met for good from", 16),
    ]
    arms = [STATUS_QUO, *(way["name"] for way in told["alternatives"])]
    rows: list[list[Cell]] = []
    for one in told["targets"]:
        shown = form(one["unit"])
        for arm in arms:
            became = one["by_arm"][arm]
            rows.append(
                [
                    (one["name"], "wrap"),
                    (bound_words(one), "wrap"),
                    (one["by"], "date"),
                    (display(arm), "text"),
                    *chance_cells(became["chance"]),
                    *interval_cells(became["value"], shown),
                    (one["bound"], shown),
                    (became["shortfall"]["mean"], shown),
                    (became["reached"]["date"], "date"),
                ]
            )
    rows += [
        [
            ("all together", "text"),
            ("in one run", "text"),
            (None, "date"),
            (display(arm), "text"),
            *chance_cells(told["all_targets"][arm]),
        ]
        for arm in arms
    ]
    return Sheet("Targets", heads, rows)


def phases_sheet(told: Told) -> Sheet:
    """Return a row a phase and way: when, where, what it moves, what it costs, its gate."""
    heads = [
        ("Way", 14),
        ("Phase", 16),
        ("Owner", 24),
        ("Start", 13),
        ("End", 13),
        ("Countries", 18),
        ("Moves", 48),
        ("Once", 10),
        ("A day", 10),
        ("After", 14),
        ("Gate", 52),
        ("Else", 10),
        ("Gate passed", 10),
        ("Began", 9),
        ("Rolled back", 9),
    ]
    rows: list[list[Cell]] = []
    for way in told["alternatives"]:
        for one in way["phases"]:
            gate = one["gate"]
            rows.append(
                [
                    (display(way["name"]), "text"),
                    (display(one["name"]), "text"),
                    (one["owner"], "text"),
                    (one["start"], "date"),
                    (one["end"], "date"),
                    (", ".join(map(place_words, one["regions"])), "wrap"),
                    ("; ".join(one["moves"]), "wrap"),
                    (one["cost"]["once"], "money"),
                    (one["cost"]["a_day"], "money"),
                    (listed(one["depends_on"]), "text"),
                    (f"{bound_words(gate)} by {date_words(gate['date'])}" if gate else "", "wrap"),
                    (gate["otherwise"] if gate else "", "text"),
                    (gate["passed"]["share"] if gate else None, "chance"),
                    (one["began"]["share"], "chance"),
                    (one["undone"]["share"], "chance"),
                ]
            )
    return Sheet("Phases", heads, rows, frozen=2)


def contributions_sheet(told: Told) -> Sheet:
    """Return a row a phase and target: what the phase adds."""
    heads = [
        ("Phase", 16),
        ("Target", 24),
        ("Outcome", 28),
        ("Adds", 12),
        ("Low", 12),
        ("High", 12),
        ("Verdict", 14),
        ("Met without it", 10),
        ("Low", 9),
        ("High", 9),
        ("Runs gained", 9),
        ("Runs lost", 9),
        ("p", 9),
    ]
    rows = [
        [
            (display(one["phase"]), "text"),
            (one["target"], "text"),
            (one["outcome"], "text"),
            *interval_cells(one["effect"], form(one["unit"])),
            (one["effect"]["verdict"], "text"),
            *((one["without"][key], "chance") for key in ("share", "low", "high")),
            (one["gained"], "whole"),
            (one["lost"], "whole"),
            (one["p"], "number"),
        ]
        for one in told["contributions"]
    ]
    return Sheet("Contributions", heads, rows, frozen=2)
