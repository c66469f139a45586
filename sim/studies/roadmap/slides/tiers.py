"""Winners and losers: what the plan changes for each tier of creators, income as bars."""

from __future__ import annotations

from sim.show.deck.table import Cell, Table
from sim.show.words import capital
from sim.studies.roadmap.rows import tier_table
from sim.studies.roadmap.slides.effects import add_effects, effect_cell, row_line
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import tiers_title


def tiers_slide(story: Story) -> None:
    """Add the slide."""
    results = story.results
    slide = story.slide("Winners and losers", tiers_title(results))
    found = {
        (one.tier, one.reading): (one, row) for one, row in zip(results.tiers, tier_table(results), strict=True)
    }
    tiers = list(dict.fromkeys(one.tier for one in results.tiers))
    readings = list(dict.fromkeys(one.reading for one in results.tiers))
    labels = {one.reading: one.label for one in results.tiers}
    rows = []
    for tier in tiers:
        cells = [found[tier, reading][1] for reading in readings]
        rows.append(
            [
                Cell(capital(tier), bold=True),
                Cell(cells[0].level),
                *(effect_cell(row.plan) for row in cells),
            ]
        )
    heads = ("Tier", f"Status quo: {labels[readings[0]]}", *(f"Plan's change: {labels[one]}" for one in readings))
    table = Table(heads, rows, (1.3, 1.15, *([1.75] * len(readings))), "sheet Creators", even=True, least=0.72)
    add_effects(
        slide,
        story,
        table,
        tiers,
        [found[tier, readings[0]][0] for tier in tiers],
        f"Bars of the change of {labels[readings[0]]} in each tier, with intervals; the numbers are in "
        "the table and the notes.",
        f"Bars: change of {labels[readings[0]]} against the status quo, with 95% intervals. Whole run; a creator's "
        "tier is that of the first day.",
    )
    lines = [row_line(f"{row.name}, {row.reading}", row) for row in tier_table(results)]
    story.evidence(slide, lines, "Creators")
