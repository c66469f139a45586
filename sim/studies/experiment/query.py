"""``sim query FOLDER "SQL"``: a study's tables in DuckDB, and nothing besides them.

Tables of a study: ``runs`` (a row a finished run: factors and outcomes), ``regions`` (the same, region by region),
``points``, ``failures``, ``plan``; what else is kept of runs (``daily`` where days were kept, ``measured`` of a
validation); and the tables of its answer (``effects`` of a comparison or an explanation). A study may be running
meanwhile. Files are read where they are; nothing is loaded that a query does not use.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import UserError, brief, needs, quoted, suggest
from sim.runs.description import DESCRIPTION, PLAN
from sim.runs.folder import PARTS
from sim.runs.sealed import read_parquet
from sim.studies.experiment.read import StoredStudy, read_study

_MOST_NAMED = 12
_WIDEST = 2**63
_LONGEST_WORD = 60
_SHUT = {
    "enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
"""Nothing outside the study is within reach: no file, no database, no extension, no variable of this program."""

_ODD = re.compile("INTERVAL|UNION|BIT|VARIANT|UUID|BLOB|TIME_NS|GEOMETRY")
_DAYS = re.compile("DATE|TIME")


def query(folder: str | Path, sql: str) -> pd.DataFrame:
    """Return the answer of a SQL query over a study's tables, which is all that it can read; it writes nothing.

    Columns of the same name are told apart as DuckDB does it: ``key``, ``key_1``. What no frame holds (a duration, a
    union) is text.

    Raises
    ------
    UserError
        If there is no study, DuckDB is not installed, or the query is wrong, or reaches for something else.
    """
    needs("duckdb", "sim query")
    import duckdb

    tables = tables_of(Path(folder).expanduser())
    if not sql.strip():
        raise UserError(f"no SQL is given (tables: {', '.join(tables)})")
    with tempfile.TemporaryDirectory(prefix="sim-query-") as spill, duckdb.connect(
        config={**_SHUT, "temp_directory": spill}
    ) as database:
        for name in _asked_for(sql, tables):
            table = tables[name]()
            if table is not None:
                database.register(name, table)
        database.execute("SET lock_configuration = true")
        try:
            return _frame_of(database.sql(sql))
        except (duckdb.PermissionException, duckdb.InvalidInputException) as error:
            if "disabled" in str(error) or "locked" in str(error):
                raise UserError(f"SQL reads the study's tables and nothing else: no files, no other databases, no "
                                f"extensions, no settings (tables: {', '.join(tables)})") from error
            raise UserError(f"{_one_line(error)} (tables: {', '.join(tables)})") from error
        except duckdb.Error as error:
            raise UserError(f"{_told(error, tables)} (tables: {', '.join(tables)})") from error
        except (RuntimeError, RecursionError) as error:  # of DuckDB's parser, on SQL that is none
            raise UserError(f"cannot read this as SQL: {_one_line(error)}") from error


def _frame_of(asked_of: Any) -> pd.DataFrame:
    """Return a relation's rows as a frame whose columns are called each its own."""
    if asked_of is None:
        return pd.DataFrame()
    names = _told_apart(asked_of.columns)
    kinds = [str(kind) for kind in asked_of.types]
    try:
        answer = _selected(asked_of, names, [bool(_ODD.search(kind)) for kind in kinds])
    except (ValueError, OverflowError):  # a day that Python's calendar does not have
        answer = _selected(asked_of, names, [bool(_ODD.search(kind) or _DAYS.search(kind)) for kind in kinds])
    for name in answer.columns:
        if any(isinstance(value, Decimal) for value in answer[name]):
            answer[name] = _numbers(answer[name])
    return answer


def _selected(asked_of: Any, names: Sequence[str], as_text: Sequence[bool]) -> pd.DataFrame:
    columns = [
        f"#{place}{'::VARCHAR' * text} AS {_identifier(name)}"
        for place, (name, text) in enumerate(zip(names, as_text, strict=True), 1)
    ]
    answer: pd.DataFrame = asked_of.project(", ".join(columns)).to_arrow_table().to_pandas()
    return answer


def _identifier(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names of which no two are the same to SQL, which does not see case."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        told, count = name, 0
        while told.casefold() in taken or (count and told.casefold() in map(str.casefold, names)):
            count += 1
            told = f"{name}_{count}"
        taken.add(told.casefold())
        found.append(told)
    return found


def _numbers(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return decimals as whole numbers where all are and fit, else as fractions."""
    known = [value for value in values if value is not None]
    whole = len(known) == len(values) and all(value == int(value) and abs(value) < _WIDEST for value in known)
    return values.map(int).astype("int64") if whole else values.astype(float)


def tables_of(folder: Path) -> dict[str, Callable[[], Any]]:
    """Return the names of a folder's tables, each with what reads it."""
    if not folder.is_dir():
        raise UserError(f"no folder {folder}")
    if not (folder / DESCRIPTION).exists():
        files = sorted(one for one in folder.glob("*.parquet") if one.is_file() and not one.is_symlink())
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
    found = {name: frame_of(read()) for name, read in tables_of(Path(folder).expanduser()).items()}
    rows = []
    for name, table in found.items():
        more = len(table.columns) - _MOST_NAMED
        named = ", ".join(map(str, table.columns[:_MOST_NAMED]))
        rows.append((name, len(table), f"{named} and {more} more" if more > 0 else named))
    return pd.DataFrame(rows, columns=["table", "rows", "columns"])


def frame_of(table: Any) -> pd.DataFrame:
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
    folded = sql.casefold()
    return [name for name in tables if name.casefold() in folded]


def _told(error: Exception, tables: Mapping[str, object]) -> str:
    missing = re.search(r"Table with name (.+) does not exist", str(error))
    if missing is None:
        return _one_line(error)
    return f"no table {quoted(missing[1])}.{suggest(missing[1], tables)}"


def _one_line(error: Exception) -> str:
    return " ".join(brief(word, _LONGEST_WORD) for word in str(error).split("LINE ")[0].split())
