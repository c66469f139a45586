"""A roadmap as a workbook: numbers as numbers, dates as dates, a frozen head on every sheet.

Everything comes from `sim.studies.roadmap.results`; a cell holds the number itself, its format says how it is shown.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sim.errors import needs
from sim.show.deck.measure import height
from sim.show.sheet import Sheet
from sim.show.style import FAINT, GRID, INK
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.sheets.order import sheets_of, summary_lines
from sim.studies.roadmap.sheets.pictures import NAME, add_pictures

WORKBOOK = "roadmap.xlsx"
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "bottom_color": INK, "text_wrap": True, "valign": "bottom", "indent": 1},
    "number head": {
        "bold": True,
        "bottom": 1,
        "bottom_color": INK,
        "text_wrap": True,
        "valign": "bottom",
        "align": "right",
    },
    "title": {"bold": True, "font_size": 16, "text_wrap": True},
    "text": {"indent": 1},
    "wrap": {"text_wrap": True, "indent": 1},
    "faint": {"font_color": FAINT, "text_wrap": True},
    "share": {"num_format": "0.00%"},
    "chance": {"num_format": "0%"},
    "money": {"num_format": "$#,##0.00;-$#,##0.00"},
    "small": {"num_format": "$#,##0.0000;-$#,##0.0000"},
    "number": {"num_format": "#,##0.000"},
    "whole": {"num_format": "#,##0"},
    "date": {"num_format": "d mmm yyyy"},
}
_TEXTS = ("text", "wrap")
_SUMMARY_WIDTH = 100
_A4 = 9
MOST_PRINTED, FIRST_PRINTED = 90, 45
"""Rows of a sheet that are printed in full; of a longer one a page is."""

_SIZE = 10
_LETTER = 7 / 96
"""Inches that a letter of a column's width takes."""

_POINTS, _ROOM, _BETWEEN = 72, 3, 3


def write_roadmap_workbook(results: Results, path: Path) -> None:
    """Write the workbook.

    Raises
    ------
    MissingExtraError
        If xlsxwriter is not installed.
    """
    needs("xlsxwriter", "a workbook")
    import xlsxwriter

    about = results.about
    made = dt.datetime.fromisoformat(about.created).astimezone(dt.UTC).replace(tzinfo=None)
    with xlsxwriter.Workbook(
        path, {"in_memory": True, "default_format_properties": {"font_name": "Arial", "font_size": _SIZE}}
    ) as book:
        book.set_properties({"title": about.title, "author": about.owner, "created": made})
        base = {"font_color": INK, "valign": "top"}
        lined = {**base, "bottom": 1, "bottom_color": GRID}
        _summary(book, {name: book.add_format({**base, **content}) for name, content in _FORMATS.items()}, results)
        formats = {name: book.add_format({**lined, **content}) for name, content in _FORMATS.items()}
        pictures = book.add_worksheet(NAME)
        sheets = sheets_of(results)
        for sheet in sheets:
            _add(book, formats, sheet)
        add_pictures(book, pictures, results, formats, sheets)


def _summary(book: Any, formats: dict[str, Any], results: Results) -> None:
    sheet = book.add_worksheet("Summary")
    sheet.set_column(0, 0, _SUMMARY_WIDTH)
    sheet.hide_gridlines(2)
    for line, (text, form) in enumerate(summary_lines(results)):
        sheet.write_string(line, 0, text, formats[form])
        sheet.set_row(line, _tall(text, _SUMMARY_WIDTH, _FORMATS[form].get("font_size", _SIZE)) + _BETWEEN)
    sheet.freeze_panes(1, 0)
    _print(sheet, "Summary", 0, 1)


def _add(book: Any, formats: dict[str, Any], content: Sheet) -> None:
    """Add a sheet: heads, typed rows, the first line and columns frozen, a filter, one page wide when printed."""
    sheet = book.add_worksheet(content.name)
    sheet.hide_gridlines(2)
    widths = [width for _, width in content.heads]
    for column, (head, width) in enumerate(content.heads):
        numbers = any(column < len(row) and row[column][1] not in _TEXTS for row in content.rows)
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats["number head" if numbers else "head"])
    sheet.set_row(0, max(_tall(head, width, _SIZE, bold=True) for head, width in content.heads))
    for line, row in enumerate(content.rows, 1):
        wrapped = [
            _tall(str(value), width, _SIZE) for (value, form), width in zip(row, widths, strict=False) if form == "wrap"
        ]
        if wrapped:
            sheet.set_row(line, max(wrapped))
        for column, (value, form) in enumerate(row):
            _write(sheet, line, column, value, formats[form], form)
    sheet.freeze_panes(1, content.frozen)
    sheet.autofilter(0, 0, max(len(content.rows), 1), len(content.heads) - 1)
    sheet.repeat_rows(0)
    _print(sheet, content.name, len(content.rows), len(content.heads))


def _print(sheet: Any, name: str, rows: int, columns: int) -> None:
    """Set a sheet up for paper: A4 across, one page wide, its name and the page's number below.

    Of a sheet with more rows than anybody reads on paper, the first ones are printed, and the foot says so.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    left = name
    if rows > MOST_PRINTED:
        sheet.print_area(0, 0, FIRST_PRINTED, columns - 1)
        left += f": the first {FIRST_PRINTED} of {rows:,} rows, all are in the file"
    sheet.set_footer(f"&L&8{left}&R&8&P of &N")


def _tall(text: str, letters: int, size: float, bold: bool = False) -> float:
    """Return the height of a row in points, with text wrapped to a column of so many letters."""
    return _POINTS * height(text, size, (letters - 2) * _LETTER, bold) + _ROOM


def _write(sheet: Any, line: int, column: int, value: Any, look: Any, form: str) -> None:
    if value is None or (isinstance(value, float) and value != value):
        sheet.write_blank(line, column, None, look)
    elif form == "date":
        sheet.write_datetime(line, column, dt.datetime.fromisoformat(value), look)
    elif isinstance(value, str):
        sheet.write_string(line, column, value, look)
    else:
        sheet.write_number(line, column, value, look)
