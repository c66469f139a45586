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
from sim.show.levers import came_of
from sim.show.page import Picture as Embedded
from sim.show.page import page_template
from sim.show.style import display, looks
from sim.show.words import listed
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.charts.figures import Picture
from sim.studies.compare.console import certainty, heading
from sim.studies.compare.course import start_words
from sim.studies.compare.expectations import Judged
from sim.studies.compare.groups import GroupRow
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


def write_page(
    path: Path,
    analysis: Analysis,
    tiers: Sequence[GroupRow],
    judged: Mapping[str, Sequence[Judged]],
    findings: Mapping[str, Sequence[str]],
    pictures: Sequence[Picture],
    about: Mapping[str, Any],
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
    """
    template = page_template("compare")
    path.write_text(template.render(_content(analysis, tiers, judged, findings, pictures, about)), encoding="utf-8")


def _content(
    analysis: Analysis,
    tiers: Sequence[GroupRow],
    judged: Mapping[str, Sequence[Judged]],
    findings: Mapping[str, Sequence[str]],
    pictures: Sequence[Picture],
    about: Mapping[str, Any],
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
                "colour": look[one.name].colour,
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
            section: [_picture(one) for one in pictures if one.section == section and one.moved]
            for section in ("effects", "time", "regions", "tiers")
        },
        "still": [_picture(one) for one in pictures if not one.moved],
        "certainty": " ".join(filter(None, (certainty(analysis), start_words(analysis)))),
        "chance": len(HEADLINE) * len(analysis.compared),
        "changed": changed_settings(plan.config),
        "carrying": carrying_settings(plan.config),
        "plan": plan,
        "about": about,
        "count": analysis.count,
    }


def _page_title(analysis: Analysis) -> str:
    names = [display(one.name) for one in analysis.compared]
    families = {one.family for one in analysis.compared}
    if len(names) > 1 and len(families) == 1 and "" not in families and analysis.compared[0].question:
        return analysis.compared[0].question  # variants of one file answer one question
    if not names:
        return f"Where the market goes: {display(analysis.scenarios[0].name)}"
    return f"What changes under {listed(names)}?"


def _picture(picture: Picture) -> Embedded:
    return Embedded.of(picture.path, picture.alt, (picture.width, picture.height), picture.section)
