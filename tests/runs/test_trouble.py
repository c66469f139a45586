"""Whatever the machine does stops a study in one line, is never a row, and costs nothing once there is room again."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from sim.runs import executors
from sim.runs.engine import jobs_of, run_study
from sim.runs.folder import StudyFolder, open_study
from sim.runs.ray_workers import RemoteWorker
from sim.runs.trouble import MachineTroubleError, trouble_in
from sim.runs.worker import ModelFactory, RunContext, warmup_folder
from sim.runs.workforce import Workforce
from tests.runs.test_engine import SERIAL, TWO, begin, numbers
from tests.studies.experiment.stand_in import MAKER, RECALL, StandIn, factor, load, sweep

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
ASKED = sweep(factor(RECALL, 0.3, 0.5, 0.8), seeds=2, daily=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The rows of a study that nothing befell."""
    study = begin(tmp_path_factory.mktemp("whole") / "x", ASKED)
    run_study(study, SERIAL, factory=MAKER)
    return every_row(study)


def every_row(study: StudyFolder) -> list[Any]:
    daily = study.table("daily")
    assert daily is not None
    return [numbers(study), sorted(map(str, daily.to_pylist()))]


class Raising(StandIn):
    """Raises what it is told to on the second day of seed 2, with a recall above one half."""

    what: Callable[[], BaseException]

    def step(self) -> None:
        super().step()
        if self.day == 2 and self.seed == 2 and any(one.to > 0.5 for one in self.scenario.changes):
            raise type(self).what()


def wrapped(error: OSError) -> UserError:
    """Return an error for people in whose wake another one was hidden, as where a market cannot be saved."""
    try:
        try:
            raise error
        except OSError:
            raise UserError("cannot save there") from None
    except UserError as told:
        return told


def of_number(number: int) -> Callable[[], BaseException]:
    return lambda: OSError(number, os.strerror(number))


NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EACCES)
MACHINES_OWN: dict[str, Callable[[], BaseException]] = {
    **{errno.errorcode[number]: of_number(number) for number in NUMBERS},
    "memory": lambda: MemoryError("Unable to allocate 7.28 TiB"), "wrapped": lambda: wrapped(FULL),
    "pool": lambda: BrokenProcessPool("a child process terminated abruptly"),
}


@pytest.mark.parametrize("name", MACHINES_OWN)
def test_trouble_of_the_machine_is_no_row_and_stops_in_one_line(
    name: str, tmp_path: Path, whole: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    study = begin(tmp_path / "x", ASKED)
    monkeypatch.setattr(Raising, "what", MACHINES_OWN[name], raising=False)
    with pytest.raises(UserError, match=rf"; 5 of 6 runs are kept; sim resume {study.path} goes on") as told:
        run_study(study, SERIAL, factory=ModelFactory(Raising))
    assert "\n" not in str(told.value)
    assert list(study.states().values()) == ["finished"] * 5
    assert run_study(study, SERIAL, factory=MAKER).done == 1
    assert every_row(study) == whole


@pytest.mark.parametrize("error", [FileNotFoundError(2, "no such file"), ValueError("x"), UserError("rate is 3")])
def test_errors_of_the_model_are_rows(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = begin(tmp_path / "x", ASKED)
    monkeypatch.setattr(Raising, "what", lambda: error, raising=False)
    told = run_study(study, SERIAL, factory=ModelFactory(Raising))
    assert (told.done, told.failed) == (6, 1)
    assert trouble_in(error) is None


class Disk:
    """A disk that is full from one call on, or for that call alone."""

    def __init__(self, room: int, forever: bool) -> None:
        self.room, self.forever, self.calls = room, forever, 0

    def takes(self, real: Callable[..., Any], asks: Callable[..., bool] = lambda *_: True) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if asks(*given):
                self.calls += 1
                if self.calls == self.room or (self.forever and self.calls > self.room):
                    raise FULL
            return real(*given, **named)

        return call

    def under(self, patch: pytest.MonkeyPatch) -> None:
        for name in ("write", "fsync", "mkdir", "replace", "rename"):
            patch.setattr(os, name, self.takes(getattr(os, name)))
        patch.setattr(os, "open", self.takes(os.open, lambda _, flags, *__: bool(flags & os.O_CREAT)))
        patch.setattr(io, "open", self.takes(io.open, lambda _, mode="r", *__: "w" in mode))


@pytest.mark.parametrize("forever", [True, False])
def test_a_disk_may_fill_at_any_call(forever: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = sweep(factor(RECALL, 0.3), seeds=2, daily=True)
    whole = begin(tmp_path / "whole", asked)
    run_study(whole, SERIAL, factory=MAKER)
    room, told = 0, True
    while told:
        room += 1
        place = tmp_path / str(room)
        disk = Disk(room, forever)
        with monkeypatch.context() as patch:
            disk.under(patch)
            try:
                run_study(begin(place, asked), SERIAL, factory=MAKER)
                told = disk.calls >= room  # what is only tidied up may be left as it is
            except UserError as error:
                assert "\n" not in str(error)
                assert "No space left on device" in str(error)
        study = open_study(place) if (place / "study.json").exists() else begin(place, asked)
        assert set(study.states().values()) <= {"finished"}
        run_study(study, SERIAL, factory=MAKER)
        assert every_row(study) == every_row(whole)
        shutil.rmtree(place)
    assert room > 30


class Unsaved(StandIn):
    """Cannot be saved, as a market tells it that finds no room."""

    def save(self, folder: Path) -> None:
        raise wrapped(FULL)


def test_no_room_for_a_warm_market_is_told_and_no_run_is_blamed(
    tmp_path: Path, whole: list[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    study = begin(tmp_path / "x", ASKED)
    with pytest.raises(UserError, match=r"cannot write to .*: No space left on device; . of 6 runs are kept; sim res"):
        run_study(study, TWO, factory=ModelFactory(Unsaved, load))
    assert "Traceback" not in capfd.readouterr().err
    assert "failed" not in study.states().values()
    run_study(study, TWO, factory=MAKER)
    assert every_row(study) == whole


def test_a_warm_market_that_is_damaged_is_warmed_up_again(tmp_path: Path, whole: list[Any]) -> None:
    study = begin(tmp_path / "x", ASKED)
    for key in study.plan["warmup"].unique().to_pylist():
        place = warmup_folder(study.path, key)
        place.mkdir(parents=True)
        (place / "market.json").write_text("{}")
    assert run_study(study, SERIAL, factory=ModelFactory(StandIn, unreadable)).failed == 0
    assert every_row(study) == whole


def unreadable(folder: Path) -> StandIn:
    raise UserError("the saved market is damaged: the file is not what was saved", path=folder)


def broken_pool(*_: Any) -> None:
    raise BrokenProcessPool("a child process terminated abruptly")


def test_a_compiler_that_is_killed_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "compile_loops", broken_pool)
    monkeypatch.setattr(executors, "build_ecosystem", StandIn)
    monkeypatch.setattr(executors, "cores", lambda: 2)
    with pytest.raises(UserError, match="a worker process died, most likely out of memory; 0 of 6 runs are kept"):
        run_study(begin(tmp_path / "x", ASKED), TWO, factory=MAKER)


def test_a_worker_elsewhere_sends_what_its_machine_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = begin(tmp_path / "x", ASKED)
    monkeypatch.setattr(Raising, "what", MemoryError, raising=False)
    (study.path / "parts").mkdir()
    worker = RemoteWorker(RunContext(study.blueprint, study.path, "t", ModelFactory(Raising)), "r0")
    answers = [worker.do(job) for job in jobs_of(study.plan)]
    sent = [one for one in answers if isinstance(one, MachineTroubleError)]
    assert [str(one) for one in sent] == ["out of memory"]
    assert len(answers) == 6


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 160 kB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(place)], capture_output=True, check=False
    ).returncode == 0
    if not mounted:
        pytest.skip("a small disk can be mounted by root on Linux alone")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("how", [SERIAL, TWO], ids=["serial", "processes"])
def test_a_small_disk_fills_and_gets_room_again(how: Workforce, small_disk: Path, tmp_path: Path) -> None:
    asked = sweep(seeds=6, daily=True)
    study, whole = begin(small_disk / "x", asked), begin(tmp_path / "whole", asked)
    run_study(whole, SERIAL, factory=MAKER)
    with pytest.raises(UserError, match=r"No space left on device; \d+ of 36 runs are kept; sim resume") as told:
        run_study(study, how, factory=MAKER)
    assert "\n" not in str(told.value)
    kept = study.states()
    assert set(kept.values()) == {"finished"}
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    again = run_study(open_study(study.path), how, factory=MAKER)
    assert (again.before, again.done) == (len(kept), 36 - len(kept))
    assert every_row(study) == every_row(whole)


def test_trouble_is_looked_for_in_what_an_error_came_from_and_not_in_what_it_says() -> None:
    assert trouble_in(ValueError("No space left on device")) is None
    error = ValueError("outer")
    error.__cause__ = ValueError("inner")
    error.__cause__.__context__ = FULL
    found = trouble_in(error)
    assert found is not None
    assert found.disk
