"""Two figures: each assumption before and after, and each target against what runs give."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from sim.show.style import FAINT, INK, WIDTH, frame, house_style
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.words import TOLD_WORDS

_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#D8D8D8"
_ROW, _LEFT, _RIGHT = 0.24, 3.1, 1.35
_LONGEST = 52


def draw_known(found: Calibrated) -> Figure:
    """Draw the plausible range of each assumption before the figures, and what is left of it."""
    rows = found.known
    with house_style():
        page = frame("What the figures leave open", "Grey: plausible beforehand. Blue: 90% of what fits, with its "
                     "middle. Each on its own scale, from the lowest to the highest plausible value.",
                     _ROW * len(rows) + 0.5)
        axes = page.panel(_LEFT, 0.16, WIDTH - _LEFT - _RIGHT, _ROW * len(rows))
        for place, one in enumerate(rows):
            ends = [one.assumption.place(value) for value in (one.low, one.middle, one.high)]
            axes.plot([-1, 1], [place, place], color=_GREY, linewidth=6, solid_capstyle="butt")
            axes.plot([ends[0], ends[2]], [place, place], color=_BLUE, linewidth=3, solid_capstyle="butt")
            axes.plot(ends[1], place, "o", color=_BLUE, markersize=4)
            axes.text(1.06, place, TOLD_WORDS[one.told], va="center", size=7.5,
                      color=INK if one.told == "told" else FAINT)
        axes.set_yticks(range(len(rows)), [one.assumption.label[:_LONGEST] for one in rows], size=7.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-1.02, 1.02)
        axes.set_xticks([-1, 1], ["lowest", "highest"], size=7)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
    return page.figure


def draw_met(found: Calibrated) -> Figure:
    """Draw each target's figure against what runs from the fit give, in widths of their interval."""
    rows = found.met
    with house_style():
        page = frame("How the figures are met", "Bar: 90% of runs drawn from the fit. Point: the figure, orange where "
                     "it is missed, hollow where it was held out.", _ROW * len(rows) + 0.5)
        axes = page.panel(_LEFT + 0.9, 0.16, WIDTH - _LEFT - 1.1, _ROW * len(rows))
        for place, one in enumerate(rows):
            half = max((one.high - one.low) / 2.0, 1e-12)
            off = float(np.clip((one.value - (one.low + one.high) / 2.0) / half, -3.0, 3.0))
            axes.plot([-1, 1], [place, place], color=_GREY, linewidth=6, solid_capstyle="butt")
            colour = _BLUE if one.inside else _ORANGE
            axes.plot(off, place, "o", color=colour, markersize=4.5,
                      markerfacecolor=colour if one.target.use == "fit" else "white")
        axes.set_yticks(range(len(rows)), [one.target.label[:_LONGEST + 12] for one in rows], size=7)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-3.2, 3.2)
        axes.set_xticks([-1, 1], ["low", "high"], size=7)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
    return page.figure
