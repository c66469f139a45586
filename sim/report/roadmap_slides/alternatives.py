"""Alternatives: each target's chance in each way to carry out the plan, and what each costs."""

from __future__ import annotations

from sim.report.deck.look import BODY
from sim.report.deck.slide import Words
from sim.report.deck.table import Cell, Table, add_table
from sim.report.roadmap_rows import money_rows, target_table
from sim.report.roadmap_slides.story import Story
from sim.report.style import FAINT, display
from sim.roadmap.titles import alternatives_title
from sim.roadmap.told import chance_interval, percent, standing
from sim.roadmap.words import PLAN, capital
from sim.runs.plan import STATUS_QUO

_MOST = 5
_WHYS = 1.1
_TONES = {"likely": "better", "unlikely": "worse", "open": ""}


def alternatives_slide(story: Story) -> None:
    """Add the slide, if there is anything to compare the plan with."""
    told = story.told
    if len(story.ways) < 2:
        return
    slide = story.slide("Other ways", alternatives_title(told))
    arms = [STATUS_QUO, *story.ways][: _MOST + 1]
    rows = []
    for target, row in zip(told["targets"], target_table(told), strict=True):
        cells = {one["arm"]: one for one in row["cells"]}
        rows.append(
            [
                Cell(capital(target["name"]), bold=True),
                *(
                    Cell(
                        f"{cells[display(arm)]['share']}, {cells[display(arm)]['standing']}",
                        cells[display(arm)]["interval"],
                        cells[display(arm)]["tone"],
                    )
                    for arm in arms
                ),
            ]
        )
    whole = [told["all_targets"][arm] for arm in arms]
    rows.append(
        [
            Cell("All together", bold=True),
            *(
                Cell(f"{percent(one['share'])}, {standing(one)}", chance_interval(one), _TONES[standing(one)])
                for one in whole
            ),
        ]
    )
    costs = {one["name"]: one["total"] for one in money_rows(told)}
    rows.append(
        [
            Cell("Phases cost", bold=True),
            *(Cell(*_parted(costs[display(arm)])) if arm != STATUS_QUO else Cell("nothing") for arm in arms),
        ]
    )
    table = Table(
        ("Chance to meet", *(capital(display(arm)) for arm in arms)),
        rows,
        (2.6, *([1.6] * len(arms))),
        "sheet Targets",
        keep=2,
    )
    placed = add_table(slide, BODY.upper(BODY.height - _WHYS), table)
    whys = [
        f"{capital(display(one['name']))}: {one['why'] or 'no reason given'}"
        for one in told["alternatives"]
        if one["name"] != PLAN
    ][: _MOST - 1]
    left_out = len(story.ways) - _MOST
    if left_out > 0:
        whys.append(f"… and {left_out} more ways in the workbook (sheet Targets)")
    bottom = placed.bottom + (0.34 if len(placed.shown) < len(rows) else 0.14)
    slide.text(BODY.below(bottom - BODY.top), "\n".join(whys), Words((12.0, 11.0, 10.0, 9.0), colour=FAINT))
    lines = [
        f"{row['name']}: "
        + "; ".join(f"{cell['arm']} {cell['share']} [{cell['interval']}]" for cell in row["cells"])
        + "."
        for row in target_table(told)
    ]
    lines += [f"{one['name']} costs {one['total']}, {one['span']} over runs." for one in money_rows(told)]
    lines.append(
        "Ways are said to differ only if the runs in which one alone meets a target are too lopsided for "
        "chance, all pairs and targets counted."
    )
    story.evidence(slide, lines, "Targets")


def _parted(words: str) -> tuple[str, str]:
    """Return value and interval apart."""
    value, _, interval = words.partition(" [")
    return value, interval.rstrip("]").replace(", ", " to ")
