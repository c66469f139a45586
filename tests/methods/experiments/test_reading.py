"""An analyst's CSV is read as it stands, or refused with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.errors import UserError
from sim.methods.experiments.difference import difference_in_means
from sim.methods.experiments.frames import CELLS, EXPOSURE, KINDS, PANEL, UNITS, Kind, Metric, checked
from sim.methods.experiments.reading import read_test
from tests.methods.experiments import worlds

HEAD = "unit,arm,gmv\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "test.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_read_and_answers_the_same(tmp_path: Path) -> None:
    units = worlds.plain_units(1, 80, 0.5)
    path = tmp_path / "test.csv"
    units.to_csv(path, index=False)
    again = read_test(path, UNITS, ("gmv", "pre_gmv"))
    ours, theirs = (difference_in_means(frame, worlds.GMV) for frame in (units, again))
    assert ours == theirs and set(KINDS) == {"units", "cells", "panel", "exposure"}


@pytest.mark.parametrize("kind", [CELLS, PANEL, EXPOSURE], ids=lambda kind: kind.name)
def test_tables_of_the_simulator_are_those_of_the_contract(kind: Kind, tmp_path: Path) -> None:
    tables = {
        CELLS: worlds.cells(1),
        PANEL: worlds.panel(1, np.array([[0, 1], [1, 0]])),
        EXPOSURE: worlds.Market(creators=40).test(1),
    }
    table = checked(tables[kind], kind, ("gmv",))
    table.to_csv(tmp_path / "t.csv", index=False)
    assert len(read_test(tmp_path / "t.csv", kind, ("gmv",))) == len(table)


def test_names_words_and_marks_of_spreadsheets_are_understood(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeffuser_id,variant,gmv,comment\n"a, b",Control,1.5,x\n\nc,treatment,2e3,\n')
    frame = read_test(path, UNITS, ("gmv",), {"user_id": "unit", "variant": "arm"})
    assert frame.unit.tolist() == ["a, b", "c"] and frame.arm.tolist() == [0, 1] and frame.gmv.tolist() == [1.5, 2000]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (HEAD + "a,0,1\nb,2,1\n", 3, "arm is 0 or 1, or control or treatment, not '2'"),
        (HEAD + "a,0,1\n\nb,1,\n", 4, "gmv is missing"),
        (HEAD + "a,0,1\nb,1,1,5\n", 3, "4 values under 3 columns"),
        (HEAD + 'a,0,"1,5"\n', 2, "a number with a decimal point, not '1,5'"),
        (HEAD + "a,0,nan\n", 2, "not 'nan'"),
        (HEAD + "a,0,inf\n", 2, "not 'inf'"),
        (HEAD + "a,0,1_0\n", 2, "not '1_0'"),
        (HEAD + "a,0,1\nb,1,1\na,1,2\n", 4, "unit 'a' already stands in line 2"),
        (HEAD + ",0,1\n", 2, "unit is missing"),
        (HEAD, 1, "has a header and no rows"),
        ("", 1, "the first line names every column"),
        ("unit,,gmv\na,0,1\n", 1, "names every column"),
        ("unit,arm,arm\na,0,1\n", 1, "two columns are called 'arm'"),
        (HEAD + 'a,0,1\n"b,1,1\n', 3, "quotation mark"),
    ],
)
def test_mistakes_are_told_with_their_line(text: str, line: int, what: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UserError) as caught:
        read_test(path, UNITS, ("gmv",))
    assert str(caught.value).startswith(f"{path}:{line}: ") and what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_column_or_wrong_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_test(tmp_path / "no.csv", UNITS)
    with pytest.raises(UserError, match=r"needs a column 'gmv'; there are unit, arm, gvm\. Did you mean gvm"):
        read_test(written(tmp_path, "unit,arm,gvm\na,0,1\n"), UNITS, ("gmv",))
    with pytest.raises(UserError, match="no column is called 'who'"):
        read_test(written(tmp_path, HEAD + "a,0,1\n"), UNITS, (), {"who": "unit"})
    (tmp_path / "latin.csv").write_bytes("unit,arm\né,0\n".encode("latin-1"))
    with pytest.raises(UserError, match="is not UTF-8"):
        read_test(tmp_path / "latin.csv", UNITS)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"weight": -1.0}, "cannot be negative"),
        ({"market": None}, "market is missing"),
        ({"gmv": float("nan")}, "gmv is a finite number"),
        ({"gmv": "1"}, "not text"),
        ({"unit": 1}, "a second"),
        ({"arm": 0.5}, "0 .control. or 1"),
    ],
)
def test_tables_that_break_the_contract_are_refused(change: dict[str, object], what: str) -> None:
    with pytest.raises(UserError, match=what):
        checked(worlds.Market(creators=40).test(1).assign(**change), EXPOSURE, ("gmv",))


@pytest.mark.parametrize("text", ["", "/views", "gmv/", "a/b/c"])
def test_a_metric_is_a_sum_or_a_ratio_of_two(text: str) -> None:
    with pytest.raises(UserError, match="a metric is a column"):
        Metric.parse(text)
    assert Metric.parse("gmv / views") == Metric("gmv / views", "gmv", "views")
