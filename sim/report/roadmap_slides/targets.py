"""Targets: what each asks, what the plan reaches, and the chance beside that of the status quo."""

from __future__ import annotations

from sim.report.deck.bars import Bars, add_bars
from sim.report.deck.look import BODY, Box
from sim.report.deck.slide import Words
from sim.report.deck.table import Cell, Table, add_table
from sim.report.roadmap_rows import target_table
from sim.report.roadmap_slides.legend import add_legend
from sim.report.roadmap_slides.story import Story, Told
from sim.report.style import FAINT, display
from sim.roadmap.titles import targets_title
from sim.roadmap.told import chance_interval, chance_words, percent, standing
from sim.roadmap.words import PLAN, capital
from sim.runs.plan import STATUS_QUO

_TONES = {"likely": "better", "unlikely": "worse", "open": ""}
_BARS = 3.2


def targets_slide(story: Story) -> None:
    """Add the slide."""
    told = story.told
    slide = story.slide("Targets", targets_title(told))
    rows = []
    for row in target_table(told):
        cell = next(one for one in row["cells"] if one["arm"] == display(PLAN))
        rows.append(
            [
                Cell(capital(row["name"]), row["asks"], bold=True),
                Cell(row["by"]),
                Cell(cell["value"], cell["short"]),
                Cell(f"{cell['share']}, {cell['standing']}", cell["interval"], cell["tone"], True),
            ]
        )
    whole = told["all_targets"][PLAN]
    rows.append(
        [
            Cell("All together", "in one run", bold=True),
            Cell(""),
            Cell(""),
            Cell(
                f"{percent(whole['share'])}, {standing(whole)}", chance_interval(whole), _TONES[standing(whole)], True
            ),
        ]
    )
    table = Table(
        ("Target", "By", "Plan's reading", "Chance under the plan"),
        rows,
        (3.2, 1.12, 2.6, 1.5),
        "sheet Targets",
        keep=1,
        even=True,
    )
    placed = add_table(
        slide, BODY.upper(BODY.height - 0.66).columns(BODY.width - _BARS - 0.5, _BARS, gap=0.5)[0], table
    )
    chances = [
        [one["by_arm"][arm]["chance"] for one in told["targets"]] + [told["all_targets"][arm]]
        for arm in (PLAN, STATUS_QUO)
    ]
    names = [*(one["name"] for one in told["targets"]), "all together"]
    right = Box(BODY.right - _BARS, placed.top, _BARS, placed.bottom - placed.top)
    add_bars(
        slide,
        right,
        [names[place] for place in placed.shown],
        [
            _bars(story, arm, [each[place] for place in placed.shown])
            for arm, each in zip((PLAN, STATUS_QUO), chances, strict=True)
        ],
        ends=(0.0, 1.0, 0.25),
        form="0%",
        words="Bars of the chance to meet each target under plan and status quo, with "
        "intervals; the numbers are in the table and the notes.",
    )
    add_legend(
        slide, right.left, placed.top - 0.25, [(display(arm), story.look[arm].colour) for arm in (PLAN, STATUS_QUO)]
    )
    slide.text(
        Box(BODY.left, placed.bottom + 0.42, BODY.width, 0.3),
        "Bars: chance of being met, with its exact 95% interval. Likely or unlikely: the whole interval lies on one "
        "side of one half.",
        Words((11.0, 10.0), colour=FAINT),
    )
    story.evidence(slide, [line for row in target_table(told) for line in _line(row)], "Targets")


def _bars(story: Story, arm: str, chances: list[Told]) -> Bars:
    known = [one if one["runs"] else {"share": None, "low": None, "high": None} for one in chances]
    return Bars(
        display(arm),
        [one["share"] for one in known],
        [one["low"] for one in known],
        [one["high"] for one in known],
        story.look[arm].colour,
    )


def _line(row: Told) -> list[str]:
    head = f"{row['name']} ({row['asks']} by {row['by']}, over {row['window']} days):"
    return [
        f"{head} {cell['arm']} {cell['share']} [{cell['interval']}], reading {cell['value']}, met for good from "
        f"{cell['reached']}{'; ' + cell['short'] if cell['short'] else ''}."
        for cell in row["cells"]
    ]


def chance_line(name: str, chance: Told) -> str:
    """Return a line of notes about a chance."""
    return f"{name}: {chance_words(chance)}."
