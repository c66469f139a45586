"""Native bar charts with intervals, standing row by row beside a table or alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt

from sim.show.deck.charts import add_chart, category_axis, cross, place_plot, value_axis
from sim.show.deck.look import CHART_SIZE, Box
from sim.show.deck.slide import Slide, rgb
from sim.show.style import INK

Number = float | None


@dataclass(frozen=True)
class Bars:
    """One series.

    Attributes
    ----------
    values, lows, highs
        One a category; ``None`` where undefined.
    """

    name: str
    values: Sequence[Number]
    lows: Sequence[Number]
    highs: Sequence[Number]
    colour: str


def add_bars(
    slide: Slide,
    box: Box,
    names: Sequence[str],
    groups: Sequence[Bars],
    *,
    ends: tuple[float, float, float],
    form: str,
    words: str,
) -> Any:
    """Place level bars, the first category on top, with intervals as thin lines; the axis of numbers is below.

    Parameters
    ----------
    box
        Of the bars alone: the axis takes what it needs below it.
    ends
        Lower end, upper end and step of the axis.
    """
    data: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    data.categories = list(names)
    for group in groups:
        data.add_series(group.name, list(group.values))
    outer = Box(box.left - 0.15, box.top, box.width + 0.4, box.height + 0.34)
    chart = add_chart(slide, outer, XL_CHART_TYPE.BAR_CLUSTERED, data, words)
    place_plot(chart, outer, box)
    value_axis(chart.value_axis, ends, form)
    category_axis(chart.category_axis)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    chart.value_axis.tick_labels.font.size = Pt(CHART_SIZE - 0.5)
    cross(chart.value_axis, "max")  # below the bars although the first category is on top
    plot = chart.plots[0]
    plot.gap_width = 70 if len(groups) == 1 else 55
    plot.overlap = -5
    for group, series in zip(groups, plot.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(group.colour)
        series.invert_if_negative = False
        _intervals(series, group)
    return chart


def _intervals(series: Any, group: Bars) -> None:
    """Add each bar's interval as error bars."""
    triples = [
        [np.nan if one is None else one for one in three]
        for three in zip(group.values, group.lows, group.highs, strict=True)
    ]
    spans = [(high - mean, mean - low) if np.isfinite(low + high + mean) else (0.0, 0.0) for mean, low, high in triples]
    if not any(any(one) for one in spans):
        return
    bars = etree.Element(qn("c:errBars"))
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        etree.SubElement(bars, qn(f"c:{name}"), val=value)
    for place, name in enumerate(("plus", "minus")):
        listed = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(listed, qn("c:formatCode")).text = "General"
        etree.SubElement(listed, qn("c:ptCount"), val=str(len(spans)))
        for at, span in enumerate(spans):
            point = etree.SubElement(listed, qn("c:pt"), idx=str(at))
            etree.SubElement(point, qn("c:v")).text = repr(float(max(0.0, span[place])))
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"), w=str(int(Pt(1.25))))
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=INK.lstrip("#"))
    series._element.find(qn("c:cat")).addprevious(bars)
