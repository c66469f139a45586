"""What each phase adds to each target: the plan minus its counterfactual without the phase."""

from __future__ import annotations

from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import FAINT, display
from sim.show.words import capital
from sim.studies.roadmap.rows import ContributionRow, contribution_rows
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import phases_title
from sim.studies.roadmap.words import bound_words

_MOST = 5


def phases_slide(story: Story) -> None:
    """Add the slide, if phases were left out in turn."""
    results = story.results
    rows = contribution_rows(results)
    if not rows:
        return
    slide = story.slide("What each phase adds", phases_title(results))
    moves = {one.phase for one in rows if one.tone}
    every = [display(one.name) for one in story.plan.phases]
    every = [one for one in every if one in {row.phase for row in rows}]
    chosen = sorted(every, key=lambda one: one not in moves)[:_MOST]
    shown = [one for one in every if one in chosen]
    found = {(one.phase, one.target): one for one in rows}
    body = [
        [
            Cell(capital(target.name), bound_words(target), bold=True),
            *(_cell(found[phase, target.name]) for phase in shown),
        ]
        for target in results.targets
    ]
    table = Table(
        ("Adds to the reading on the target's day", *map(capital, shown)),
        body,
        (3.0, *([2.2] * len(shown))),
        "sheet Contributions",
    )
    placed = add_table(slide, BODY.upper(BODY.height - 0.6), table)
    note = (
        "The plan minus its counterfactual without the phase, on the same random numbers. The rest goes on as it "
        "would, gates included, so parts need not add up."
    )
    if len(every) > len(shown):
        note += f" … and {len(every) - len(shown)} more phases in the workbook (sheet Contributions)."
    top = placed.bottom + (0.34 if len(placed.shown) < len(body) else 0.14)
    slide.text(Box(BODY.left, top, BODY.width, 0.4), note, Words((11.0, 10.0), colour=FAINT))
    lines = [
        f"{one.phase} on {one.target}: {one.effect}, {one.verdict}; met in {one.met_with} with it, "
        f"{one.met_without} without; {one.gained} runs gained, {one.lost} lost."
        for one in rows
    ]
    story.evidence(slide, lines, "Contributions")


def _cell(row: ContributionRow) -> Cell:
    value, _, interval = row.effect.partition(" [")
    return Cell(f"{value}, {row.verdict}", f"[{interval}" if interval else "", row.tone)
