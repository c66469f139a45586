"""Which sheets there are, in their order; the summary, and the curves."""

from __future__ import annotations

from operator import itemgetter

from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.places import place_words
from sim.show.sheet import Cell, Column, Sheet, filled, form
from sim.show.style import display
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.rows import heading
from sim.studies.roadmap.sheets.effects import money_sheet, places_sheet, tiers_sheet
from sim.studies.roadmap.sheets.plan import contributions_sheet, phases_sheet, targets_sheet
from sim.studies.roadmap.sheets.risks import assumptions_sheet, failing_sheet, signs_sheet
from sim.studies.roadmap.study import WINDOW

_SERIES = {
    "mean": "Mean", "low": "Low", "high": "High", "p10": "10th percentile", "p25": "25th percentile", "p50": "Median",
    "p75": "75th percentile", "p90": "90th percentile",
}
_SHEETS = (targets_sheet, phases_sheet, contributions_sheet, places_sheet, tiers_sheet, money_sheet, signs_sheet,
           failing_sheet)


def sheets_of(results: Results) -> list[Sheet]:
    """Return every sheet but the summary."""
    return [
        *(sheet(results) for sheet in _SHEETS),
        series_sheet(results, "Series", WINDOW),
        series_sheet(results, "Daily", 1),
        assumptions_sheet(results),
    ]


def outcome_name(outcome: str) -> str:
    """Return an outcome's name as sheets have it."""
    return OUTCOMES[outcome].label if outcome in OUTCOMES else outcome.replace("_", " ")


def place_name(place: str) -> str:
    """Return a place's name as sheets have it."""
    return place_words(place)


def summary_lines(results: Results) -> list[Cell]:
    """Return the lines of the summary's sheet."""
    about = results.about
    return [
        (about.title, "title"),
        (heading(results), "faint"),
        ("", "text"),
        *_recommended(results),
        *((sentence, "wrap") for sentence in results.summary),
        ("", "text"),
        (
            f"{about.matched} runs matched in every alternative, seeds {about.first_seed} to {about.last_seed}; "
            f"{about.finished} of {about.runs} runs finished.",
            "faint",
        ),
        (f"Again: {about.command} ({about.path}, key {about.key})", "faint"),
        (
            "Intervals are 95% intervals: exact for chances, paired t for effects. Series are means over the last "
            f"{about.window} days, read every week and on the days of gates and targets; sheet Daily has each day "
            "alone, of what targets and gates are on.",
            "faint",
        ),
    ]


def _recommended(results: Results) -> list[Cell]:
    """Return what to do, and under it why."""
    told = results.recommendation
    if told is None:
        return []
    rows: list[Cell] = [(f"{head}: {words}", "wrap") for head, words in told.rows()]
    return [(told.headline, "title"), *([(told.why, "wrap")] if told.why else []), *rows, ("", "text")]


def series_sheet(results: Results, name: str, window: int) -> Sheet:
    """Return a row a way, outcome, place and day, of readings that look back over so many days."""
    forms = {one.outcome: form(one.unit) for one in results.countries}
    series = results.series
    shown = series[series["outcome"].isin(list(forms)) & (series["window"] == window)]
    columns = [
        Column("Way", 14, "text", lambda row: display(row["arm"])),
        Column("Outcome", 28, "text", lambda row: outcome_name(row["outcome"])),
        Column("Place", 18, "text", lambda row: place_name(row["place"])),
        Column("Date", 13, "date", itemgetter("date")),
        *(Column(head, 12, lambda row: forms[row["outcome"]], itemgetter(one)) for one, head in _SERIES.items()),
    ]
    return filled(name, columns, shown.to_dict("records"), frozen=4)
