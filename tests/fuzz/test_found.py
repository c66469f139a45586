"""What fuzzing found once, each the smallest of its kind, so that it is not lost again."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from sim.config.group_files import check_group_file
from sim.config.locating import Sources
from sim.config.regimes import with_regimes
from sim.errors import UserError
from sim.methods.experiments.frames import UNITS
from sim.methods.experiments.reading import read_test
from sim.model.network.formats.sheet import read_sheet
from sim.studies.experiment.query import _told


def test_a_market_that_is_a_word_is_left_to_whoever_checks_it() -> None:
    assert with_regimes({"market": "us", "enforcement": {}}, Sources())["market"] == "us"


def test_a_group_file_that_hydra_cannot_decode_is_told_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_bytes("regions: {us: {share: 1}}\n".encode("utf-16"))
    with pytest.raises(UserError, match=r"wide\.yaml: is UTF-16 text: save it as UTF-8"):
        check_group_file(path, "market")


def test_a_column_of_thousands_of_digits_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert read_sheet(tmp_path / "nodes.csv", ["9" * 5000]).columns.empty


def test_what_stood_before_a_test_is_a_number_too(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("unit,arm,gmv,pre_gmv\na,0,1,2\nb,1,1,two\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"units\.csv:3: pre_gmv is a number with a decimal point, not 'two'"):
        read_test(tmp_path / "units.csv", UNITS, ["gmv"])


def test_a_long_word_of_a_query_is_told_short() -> None:
    with pytest.raises(duckdb.Error) as caught:
        duckdb.sql(f"select {{'x': 1}} {'9' * 5000}")
    assert len(_told(caught.value, {})) < 300
