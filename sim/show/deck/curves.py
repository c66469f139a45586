"""Native line charts over dates, with bands behind them, labels at the lines' ends and marks on days.

Bands are stacked areas: a first one that is not seen, up to the lowest edge, then the height of each band. Programs
disagree on which of unstacked areas lies in front, so they would not do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from sim.show.deck.charts import AXIS, add_chart, category_axis, cross, place_plot, scale, value_axis
from sim.show.deck.look import Box
from sim.show.deck.measure import wrap
from sim.show.deck.slide import Slide, Words
from sim.show.style import FAINT, INK, spread

LABELS = 1.5
_LEFT, _BELOW, _ABOVE = 0.75, 0.4, 0.3
_LABEL = 0.2
_DAY_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Curve:
    """A line, or with ``area`` a band laid on the areas before it.

    Attributes
    ----------
    values
        One a date; ``None`` where undefined.
    colour
        Empty for an area that is not seen.
    dash
        DrawingML's name of a dash; empty for a full line.
    marker
        DrawingML's name of a symbol where a value stands alone; empty for none.
    label
        At its end; empty for none.
    """

    name: str
    values: Sequence[float | None]
    colour: str
    area: bool = False
    dash: str = ""
    marker: str = ""
    width: float = 2.25
    label: str = ""
    ink: str = INK


@dataclass(frozen=True)
class Mark:
    """A day that is marked by a thin line with a word above it."""

    date: str
    label: str


def add_curves(
    slide: Slide,
    box: Box,
    dates: Sequence[str],
    curves: Sequence[Curve],
    marks: Sequence[Mark],
    *,
    form: str,
    words: str,
    zero: bool = False,
) -> Any:
    """Place a chart of curves; areas have to come before lines, higher edges before lower ones."""
    days = [dt.date.fromisoformat(one) for one in dates]
    data: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    data.categories = days
    for curve in curves:
        data.add_series(curve.name, [None if one is None or not np.isfinite(one) else one for one in curve.values])
    areas = [one for one in curves if one.area]
    chart = add_chart(slide, box, XL_CHART_TYPE.AREA_STACKED if areas else XL_CHART_TYPE.LINE, data, words)
    plot = Box(box.left + _LEFT, box.top + _ABOVE, box.width - _LEFT - LABELS, box.height - _ABOVE - _BELOW)
    place_plot(chart, box, plot)
    ends = scale(_heights(curves), zero)
    value_axis(chart.value_axis, ends, form)
    cross(chart.category_axis, "min")
    category_axis(chart.category_axis, FAINT)
    _calendar(chart, days)
    _dress(chart, curves, len(areas))
    _marks(slide, plot, days, marks)
    _labels(slide, plot, curves, ends)
    return chart


def _dress(chart: Any, curves: Sequence[Curve], areas: int) -> None:
    """Colour the series, and make lines of those that are no areas."""
    area = chart._chartSpace.chart.plotArea
    series = list(area.iter(qn("c:ser")))
    if areas:
        lines = etree.Element(qn("c:lineChart"))
        etree.SubElement(lines, qn("c:grouping"), val="standard")
        etree.SubElement(lines, qn("c:varyColors"), val="0")
        for one in series[areas:]:
            lines.append(one)
        etree.SubElement(lines, qn("c:marker"), val="1")
        first = area.find(qn("c:areaChart"))
        for axis in first.findall(qn("c:axId")):
            etree.SubElement(lines, qn("c:axId"), val=axis.get("val"))
        first.addnext(lines)
    for curve, one in zip(curves, series, strict=True):
        for name in ("c:spPr", "c:marker", "c:smooth"):
            for old in one.findall(qn(name)):
                one.remove(old)
        look = _area_look(curve) if curve.area else _line_look(curve)
        one.find(qn("c:tx")).addnext(look)
        if not curve.area:
            look.addnext(_marker(curve))
            etree.SubElement(one, qn("c:smooth"), val="0")


def _area_look(curve: Curve) -> Any:
    look = etree.Element(qn("c:spPr"))
    if curve.colour:
        etree.SubElement(etree.SubElement(look, qn("a:solidFill")), qn("a:srgbClr"), val=curve.colour.lstrip("#"))
    else:
        etree.SubElement(look, qn("a:noFill"))
    etree.SubElement(etree.SubElement(look, qn("a:ln")), qn("a:noFill"))
    return look


def _line_look(curve: Curve) -> Any:
    look = etree.Element(qn("c:spPr"))
    line = etree.SubElement(look, qn("a:ln"), w=str(int(Pt(curve.width))), cap="rnd")
    if curve.marker:
        etree.SubElement(line, qn("a:noFill"))
        return look
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=curve.colour.lstrip("#"))
    if curve.dash:
        etree.SubElement(line, qn("a:prstDash"), val=curve.dash)
    etree.SubElement(line, qn("a:round"))
    return look


def _marker(curve: Curve) -> Any:
    marker = etree.Element(qn("c:marker"))
    etree.SubElement(marker, qn("c:symbol"), val=curve.marker or "none")
    if curve.marker:
        etree.SubElement(marker, qn("c:size"), val="10")
        look = etree.SubElement(marker, qn("c:spPr"))
        etree.SubElement(etree.SubElement(look, qn("a:solidFill")), qn("a:srgbClr"), val=curve.colour.lstrip("#"))
        etree.SubElement(etree.SubElement(look, qn("a:ln")), qn("a:noFill"))
    return marker


def _calendar(chart: Any, days: Sequence[dt.date]) -> None:
    """Let the axis count days, with a label a month or a quarter, from the first date to the last."""
    axis = chart.category_axis
    months = (days[-1] - days[0]).days / 30.4
    axis.minimum_scale, axis.maximum_scale = _serial(days[0]), _serial(days[-1])  # else programs begin with the month
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "d mmm yyyy", False
    element = axis._element
    for name in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit", "c:minorUnit", "c:minorTimeUnit"):
        for old in element.findall(qn(name)):
            element.remove(old)
    step = next((one for one in (1, 2, 3, 6, 12) if months / one <= 8), 24)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", str(step)), ("majorTimeUnit", "months")):
        etree.SubElement(element, qn(f"c:{name}"), val=value)
    values = chart.value_axis._element
    for old in values.findall(qn("c:crossBetween")):
        values.remove(old)
    values.find(qn("c:crosses")).addnext(etree.Element(qn("c:crossBetween"), val="midCat"))


def _serial(day: dt.date) -> int:
    """Return a day as charts of Office count them: days since the end of 1899."""
    return (day - _DAY_ZERO).days


def _marks(slide: Slide, plot: Box, days: Sequence[dt.date], marks: Sequence[Mark]) -> None:
    """Draw a dotted line on each marked day, and its word above unless it would run into the one before."""
    whole = max(1, (days[-1] - days[0]).days)
    free = plot.left
    for mark in sorted(marks, key=lambda one: one.date):
        share = (dt.date.fromisoformat(mark.date) - days[0]).days / whole
        if not 0 <= share <= 1:
            continue
        at = plot.left + share * plot.width
        slide.line(at, plot.top, at, plot.bottom, AXIS, 0.75, "sysDot")
        if at >= free and at + 0.5 < plot.right + LABELS:
            room = 1.25
            slide.text(Box(at, plot.top - 0.24, room, 0.2), mark.label, Words((9.5,), colour=FAINT))
            free = at + room


def _labels(slide: Slide, plot: Box, curves: Sequence[Curve], ends: tuple[float, float, float]) -> None:
    """Write each line's name right of its end, moved apart where ends meet."""
    told = [
        (replace(one, label="\n".join(wrap(one.label, 10.5, LABELS - 0.2, bold=True)[:2])), last)
        for one in curves
        if one.label and (last := _last(one)) is not None
    ]
    low, high, _ = ends
    wanted = [plot.bottom - (last - low) / (high - low) * plot.height for _, last in told]
    tall = [_LABEL * (1 + one.label.count("\n")) for one, _ in told]
    gap = max(tall, default=_LABEL) + 0.02
    places = spread(wanted, gap, plot.top, plot.bottom) if told else []
    for (curve, _), at, want, high_text in zip(told, places, wanted, tall, strict=True):
        slide.line(plot.right + 0.03, want, plot.right + 0.14, at, curve.colour, 0.75)
        slide.text(
            Box(plot.right + 0.18, at - high_text / 2, LABELS - 0.2, high_text),
            curve.label,
            Words((10.5, 10.0, 9.5, 9.0), True, curve.ink, anchor="middle"),
        )


def _last(curve: Curve) -> float | None:
    known = [one for one in curve.values if one is not None and np.isfinite(one)]
    return known[-1] if known else None


def _heights(curves: Sequence[Curve]) -> list[float]:
    """Return every value that the chart has to hold: of lines, and of the edges of bands."""
    areas = [[0.0 if one is None else one for one in curve.values] for curve in curves if curve.area]
    edges = [float(one) for one in np.cumsum(areas, axis=0).ravel()] if areas else []
    return edges + [float(one) for curve in curves if not curve.area for one in curve.values if one is not None]


def bands(names: Sequence[str], edges: Sequence[Sequence[float]], colour: str, shares: Sequence[float]) -> list[Curve]:
    """Return bands between edges, the lowest edge first: in a colour of which each has its share, the rest white."""
    found = [Curve(names[0], list(edges[0]), "", area=True)]
    for name, low, high, share in zip(names[1:], edges, edges[1:], shares, strict=False):
        parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        mixed = "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)
        found.append(Curve(name, [up - down for down, up in zip(low, high, strict=True)], mixed, area=True))
    return found
