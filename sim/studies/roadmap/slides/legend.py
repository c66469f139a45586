"""A legend of native shapes: a square of colour and a name each."""

from __future__ import annotations

from collections.abc import Sequence

from sim.show.deck.look import Box
from sim.show.deck.measure import width
from sim.show.deck.slide import Slide, Words
from sim.show.style import INK

_SIZE, _SQUARE = 10.0, 0.11


def add_legend(slide: Slide, left: float, top: float, names: Sequence[tuple[str, str]]) -> None:
    """Write names with their colours from left to right, a fifth of an inch high."""
    for name, colour in names:
        slide.block(Box(left, top + 0.045, _SQUARE, _SQUARE), colour, name=f"Legend: {name}")
        room = width(name, _SIZE, True) + 0.05
        slide.text(Box(left + _SQUARE + 0.06, top, room, 0.2), name, Words((_SIZE,), True, INK))
        left += _SQUARE + 0.06 + room + 0.15
