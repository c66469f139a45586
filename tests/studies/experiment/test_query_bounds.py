"""SQL reads a study's tables and nothing else, and text stays text in whatever an answer is written to."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sim.studies.experiment.query as bounds
from sim.errors import UserError
from sim.studies.experiment.export import as_csv, as_records, write_table
from sim.studies.experiment.query import query


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one table, ``runs``."""
    pq.write_table(pa.table({"key": ["a", "b"], "quality": [0.5, 0.6]}), tmp_path / "runs.parquet")
    return tmp_path


@pytest.mark.parametrize("sql", [
    "select * from read_csv('{0}')", "select * from read_text('{0}')", "select * from glob('/*')", "attach '{0}'",
    "copy (select 1) to '{0}'", "install httpfs", "load httpfs", "set enable_external_access = true",
    "export database '{0}'", "pragma profiling_output = '{0}'", "create secret s (type s3)"])
def test_sql_reaches_nothing_outside(sql: str, folder: Path) -> None:
    place = folder / "outside.csv"
    with pytest.raises(UserError, match="nothing else"):
        query(folder, sql.format(place))
    assert not place.exists()


def test_a_query_without_an_end_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LONGEST_S", 0.3)
    endless = "select count(*) from range(10000000) a, range(10000000) b where a.range * b.range % 7 = 3"
    with pytest.raises(UserError, match="took longer than"):
        query(folder, endless)
    assert list(query(folder, "select 1 a")["a"]) == [1]


def test_sql_sees_no_variable_of_the_program(folder: Path) -> None:
    secret = pd.DataFrame({"a": [1]})
    with pytest.raises(UserError, match="no table 'secret'"):
        query(folder, "select * from secret")
    assert len(secret) == 1


def test_names_ignore_case_and_columns_of_one_name_are_told_apart(folder: Path) -> None:
    answer = query(folder, "SELECT a.KEY, b.key, 1 AS key_1 FROM RUNS a JOIN Runs b USING (key)")
    assert len(set(map(str.casefold, answer.columns))) == 3


def test_what_no_frame_holds_is_text(folder: Path) -> None:
    sql = "select interval 3 day a, date 'infinity' d, [interval 1 day] l, sum(1) s, 'nan'::double n from runs"
    assert as_records(query(folder, sql)) == [{"a": "3 days", "d": "infinity", "l": "[1 day]", "s": 2, "n": None}]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@x", "-a", "\t=1"])
def test_text_is_no_formula(text: str, folder: Path) -> None:
    answer = pd.DataFrame({text: [text, "plain"], "number": [-5, 1]})
    head, first, *_ = as_csv(answer).splitlines()
    assert head.lstrip('"').startswith("'") and first.lstrip('"').startswith("'") and first.endswith(",-5")
    write_table(answer, folder / "x.xlsx")
    with zipfile.ZipFile(folder / "x.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_link_in_a_folder_leads_nowhere(folder: Path) -> None:
    (folder / "theirs.parquet").symlink_to(folder / "runs.parquet")
    with pytest.raises(UserError, match="no table 'theirs'"):
        query(folder, "select * from theirs")
