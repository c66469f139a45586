"""Effects of the plan as bars beside a table: on one scale, the one in which the table says them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.show.deck.bars import Bars, add_bars
from sim.show.deck.charts import axis_format, scale
from sim.show.deck.look import Box
from sim.show.deck.slide import Slide
from sim.show.deck.table import Cell
from sim.show.numbers import scaled
from sim.show.style import display
from sim.show.words import effect_of
from sim.studies.roadmap.slides.story import Story, Told

_MOST_BARS = 16


def effect_cell(cell: Told) -> Cell:
    """Return a cell of a table of effects: the change and what may be said of it, its interval below."""
    value, _, interval = cell["text"].partition(" [")
    return Cell(f"{value}, {cell['verdict']}", f"[{interval}" if interval else "", cell["tone"])


def add_effects(
    slide: Slide, story: Story, box: Box, names: Sequence[str], rows: Sequence[Told], words: str
) -> list[str]:
    """Place bars of the effects on one outcome, a row each; return the arms that are shown."""
    ways = story.ways if len(story.ways) * len(rows) <= _MOST_BARS else story.ways[:1]
    told = {
        way: [scaled(one["unit"], effect_of(one["effect"][way], one["status_quo"]["mean"])) for one in rows]
        for way in ways
    }
    suffixes = {suffix for each in told.values() for (interval, suffix) in each if interval.mean == interval.mean}
    raw = len(suffixes) > 1
    if raw:  # some rows have no level to be relative to: all are shown in the outcome's own unit
        told = {way: [(effect_of(one["effect"][way], None).paired, "") for one in rows] for way in ways}
    every = [
        value
        for each in told.values()
        for interval, _ in each
        for value in (interval.mean, interval.low, interval.high)
    ]
    ends = scale(every, zero=True, most=4)
    suffix = "" if raw else next(iter(suffixes), "")
    groups = [
        Bars(
            display(way),
            [_known(one.mean) for one, _ in each],
            [_known(one.low) for one, _ in each],
            [_known(one.high) for one, _ in each],
            story.look[way].colour,
        )
        for way, each in told.items()
    ]
    add_bars(
        slide, box, names, groups, ends=ends, form=_form(rows[0]["unit"] if raw else "", suffix, ends[2]), words=words
    )
    return ways


def _form(unit: str, suffix: str, step: float) -> str:
    """Return a signed number format with what follows its numbers."""
    if unit:
        return axis_format(unit, step)
    plain = axis_format("", step)
    body = f'"$"{plain}' if suffix == "$" else f'{plain}"{suffix}"' if suffix else plain
    return f"+{body};-{body};0"


def _known(value: float) -> float | None:
    return value if value == value else None
