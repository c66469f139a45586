"""The commands from outside: what is printed, what is written, and how they stop."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from sim.runs import store
from sim.studies.compare import folder as written
from sim.studies.compare.run import run_compare, run_forecast
from sim.studies.story.run import run_story
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, QUALITY_BONUS, WARN_FIRST, FakeEcosystem

SMALL = CONFIG | {"days": 8, "warmup_days": 3}
FILES = {
    "config.yaml", "manifest.json", "summary.json", "daily.parquet", "tiers.parquet", "slices.parquet", "figures",
    "report.html", "effects.parquet", "returns.parquet", "looks.json", "study.json", "study.lock",
    "plan.parquet", "parts", "counts", "inventory.json",
}


def build_until_third(config: dict[str, Any], seed: int) -> FakeEcosystem:
    """Press Ctrl-C when the third replication starts."""
    if seed == 3:
        raise KeyboardInterrupt
    return FakeEcosystem(config, seed)


def build_never(config: dict[str, Any], seed: int) -> FakeEcosystem:
    """Press Ctrl-C at once."""
    raise KeyboardInterrupt


def build_failing_second(config: dict[str, Any], seed: int) -> FakeEcosystem:
    """Fail in one replication of several."""
    if seed == 2:
        raise ZeroDivisionError("a bug")
    return FakeEcosystem(config, seed)


@pytest.fixture
def unpictured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw nothing: pictures take most of the time and are tested in their own room."""
    monkeypatch.setattr(written, "draw_figures", lambda *_: [])


def test_compare_prints_a_table_within_100_columns_and_the_folder_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenarios = [QUALITY_BONUS, EARLIER_CUT, WARN_FIRST]
    folder = run_compare(SMALL, scenarios, tmp_path, "sim compare x", build=FakeEcosystem, processes=1)
    out, err = capsys.readouterr()
    lines = out.splitlines()
    summary = json.loads((folder / "summary.json").read_text())
    assert " ".join(lines[:2]).startswith(summary["recommendation"]["headline"])
    assert any(line.startswith("status quo and 3 scenarios · 3 seeds · 20,000 viewers, 600 creators, United States + "
                               "Vietnam · 8") for line in lines)
    assert lines[-1] == str(folder)
    assert max(map(len, lines[:-1])) <= 100
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in lines)
    assert any(line.startswith("violation view rate") for line in lines)
    assert err == ""
    assert {path.name for path in folder.iterdir()} == FILES
    assert folder.parent == tmp_path / "compare"
    assert folder.name.startswith("quality_bonus+earlier_traffic_cut+warn_first-")
    assert list(folder.parent.iterdir()) == [folder]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["status"], manifest["replications"]["seeds"]) == ("complete", [1, 2, 3])


@pytest.mark.usefixtures("unpictured")
def test_json_is_the_summary_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", as_json=True, build=FakeEcosystem, processes=1)
    out, _ = capsys.readouterr()
    assert out == (folder / "summary.json").read_text()


@pytest.mark.usefixtures("unpictured")
def test_forecast_of_the_status_quo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = run_forecast(SMALL, None, tmp_path, "sim forecast", build=FakeEcosystem, processes=1)
    out, _ = capsys.readouterr()
    assert out.splitlines()[0].startswith("status_quo · 3 seeds")
    assert "95% interval" in out
    assert folder.parent.name == "forecast"
    assert {path.name for path in folder.iterdir()} == FILES - {
        "figures", "effects.parquet", "returns.parquet", "looks.json"}


@pytest.mark.usefixtures("unpictured")
def test_ctrl_c_keeps_what_was_finished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", build=build_until_third, processes=1)
    assert stopped.value.code == 130
    out, err = capsys.readouterr()
    folder = next((tmp_path / "compare").iterdir())
    assert out == ""
    kept = f"2 of 3 replications are kept, marked partial, in {folder}; sim resume {folder} goes on from there"
    assert err == f"sim: stopped by Ctrl-C: {kept}\n"
    assert json.loads((folder / "manifest.json").read_text())["status"] == "partial"
    assert json.loads((folder / "summary.json").read_text())["replications"] == 2
    assert "2 of 3 replications finished" in (folder / "report.html").read_text()


def test_ctrl_c_before_anything_is_finished_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_compare(SMALL, [QUALITY_BONUS], tmp_path / "out", "", build=build_never, processes=1)
    assert stopped.value.code == 130
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("unpictured")
def test_a_failed_replication_is_recorded_and_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as partial:
        run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", build=build_failing_second, processes=1)
    assert partial.value.code == 1
    folder = next((tmp_path / "compare").iterdir())
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["replications"]["seeds"] == [1, 3]
    assert manifest["failures"][0]["replication"] == 1
    assert "ZeroDivisionError: a bug" in manifest["failures"][0]["traceback"]
    assert "only 2 of 3 replications finished" in capsys.readouterr().err


def test_a_full_disk_leaves_nothing_and_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store.pq, "write_table", full)
    with pytest.raises(UserError, match=r"cannot write .*: No space left on device"):
        run_compare(SMALL, [QUALITY_BONUS], tmp_path, "", build=FakeEcosystem, processes=1)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_stops_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot write results"):
        run_compare(SMALL, [QUALITY_BONUS], tmp_path / "file" / "out", "", build=build_never)


@pytest.mark.usefixtures("unpictured")
def test_one_replication_says_that_it_has_no_interval(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_compare(SMALL | {"replications": 1}, [QUALITY_BONUS], tmp_path, "", build=FakeEcosystem)
    assert "One replication: there are no intervals" in capsys.readouterr().out


def test_a_story_is_a_heading_and_dated_lines(capsys: pytest.CaptureFixture[str]) -> None:
    run_story(SMALL, "creator", 417, None, build=FakeEcosystem)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "creator 417 · us · beauty"
    assert [line.split("  ")[0].strip() for line in out[1:]] == ["day -12", "day 18", "day 61"]
