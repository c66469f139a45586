"""What every native chart shares: one font, thin axes, no box, a plot at a known place, words for those who cannot see.

The plot's place is fixed, so that labels beside it can stand where values do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from lxml import etree
from matplotlib.ticker import MaxNLocator
from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from sim.show.deck.look import CHART_SIZE, FONT, Box
from sim.show.deck.slide import Slide, describe, rgb
from sim.show.style import FAINT, GRID, INK

AXIS = "#9AA1AB"
SHARES = ("fraction", "ratio")


def add_chart(slide: Slide, box: Box, kind: Any, data: Any, words: str) -> Any:
    """Place a chart without title or legend into a box; ``words`` say what it shows."""
    frame = slide.shapes.add_chart(kind, Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height), data)
    describe(frame, words)
    chart = frame.chart
    chart.has_title = chart.has_legend = False
    chart.font.size, chart.font.name = Pt(CHART_SIZE), FONT
    chart.font.color.rgb = rgb(FAINT)
    for gaps in chart._chartSpace.iter(qn("c:dispBlanksAs")):
        gaps.set("val", "gap")
    return chart


def place_plot(chart: Any, box: Box, plot: Box) -> None:
    """Fix where the plot (without labels of axes) stands inside the chart's box."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    parts = {
        "layoutTarget": "inner",
        "xMode": "edge",
        "yMode": "edge",
        "x": (plot.left - box.left) / box.width,
        "y": (plot.top - box.top) / box.height,
        "w": plot.width / box.width,
        "h": plot.height / box.height,
    }
    for name, value in parts.items():
        etree.SubElement(manual, qn(f"c:{name}"), val=value if isinstance(value, str) else f"{value:.5f}")
    area.insert(0, layout)


def scale(values: Sequence[float], zero: bool = False, most: int = 5) -> tuple[float, float, float]:
    """Return lower end, upper end and step of an axis in round numbers that holds all values."""
    known = [one for one in values if np.isfinite(one)] or [0.0, 1.0]
    low, high = min(known), max(known)
    low, high = (min(low, 0.0), max(high, 0.0)) if zero else (low, high)
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return float(ticks[0]), float(ticks[-1]), float(ticks[1] - ticks[0])


def value_axis(axis: Any, ends: tuple[float, float, float], form: str) -> None:
    """Set an axis of numbers: ends, step, number format, faint lines."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = ends
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    axis.has_major_gridlines, axis.has_minor_gridlines = True, False
    axis.major_gridlines.format.line.color.rgb = rgb(GRID)
    axis.major_gridlines.format.line.width = Pt(0.6)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NEXT_TO_AXIS


def category_axis(axis: Any, ink: str = INK) -> None:
    """Set an axis of names or dates: a thin line, labels outside the plot."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb, axis.format.line.width = rgb(AXIS), Pt(0.75)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.color.rgb, axis.tick_labels.font.size = rgb(ink), Pt(CHART_SIZE)


def cross(axis: Any, where: str) -> None:
    """Let an axis cross the other one at that one's lower (``min``) or upper end (``max``)."""
    axis._element.find(qn("c:crosses")).set("val", where)


def axis_format(unit: str, step: float) -> str:
    """Return a number format for an axis in a unit, with the decimals that its step needs."""
    share = unit.startswith(SHARES)
    factor = 100 if share else 1
    digits = next((one for one in range(6) if abs(round(step * factor, one) - step * factor) < 1e-9), 6)
    form = "#,##0" + ("." + "0" * digits if digits else "")
    return f"{form}%" if share else f'"$"{form}' if unit.startswith("USD") else form
