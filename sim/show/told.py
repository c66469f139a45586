"""What a figure says in words: its heading, and what a reader is told who points at one of its marks.

Matplotlib draws neither on hover nor apart from the picture, so both are kept beside the figure until it is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.show.colours import INK

HEADING = "heading"
"""Group of the heading's texts in an SVG."""

WEEK = 7


@dataclass
class Told:
    """The words of one figure.

    Attributes
    ----------
    title, subtitle
        Its heading: the finding, and what is drawn.
    height
        How much of the figure the heading takes, in inches.
    marks
        Group of an SVG → the words of each of its marks, or one text for all of them.
    """

    title: str = ""
    subtitle: str = ""
    height: float = 0.0
    marks: dict[str, list[str]] = field(default_factory=dict)


_FIGURES: WeakKeyDictionary[Figure, Told] = WeakKeyDictionary()


def told(figure: Figure) -> Told:
    """Return the words of a figure, which may be added to."""
    return _FIGURES.setdefault(figure, Told())


def tell(artist: Artist, words: str) -> None:
    """Say what a reader is told who points at an artist."""
    figure = artist.get_figure(root=True)
    if not isinstance(figure, Figure):
        return
    marks = told(figure).marks
    name = f"mark-{len(marks)}"
    artist.set_gid(name)
    marks[name] = [words]


def with_interval(said: Callable[[float], str], mean: float, low: float = math.nan, high: float = math.nan) -> str:
    """Return a value and its interval as a mark says them: ``+0.4 pp [+0.1 pp, +0.7 pp]``.

    Parameters
    ----------
    said
        How a number is told in its unit.
    low, high
        NaN where there is no interval.
    """
    return f"{said(mean)} [{said(low)}, {said(high)}]" if math.isfinite(low) and math.isfinite(high) else said(mean)


def weekly(days: int, every: int = WEEK) -> list[int]:
    """Return at which of a line's days it says its value: the last of every week, and the last of all."""
    return sorted({*range(every - 1, days, every), days - 1} - {-1})


def tell_points(axes: Axes, across: Sequence[float], up: Sequence[float], words: Sequence[str]) -> None:
    """Lay marks that are not seen over points, each of which says its value to a reader who points at it."""
    shown = [one for one in zip(across, up, words, strict=True) if np.isfinite(one[0]) and np.isfinite(one[1])]
    figure = axes.get_figure(root=True)
    if not shown or not isinstance(figure, Figure):
        return
    view = axes.get_xlim(), axes.get_ylim(), axes.get_autoscale_on()
    places, heights, texts = zip(*shown, strict=True)
    marks = told(figure).marks
    name = f"mark-{len(marks)}"
    axes.scatter(places, heights, s=64, alpha=0.0, linewidths=0, zorder=9, color=INK, gid=name)
    marks[name] = list(texts)
    axes.set_xlim(view[0])
    axes.set_ylim(view[1])
    axes.set_autoscale_on(view[2])
