"""The bench's own book-keeping: targets, medians, the record written whole, and measures in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import record
from benchmarks.catalogue import MEASURES, Figure
from benchmarks.process import MeasureCrashed, call
from benchmarks.run import main, number


def test_a_figure_is_the_median_of_its_runs_against_the_target() -> None:
    runs = [{"wall_s": 3.0}, {"wall_s": 1.0}, {"wall_s": 1.2}]
    found = Figure("wall_s", "s", 1.2, higher=False).summary(runs)
    assert (found["median"], found["verdict"]) == (1.2, "met")
    assert Figure("wall_s", "s", 1.3).summary(runs)["verdict"] == "missed"
    assert Figure("wall_s", "s").summary(runs)["verdict"] == "no target"


def test_quick_sizes_name_arguments_of_the_full_ones() -> None:
    for measure in MEASURES:
        assert set(measure.quick) <= set(measure.arguments), measure.name
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)


def test_a_record_is_written_whole_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "results.json"
    assert record.read(path) == {}
    written = {"measures": {"threads": {"figures": {"speedup": {"median": 1.8}}}}}
    record.write(path, written)
    with pytest.raises(TypeError):
        record.write(path, {"measures": object()})
    assert record.read(path) == written
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert record.median_of(written, "threads", "speedup") == 1.8
    assert record.median_of(written, "engines", "speedup") is None
    assert record.ratio(0.9, 1.8) == 0.5
    assert record.ratio(0.9, None) is None


def test_figures_are_printed_short() -> None:
    assert [number(value) for value in (None, 12345678.0, 1.23456)] == ["–", "12,345,678", "1.235"]


def test_a_crash_in_a_measure_is_told_not_raised(capsys: pytest.CaptureFixture[str], tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise MeasureCrashed("no such luck")

    monkeypatch.setattr("benchmarks.run.call", crash)
    out = tmp_path / "results.json"
    assert main(["--quick", "--only", "levers", "--out", str(out)]) == 1
    assert "no such luck" in capsys.readouterr().out
    assert json.loads(out.read_text())["measures"]["levers"]["error"] == "no such luck"


@pytest.mark.slow
def test_a_measure_runs_in_a_process_of_its_own() -> None:
    with pytest.raises(MeasureCrashed, match="banana"):
        call("benchmarks.cold", "levers", {"banana": 1})
    assert call("benchmarks.cold", "levers", {})["lines"] > 10
