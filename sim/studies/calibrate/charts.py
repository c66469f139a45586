"""Two figures: each assumption before and after, and each target against what runs give."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.show.colours import BLUE, GRID, PAPER, VERMILLION
from sim.show.style import FAINT, INK, WIDTH, Frame, frame, house_style
from sim.show.told import tell, with_interval
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.words import TOLD_WORDS, met_value, rounded, scale_words

_ROW, _LEFT, _RIGHT = 0.31, 1.75, 1.1
_LINE, _LINES = 30, 2


def draw_known(found: Calibrated) -> Figure:
    """Draw the plausible range of each assumption before the figures, and what is left of it."""
    rows = found.known
    with house_style():
        page = frame("What the figures leave open", "Grey: plausible beforehand. Blue: 90% of what fits, with its "
                     "middle. Each on its own scale, from the lowest to the highest plausible value.",
                     _ROW * len(rows) + 0.4)
        axes = _lines(page, [one.assumption.label for one in rows], _RIGHT, 1.02, ("lowest", "highest"))
        for place, one in enumerate(rows):
            low, middle, high = (one.assumption.place(value) for value in (one.low, one.middle, one.high))
            line, = axes.plot([low, high], [place, place], color=BLUE, linewidth=3, solid_capstyle="butt")
            point, = axes.plot(middle, place, "o", color=BLUE, markersize=4)
            for mark in (line, point):
                tell(mark, f"{one.assumption.label}: {with_interval(rounded, one.middle, one.low, one.high)} "
                           f"{one.assumption.unit}, {TOLD_WORDS[one.told]}")
            axes.text(1.06, place, TOLD_WORDS[one.told], va="center", size=7,
                      color=INK if one.told == "told" else FAINT)
    return page.figure


def draw_met(found: Calibrated) -> Figure:
    """Draw each target's figure against what runs from the fit give, in widths of their interval."""
    rows = found.met
    with house_style():
        page = frame("How the figures are met", "Bar: 90% of runs drawn from the fit. Point: the figure, orange where "
                     "it is missed, hollow where it was held out.", _ROW * len(rows) + 0.4)
        axes = _lines(page, [one.target.label for one in rows], 0.1, 3.2, ("low", "high"))
        for place, one in enumerate(rows):
            half = max((one.high - one.low) / 2.0, 1e-12)
            off = float(np.clip((one.value - (one.low + one.high) / 2.0) / half, -3.0, 3.0))
            colour = BLUE if one.inside else VERMILLION
            point, = axes.plot(off, place, "o", color=colour, markersize=4.5,
                               markerfacecolor=colour if one.target.use == "fit" else PAPER)
            tell(point, f"{one.target.label}: figure {met_value(one, one.value)}, runs "
                        f"{with_interval(partial(met_value, one), one.middle, one.low, one.high)}, "
                        f"{'met' if one.inside else 'missed'} ({scale_words(one.target)})")
    return page.figure


def _lines(page: Frame, names: Sequence[str], right: float, reach: float, ends: tuple[str, str]) -> Axes:
    """Return axes with a named grey bar a row, from -1 to 1."""
    axes = page.panel(_LEFT, 0.06, WIDTH - _LEFT - right, _ROW * len(names))
    for place in range(len(names)):
        axes.plot([-1, 1], [place, place], color=GRID, linewidth=6, solid_capstyle="butt")
    axes.set_yticks(range(len(names)), [_wrapped(name) for name in names], size=7)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(-reach, reach)
    axes.set_xticks([-1, 1], ends, size=7)
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    return axes


def _wrapped(name: str) -> str:
    """Return a name over two lines, as far as there is room for it."""
    return "\n".join(textwrap.wrap(name, _LINE, max_lines=_LINES, placeholder=" …"))
