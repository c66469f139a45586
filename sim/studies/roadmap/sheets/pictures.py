"""The sheet of native charts: chances of targets, what each way has cost, the course of the first target's outcome.

Charts point at cells, of their own sheet or of those with the numbers, so that a change of a cell changes the chart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sim.runs.plan import STATUS_QUO
from sim.show.sheet import Sheet
from sim.show.style import Look, display, looks
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.sheets.order import outcome_name, place_name

NAME = "Charts"
_SIZE = {"width": 760, "height": 300}
_ROWS = 16
"""Rows that a chart takes."""

_DASHES = ("solid", "dash", "dash_dot", "round_dot")
Run = tuple[str, int, int]
"""Way, first and last row of its rows in a sheet, counted from 0."""


def add_pictures(book: Any, sheet: Any, results: Results, formats: dict[str, Any], sheets: Sequence[Sheet]) -> None:
    """Fill the sheet with charts, each under the last.

    Parameters
    ----------
    sheet
        An empty worksheet.
    sheets
        The sheets with the numbers, as they are written.
    """
    style = looks(results.arms, STATUS_QUO)
    top = _chances(book, sheet, results, formats, style)
    named = {one.name: one for one in sheets}
    charts = [_money(book, results, named["Money"], style), _course(book, results, named["Series"], style)]
    for chart in charts:
        if chart is not None:
            sheet.insert_chart(top, 0, chart)
            top += _ROWS
    sheet.hide_gridlines(2)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _chances(book: Any, sheet: Any, results: Results, formats: dict[str, Any], style: dict[str, Look]) -> int:
    """Write a row a target with its chance in every arm, and the bars below; return the first free row."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(results.arms), 14)
    sheet.write_string(0, 0, "Chance of target", formats["head"])
    for column, arm in enumerate(results.arms, 1):
        sheet.write_string(0, column, display(arm), formats["number head"])
    for row, target in enumerate(results.targets, 1):
        sheet.write_string(row, 0, target.name, formats["text"])
        for column, arm in enumerate(results.arms, 1):
            sheet.write_number(row, column, target.by_arm[arm].chance.share, formats["chance"])
    last = len(results.targets)
    chart = book.add_chart({"type": "bar"})
    for column, arm in enumerate(results.arms, 1):
        chart.add_series({"name": [NAME, 0, column], "categories": [NAME, 1, 0, last, 0],
                          "values": [NAME, 1, column, last, column], "fill": {"color": style[arm].colour}, "gap": 60})
    chart.set_title(_title("Chance of each target"))
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True})
    _finish(chart)
    sheet.insert_chart(last + 2, 0, chart)
    return last + 2 + _ROWS


def _money(book: Any, results: Results, money: Sheet, style: dict[str, Look]) -> Any:
    """Return lines of what each way's phases have cost by each week."""
    runs = _runs(money, [0])
    names = {display(one.name): one.name for one in results.alternatives}
    return _lines(book, money.name, [one for one in runs if one[0] in names], 1, 2, money, names, style,
                  "What each way's phases have cost so far", '"$"#,##0')


def _course(book: Any, results: Results, series: Sheet, style: dict[str, Look]) -> Any:
    """Return lines of the median of the first target's outcome, a way each."""
    first = results.targets[0]
    wanted = (outcome_name(first.outcome), place_name(first.region or "all"))
    runs = [one for one in _runs(series, [0, 1, 2])
            if (series.rows[one[1] - 1][1][0], series.rows[one[1] - 1][2][0]) == wanted]
    heads = [head for head, _ in series.heads]
    names = {display(one): one for one in results.arms}
    share = first.unit.startswith(("fraction", "ratio"))
    return _lines(book, series.name, runs, 3, heads.index("Median"), series, names, style,
                  f"{first.name}: median over runs", "0.0%" if share else "General")


def _runs(sheet: Sheet, columns: Sequence[int]) -> list[Run]:
    """Return the stretches of rows that agree in some columns, the first of which names a way."""
    found, at = [], 1
    for key, rows in groupby(sheet.rows, key=lambda row: tuple(row[one][0] for one in columns)):
        count = len(list(rows))
        found.append((str(key[0]), at, at + count - 1))
        at += count
    return found


def _lines(
    book: Any, name: str, runs: Sequence[Run], dates: int, values: int, sheet: Sheet, names: dict[str, str],
    style: dict[str, Look], title: str, form: str,
) -> Any:
    if not runs:
        return None
    chart = book.add_chart({"type": "line"})
    for place, (way, first, last) in enumerate(runs):
        look = style[names[way]]
        chart.add_series({
            "name": way, "categories": [name, first, dates, last, dates],
            "values": [name, first, values, last, values],
            "line": {"color": look.colour, "width": 2, "dash_type": _DASHES[place % len(_DASHES)]},
        })
    days = [dt.date.fromisoformat(sheet.rows[row - 1][dates][0]) for _, first, last in runs for row in (first, last)]
    months = max(1, round((max(days) - min(days)).days / 30.4 / 6))
    chart.set_title(_title(title))
    chart.set_x_axis({"date_axis": True, "num_format": "d mmm yyyy", "min": min(days), "max": max(days),
                      "major_unit": months, "major_unit_type": "months"})
    chart.set_y_axis({"num_format": form, "major_gridlines": {"visible": True, "line": {"color": "#DFE3E8"}}})
    _finish(chart)
    return chart


def _title(text: str) -> dict[str, Any]:
    return {"name": text, "name_font": {"size": 12, "bold": True}, "overlay": False}


def _finish(chart: Any) -> None:
    chart.set_legend({"position": "right"})
    chart.set_size(_SIZE)
    chart.set_chartarea({"border": {"none": True}})
