"""A test that was run, read from an analyst's CSV files: the same numbers as the estimators, checks first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.cli.main import main
from sim.errors import UserError
from sim.methods.experiments.cuped import cuped
from sim.methods.experiments.frames import Metric
from sim.studies.laboratory.reading import read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    arm, before = np.repeat([0, 1], 200), rng.gamma(2.0, 5.0, 400)
    units = pd.DataFrame({"unit": np.arange(400), "arm": arm, "gmv": before * 1.1 + arm + rng.normal(0, 1, 400),
                          "pre_gmv": before, "views": 50 + rng.poisson(20, 400), "pre_views": 70})
    units.to_csv(tmp_path / "units.csv", index=False)
    days, clusters = np.arange(-5, 15), np.arange(8)
    panel = pd.DataFrame([
        {"cluster": c, "day": d, "arm": int(c % 2 == 0 and d >= 0), "units": 10,
         "gmv": 100 + 3 * c + 5 * (c % 2 == 0 and d >= 0) + rng.normal(), "views": 1000}
        for c in clusters for d in days
    ])
    panel.to_csv(tmp_path / "panel.csv", index=False)
    return tmp_path


def test_it_says_what_the_estimators_say(folder: Path) -> None:
    found, checks = read_folder(folder, ["gmv", "gmv/views"], 0.5)
    assert checks == []
    said = {(one.table, one.metric, one.estimator): one.found for one in found}
    units = pd.read_csv(folder / "units.csv")
    assert said["units", "gmv", "cuped"] == cuped(units, Metric.parse("gmv"))
    did = said["panel", "gmv", "difference_in_differences"]
    assert did is not None
    assert did.low < 0.5 < did.high
    assert said["units", "gmv/views", "ratio"] is not None


def test_a_lopsided_test_is_told_before_any_result(folder: Path) -> None:
    _, checks = read_folder(folder, ["gmv"], 0.1)
    assert len(checks) == 1
    assert "200 of 400 units are treated where 10% were meant to be" in checks[0]


def test_arms_that_differed_before_are_told(folder: Path) -> None:
    units = pd.read_csv(folder / "units.csv")
    units.loc[units["arm"] == 1, "pre_gmv"] += 5
    units.to_csv(folder / "units.csv", index=False)
    _, checks = read_folder(folder, ["gmv"], 0.5)
    assert ["differed in gmv before" in line for line in checks] == [True]


def test_what_is_wrong_is_told_with_its_line(folder: Path) -> None:
    text = (folder / "units.csv").read_text().splitlines()
    text[3] = text[3].replace(",0,", ",maybe,", 1)
    (folder / "units.csv").write_text("\n".join(text))
    with pytest.raises(UserError, match=r"units\.csv") as refused:
        read_folder(folder, ["gmv"], 0.5)
    assert refused.value.line == 4


@pytest.mark.parametrize("words", [
    ["--read", "{empty}", "--metric", "gmv"],
    ["--read", "{folder}"],
    ["--read", "{folder}", "--metric", "gmw"],
    ["--read", "{folder}", "--metric", "gmv", "--share", "1"],
    ["--read", "{folder}", "--metric", "gmv", "--share", "half"],
    ["warn_first", "--share", "0"],
    ["warn_first", "--days", "200"],
    ["warn_first", "--design", "viewer"],
    ["warn_first", "--metric", "qualty"],
    [],
])
def test_bad_input_is_one_line_and_exit_code_2(
    words: list[str], folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"folder": str(folder), "empty": str(tmp_path_factory.mktemp("empty"))}
    outputs = ["--outputs", str(tmp_path_factory.mktemp("out"))]
    assert code_of(["experiment", *(word.format(**places) for word in words), *outputs]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("sim: ")
    assert "\n" not in said


def code_of(line: list[str]) -> int:
    try:
        found = main(line)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return int(found or 0)


def test_a_table_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(["experiment", "--read", str(folder), "--metric", "gmv"]) == 0
    out = capsys.readouterr().out
    assert "units.csv" in out
    assert "means compared" in out
    assert "own past" in out
