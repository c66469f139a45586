"""Countries: what the plan changes in each, the first target's outcome as bars."""

from __future__ import annotations

from sim.show.deck.table import Cell, Table
from sim.show.numbers import subject
from sim.show.places import place_words
from sim.show.words import capital
from sim.studies.roadmap.rows import country_table
from sim.studies.roadmap.slides.effects import add_effects, effect_cell, row_line
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import countries_title

_OUTCOMES = 3


def countries_slide(story: Story) -> None:
    """Add the slide, if there is more than one country."""
    results = story.results
    if len(results.about.regions) < 2:
        return
    slide = story.slide("Countries", countries_title(results))
    blocks = dict(zip(results.outcomes_shown, country_table(results), strict=True))
    first, *others = list(dict.fromkeys([results.targets[0].outcome, *results.outcomes_shown]))[:_OUTCOMES]
    rows = []
    for place, row in enumerate(blocks[first].rows):
        cells = [blocks[one].rows[place].plan for one in (first, *others)]
        rows.append([Cell(capital(row.name), bold=True), Cell(row.level), *map(effect_cell, cells)])
    heads = (
        "Place",
        f"Status quo: {subject(first)}",
        f"Plan's change: {subject(first)}",
        *(f"Plan's change: {subject(one)}" for one in others),
    )
    table = Table(heads, rows, (1.25, 1.25, *([1.9] * (1 + len(others)))), "sheet Countries", even=True)
    shown = [one for one in results.countries if one.outcome == first]
    add_effects(
        slide,
        story,
        table,
        [place_words(one.place) for one in shown],
        shown,
        f"Bars of the change of {subject(first)} in each country, with intervals; the numbers are in the table.",
        f"Bars: change of {subject(first)} against the status quo, with 95% intervals. Mean over the last "
        f"{results.about.window} days of the run.",
    )
    lines = [row_line(f"{block.title}, {row.name}", row) for block in blocks.values() for row in block.rows]
    lines.append(f"Levels and changes over the last {results.about.window} days of the run.")
    story.evidence(slide, lines, "Countries")
