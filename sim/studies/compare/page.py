"""The page: one self-contained HTML file that a director can read on a phone and an analyst can check.

Everything is inside (styles, pictures); nothing is fetched and no script runs. This file fills the template; the
words and numbers come from findings, headlines and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES, THEMES
from sim.show.assumptions import carrying_settings, changed_settings
from sim.show.colours import as_variable
from sim.show.levers import came_of
from sim.show.page import Picture, page_template
from sim.show.recommendation.recommendation import Recommendation
from sim.show.style import display, looks
from sim.show.words import counted, listed
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.console import certainty, heading
from sim.studies.compare.course import start_words
from sim.studies.compare.doubts import doubt_rows
from sim.studies.compare.expectations import Judged
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.matter import outcomes_that_matter, rest_in_words, shown_scenarios, still_in_words
from sim.studies.compare.outlook import outlook
from sim.studies.compare.ranking import Rank, frontier_words
from sim.studies.compare.rows import (
    channels,
    grid,
    group_row,
    judged_row,
    moves,
    outcome_row,
    region_rows,
    return_rows,
    signal_rows,
    told_change,
)
from sim.studies.compare.slices import slice_rows
from sim.studies.compare.tiers import DOES, GETS

_NAMED = 4
"""Scenarios that a title names."""


def write_page(
    path: Path,
    analysis: Analysis,
    tiers: Sequence[GroupRow],
    judged: Mapping[str, Sequence[Judged]],
    findings: Mapping[str, Sequence[str]],
    pictures: Sequence[Picture],
    about: Mapping[str, Any],
    recommendation: Recommendation | None = None,
    ranks: Sequence[Rank] = (),
) -> None:
    """Fill the template and write the page.

    Parameters
    ----------
    path
        The file to write.
    analysis, tiers, judged, findings
        The answer in numbers and in words.
    pictures
        The figures, already on disk.
    about
        The manifest: versions, seed, key, command.
    recommendation
        What to do; ``None`` of a forecast.
    ranks
        A line a scenario, where there are more of them than the page shows in full.
    """
    template = page_template("compare")
    content = _content(analysis, tiers, judged, findings, pictures, about, shown_scenarios(analysis, recommendation))
    content |= {"recommendation": recommendation, "ranks": ranks if len(ranks) > len(analysis.compared) else [],
                "frontier": frontier_words(ranks) if ranks else "", "doubts": doubt_rows(analysis)}
    if content["ranks"]:
        content["heading"] = f"{counted(len(ranks), 'scenario')}, the first {len(analysis.compared)} in full · " + (
            content["heading"].partition(" · ")[2])
    path.write_text(template.render(content), encoding="utf-8", errors="backslashreplace")


def _content(
    analysis: Analysis,
    tiers: Sequence[GroupRow],
    judged: Mapping[str, Sequence[Judged]],
    findings: Mapping[str, Sequence[str]],
    pictures: Sequence[Picture],
    about: Mapping[str, Any],
    shown: Sequence[str],
) -> dict[str, Any]:
    plan = analysis.plan
    look = looks([one.name for one in analysis.scenarios], analysis.baseline)
    return {
        "title": _page_title(analysis),
        "heading": heading(analysis),
        "compared": bool(analysis.baseline),
        "scenarios": [
            {
                "name": one.name,
                "display": display(one.name),
                "colour": as_variable(look[one.name].colour),
                "question": one.question,
                "why": one.why,
                "findings": findings.get(one.name, ()),
                "moves": moves(analysis, one.name),
                "signals": signal_rows(analysis, one) if analysis.baseline else [],
                "changes": [
                    told_change(plan.config, change_, came_of(analysis.replications, one, place))
                    for place, change_ in enumerate(one.changes)
                ],
                "judged": [judged_row(analysis, one, verdict) for verdict in judged.get(one.name, ())],
            }
            for one in analysis.compared or analysis.scenarios
        ],
        "headline": [outcome_row(analysis, name) for name in HEADLINE],
        "themes": [
            (heading, [outcome_row(analysis, name) for name, one in OUTCOMES.items() if one.theme == theme])
            for theme, heading in THEMES.items()
        ],
        "outcome_count": len(OUTCOMES),
        "returns": return_rows(analysis),
        "channels": channels(analysis),
        "regions": region_rows(analysis),
        "slices": [(by, grid(analysis, slice_rows(analysis, by))) for by in ("category", "format")],
        "tiers": [group_row(analysis, row) for row in tiers if row.reading in GETS],
        "tiers_do": grid(analysis, [row for row in tiers if row.reading in DOES]),
        "pictures": {
            section: [one for one in pictures if one.section == section]
            for section in ("first", "effects", "time", "regions", "tiers")
        },
        "outlook": [] if analysis.baseline else outlook(analysis),
        "still": still_in_words(analysis),
        "first": _first_screen(analysis, shown),
        "certainty": " ".join(filter(None, (certainty(analysis), start_words(analysis)))),
        "chance": len(HEADLINE) * len(analysis.compared),
        "changed": changed_settings(plan.config),
        "carrying": carrying_settings(plan.config),
        "plan": plan,
        "about": about,
        "count": analysis.count,
    }


def _first_screen(analysis: Analysis, shown: Sequence[str]) -> dict[str, Any]:
    """Return the table of what matters, with as many scenarios as there is room for, and lines on the rest."""
    names = outcomes_that_matter(analysis, shown)
    rows = [outcome_row(analysis, name) for name in names]
    places = [place for place, one in enumerate(analysis.compared) if one.name in shown]
    more = len(analysis.compared) - len(shown)
    return {
        "rows": [row | {"cells": [row["cells"][place] for place in places]} for row in rows],
        "scenarios": shown,
        "rest": rest_in_words(analysis, shown, names),
        "more": f"{more} more scenarios are in the tables below." if more > 0 else "",
    }


def _page_title(analysis: Analysis) -> str:
    names = [display(one.name) for one in analysis.compared]
    families = {one.family for one in analysis.compared}
    if len(names) > 1 and len(families) == 1 and "" not in families and analysis.compared[0].question:
        return analysis.compared[0].question  # variants of one file answer one question
    if len(names) == 1 and analysis.compared[0].question:
        return analysis.compared[0].question
    if len(names) > _NAMED:
        return f"What changes under {listed(names[:_NAMED])} and others?"
    if not names:
        return f"Where does the market go under {display(analysis.scenarios[0].name)}?"
    return f"What changes under {listed(names)}?"
