"""A roadmap as a workbook: summary, targets, phases, daily series, money, assumptions; numbers as numbers.

Everything comes from `sim.roadmap.results`; a cell holds the number itself, its format says how it is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.extras import needs
from sim.report.style import display
from sim.roadmap.results import Results
from sim.roadmap.told import bound_words, date_words, listed, place_words
from sim.runs.plan import STATUS_QUO

WORKBOOK = "roadmap.xlsx"
_FORMATS = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}, "text": {"valign": "top"},
    "wrap": {"text_wrap": True, "valign": "top"}, "title": {"bold": True, "font_size": 14},
    "share": {"num_format": "0.00%", "valign": "top"}, "chance": {"num_format": "0%", "valign": "top"},
    "money": {"num_format": "$#,##0", "valign": "top"}, "number": {"num_format": "#,##0.000", "valign": "top"},
    "whole": {"num_format": "0", "valign": "top"}, "date": {"num_format": "d mmm yyyy", "valign": "top"},
}
_SERIES = ("mean", "low", "high", "p10", "p25", "p50", "p75", "p90")
Row = Sequence[tuple[Any, str]]


def write_roadmap_workbook(results: Results, path: Path) -> None:
    """Write the workbook.

    Raises
    ------
    UserError
        If xlsxwriter is not installed.
    """
    needs("xlsxwriter", "a workbook")
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"title": display(results.told["about"]["name"]),
                             "created": dt.datetime.fromisoformat(results.told["about"]["created"])})
        sheets = _Sheets(book)
        _summary(sheets, results.told)
        _targets(sheets, results.told)
        _phases(sheets, results.told)
        _money(sheets, results.told)
        _series(sheets, results)
        _assumptions(sheets, results.told)


class _Sheets:
    """Adds sheets to a workbook: heads, typed rows, a frozen first line, a filter."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats = {name: book.add_format(content) for name, content in _FORMATS.items()}

    def add(self, name: str, heads: Sequence[tuple[str, int]], rows: Sequence[Row]) -> None:
        """Add a sheet; heads give each column's name and width, cells their value and format."""
        sheet = self.book.add_worksheet(name)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self.formats["head"])
        for line, row in enumerate(rows, 1):
            for column, (value, form) in enumerate(row):
                self._write(sheet, line, column, value, form)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)

    def _write(self, sheet: Any, line: int, column: int, value: Any, form: str) -> None:
        if value is None or (isinstance(value, float) and value != value):
            sheet.write_blank(line, column, None, self.formats[form])
        elif form == "date":
            sheet.write_datetime(line, column, dt.datetime.fromisoformat(value), self.formats[form])
        elif isinstance(value, str):
            sheet.write_string(line, column, value, self.formats[form])
        else:
            sheet.write_number(line, column, value, self.formats[form])


def _form(unit: str) -> str:
    return "share" if unit.startswith(("fraction", "ratio")) else "money" if unit.startswith("USD") else "number"


def _summary(sheets: _Sheets, told: dict[str, Any]) -> None:
    sheet = sheets.book.add_worksheet("Summary")
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, told["about"]["question"] or display(told["about"]["name"]), sheets.formats["title"])
    lines = [*told["summary"], f"Again: {told['about']['command']} (key {told['about']['key']})"]
    for line, sentence in enumerate(lines, 2):
        sheet.write_string(line, 0, sentence, sheets.formats["wrap"])


def _targets(sheets: _Sheets, told: dict[str, Any]) -> None:
    heads = [("Target", 24), ("Asks", 48), ("By", 13), ("Way", 14), ("Chance", 9), ("Low", 9), ("High", 9), ("Met", 7),
             ("Runs", 7), ("Value", 12), ("Low", 12), ("High", 12), ("Bound", 12), ("Mean shortfall where missed", 16),
             ("Met for good from", 16)]
    rows = []
    for one in told["targets"]:
        form = _form(one["unit"])
        for arm in [STATUS_QUO, *(way["name"] for way in told["alternatives"])]:
            became = one["by_arm"][arm]
            chance, value = became["chance"], became["value"]
            rows.append([
                (one["name"], "text"), (bound_words(one), "text"), (one["by"], "date"), (display(arm), "text"),
                (chance["share"], "chance"), (chance["low"], "chance"), (chance["high"], "chance"),
                (chance["met"], "whole"), (chance["runs"], "whole"), (value["mean"], form), (value["low"], form),
                (value["high"], form), (one["bound"], form), (became["shortfall"]["mean"], form),
                (became["reached"]["date"], "date"),
            ])
    sheets.add("Targets", heads, rows)


def _phases(sheets: _Sheets, told: dict[str, Any]) -> None:
    heads = [("Way", 14), ("Phase", 16), ("Owner", 24), ("Start", 13), ("End", 13), ("Countries", 18), ("Moves", 48),
             ("Once", 10), ("A day", 10), ("After", 14), ("Gate", 52), ("Else", 10), ("Gate passed", 10), ("Began", 9),
             ("Rolled back", 9)]
    rows = []
    for way in told["alternatives"]:
        for one in way["phases"]:
            gate = one["gate"]
            rows.append([
                (display(way["name"]), "text"), (display(one["name"]), "text"), (one["owner"], "text"),
                (one["start"], "date"), (one["end"], "date"), (", ".join(map(place_words, one["regions"])), "text"),
                ("; ".join(one["moves"]), "text"), (one["cost"]["once"], "money"), (one["cost"]["a_day"], "money"),
                (listed(one["depends_on"]), "text"),
                (f"{bound_words(gate)} by {date_words(gate['date'])}" if gate else "", "text"),
                (gate["otherwise"] if gate else "", "text"), (gate["passed"]["share"] if gate else None, "chance"),
                (one["began"]["share"], "chance"), (one["undone"]["share"], "chance"),
            ])
    sheets.add("Phases", heads, rows)


def _money(sheets: _Sheets, told: dict[str, Any]) -> None:
    heads = [("Way", 14), ("Date", 13), *((f"{what} {end}", 14) for what in ("Phases", "Market beyond status quo")
                                          for end in ("mean", "low", "high"))]
    rows = [
        [(display(name), "text"), (row["date"], "date"),
         *((row[what][end], "money") for what in ("own", "market") for end in ("mean", "low", "high"))]
        for name, spent in told["money"].items() for row in spent["over_time"]
    ]
    sheets.add("Money", heads, rows)


def _series(sheets: _Sheets, results: Results) -> None:
    units = {one["outcome"]: one["unit"] for one in results.told["countries"]}
    shown = results.series[results.series["outcome"].isin(list(units))]
    heads = [("Way", 14), ("Outcome", 24), ("Place", 10), ("Date", 13), *((name, 12) for name in _SERIES)]
    rows = [
        [(display(row["arm"]), "text"), (row["outcome"], "text"), (row["place"], "text"), (row["date"], "date"),
         *((row[name], _form(units[row["outcome"]])) for name in _SERIES)]
        for row in shown.to_dict("records")
    ]
    sheets.add("Series", heads, rows)


def _assumptions(sheets: _Sheets, told: dict[str, Any]) -> None:
    heads = [("Assumption", 46), ("Unit", 30), ("Value", 12), ("Low", 12), ("High", 12), ("Weight", 10), ("p", 10),
             ("On target", 24)]
    rows = [
        [(one["name"], "text"), (one["unit"], "text"),
         *((one[key], "number") for key in ("base", "low", "high", "weight", "p")), (one["target"], "text")]
        for one in told["assumptions"]
    ]
    sheets.add("Assumptions", heads, rows)
