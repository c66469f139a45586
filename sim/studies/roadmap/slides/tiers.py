"""Winners and losers: what the plan changes for each tier of creators, income as bars."""

from __future__ import annotations

from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import FAINT, display
from sim.studies.roadmap.rows import tier_table
from sim.studies.roadmap.slides.effects import add_effects, effect_cell
from sim.studies.roadmap.slides.legend import add_legend
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import tiers_title
from sim.studies.roadmap.words import PLAN, capital

_BARS = 3.0


def tiers_slide(story: Story) -> None:
    """Add the slide."""
    told = story.told
    slide = story.slide("Winners and losers", tiers_title(told))
    found = {
        (one["tier"], one["reading"]): (one, row) for one, row in zip(told["tiers"], tier_table(told), strict=True)
    }
    tiers = list(dict.fromkeys(one["tier"] for one in told["tiers"]))
    readings = list(dict.fromkeys(one["reading"] for one in told["tiers"]))
    labels = {one["reading"]: one["label"] for one in told["tiers"]}
    rows = []
    for tier in tiers:
        cells = [found[tier, reading][1] for reading in readings]
        rows.append(
            [
                Cell(capital(tier), bold=True),
                Cell(cells[0]["level"]),
                *(effect_cell(next(cell for cell in row["cells"] if cell["arm"] == display(PLAN))) for row in cells),
            ]
        )
    heads = ("Tier", f"Status quo: {labels[readings[0]]}", *(f"Plan's change: {labels[one]}" for one in readings))
    table = Table(heads, rows, (1.3, 1.15, *([1.75] * len(readings))), "sheet Creators", even=True, least=0.72)
    placed = add_table(
        slide, BODY.upper(BODY.height - 0.66).columns(BODY.width - _BARS - 0.5, _BARS, gap=0.5)[0], table
    )
    right = Box(BODY.right - _BARS, placed.top, _BARS, placed.bottom - placed.top)
    arms = add_effects(
        slide,
        story,
        right,
        [tiers[place] for place in placed.shown],
        [found[tiers[place], readings[0]][0] for place in placed.shown],
        f"Bars of the change of {labels[readings[0]]} in each tier, with intervals; the numbers are in "
        "the table and the notes.",
    )
    add_legend(slide, right.left, placed.top - 0.25, [(display(arm), story.look[arm].colour) for arm in arms])
    slide.text(
        Box(BODY.left, placed.bottom + 0.42, BODY.width, 0.3),
        f"Bars: change of {labels[readings[0]]} against the status quo, with 95% intervals. Whole run; a creator's "
        "tier is that of the first day.",
        Words((11.0, 10.0), colour=FAINT),
    )
    lines = [
        f"{row['name']}, {row['reading']}: status quo {row['level']}; "
        + "; ".join(f"{cell['arm']} {cell['text']}, {cell['verdict']}" for cell in row["cells"])
        + "."
        for row in tier_table(told)
    ]
    story.evidence(slide, lines, "Creators")
