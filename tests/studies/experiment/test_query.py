"""SQL over a study's tables, while it runs too; answers as CSV and workbooks."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from sim import errors
from sim.cli.main import main
from sim.errors import UserError
from sim.runs.engine import run_study
from sim.runs.recipe import RUNS
from sim.runs.rows import RunReport, failed_row
from sim.runs.worker import ModelFactory
from sim.studies.experiment.export import write_table
from sim.studies.experiment.query import query
from sim.studies.kinds import open_study
from tests.runs.test_engine import SERIAL, begin
from tests.studies.experiment.stand_in import MAKER, RECALL, Failing, StandIn, sweep

pytest.importorskip("duckdb")
pytest.importorskip("xlsxwriter")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = begin(tmp_path_factory.mktemp("query") / "x", sweep(daily=True))
    run_study(study, SERIAL, factory=ModelFactory(Failing))
    return study.path


def test_runs_have_factors_and_outcomes(folder: Path) -> None:
    sql = f'select "{RECALL}" as recall, avg(quality) as q, count(*) as n from runs group by 1 order by 1'
    answer = query(folder, sql)
    assert answer["recall"].tolist() == [0.3, 0.5, 0.8]
    assert answer["n"].tolist() == [6, 6, 4]
    assert answer["q"].is_monotonic_increasing


def test_every_table_answers(folder: Path) -> None:
    counts = {name: int(query(folder, f"select count(*) as n from {name}")["n"][0]) for name in (
        "plan", "runs", "regions", "failures", "daily")}
    assert counts == {"plan": 18, "runs": 16, "regions": 48, "failures": 2, "daily": 16 * 3 * 3}
    assert set(query(folder, "select distinct stage, message from failures")["stage"]) == {"simulation"}
    assert query(folder, "select * from daily where day = 2 and region = 'vn'")["seed"].isin([1, 2, 3]).all()


def test_a_running_study_can_be_read(tmp_path: Path) -> None:
    study = begin(tmp_path / "x")
    seen: list[int] = []

    def look(told: object) -> None:
        if not seen and len(study.states()) == 5:
            seen.append(int(query(study.path, "select count(*) as n from runs")["n"][0]))

    run_study(study, SERIAL, factory=MAKER, on_progress=look)
    assert seen == [5]


def test_mistakes_are_one_line(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = (("select * from rums", "rums"), ("selec 1", "syntax error"), ("select qualty from runs", "qualty"))
    for sql, said in wrong:
        with pytest.raises(UserError) as told:
            query(folder, sql)
        assert said in str(told.value)
        assert "\n" not in str(told.value)
        assert "(tables: runs, regions, points, failures, plan, daily)" in str(told.value)
    with pytest.raises(UserError, match="there are no tables"):
        query(tmp_path, "select 1")
    monkeypatch.setattr(errors.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"sim query needs duckdb, which is not installed: pip install .*\[studies\]"):
        query(folder, "select 1")


def test_answers_as_files(folder: Path, tmp_path: Path) -> None:
    answer = query(folder, "select * from runs")
    write_table(answer, tmp_path / "a.csv")
    write_table(answer, tmp_path / "a.xlsx")
    assert len(pd.read_csv(tmp_path / "a.csv")) == 16
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 17
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "a.xlsx"]
    with pytest.raises(UserError, match="cannot write"):
        write_table(answer, tmp_path / "nowhere" / "a.csv")


def test_without_sql_all_tables_are_listed_or_fill_a_workbook(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["query", str(folder), "--json"]) == 0
    told = {one["table"]: one["rows"] for one in json.loads(capsys.readouterr().out)}
    assert (told["runs"], told["failures"], told["plan"]) == (16, 2, 18)
    monkeypatch.chdir(tmp_path)
    assert main(["query", str(folder), "--xlsx", "all.xlsx"]) == 0
    with zipfile.ZipFile("all.xlsx") as book:
        sheets = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
    assert sheets == list(told)
    assert main(["query", str(folder), "--csv", "all.csv"]) == 2
    assert "--csv writes one table" in capsys.readouterr().err
    monkeypatch.setattr("sim.studies.experiment.export.MOST_SHEET_ROWS", 17)
    assert main(["query", str(folder), "select * from plan", "--xlsx", "long.xlsx"]) == 2
    assert "18 rows: a sheet holds 17, so write --csv instead" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["all.xlsx"]


def test_a_comparisons_tables_can_be_asked_too(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "plan.parquet", tmp_path / "daily.parquet")
    assert int(query(tmp_path, "select count(*) as n from daily")["n"][0]) == 18


def test_a_study_without_finished_runs_has_empty_tables(tmp_path: Path) -> None:
    study = begin(tmp_path / "x", sweep(seeds=1))
    assert len(query(study.path, "select * from runs")) == 0
    from sim.runs.worker import RunContext, Worker

    worker = Worker(RunContext(study.blueprint, study.path, "t", ModelFactory(StandIn)), "w")
    worker.write({RUNS: failed_row(RunReport(study.plan["key"][0].as_py(), "w"), "warm-up", "no luck")})
    worker.close()
    assert len(query(study.path, "select * from runs")) == 0
    assert open_study(study.path).failures["message"].tolist() == ["no luck"]
