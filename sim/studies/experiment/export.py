"""A study's tables and the answers of queries as files: CSV, workbooks, JSON; whole or not at all, and text stays text.

Whoever named a creator, a scenario or a column may have begun the name with ``=``: a spreadsheet would take it for a
formula. In a workbook such text is written as text; in a CSV, which cannot say what is text, an apostrophe goes before.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import UserError, needs
from sim.show.sheet import Line, cell_text
from sim.studies.experiment.query import frame_of, tables_of

MOST_SHEET_ROWS = 1_048_575  # and a row of headers
MOST_PRINTED = 90
_FIRST_YEAR = 1900
_AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(answer: pd.DataFrame) -> str:
    """Return an answer as CSV, in which no text is a formula."""
    safe = answer.rename(columns=_guarded)
    for column in safe.columns:
        if safe[column].dtype.kind not in "Mbiufm":
            safe[column] = safe[column].map(_guarded, na_action="ignore")
    text: str = safe.to_csv(index=False, lineterminator="\n")
    return text


def as_records(answer: pd.DataFrame) -> list[dict[str, Any]]:
    """Return an answer as JSON holds it: a mapping a row; undefined and endless numbers are ``None``."""
    names = [str(name) for name in answer.columns]
    return [dict(zip(names, map(plain_value, row), strict=True)) for row in answer.itertuples(index=False, name=None)]


def plain_value(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.date | dt.time | dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain_value(one) for name, one in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [plain_value(one) for one in value]
    return str(value)


def _guarded(value: Any) -> Any:
    """Return text that a spreadsheet would compute with an apostrophe before it; plain numbers are none."""
    if isinstance(value, str) and value.startswith(_FORMULAS) and not _is_number(value):
        return "'" + value
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text


def write_all(folder: str | Path, path: Path, answer: Sequence[Line] = ()) -> None:
    """Write all tables of a study into one workbook, a sheet each; those that no sheet can hold are left out.

    Parameters
    ----------
    answer
        Lines of a sheet *Answer* that comes before them.
    """
    tables = {name: frame_of(read()) for name, read in tables_of(Path(folder).expanduser()).items()}
    fitting = {name: table for name, table in tables.items() if len(table) <= MOST_SHEET_ROWS and _is_flat(table)}
    _whole_or_not(path, lambda aside: _write_workbook(fitting, aside, answer))


def write_table(answer: pd.DataFrame, path: Path) -> None:
    """Write an answer as CSV or as a workbook, by the file's ending, whole or not at all.

    Raises
    ------
    UserError
        If the place cannot be written, or a workbook cannot hold so many rows.
    """
    if path.suffix != ".xlsx":
        _whole_or_not(path, lambda aside: aside.write_text(as_csv(answer), encoding="utf-8", newline=""))
        return
    if len(answer) > MOST_SHEET_ROWS:
        raise UserError(f"{len(answer):,} rows: a sheet holds {MOST_SHEET_ROWS:,}, so write --csv instead")
    _whole_or_not(path, lambda aside: _write_workbook({"answer": answer}, aside))


def _whole_or_not(path: Path, write: Callable[[Path], object]) -> None:
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        write(aside)
        aside.replace(path)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)


def _write_workbook(sheets: Mapping[str, pd.DataFrame], path: Path, answer: Sequence[Line] = ()) -> None:
    needs("xlsxwriter", "a workbook")
    with path.open("wb") as file, pd.ExcelWriter(
        file, engine="xlsxwriter", engine_kwargs={"options": _AS_WRITTEN}
    ) as workbook:
        if answer:
            _write_lines(workbook.book, answer)
        for name, table in sheets.items():
            plain = _as_cells(table)
            plain.to_excel(workbook, sheet_name=name, index=False, freeze_panes=(1, 0))
            sheet = workbook.sheets[name]
            sheet.autofit()
            _on_paper(sheet, len(plain), len(plain.columns))
            if len(plain.columns):
                sheet.autofilter(0, 0, max(len(plain), 1), len(plain.columns) - 1)


def _on_paper(sheet: Any, rows: int, columns: int) -> None:
    """Print one page wide with the head on every page, and of a long table the first rows."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if rows > MOST_PRINTED and columns:
        sheet.print_area(0, 0, MOST_PRINTED, columns - 1)
        sheet.set_footer(f"&L&8The first {MOST_PRINTED} of {rows:,} rows&R&8&P of &N")


def _as_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as cells of a sheet hold it: no time zones, no days before 1900, no lists, no endless text."""
    plain = table.copy()
    for column in plain.columns:
        if isinstance(plain[column].dtype, pd.DatetimeTZDtype):
            plain[column] = plain[column].dt.tz_localize(None)
        kind = plain[column].dtype.kind
        if kind == "M" and (plain[column].dt.year < _FIRST_YEAR).any():
            plain[column] = plain[column].astype(str)
        elif kind not in "Mbiufm":
            plain[column] = plain[column].map(_cell, na_action="ignore")
    return plain


def _cell(value: object) -> object:
    if isinstance(value, bool | int | float | np.generic):
        return value
    if isinstance(value, dt.date | dt.datetime) and value.year >= _FIRST_YEAR:
        return value
    text = value if isinstance(value, str) else json.dumps(plain_value(value), ensure_ascii=False)
    return cell_text(text)


def _write_lines(book: Any, lines: Sequence[Line]) -> None:
    sheet = book.add_worksheet("Answer")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    forms = {
        "title": book.add_format({"bold": True, "font_size": 14}), "text": book.add_format({}),
        "head": book.add_format({"bold": True, "bottom": 1}), "row": book.add_format({}),
    }
    sheet.hide_gridlines(2)
    for number, line in enumerate(lines):
        for column, cell in enumerate(line.cells):
            sheet.write_string(number, column, cell_text(cell), forms[line.style])
    tabular = [line.cells for line in lines if line.style == "row"]
    heads = [line.cells for line in lines if line.style == "head" and len(line.cells) > 1]
    for column, cells in enumerate(zip(*tabular, *heads, strict=True)):
        sheet.set_column(column, column, max(map(len, cells)) + 2)


def _is_flat(table: pd.DataFrame) -> bool:
    """Return whether every cell is one value; whole arrays (``counts``) are for SQL."""
    nested = (np.ndarray, list)
    return not any(isinstance(value, nested) for value in (table.iloc[0] if len(table) else ()))
