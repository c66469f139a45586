"""Names beside points of a plane, where they cover neither one another nor a point, so that no leader is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from sim.show.style import Look

_SIZE = 7.6
_LETTER, _LINE = 0.58, 1.25
"""Width of a letter and height of a line, of the font's size."""
_POINTS = 72.0
_SIDES = ((1, 0), (1, 1), (1, -1), (-1, 0), (0, 1), (0, -1), (-1, 1), (-1, -1))
_MARK = 4.0
"""Half the size of a mark, in points."""


@dataclass(frozen=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float

    def shared(self, other: _Box) -> float:
        """Return the area that two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * tall if wide > 0 and tall > 0 else 0.0

    def beyond(self, other: _Box) -> float:
        """Return the area that lies outside another box."""
        return (self.right - self.left) * (self.top - self.bottom) - self.shared(other)


def point_labels(axes: Axes, points: Sequence[tuple[float, float, str, Look]]) -> None:
    """Write each point's name beside it: to its right if there is room, else on whichever side is freest.

    Parameters
    ----------
    points
        Place on the axes, name and look of each; nothing that changes the limits may come after.
    """
    axes.autoscale_view()  # limits that follow the data are worked out late, and places depend on them
    figure: Any = axes.figure
    scale = _POINTS / figure.dpi
    spots = [np.asarray(axes.transData.transform((x, y))) * scale for x, y, _, _ in points]
    marks = [_Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in spots]
    page = _Box(0.0, 0.0, figure.get_figwidth() * _POINTS, figure.get_figheight() * _POINTS)
    placed: list[_Box] = []
    for (x, y, name, look), spot in zip(points, spots, strict=True):
        def cost(place: tuple[float, float, _Box]) -> float:
            box = place[2]
            taken = sum(box.shared(one) for one in placed) * 10 + sum(box.shared(one) for one in marks) * 3
            return taken + 5 * box.beyond(page)

        right, up, box = min(_around(spot, name), key=cost)
        placed.append(box)
        axes.annotate(name, (x, y), (right, up), textcoords="offset points", size=_SIZE, color=look.ink, ha="left",
                      va="center", annotation_clip=False)


def _around(spot: np.ndarray, name: str) -> Iterator[tuple[float, float, _Box]]:
    """Yield offsets of a name's left end from its point, in points, with the box that it takes; the best first."""
    wide, tall = _LETTER * _SIZE * len(name), _LINE * _SIZE
    for far, (side, up) in product((1.0, 2.0, 3.0), _SIDES):
        gap = 2.0 + _MARK
        right = gap if side > 0 else -gap - wide if side < 0 else -wide / 2
        rise = up * far * (tall / 2 + _MARK)
        left, middle = float(spot[0]) + right, float(spot[1]) + rise
        yield right, rise, _Box(left, middle - tall / 2, left + wide, middle + tall / 2)
