"""Words reach the studies as checked configuration and read scenarios; mistakes reach nobody but the user."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Calls


def test_forecast_is_of_the_status_quo_unless_told_otherwise(sim: Any, studies: Calls, tmp_path: Path) -> None:
    assert sim("forecast") == (0, "", "")
    assert sim("forecast", "quality_bonus", "--json", "--outputs", "here", "seed=7")[0] == 0
    first, second = studies.made
    assert (first["scenarios"], first["outputs"], first["as_json"]) == (["status_quo"], Path("outputs"), False)
    assert (second["scenarios"], second["outputs"], second["as_json"]) == (["quality_bonus"], Path("here"), True)
    assert second["config"]["seed"] == 7
    assert second["command"] == "sim forecast quality_bonus --json --outputs here seed=7"
    assert list(tmp_path.iterdir()) == []


def test_compare_takes_names_and_paths_between_overrides(sim: Any, studies: Calls, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("changes: [{set: enforcement.warnings, to: 2, regions: vn}]\n")
    code, _, _ = sim("compare", "warn_first", "enforcement=strict", "mine.yaml", "population.viewers=500")
    assert code == 0
    call = studies.made[0]
    assert call["scenarios"] == ["warn_first", "mine"]
    assert call["config"]["population"]["viewers"] == 500
    assert call["config"]["enforcement"]["milestones"]["at_risk"]["rating"] == 170


def test_story(sim: Any, studies: Calls) -> None:
    assert sim("story", "creator", "417", "warn_first", "seed=2")[0] == 0
    assert sim("story", "viewer", "3")[0] == 0
    assert [(c["kind"], c["id"], c["scenarios"]) for c in studies.made] == [
        ("creator", 417, ["warn_first"]), ("viewer", 3, ["status_quo"])]


def test_a_sweep_is_one_study_a_job_and_leaves_nothing_behind(sim: Any, studies: Calls, tmp_path: Path) -> None:
    code, out, err = sim("compare", "warn_first", "-m", "seed=1,2", "enforcement=strict,lenient")
    assert (code, out, err) == (0, "", "")
    assert [(c["config"]["seed"], c["config"]["enforcement"]["warnings"]) for c in studies.made] == [
        (1, 0), (1, 2), (2, 0), (2, 2)]
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_in_one_job_of_a_sweep_does_not_stop_the_others(sim: Any, studies: Calls) -> None:
    code, out, err = sim("forecast", "--multirun", "days=5,0,7")
    assert (code, out, err) == (2, "", "sim: days is 0, outside 1–3650 (days)\n")
    assert [call["config"]["days"] for call in studies.made] == [5, 7]


WRONG = [
    (["forcast"], "no command 'forcast'. Did you mean forecast?"),
    (["seed=3"], "which command?"),
    (["forecast", "--ouputs", "x"], "no option --ouputs. Did you mean --outputs?"),
    (["forecast", "--outputs"], "--outputs needs a value"),
    (["forecast", "--outputs="], "--outputs needs a folder"),
    (["forecast", "--cfg", "jb"], "--cfg jb: not one of job, hydra, all. Did you mean job?"),
    (["forecast", "--resolve"], "The --resolve flag can only be used"),
    (["forecast", "a.yaml"], "no scenario file a.yaml."),
    (["forecast", "earlier_trafic_cut"], "no scenario 'earlier_trafic_cut'. Did you mean earlier_traffic_cut?"),
    (["forecast", "earlier_trafic_cut", "--cfg", "job"], "Did you mean earlier_traffic_cut?"),
    (["forecast", "warn_first", "quality_bonus"], "sim forecast takes one scenario"),
    (["compare"], "sim compare needs a scenario"),
    (["compare", "warn_first", "warn_first"], "two scenarios are called warn_first"),
    (["compare", "warn_first", "days=0"], "days is 0, outside 1–3650 (days)"),
    (["compare", "warn_first", "population.viewrs=3"], "Did you mean population.viewers?"),
    (["compare", "warn_first", "+population.viewrs=3"], "Did you mean population.viewers?"),
    (["compare", "warn_first", "enforcement=strct"], "Did you mean strict?"),
    (["compare", "warn_first", "market=3"], "market is 3, not an option"),
    (["forecast", "enforcement.auto.recall=1.7"], "enforcement.auto.recall is 1.7, outside 0–1 (fraction)"),
    (["story"], "sim story needs creator or viewer"),
    (["story", "creater", "3"], "no agent 'creater'. Did you mean creator?"),
    (["story", "creator"], "sim story needs an agent's number"),
    (["story", "creator", "x"], "'x' is not an agent's number"),
    (["story", "creator", "3", "warn_first", "quality_bonus"], "sim story takes one scenario"),
    (["story", "creator", "3", "--json"], "sim story has no --json"),
    (["levers", "seed=3"], "sim levers takes no seed=3"),
    (["levers", "zork"], "nothing here starts with 'zork'"),
    (["scenarios", "--all"], "sim scenarios has no option --all"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_a_mistake_is_one_line_and_exit_2(
    words: list[str], said: str, sim: Any, studies: Calls, tmp_path: Path
) -> None:
    code, out, err = sim(*words)
    assert (code, out) == (2, "")
    assert err.startswith("sim: ")
    assert said in err
    assert err.count("\n") == 1
    assert studies.made == []
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_in_a_users_file_names_file_and_line(sim: Any, studies: Calls, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("changes:\n  - set: enforcement.milestones.at_risk.rating\n    to: 1700\n")
    said = "mine.yaml:3: enforcement.milestones.at_risk.rating is 1700, outside -1–1000 (health rating points)"
    assert sim("compare", "mine.yaml") == (2, "", f"sim: {said}\n")


def test_outputs_that_are_a_file(sim: Any, studies: Calls, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert "taken is a file, not a folder" in sim("forecast", "--outputs", "taken")[2]


@pytest.mark.parametrize(("fault", "code", "said"), [
    (KeyboardInterrupt(), 130, "stopped"),
    (OSError(errno.ENOSPC, "No space left on device", "out/daily.parquet"), 2, "out/daily.parquet: No space left"),
    (PermissionError(errno.EACCES, "Permission denied", "/out"), 2, "/out: Permission denied"),
])
def test_faults_of_the_world_are_one_line(fault: BaseException, code: int, said: str, sim: Any, studies: Calls) -> None:
    studies.fail = fault
    left, out, err = sim("forecast")
    assert (left, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_fault_of_the_program_keeps_its_traceback(sim: Any, studies: Calls) -> None:
    studies.fail = ZeroDivisionError("bug")
    with pytest.raises(ZeroDivisionError):
        sim("forecast")


def test_the_command_line_of_the_process_is_left_as_it_was(sim: Any, studies: Calls) -> None:
    before = list(sys.argv)
    sim("forecast", "seed=3")
    assert sys.argv == before
