"""Sheets of what may go wrong: early signs, when targets are missed, assumptions."""

from __future__ import annotations

from sim.show.sheet import Cell, Sheet, Told, form
from sim.show.words import place_words
from sim.studies.roadmap.rows import failing_lines


def signs_sheet(told: Told) -> Sheet:
    """Return a row a target: the earliest sign that it will be missed."""
    heads = [
        ("Target", 24),
        ("Missed", 9),
        ("Runs", 9),
        ("Earliest sign", 34),
        ("Place", 18),
        ("Side", 9),
        ("Bound", 12),
        ("On", 13),
        ("Days ahead", 9),
        ("Area under ROC", 11),
        ("p", 9),
        ("Told right", 9),
    ]
    rows: list[list[Cell]] = []
    for one in told["signs"]:
        head: list[Cell] = [(one["target"], "text"), (one["missed"], "whole"), (one["runs"], "whole")]
        sign = one["sign"]
        rows.append(
            head
            if sign is None
            else [
                *head,
                (sign["label"], "text"),
                (place_words(sign["region"]), "text"),
                ("above" if sign["above"] else "below", "text"),
                (sign["bound"], form(sign["unit"])),
                (sign["date"], "date"),
                (sign["lead"], "whole"),
                (sign["area"], "number"),
                (sign["p"], "number"),
                (sign["right"], "chance"),
            ]
        )
    return Sheet("Signs", heads, rows)


def failing_sheet(told: Told) -> Sheet:
    """Return in words what would have to be true for targets to be missed."""
    return Sheet(
        "Failing",
        [("What would have to be true for the plan to fail", 118)],
        [[(line, "wrap")] for line in failing_lines(told)],
        frozen=0,
    )


def assumptions_sheet(told: Told) -> Sheet:
    """Return a row an assumption."""
    heads = [
        ("Assumption", 46),
        ("Unit", 30),
        ("Value", 12),
        ("Low", 12),
        ("High", 12),
        ("Weight", 10),
        ("p", 10),
        ("On target", 24),
    ]
    rows = [
        [
            (one["name"], "text"),
            (one["unit"], "text"),
            *((one[key], "number") for key in ("base", "low", "high", "weight", "p")),
            (one["target"], "text"),
        ]
        for one in told["assumptions"]
    ]
    return Sheet("Assumptions", heads, rows)
