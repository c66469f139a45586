"""Which sheets there are, in their order; the summary, and the curves."""

from __future__ import annotations

from sim.show.sheet import Cell, Sheet, Told, form
from sim.show.style import display
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.rows import heading
from sim.studies.roadmap.sheets.effects import money_sheet, places_sheet, tiers_sheet
from sim.studies.roadmap.sheets.plan import contributions_sheet, phases_sheet, targets_sheet
from sim.studies.roadmap.sheets.risks import assumptions_sheet, failing_sheet, signs_sheet
from sim.studies.roadmap.study import WINDOW

_SERIES = ("mean", "low", "high", "p10", "p25", "p50", "p75", "p90")


def sheets_of(results: Results) -> list[Sheet]:
    """Return every sheet but the summary."""
    told = results.told
    return [
        targets_sheet(told),
        phases_sheet(told),
        contributions_sheet(told),
        places_sheet(told),
        tiers_sheet(told),
        money_sheet(told),
        signs_sheet(told),
        failing_sheet(told),
        series_sheet(results, "Series", WINDOW),
        series_sheet(results, "Daily", 1),
        assumptions_sheet(told),
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
            f"{about['window']} days, read every week and on the days of gates and targets; sheet Daily has each day "
            "alone, of what targets and gates are on.",
            "faint",
        ),
    ]


def series_sheet(results: Results, name: str, window: int) -> Sheet:
    """Return a row a way, outcome, place and day, of readings that look back over so many days."""
    units = {one["outcome"]: one["unit"] for one in results.told["countries"]}
    shown = results.series[results.series["outcome"].isin(list(units)) & (results.series["window"] == window)]
    heads = [("Way", 14), ("Outcome", 24), ("Place", 10), ("Date", 13), *((name, 12) for name in _SERIES)]
    rows = [
        [
            (display(row["arm"]), "text"),
            (row["outcome"], "text"),
            (row["place"], "text"),
            (row["date"], "date"),
            *((row[name], form(units[row["outcome"]])) for name in _SERIES),
        ]
        for row in shown.to_dict("records")
    ]
    return Sheet(name, heads, rows, frozen=4)
