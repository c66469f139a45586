"""The sheets of a roadmap's workbook: heads, and rows of values with the format that each is shown in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.report.roadmap_rows import failing_lines, heading
from sim.report.style import display
from sim.roadmap.results import Results
from sim.roadmap.told import bound_words, date_words, listed, place_words
from sim.runs.plan import STATUS_QUO

Told = Mapping[str, Any]
Cell = tuple[Any, str]
_SERIES = ("mean", "low", "high", "p10", "p25", "p50", "p75", "p90")
_INTERVAL = ("mean", "low", "high")


@dataclass(frozen=True)
class Sheet:
    """A table with a head.

    Attributes
    ----------
    heads
        Each column's name and width in letters.
    rows
        Cells: a value and the name of its format.
    frozen
        How many columns stay in sight.
    """

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 1


def sheets_of(results: Results) -> list[Sheet]:
    """Return every sheet but the summary."""
    told = results.told
    return [
        _targets(told),
        _phases(told),
        _contributions(told),
        _places(told),
        _tiers(told),
        _money(told),
        _signs(told),
        _failing(told),
        _series(results),
        _assumptions(told),
    ]


def summary_lines(told: Told) -> list[Cell]:
    """Return the lines of the summary's sheet."""
    about = told["about"]
    last = about["first_seed"] + about["seeds"] - 1
    return [
        (about["question"] or display(about["name"]).capitalize(), "title"),
        (heading(told), "faint"),
        ("", "text"),
        *((sentence, "wrap") for sentence in told["summary"]),
        ("", "text"),
        (
            f"{about['matched']} runs matched in every alternative, seeds {about['first_seed']} to {last}; "
            f"{about['finished']} of {about['runs']} runs finished.",
            "faint",
        ),
        (f"Again: {about['command']} ({about['path']}, key {about['key']})", "faint"),
        (
            "Intervals are 95% intervals: exact for chances, paired t for effects. Series are means over the last "
            f"{about['window']} days, read every week and on the days of gates and targets.",
            "faint",
        ),
    ]


def _form(unit: str) -> str:
    if unit.startswith("USD"):
        return "small" if "per day" in unit else "money"
    return "share" if unit.startswith(("fraction", "ratio")) else "number"


def _interval(of: Told, form: str) -> list[Cell]:
    return [(of[end], form) for end in _INTERVAL]


def _targets(told: Told) -> Sheet:
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
        form = _form(one["unit"])
        for arm in arms:
            became = one["by_arm"][arm]
            rows.append(
                [
                    (one["name"], "wrap"),
                    (bound_words(one), "wrap"),
                    (one["by"], "date"),
                    (display(arm), "text"),
                    *_chance(became["chance"]),
                    *_interval(became["value"], form),
                    (one["bound"], form),
                    (became["shortfall"]["mean"], form),
                    (became["reached"]["date"], "date"),
                ]
            )
    rows += [
        [
            ("all together", "text"),
            ("in one run", "text"),
            (None, "date"),
            (display(arm), "text"),
            *_chance(told["all_targets"][arm]),
        ]
        for arm in arms
    ]
    return Sheet("Targets", heads, rows)


def _chance(chance: Told) -> list[Cell]:
    return [
        *((chance[key], "chance") for key in ("share", "low", "high")),
        (chance["met"], "whole"),
        (chance["runs"], "whole"),
    ]


def _phases(told: Told) -> Sheet:
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


def _contributions(told: Told) -> Sheet:
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
            *_interval(one["effect"], _form(one["unit"])),
            (one["effect"]["verdict"], "text"),
            *((one["without"][key], "chance") for key in ("share", "low", "high")),
            (one["gained"], "whole"),
            (one["lost"], "whole"),
            (one["p"], "number"),
        ]
        for one in told["contributions"]
    ]
    return Sheet("Contributions", heads, rows, frozen=2)


def _places(told: Told) -> Sheet:
    rows = [[(place_words(one["place"]), "text"), *row] for one in told["countries"] for row in _changes(one)]
    return Sheet("Countries", [("Place", 18), *_CHANGES], rows)


def _tiers(told: Told) -> Sheet:
    rows = [[(one["tier"], "text"), *row] for one in told["tiers"] for row in _changes(one)]
    return Sheet("Creators", [("Tier", 14), *_CHANGES], rows)


_CHANGES = (
    ("Outcome", 34),
    ("Unit", 28),
    ("Status quo", 13),
    ("Low", 13),
    ("High", 13),
    ("Way", 14),
    ("Change", 13),
    ("Low", 13),
    ("High", 13),
    ("Verdict", 14),
)


def _changes(one: Told) -> list[list[Cell]]:
    form = _form(one["unit"])
    return [
        [
            (one["label"], "text"),
            (one["unit"], "text"),
            *_interval(one["status_quo"], form),
            (display(way), "text"),
            *_interval(effect, form),
            (effect["verdict"], "text"),
        ]
        for way, effect in one["effect"].items()
    ]


def _money(told: Told) -> Sheet:
    heads = [
        ("Way", 14),
        ("Date", 13),
        *((f"{what} {end}", 14) for what in ("Phases", "Market beyond status quo") for end in _INTERVAL),
    ]
    rows = [
        [
            (display(name), "text"),
            (row["date"], "date"),
            *_interval(row["own"], "money"),
            *_interval(row["market"], "money"),
        ]
        for name, spent in told["money"].items()
        for row in spent["over_time"]
    ]
    return Sheet("Money", heads, rows)


def _signs(told: Told) -> Sheet:
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
                (sign["bound"], _form(sign["unit"])),
                (sign["date"], "date"),
                (sign["lead"], "whole"),
                (sign["area"], "number"),
                (sign["p"], "number"),
                (sign["right"], "chance"),
            ]
        )
    return Sheet("Signs", heads, rows)


def _failing(told: Told) -> Sheet:
    return Sheet(
        "Failing",
        [("What would have to be true for the plan to fail", 118)],
        [[(line, "wrap")] for line in failing_lines(told)],
        frozen=0,
    )


def _series(results: Results) -> Sheet:
    units = {one["outcome"]: one["unit"] for one in results.told["countries"]}
    shown = results.series[results.series["outcome"].isin(list(units))]
    heads = [("Way", 14), ("Outcome", 24), ("Place", 10), ("Date", 13), *((name, 12) for name in _SERIES)]
    rows = [
        [
            (display(row["arm"]), "text"),
            (row["outcome"], "text"),
            (row["place"], "text"),
            (row["date"], "date"),
            *((row[name], _form(units[row["outcome"]])) for name in _SERIES),
        ]
        for row in shown.to_dict("records")
    ]
    return Sheet("Series", heads, rows, frozen=4)


def _assumptions(told: Told) -> Sheet:
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
