"""``sim query FOLDER "SQL"``: a study's tables in DuckDB, to a terminal, a CSV file or a workbook.

Without SQL it lists the tables, or writes all of them into one workbook.

Tables of a study: ``runs`` (a row a finished run: factors and outcomes), ``regions`` (the same, region by region),
``points``, ``failures``, ``plan``; what else is kept of runs (``daily`` where days were kept, ``measured`` of a
validation); and the tables of its answer (``effects`` of a comparison or an explanation). A study may be running
meanwhile. Files are read where they are; nothing is loaded that a query does not use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import UserError, needs
from sim.runs.description import DESCRIPTION, PLAN
from sim.runs.folder import PARTS
from sim.runs.sealed import read_parquet
from sim.show.sheet import Line
from sim.studies.experiment.read import StoredStudy, read_study

_MOST_NAMED = 12
MOST_SHEET_ROWS = 1_048_575  # and a row of headers
MOST_PRINTED = 90


def query(folder: str | Path, sql: str) -> pd.DataFrame:
    """Return the answer of a SQL query over a study's tables.

    Raises
    ------
    UserError
        If there is no study, DuckDB is not installed, or the query is wrong.
    """
    needs("duckdb", "sim query")
    import duckdb

    tables = tables_of(Path(folder).expanduser())
    with duckdb.connect() as database:
        asked = _asked_for(sql, tables)
        for name in asked:
            table = tables[name]()
            if table is not None:
                database.register(name, table)
        try:
            asked_of = database.sql(sql)
            answer: pd.DataFrame = pd.DataFrame() if asked_of is None else asked_of.to_arrow_table().to_pandas()
        except duckdb.Error as error:
            raise UserError(f"{_one_line(error)} (tables: {', '.join(tables)})") from error
    return answer


def tables_of(folder: Path) -> dict[str, Callable[[], Any]]:
    """Return the names of a folder's tables, each with what reads it."""
    if not folder.is_dir():
        raise UserError(f"no folder {folder}")
    if not (folder / DESCRIPTION).exists():
        files = sorted(folder.glob("*.parquet"))
        if not files:
            raise UserError("no study here: there are no tables", path=folder)
        return {one.stem: (lambda one=one: read_parquet(one)) for one in files}  # type: ignore[misc]
    study = read_study(folder)
    tables: dict[str, Callable[[], Any]] = {
        name: (lambda name=name: getattr(study, name)) for name in ("runs", "regions", "points", "failures", "plan")  # type: ignore[misc]
    }
    tables |= {one: (lambda one=one: _kept(study, one)) for one in _kept_tables(folder)}  # type: ignore[misc]
    told = [one for one in sorted(folder.glob("*.parquet")) if one.name != PLAN]
    return tables | {one.stem: (lambda one=one: read_parquet(one)) for one in told}


def listing(folder: str | Path) -> pd.DataFrame:
    """Return a study's tables: name, rows, and the first of its columns."""
    found = {name: _frame(read()) for name, read in tables_of(Path(folder).expanduser()).items()}
    rows = []
    for name, table in found.items():
        more = len(table.columns) - _MOST_NAMED
        named = ", ".join(map(str, table.columns[:_MOST_NAMED]))
        rows.append((name, len(table), f"{named} and {more} more" if more > 0 else named))
    return pd.DataFrame(rows, columns=["table", "rows", "columns"])


def write_all(folder: str | Path, path: Path, answer: Sequence[Line] = ()) -> None:
    """Write all tables of a study into one workbook, a sheet each; those that no sheet can hold are left out.

    Parameters
    ----------
    answer
        Lines of a sheet *Answer* that comes before them.
    """
    tables = {name: _frame(read()) for name, read in tables_of(Path(folder).expanduser()).items()}
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
        _whole_or_not(path, lambda aside: answer.to_csv(aside, index=False))
        return
    if len(answer) > MOST_SHEET_ROWS:
        raise UserError(f"{len(answer):,} rows: a sheet holds {MOST_SHEET_ROWS:,}, so write --csv instead")
    _whole_or_not(path, lambda aside: _write_workbook({"answer": answer}, aside))


def _whole_or_not(path: Path, write: Callable[[Path], None]) -> None:
    aside = path.with_name(f".{path.name}")
    try:
        write(aside)
        aside.replace(path)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)


def _write_workbook(sheets: Mapping[str, pd.DataFrame], path: Path, answer: Sequence[Line] = ()) -> None:
    needs("xlsxwriter", "a workbook")
    with path.open("wb") as file, pd.ExcelWriter(file, engine="xlsxwriter") as workbook:
        if answer:
            _write_lines(workbook.book, answer)
        for name, table in sheets.items():
            plain = table.copy()
            for column in plain.columns:
                if isinstance(plain[column].dtype, pd.DatetimeTZDtype):
                    plain[column] = plain[column].dt.tz_localize(None)  # a workbook knows no time zones
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


def _write_lines(book: Any, lines: Sequence[Line]) -> None:
    sheet = book.add_worksheet("Answer")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    forms = {
        "title": book.add_format({"bold": True, "font_size": 14}), "text": book.add_format({}),
        "head": book.add_format({"bold": True, "bottom": 1}), "row": book.add_format({}),
    }
    sheet.hide_gridlines(2)
    for number, line in enumerate(lines):
        for column, cell in enumerate(line.cells):
            sheet.write_string(number, column, cell, forms[line.style])
    tabular = [line.cells for line in lines if line.style == "row"]
    heads = [line.cells for line in lines if line.style == "head" and len(line.cells) > 1]
    for column, cells in enumerate(zip(*tabular, *heads, strict=True)):
        sheet.set_column(column, column, max(map(len, cells)) + 2)


def _is_flat(table: pd.DataFrame) -> bool:
    """Return whether every cell is one value; whole arrays (``counts``) are for SQL."""
    nested = (np.ndarray, list)
    return not any(isinstance(value, nested) for value in (table.iloc[0] if len(table) else ()))


def _frame(table: Any) -> pd.DataFrame:
    """Return a table of whatever kind as a frame; one that is not there is empty."""
    if table is None:
        return pd.DataFrame()
    frame: pd.DataFrame = table if isinstance(table, pd.DataFrame) else table.to_pandas()
    return frame


def _kept_tables(folder: Path) -> list[str]:
    """Return what is kept of runs besides their outcomes: folders of parts."""
    others = [one for one in sorted(folder.iterdir()) if one.is_dir() and one.name not in (PARTS, "damaged")]
    return [one.name for one in others if any(part.suffix in (".parquet", ".journal") for part in one.iterdir())]


def _kept(study: StoredStudy, name: str) -> Any:
    """Return what is kept of finished runs, each row once, with the plan's columns before it."""
    rows = study.table(name)
    if rows is None:
        return None
    finished = study.plan[study.plan["key"].isin(study.runs["key"])]
    return finished.merge(rows.to_pandas(), on="key")


def _asked_for(sql: str, tables: dict[str, Callable[[], Any]]) -> list[str]:
    """Return the tables whose names stand in a query; others are not read."""
    return [name for name in tables if name in sql]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split("LINE ")[0].split())
