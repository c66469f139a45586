"""Names in a lock file: one process at a time, each name for itself, and nothing left behind by the dead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.runs.locks import LockFile

pytest.importorskip("fcntl", reason="locks between processes need POSIX")

HOLD = """
import sys
from pathlib import Path
from sim.runs.locks import LockFile
with LockFile(Path(sys.argv[1])).held("loops"):
    print("held", flush=True)
    sys.stdin.readline()
    Path(sys.argv[2]).write_text("first")
"""


def start_holder(folder: Path) -> subprocess.Popen[str]:
    """Return a process that holds the name and says so; a line ends it."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / "lock"), str(folder / "done")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    return holder


def test_who_comes_second_waits_until_the_first_is_done(tmp_path: Path) -> None:
    holder = start_holder(tmp_path)
    assert holder.stdin is not None
    with LockFile(tmp_path / "lock") as lock:
        with lock.held("another name"):  # which nobody holds
            assert not (tmp_path / "done").exists()
        holder.stdin.write("\n")
        holder.stdin.flush()
        with lock.held("loops"):
            assert (tmp_path / "done").read_text() == "first"
    assert holder.wait() == 0


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    holder = start_holder(tmp_path)
    holder.kill()
    with LockFile(tmp_path / "lock") as lock, lock.held("loops"):
        assert not (tmp_path / "done").exists()
    holder.wait()


def test_a_holder_may_take_its_name_again(tmp_path: Path) -> None:
    with LockFile(tmp_path / "deep" / "lock") as lock, lock.held("loops"), lock.held("loops"):
        assert (tmp_path / "deep" / "lock").read_bytes() == b""
