"""A study, however it is interrupted, ends with the rows of one that was not."""

from __future__ import annotations

import multiprocessing
import resource
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sim import errors
from sim.errors import UserError
from sim.runs import worker
from sim.runs.engine import Progress, run_study
from sim.runs.folder import StudyFolder, open_study
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from tests.runs.killing import cues, kill_once
from tests.studies.experiment.stand_in import COUNTED, HABIT, MAKER, RECALL, Dying, Failing, StandIn, factor, sweep

SERIAL, TWO = Workforce("serial"), Workforce("processes", 2)


def begin(folder: Path, asked: Any = None) -> StudyFolder:
    asked = asked or sweep()
    study = StudyFolder(folder, asked.describe())
    study.write(asked.plan())
    return study


def numbers(study: StudyFolder) -> list[tuple[Any, ...]]:
    """Return what of a study's rows does not hang on when and where they were made."""
    table = study.rows()
    assert table is not None
    dull = {"finished", "wall_s", "warmup_s", "worker"}
    rows = [{name: value for name, value in row.items() if name not in dull} for row in table.to_pylist()]
    return [tuple(map(str, row.values())) for row in rows]


def test_results_do_not_depend_on_execution(tmp_path: Path) -> None:
    studies = [begin(tmp_path / name) for name in ("here", "there")]
    told = [run_study(one, how, factory=MAKER) for one, how in zip(studies, (SERIAL, TWO), strict=True)]
    assert [one.done for one in told] == [18, 18]
    assert numbers(studies[0]) == numbers(studies[1])
    assert len(numbers(studies[0])) == 18 * 3
    assert len(list((tmp_path / "there" / "parts").iterdir())) == 1
    assert not (tmp_path / "there" / "warmups").exists()


@pytest.mark.slow
def test_killed_ten_times_it_ends_with_the_rows_of_one_that_was_not(tmp_path: Path) -> None:
    asked = sweep(seeds=20)
    whole, killed = begin(tmp_path / "whole", asked), begin(tmp_path / "killed", asked)
    run_study(whole, SERIAL, factory=MAKER)
    before = 0
    for number, cue in enumerate(cues(10, seed=2)):
        kept = kill_once(killed, cue, tmp_path / "cue", "processes" if number < 4 else "serial")
        assert kept >= before + cue["after"]  # only what was in flight is lost
        before = kept
    told = run_study(open_study(killed.path), SERIAL, factory=MAKER)
    assert (told.before, told.before + told.done) == (before, 120)
    assert numbers(killed) == numbers(whole)


def test_points_that_differ_in_levers_share_a_warm_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = tmp_path / "counted"
    counted.mkdir()
    monkeypatch.setenv(COUNTED, str(counted))
    levers = begin(tmp_path / "levers", sweep(factor(RECALL, 0.2, 0.4, 0.6, 0.8), seeds=2))
    run_study(levers, SERIAL, factory=MAKER)
    assert len(list(counted.iterdir())) == 2
    assumptions = begin(tmp_path / "assumptions", sweep(factor(HABIT, 1.0, 2.0), seeds=2))
    run_study(assumptions, SERIAL, factory=MAKER)
    assert len(list(counted.iterdir())) == 2 + 4


def test_workers_share_a_warm_market_through_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = tmp_path / "counted"
    counted.mkdir()
    monkeypatch.setenv(COUNTED, str(counted))
    asked = sweep(factor(RECALL, *(number / 20 for number in range(20))), seeds=1)
    study, alone = begin(tmp_path / "shared", asked), begin(tmp_path / "alone", asked)
    run_study(study, TWO, factory=MAKER)
    assert len(list(counted.iterdir())) == 1
    run_study(alone, SERIAL, factory=MAKER)
    assert numbers(study) == numbers(alone)


def test_a_failing_run_is_a_row_and_stops_no_other(tmp_path: Path) -> None:
    study = begin(tmp_path / "x")
    told = run_study(study, SERIAL, factory=ModelFactory(Failing))
    assert (told.done, told.failed) == (18, 2)
    assert told.first_failure.startswith("simulation: a bug")
    table = study.rows()
    assert table is not None
    failed = [row for row in table.to_pylist() if row["status"] == "failed"]
    assert {row["stage"] for row in failed} == {"simulation"}
    assert {row["message"] for row in failed} == {"ZeroDivisionError: a bug in two lines"}
    assert "in branch" in failed[0]["traceback"]
    assert run_study(study, SERIAL, factory=MAKER).done == 0
    again = run_study(study, SERIAL, factory=MAKER, failed_again=True)
    assert (again.done, again.failed) == (2, 0)
    whole = begin(tmp_path / "whole")
    run_study(whole, SERIAL, factory=MAKER)
    assert numbers(study) == numbers(whole)


def test_a_run_whose_worker_is_killed_twice_is_left_undone_and_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Killed is not failed: no row says so, no other run suffers, the study does not pass for done, and it goes on."""
    asked = sweep(factor(RECALL, 0.3, 0.5, 0.8), seeds=2)
    study, whole = begin(tmp_path / "x", asked), begin(tmp_path / "whole", asked)
    said = r"died twice at run \w+ \(signal 9\).*; 5 of 6 runs are kept; sim resume"
    with pytest.raises(UserError, match=said) as told:
        run_study(study, TWO, factory=ModelFactory(Dying))
    assert "\n" not in str(told.value)
    assert "Traceback" not in capfd.readouterr().err
    assert sorted(study.states().values()) == ["finished"] * 5
    run_study(whole, SERIAL, factory=MAKER)
    assert run_study(study, SERIAL, factory=MAKER).done == 1
    assert numbers(study) == numbers(whole)


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = begin(tmp_path / "x")
    real, calls = worker.Journal.append, []

    def full(self: Any, batch: Any) -> None:
        calls.append(1)
        if len(calls) == 8:
            raise OSError(28, "No space left on device")
        real(self, batch)

    with monkeypatch.context() as disk:
        disk.setattr(worker.Journal, "append", full)
        said = rf"No space left on device; 7 of 18 runs are kept; sim resume {study.path} goes on"
        with pytest.raises(UserError, match=said):
            run_study(study, SERIAL, factory=MAKER)
    assert run_study(study, SERIAL, factory=MAKER).before == 7


class Cramped(StandIn):
    """From seed 2 on, a worker that it runs in can write no file beyond a few bytes, as on a full disk."""

    def step(self) -> None:
        super().step()
        if self.seed == 2 and multiprocessing.parent_process() is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def test_a_disk_that_fills_under_a_worker_is_told_by_the_parent(tmp_path: Path) -> None:
    study = begin(tmp_path / "x")
    with pytest.raises(UserError, match=r"cannot write to .* of 18 runs are kept; sim resume") as told:
        run_study(study, TWO, factory=ModelFactory(Cramped))
    assert "\n" not in str(told.value)
    kept = run_study(study, SERIAL, factory=MAKER)
    assert 0 < kept.before < 18
    assert kept.before + kept.done == 18


def test_a_missing_extra_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"^execution=ray needs ray, which is not installed: pip install .*\[ray\]"):
        run_study(begin(tmp_path / "x"), Workforce("ray"), factory=MAKER)


def test_a_damaged_part_stops_before_anything_runs_and_is_set_aside_on_request(tmp_path: Path) -> None:
    study = begin(tmp_path / "x")
    run_study(study, SERIAL, factory=MAKER)
    before = numbers(study)
    part = next((study.path / "parts").iterdir())
    content = bytearray(part.read_bytes())
    content[100] ^= 0xFF
    part.write_bytes(content)
    with pytest.raises(UserError, match="damaged") as told:
        run_study(study, SERIAL, factory=MAKER)
    assert "\n" not in str(told.value)
    assert run_study(study, SERIAL, factory=MAKER, consent=True).done == 18
    assert numbers(study) == before
    assert [one.name for one in (study.path / "damaged").iterdir()] == [part.name]


def test_two_processes_do_not_run_the_same_study(tmp_path: Path) -> None:
    study = begin(tmp_path / "x")
    with study.alone(), pytest.raises(UserError, match="another process runs this study"):
        run_study(open_study(study.path), SERIAL, factory=MAKER)


def test_the_parents_memory_does_not_grow_with_the_study(tmp_path: Path) -> None:
    def peak(seeds: int) -> int:
        study = begin(tmp_path / str(seeds), sweep(seeds=seeds))
        tracemalloc.start()
        seen: list[int] = []

        def note(told: Progress) -> None:
            if told.done % 10 == 9:
                seen.append(tracemalloc.get_traced_memory()[0])

        run_study(study, SERIAL, factory=ModelFactory(StandIn), on_progress=note)
        tracemalloc.stop()
        return max(seen[1:]) - seen[0]

    assert peak(14) < peak(4) + 150_000
