"""Targets: what each asks, what the plan reaches, and the chance beside that of the status quo."""

from __future__ import annotations

from collections.abc import Sequence

from sim.runs.plan import STATUS_QUO
from sim.show.deck.bars import Bars, add_bars
from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import FAINT, display
from sim.show.words import capital
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.rows import TargetRow, target_table
from sim.studies.roadmap.slides.legend import add_legend
from sim.studies.roadmap.slides.story import Story, chance_cell
from sim.studies.roadmap.titles import targets_title

_BARS = 3.2


def targets_slide(story: Story) -> None:
    """Add the slide."""
    slide = story.slide("Targets", targets_title(story.results))
    heads = ("Target", "By", "Plan's reading", "Chance under the plan")
    together = len(story.results.targets) > 1
    rows = _rows(story)
    table = Table(heads, rows, (3.2, 1.12, 2.6, 1.5), "sheet Targets", keep=int(together), even=True)
    left = Box(BODY.left, BODY.top, BODY.width - _BARS - 0.5, BODY.height - 0.66)
    placed = add_table(slide, left, table)
    right = Box(BODY.right - _BARS, placed.top, _BARS, placed.bottom - placed.top)
    names = [rows[place][0].text for place in placed.shown]
    add_bars(
        slide,
        right,
        names,
        [_bars(story, arm, placed.shown) for arm in (PLAN, STATUS_QUO)],
        ends=(0.0, 1.0, 0.25),
        form="0%",
        words="Bars of the chance to meet each target under plan and status quo, "
        "with intervals; the numbers are in the table and the notes.",
    )
    key = [(display(arm), story.look[arm].colour) for arm in (PLAN, STATUS_QUO)]
    add_legend(slide, right.left, placed.top - 0.25, key)
    slide.text(
        Box(BODY.left, placed.bottom + 0.42, BODY.width, 0.3),
        "Bars: chance of being met, with its exact 95% interval. Likely or unlikely: the whole interval lies on one "
        "side of one half.",
        Words((11.0, 10.0), colour=FAINT),
    )
    story.evidence(slide, [line for row in target_table(story.results) for line in _line(row)], "Targets")


def _rows(story: Story) -> list[list[Cell]]:
    """Return a row a target, then all of them in one run."""
    results = story.results
    rows = []
    for target, row in zip(results.targets, target_table(results), strict=True):
        cell = next(one for one in row.cells if one.arm == display(PLAN))
        rows.append(
            [
                Cell(capital(row.name), row.asks, bold=True),
                Cell(row.by),
                Cell(cell.value, cell.short),
                chance_cell(target.by_arm[PLAN].chance, bold=True),
            ]
        )
    if len(rows) > 1:
        whole = chance_cell(results.all_targets[PLAN], bold=True)
        rows.append([Cell("All together", "in one run", bold=True), Cell(""), Cell(""), whole])
    return rows


def _bars(story: Story, arm: str, shown: Sequence[int]) -> Bars:
    results = story.results
    chances = [*(one.by_arm[arm].chance for one in results.targets), results.all_targets[arm]]
    shares, lows, highs = (
        [getattr(chances[place], end) if chances[place].runs else None for place in shown]
        for end in ("share", "low", "high")
    )
    return Bars(display(arm), shares, lows, highs, story.look[arm].colour)


def _line(row: TargetRow) -> list[str]:
    head = f"{row.name} ({row.asks} by {row.by}, over {row.window} days):"
    return [
        f"{head} {cell.arm} {cell.share} [{cell.interval}], reading {cell.value}, met for good from "
        f"{cell.reached}{'; ' + cell.short if cell.short else ''}."
        for cell in row.cells
    ]
