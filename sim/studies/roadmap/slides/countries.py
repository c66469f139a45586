"""Countries: what the plan changes in each, the first target's outcome as bars."""

from __future__ import annotations

from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.numbers import subject
from sim.show.style import FAINT, display
from sim.show.words import place_words
from sim.studies.roadmap.rows import country_table
from sim.studies.roadmap.slides.effects import add_effects, effect_cell
from sim.studies.roadmap.slides.legend import add_legend
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import countries_title
from sim.studies.roadmap.words import PLAN, capital

_BARS = 3.0
_OUTCOMES = 3


def countries_slide(story: Story) -> None:
    """Add the slide, if there is more than one country."""
    told = story.told
    if len(told["about"]["regions"]) < 2:
        return
    slide = story.slide("Countries", countries_title(told))
    blocks = dict(zip(told["outcomes_shown"], country_table(told), strict=True))
    first, *others = list(dict.fromkeys([told["targets"][0]["outcome"], *told["outcomes_shown"]]))[:_OUTCOMES]
    rows = []
    for place, row in enumerate(blocks[first]["rows"]):
        cells = [_plan(blocks[one]["rows"][place]) for one in (first, *others)]
        rows.append([Cell(capital(row["name"]), bold=True), Cell(row["level"]), *map(effect_cell, cells)])
    heads = (
        "Place",
        f"Status quo: {subject(first)}",
        f"Plan's change: {subject(first)}",
        *(f"Plan's change: {subject(one)}" for one in others),
    )
    table = Table(heads, rows, (1.25, 1.25, *([1.9] * (1 + len(others)))), "sheet Countries", even=True)
    placed = add_table(
        slide, BODY.upper(BODY.height - 0.66).columns(BODY.width - _BARS - 0.5, _BARS, gap=0.5)[0], table
    )
    shown = [one for one in told["countries"] if one["outcome"] == first]
    right = Box(BODY.right - _BARS, placed.top, _BARS, placed.bottom - placed.top)
    arms = add_effects(
        slide,
        story,
        right,
        [place_words(shown[place]["place"]) for place in placed.shown],
        [shown[place] for place in placed.shown],
        f"Bars of the change of {subject(first)} in each country, with intervals; the numbers are in the table.",
    )
    add_legend(slide, right.left, placed.top - 0.25, [(display(arm), story.look[arm].colour) for arm in arms])
    slide.text(
        Box(BODY.left, placed.bottom + 0.42, BODY.width, 0.3),
        f"Bars: change of {subject(first)} against the status quo, with 95% intervals. Mean over the last "
        f"{told['about']['window']} days of the run.",
        Words((11.0, 10.0), colour=FAINT),
    )
    lines = [
        f"{block['title']}, {row['name']}: status quo {row['level']}; "
        + "; ".join(f"{cell['arm']} {cell['text']}, {cell['verdict']}" for cell in row["cells"])
        + "."
        for block in blocks.values()
        for row in block["rows"]
    ]
    lines.append(f"Levels and changes over the last {told['about']['window']} days of the run.")
    story.evidence(slide, lines, "Countries")


def _plan(row: dict[str, object]) -> dict[str, str]:
    cells = row["cells"]
    assert isinstance(cells, list)
    return next(one for one in cells if one["arm"] == display(PLAN))
