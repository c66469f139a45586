"""Runs that are asked for: one at a time, the same once, cancelled as a whole, and found again after a kill."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="Starlette is not installed: pip install -e '.[app]'")

from sim.app.jobs import MOST_WAITING, Jobs
from sim.app.library import NotThereError
from sim.app.processes import Starter, alive, born
from sim.errors import UserError
from tests.app.serving import until


@pytest.fixture
def program(tmp_path: Path) -> tuple[str, ...]:
    """A command that starts a worker of its own, ignores Ctrl-C where asked, and leaves both numbers behind."""
    script = tmp_path / "command.py"
    script.write_text(textwrap.dedent("""
        import os, pathlib, signal, subprocess, sys, time
        kind, seconds, *rest = sys.argv[1:]
        if "stubborn" in rest:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGINT, "
                                  "signal.SIG_IGN); time.sleep(60)"]) if "worker" in rest else None
        place = pathlib.Path(__file__).with_name("numbers.txt")
        place.write_text(f"{os.getpid()} {child.pid if child else 0}")
        time.sleep(float(seconds))
        print("a fault" if "failing" in rest else "done")
        sys.exit(2 if "failing" in rest else 0)
    """), encoding="utf-8")
    return (sys.executable, str(script))


def numbers(program: tuple[str, ...]) -> list[int]:
    place = Path(program[1]).with_name("numbers.txt")
    text = until(lambda: place.read_text() if place.exists() else "")
    place.unlink()
    return [int(one) for one in text.split()]


def runs(process: int) -> bool:
    return alive(process, born(process))


@pytest.mark.parametrize("how", ["willing", "stubborn"])
def test_cancelling_ends_the_whole_group_within_three_seconds(
    tmp_path: Path, program: tuple[str, ...], how: str
) -> None:
    jobs = Jobs(tmp_path, program)
    job = jobs.ask("slow", ["compare", "60", how, "worker"], "", {})
    own, worker = numbers(program)
    assert runs(own)
    assert runs(worker)
    began = time.monotonic()
    assert jobs.cancel(job.id).state == "cancelled"
    assert time.monotonic() - began < 3.0
    until(lambda: not runs(own) and not runs(worker), 1.0)
    assert jobs.job(job.id).state == "cancelled"


def test_one_runs_at_a_time_and_the_same_is_the_same(tmp_path: Path, program: tuple[str, ...]) -> None:
    jobs = Jobs(tmp_path, program)
    first = jobs.ask("first", ["compare", "0.5"], "", {})
    second = jobs.ask("second", ["compare", "0.2", "b"], "", {})
    assert jobs.ask("again", ["compare", "0.5"], "", {}).id == first.id
    assert [jobs.job(one.id).state for one in (first, second)] == ["running", "waiting"]
    until(lambda: jobs.job(second.id).state == "finished")
    assert jobs.job(first.id).state == "finished"


def test_so_many_wait_and_no_more(tmp_path: Path, program: tuple[str, ...]) -> None:
    jobs = Jobs(tmp_path, program)
    asked = [jobs.ask(str(one), ["compare", "60", str(one)], "", {}) for one in range(MOST_WAITING + 1)]
    with pytest.raises(UserError, match="wait already"):
        jobs.ask("more", ["compare", "60", "more"], "", {})
    for job in reversed(asked):
        jobs.cancel(job.id)
    assert {jobs.job(one.id).state for one in asked} == {"cancelled"}


def test_a_failure_is_told_with_its_last_words(tmp_path: Path, program: tuple[str, ...]) -> None:
    jobs = Jobs(tmp_path, program)
    job = jobs.ask("x", ["compare", "0", "failing"], "", {})
    until(lambda: jobs.job(job.id).state == "failed")
    assert jobs.said(job) == "a fault"


def test_a_killed_server_loses_nothing(tmp_path: Path, program: tuple[str, ...]) -> None:
    """A run that goes on is found by the next server; one that was cut short is said to be, and can go on."""
    before = Jobs(tmp_path, program)
    goes_on = before.ask("goes on", ["compare", "60", "a"], "", {})
    own, _ = numbers(program)
    waits = before.ask("waits", ["compare", "0", "b"], "", {})
    after = Jobs(tmp_path, program)  # the one before has not been closed: it was killed
    assert after.job(goes_on.id).state == "running"
    assert after.job(waits.id).state == "stopped"
    os.kill(own, signal.SIGKILL)
    os.waitpid(own, 0)
    assert after.job(goes_on.id).state == "stopped"
    assert after.again(waits.id).state in ("waiting", "running")
    until(lambda: after.job(waits.id).state == "finished")
    assert after.again(goes_on.id).id == goes_on.id
    after.cancel(goes_on.id)


def test_a_file_that_somebody_else_wrote_starts_nothing(tmp_path: Path, program: tuple[str, ...]) -> None:
    folder = tmp_path / "app" / "jobs"
    folder.mkdir(parents=True)
    twos = "2" * 16  # no digest of the command that it names
    for name, text in (("0" * 16, '{"id": "x"}'), ("1" * 16, "no JSON"), (".._x", "{}"),
                       (twos, f'{{"id": "{twos}", "kind": "compare", "title": "", "command": ["compare", "0"]}}'),
                       ("3" * 16, '{"id": 3, "command": 3}')):
        (folder / f"{name}.json").write_text(text)
    jobs = Jobs(tmp_path, program)
    assert jobs.every() == []
    for name in ("../x", "0" * 16, "x" * 16, ""):
        with pytest.raises(NotThereError):
            jobs.job(name)


def test_a_number_that_another_process_has_now_is_not_ours() -> None:
    assert alive(os.getpid(), born(os.getpid()))
    assert not alive(os.getpid(), born(os.getpid()) + 1)
    assert not alive(0, 0)


def test_a_process_at_hand_does_the_command_as_if_typed(tmp_path: Path) -> None:
    starter = Starter()
    at_hand = starter.prepare()
    assert starter.prepare() == at_hand
    process = starter.start(["compare", "warn_frist"], tmp_path / "log.txt")
    assert process.pid == at_hand
    assert process.wait(60) == 2
    assert (tmp_path / "log.txt").read_text().startswith("sim: no scenario 'warn_frist'. Did you mean warn_first")
    unasked = starter.prepare()
    starter.close()
    until(lambda: os.waitpid(unasked, os.WNOHANG) != (0, 0))
