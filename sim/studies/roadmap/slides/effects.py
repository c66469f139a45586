"""Effects of the plan as bars beside a table: on one scale, the one in which the table says them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.as_json import number
from sim.show.deck.bars import Bars, add_bars
from sim.show.deck.charts import axis_format, scale
from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Slide, Words
from sim.show.deck.table import Cell, Table, add_table
from sim.show.numbers import scaled
from sim.show.style import FAINT, display
from sim.show.words import base_of, effect_of
from sim.studies.roadmap.effects import GroupResult
from sim.studies.roadmap.rows import EffectCell, EffectRow
from sim.studies.roadmap.slides.legend import add_legend
from sim.studies.roadmap.slides.story import Story

_BARS = 3.0
_MOST_BARS = 16


def effect_cell(cell: EffectCell) -> Cell:
    """Return a cell of a table of effects: the change and what may be said of it, its interval below."""
    value, _, interval = cell.text.partition(" [")
    return Cell(f"{value}, {cell.verdict}", f"[{interval}" if interval else "", cell.tone)


def add_effects(
    slide: Slide, story: Story, table: Table, names: Sequence[str], rows: Sequence[GroupResult],
    words: str, note: str,
) -> None:
    """Place a table of effects, bars of one of them beside it with a legend, and a note below.

    Parameters
    ----------
    names, rows
        What the bars are of, one a row of the table.
    words
        What they show, for those who do not see them.
    """
    left, _ = BODY.upper(BODY.height - 0.66).columns(BODY.width - _BARS - 0.5, _BARS, gap=0.5)
    placed = add_table(slide, left, table)
    right = Box(BODY.right - _BARS, placed.top, _BARS, placed.bottom - placed.top)
    shown = placed.shown
    arms = _bars(slide, story, right, [names[place] for place in shown], [rows[place] for place in shown], words)
    add_legend(slide, right.left, placed.top - 0.25, [(display(arm), story.look[arm].colour) for arm in arms])
    slide.text(Box(BODY.left, placed.bottom + 0.42, BODY.width, 0.3), note, Words((11.0, 10.0), colour=FAINT))


def row_line(of: str, row: EffectRow) -> str:
    """Return a row's numbers for the notes."""
    cells = "; ".join(f"{cell.arm} {cell.text}, {cell.verdict}" for cell in row.cells)
    return f"{of}: status quo {row.level}; {cells}."


def _bars(
    slide: Slide, story: Story, box: Box, names: Sequence[str], rows: Sequence[GroupResult], words: str
) -> list[str]:
    """Place bars of the effects on one outcome, a row each; return the arms that are shown."""
    ways = story.ways if len(story.ways) * len(rows) <= _MOST_BARS else story.ways[:1]
    drawn = {
        way: [scaled(one.unit, effect_of(one.effect[way], base_of(one.status_quo))) for one in rows] for way in ways
    }
    suffixes = {suffix for each in drawn.values() for (interval, suffix) in each if interval.mean == interval.mean}
    raw = len(suffixes) > 1
    if raw:  # some rows have no level to be relative to: all are shown in the outcome's own unit
        drawn = {way: [(one.effect[way], "") for one in rows] for way in ways}
    every = [
        value
        for each in drawn.values()
        for interval, _ in each
        for value in (interval.mean, interval.low, interval.high)
    ]
    ends = scale(every, zero=True, most=4)
    suffix = "" if raw else next(iter(suffixes), "")
    groups = [
        Bars(
            display(way),
            [number(one.mean) for one, _ in each],
            [number(one.low) for one, _ in each],
            [number(one.high) for one, _ in each],
            story.look[way].colour,
        )
        for way, each in drawn.items()
    ]
    add_bars(
        slide, box, names, groups, ends=ends, form=_form(rows[0].unit if raw else "", suffix, ends[2]), words=words
    )
    return ways


def _form(unit: str, suffix: str, step: float) -> str:
    """Return a signed number format with what follows its numbers."""
    if unit:
        return axis_format(unit, step)
    plain = axis_format("", step)
    body = f'"$"{plain}' if suffix == "$" else f'{plain}"{suffix}"' if suffix else plain
    return f"+{body};-{body};0"
