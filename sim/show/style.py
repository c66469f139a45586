"""The house style of every chart: colours that colour-blind people tell apart, one per scenario, the same everywhere.

Scenarios differ by line and marker too, never by colour alone. Titles say the finding and stand left, units stand where
the axis is, labels stand at the lines' ends, and dated changes of levers are marked.
"""

from __future__ import annotations

import re
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image

from sim.show import colours
from sim.show.colours import BASELINE, EDGE, INKS, PAPER, SERIES
from sim.show.fonts import HOUSE, restored, with_fonts
from sim.show.inline import PLATE
from sim.show.told import HEADING, told

DPI = 160
WIDTH = 4.6
INK, FAINT, GRID = colours.INK, colours.FAINT, colours.GRID
_COLOURS = tuple((colour.light, ink.light) for colour, ink in zip(SERIES, INKS, strict=True))
_LINES: tuple[str | tuple[int, tuple[float, ...]], ...] = ("-", (0, (5, 1.5)), (0, (4, 1.2, 1, 1.2)), (0, (1.2, 1)))
_MARKERS = ("o", "s", "^", "D", "v", "P")


@dataclass(frozen=True)
class Look:
    """How one scenario is drawn."""

    colour: str
    ink: str
    line: str | tuple[int, tuple[float, ...]]
    marker: str
    width: float = 1.7


def looks(scenarios: Sequence[str], baseline: str | None) -> dict[str, Look]:
    """Return each scenario's look, fixed by its place in the command; the baseline is dark grey."""
    chosen: dict[str, Look] = {}
    place = 0
    for name in scenarios:
        if name == baseline:
            chosen[name] = Look(BASELINE, FAINT, "-", "", 1.4)
            continue
        colour, ink = _COLOURS[place % len(_COLOURS)]
        chosen[name] = Look(colour, ink, _LINES[place % len(_LINES)], _MARKERS[place % len(_MARKERS)])
        place += 1
    return chosen


def palette() -> tuple[str, ...]:
    """Return the colours of scenarios, in their order."""
    return tuple(colour for colour, _ in _COLOURS)


_POLICIES = {"none": "no enforcement", "textbook": "textbook rule"}
"""Policies whose names say too little in a sentence (`sim.config.policies`)."""


def display(name: str) -> str:
    """Return a scenario's name as words, a variant's after a colon."""
    if name in _POLICIES:
        return _POLICIES[name]
    return name.replace("_", " ").replace(".", ": ")


_OF_THE_PROGRAM = ("backend", "interactive", "toolbar", "timezone")
"""Settings of Matplotlib that are whoever's uses it."""


@contextmanager
def plain_style() -> Iterator[None]:
    """Draw as Matplotlib does by itself, whatever a ``matplotlibrc`` of this machine or folder says.

    So charts look the same everywhere, and a folder that somebody passes on starts no LaTeX.
    """
    with mpl.rc_context({name: value for name, value in mpl.rcParamsDefault.items() if name not in _OF_THE_PROGRAM}):
        yield


@contextmanager
def house_style() -> Iterator[None]:
    """Apply fonts, grid and spines while drawing, and nothing after."""
    with plain_style(), mpl.rc_context(
        {
            "font.family": HOUSE,
            "text.parse_math": False,
            "font.size": 8.5,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.edgecolor": EDGE,
            "axes.linewidth": 0.7,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": GRID,
            "grid.linewidth": 0.6,
            "xtick.color": FAINT,
            "ytick.color": FAINT,
            "xtick.labelsize": 8,
            "ytick.labelsize": 8,
            "lines.solid_capstyle": "round",
            "figure.facecolor": PAPER,
            "axes.facecolor": PAPER,
        }
    ):
        yield


@dataclass
class Frame:
    """A figure laid out in inches: heading on top, panels below, so that text never meets a panel."""

    figure: Figure
    heading: float
    height: float

    def panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes at a place counted in inches from the left edge and from below the heading."""
        bottom = self.height - self.heading - top - height
        return self.figure.add_axes((left / WIDTH, bottom / self.height, width / WIDTH, height / self.height))


def frame(title: str, subtitle: str, body: float) -> Frame:
    """Return a frame whose heading holds a finding and a subtitle, with ``body`` inches below it."""
    lines = textwrap.wrap(re.sub(r"(\d) (pp|k|M|B)\b", "\\1\N{NO-BREAK SPACE}\\2", title), 52)
    under = textwrap.wrap(subtitle, 74)
    heading = 0.14 + 0.19 * len(lines) + 0.16 * len(under) + 0.08
    height = heading + body
    figure = Figure(figsize=(WIDTH, height), dpi=DPI)
    words = told(figure)
    words.title, words.subtitle, words.height = title, subtitle, heading - 0.06
    figure.text(0.12 / WIDTH, 1 - 0.12 / height, "\n".join(lines), va="top", weight="bold", size=10, linespacing=1.3,
                gid=HEADING)
    figure.text(
        0.12 / WIDTH,
        1 - (0.16 + 0.19 * len(lines)) / height,
        "\n".join(under),
        va="top",
        size=7.8,
        color=FAINT,
        linespacing=1.35,
        gid=HEADING,
    )
    return Frame(figure, heading, height)


def save(figure: Figure, path: Path) -> tuple[int, int]:
    """Write a PNG of few colours (a third of the size, no visible difference) and return its width and height."""
    replaced = with_fonts(figure)
    canvas: Any = FigureCanvasAgg(figure)
    with plain_style():
        canvas.draw()
    restored(replaced)
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    picture.quantize(200, dither=Image.Dither.NONE).save(path)
    return picture.size


def save_both(figure: Figure, path: Path, dpi: int = DPI) -> tuple[int, int]:
    """Write a figure as PNG and SVG, the same bytes for the same figure; return the PNG's width and height.

    In the SVG texts are texts, and what lies behind figure and panels is a group that can be told from the rest.

    Parameters
    ----------
    path
        Without an ending.
    """
    figure.set_dpi(dpi)
    size = save(figure, path.with_name(f"{path.name}.png"))
    for patch in (figure.patch, *(axes.patch for axes in figure.axes)):
        patch.set_gid(PLATE)
    named = mpl.rc_context({"svg.hashsalt": path.name, "svg.fonttype": "none"})
    with plain_style(), named, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # whoever opens it has fonts of their own
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(str(path.with_name(f"{path.name}.svg")), metadata={"Date": None})
    return size


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places for labels, as near to the wanted ones as a smallest distance and the bounds allow.

    Labels that would meet are merged into a block centred on what they wanted; blocks are pushed inside the bounds.
    """
    order = np.argsort(wanted, kind="stable")
    blocks: list[list[float]] = []
    for place in order:
        blocks.append([wanted[place], 1.0])
        while len(blocks) > 1 and _top(blocks[-2], gap) > _bottom(blocks[-1], gap):
            second, first = blocks.pop(), blocks.pop()
            count = first[1] + second[1]
            blocks.append([(first[0] * first[1] + second[0] * second[1]) / count, count])
    flat: list[float] = []
    for centre, count in blocks:
        half = gap * (count - 1) / 2
        centre = max(low + half, min(high - half, centre))
        flat += [centre - half + gap * step for step in range(int(count))]
    for step in range(1, len(flat)):
        flat[step] = max(flat[step], flat[step - 1] + gap)
    places = [0.0] * len(flat)
    for place, value in zip(order, flat, strict=True):
        places[place] = value
    return places


def end_labels(axes: Axes, ends: Sequence[tuple[float, float, str, Look]]) -> None:
    """Write each line's name right of its end, moved apart where ends meet, with a thin leader to the end."""
    if not ends:
        return
    low, high = axes.get_ylim()
    height = axes.get_position().height * axes.figure.get_figheight()  # type: ignore[union-attr]
    names = [textwrap.fill(name, 13) for _, _, name, _ in ends]
    tallest = max(name.count("\n") + 1 for name in names)
    gap = (high - low) / height * (0.125 * tallest + 0.02)
    places = spread([y for _, y, _, _ in ends], gap, low + gap / 2, high - gap / 2)
    for (x, y, _, look), name, place in zip(ends, names, places, strict=True):
        axes.annotate(
            name,
            (x, y),
            (1.035, place),
            xycoords="data",
            textcoords=axes.get_yaxis_transform(),
            va="center",
            size=7.6,
            color=look.ink,
            linespacing=1.15,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": look.colour, "lw": 0.6, "shrinkA": 1, "shrinkB": 1,
                        "relpos": (0.0, 0.5)},
        )


def _top(block: list[float], gap: float) -> float:
    return block[0] + gap * block[1] / 2


def _bottom(block: list[float], gap: float) -> float:
    return block[0] - gap * block[1] / 2

