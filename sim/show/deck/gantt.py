"""Bars on a calendar, of native shapes: months as columns, a bar a row, diamonds on it, days marked through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pptx.enum.shapes import MSO_SHAPE

from sim.show.deck.look import LINE, Box
from sim.show.deck.measure import width
from sim.show.deck.slide import Slide, Words
from sim.show.style import FAINT, INK

At = Callable[[dt.date], float]
_HEAD = 0.34
_GATE = 0.17
_TIGHT = 0.12


@dataclass(frozen=True)
class Bar:
    """A row.

    Attributes
    ----------
    label, under
        Left of the bar: a name, and a smaller line below it.
    text
        On the bar, or after it where it is too short.
    gate
        A day with a diamond; ``None`` for none.
    head
        Whether the row only names the ones that follow.
    """

    label: str
    under: str = ""
    start: str = ""
    end: str = ""
    text: str = ""
    colour: str = ""
    ink: str = INK
    gate: str | None = None
    head: bool = False


def add_gantt(
    slide: Slide, box: Box, bars: Sequence[Bar], start: str, end: str, due: Sequence[str], names: float = 2.6
) -> float:
    """Draw rows on a calendar from one date to another, with a dashed line on each of ``due``; return the row's height.

    Parameters
    ----------
    names
        Inches for the names on the left.
    """
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end) + dt.timedelta(1)
    field = Box(box.left + names, box.top + _HEAD, box.width - names, box.height - _HEAD)
    tall = min(0.62, field.height / sum(0.7 if one.head else 1.0 for one in bars))

    def at(day: dt.date) -> float:
        return field.left + field.width * (day - first).days / (last - first).days

    total = sum(tall * (0.7 if one.head else 1.0) for one in bars)
    _months(slide, Box(field.left, box.top, field.width, _HEAD + total), first, last, at)
    for day in due:
        spot = at(dt.date.fromisoformat(day) + dt.timedelta(1))
        slide.line(spot, field.top, spot, field.top + total, FAINT, 1.0, "sysDash")
    top = field.top
    for bar in bars:
        own = tall * (0.7 if bar.head else 1.0)
        _row(slide, Box(box.left, top, names, own), bar, at, field.right)
        top += own
    return top


def _months(slide: Slide, box: Box, first: dt.date, last: dt.date, at: At) -> None:
    """Write the months above, as many as there is room for, with a thin line where each begins."""
    months = []
    day = first.replace(day=1)
    while day < last:
        months.append(max(day, first))
        day = (day + dt.timedelta(32)).replace(day=1)
    step = next(one for one in (1, 2, 3, 6, 12, 24) if len(months) / one * 0.62 <= box.width or one == 24)
    for place, month in enumerate(months):
        spot = at(month)
        if place % step == 0:
            slide.line(spot, box.top + _HEAD - 0.04, spot, box.bottom, LINE)
            year = f" {month:%Y}" if place == 0 or month.month <= step else ""
            slide.text(Box(spot + 0.04, box.top + 0.08, 0.7, 0.18), f"{month:%b}{year}", Words((9.5,), colour=FAINT))


def _row(slide: Slide, box: Box, bar: Bar, at: At, right: float) -> None:
    if bar.head:
        slide.text(
            Box(box.left, box.top, box.width + 6.0, box.height),
            bar.label,
            Words((11.5, 11.0, 10.5, 10.0), True, bar.ink, anchor="bottom"),
        )
        return
    _names(slide, box, bar)
    left = at(dt.date.fromisoformat(bar.start))
    end = at(dt.date.fromisoformat(bar.end) + dt.timedelta(1))
    thick = min(0.34, box.height - 0.1)
    middle = box.top + box.height / 2
    slide.block(Box(left, middle - thick / 2, end - left, thick), bar.colour, name=f"Phase {bar.label}")
    room = end - left - _TIGHT - (_GATE if bar.gate else 0)
    if width(bar.text, 10.0, True) <= room:
        slide.text(
            Box(left + 0.08, middle - 0.1, room, 0.2), bar.text, Words((10.0,), True, "#FFFFFF", anchor="middle")
        )
    elif right - end > 0.4:
        slide.text(
            Box(end + 0.14, middle - 0.1, right - end - 0.14, 0.2),
            bar.text,
            Words((10.0, 9.0), colour=INK, anchor="middle"),
        )
    if bar.gate:
        spot = at(dt.date.fromisoformat(bar.gate) + dt.timedelta(1))
        half = _GATE / 2 + 0.02
        slide.block(Box(spot - half, middle - half, 2 * half, 2 * half), "#FFFFFF", MSO_SHAPE.DIAMOND)
        slide.block(
            Box(spot - _GATE / 2, middle - _GATE / 2, _GATE, _GATE), INK, MSO_SHAPE.DIAMOND, f"Gate of {bar.label}"
        )


def _names(slide: Slide, box: Box, bar: Bar) -> None:
    room = box.width - 0.15
    if bar.under and box.height >= 0.4:
        slide.text(
            Box(box.left, box.top + box.height / 2 - 0.2, room, 0.21), bar.label, Words((12.0, 11.0, 10.0), True)
        )
        slide.text(
            Box(box.left, box.top + box.height / 2 + 0.01, room, 0.18), bar.under, Words((10.0, 9.5, 9.0), colour=FAINT)
        )
    else:
        tall = min(box.height, 0.22)
        slide.text(
            Box(box.left, box.top + (box.height - tall) / 2, room, tall),
            bar.label,
            Words((12.0, 11.0, 10.0, 9.0), True, anchor="middle"),
        )
