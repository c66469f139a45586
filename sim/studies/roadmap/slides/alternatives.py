"""Alternatives: each target's chance in each way to carry out the plan, and what each costs."""

from __future__ import annotations

from sim.runs.plan import STATUS_QUO
from sim.show.deck.look import BODY
from sim.show.deck.slide import Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import FAINT, display
from sim.show.words import capital
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.rows import money_rows, target_table
from sim.studies.roadmap.slides.story import Story, chance_cell
from sim.studies.roadmap.titles import alternatives_title

_MOST = 5
_WHYS = 1.1


def alternatives_slide(story: Story) -> None:
    """Add the slide, if there is anything to compare the plan with."""
    if len(story.ways) < 2:
        return
    slide = story.slide("Other ways", alternatives_title(story.results))
    arms = story.results.arms[: _MOST + 1]
    rows = _rows(story, arms)
    heads = ("Chance to meet", *(capital(display(arm)) for arm in arms))
    table = Table(heads, rows, (2.6, *([1.6] * len(arms))), "sheet Targets", keep=2)
    placed = add_table(slide, BODY.upper(BODY.height - _WHYS), table)
    bottom = placed.bottom + (0.34 if len(placed.shown) < len(rows) else 0.14)
    slide.text(BODY.below(bottom - BODY.top), "\n".join(_whys(story)), Words((12.0, 11.0, 10.0, 9.0), colour=FAINT))
    story.evidence(slide, _evidence(story), "Targets")


def _rows(story: Story, arms: list[str]) -> list[list[Cell]]:
    """Return a row a target, then all of them in one run, then what each way costs."""
    results = story.results
    rows = [
        [Cell(capital(target.name), bold=True), *(chance_cell(target.by_arm[arm].chance) for arm in arms)]
        for target in results.targets
    ]
    rows.append([Cell("All together", bold=True), *(chance_cell(results.all_targets[arm]) for arm in arms)])
    costs = {one.name: one.total for one in money_rows(results)}
    spent = [Cell(*_parted(costs[display(arm)])) if arm != STATUS_QUO else Cell("nothing") for arm in arms]
    return [*rows, [Cell("Phases cost", bold=True), *spent]]


def _whys(story: Story) -> list[str]:
    """Return why there is each alternative, as many as the table shows."""
    others = [one for one in story.results.alternatives if one.name != PLAN]
    lines = [f"{capital(display(one.name))}: {one.why or 'no reason given'}" for one in others[: _MOST - 1]]
    left_out = len(story.ways) - _MOST
    return [*lines, f"… and {left_out} more in the workbook (sheet Targets)"] if left_out > 0 else lines


def _evidence(story: Story) -> list[str]:
    lines = [
        f"{row.name}: " + "; ".join(f"{one.arm} {one.share} [{one.interval}]" for one in row.cells) + "."
        for row in target_table(story.results)
    ]
    lines += [f"{one.name} costs {one.total}, {one.span} over runs." for one in money_rows(story.results)]
    return [
        *lines,
        "Ways are said to differ only if the runs in which one alone meets a target are too lopsided for chance, all "
        "pairs and targets counted.",
    ]


def _parted(words: str) -> tuple[str, str]:
    """Return value and interval apart."""
    value, _, interval = words.partition(" [")
    return value, interval.rstrip("]").replace(", ", " to ")
