"""Risks: what shows first that a target will be missed, and what would have to be true for that."""

from __future__ import annotations

from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import FAINT, INK
from sim.show.words import capital
from sim.studies.roadmap.risk_rows import failing_lines, risk_lines, sign_rows
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import risks_title


def risks_slide(story: Story) -> None:
    """Add the slide."""
    results = story.results
    slide = story.slide("Risks and early warning", risks_title(results))
    left, right = BODY.columns(7.0, 4.7, gap=0.45)
    head = Words((12.0,), True, INK)
    slide.text(left.upper(0.26), "What shows it first", head)
    rows = [
        [
            Cell(capital(one.target), bold=True),
            Cell(one.missed),
            Cell(one.sign, one.date),
            Cell(one.right),
        ]
        for one in sign_rows(results)
    ]
    placed = add_table(
        slide,
        Box(left.left, left.top + 0.32, left.width, left.height - 0.8),
        Table(
            ("Target", "Plan misses it in", "Earliest sign", "Told right"), rows, (2.0, 1.3, 3.0, 0.8), "sheet Signs"
        ),
    )
    slide.text(
        Box(left.left, placed.bottom + 0.3, left.width, 0.4),
        "None: no reading tells runs that miss from others beyond chance, or too few runs lie on one side to look. "
        "Told right: of runs left out of the search; a guess is right in 50%.",
        Words((10.0,), colour=FAINT),
    )
    slide.text(right.upper(0.26), "What would have to be true for the plan to fail", head)
    lines = [[Cell(f"{line}.")] for line in failing_lines(results)]
    add_table(slide, right.below(0.32), Table(("",), lines, (1.0,), "sheet Failing"))
    story.evidence(
        slide,
        [
            *(f"{line}." for line in risk_lines(results)),
            "Told right: share of runs left out of the search that the sign tells right; a guess is right in 50%.",
        ],
        "Signs and Failing",
    )
