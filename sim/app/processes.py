"""Processes of runs: started with one at hand that has made its imports, told apart, ended as a whole group."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sim.runs.warm import VARIABLE, usual_shelf

PATIENCE_S = 1.5
"""How long processes that were asked to stop are waited for before they are killed."""
_READY = (sys.executable, "-P", "-m", "sim.app.ready")


class Starter:
    """Starts commands, each in a group of processes of its own.

    Parameters
    ----------
    program
        What carries a command out; if empty ``sim``, in a process that has made its imports beforehand.
    """

    def __init__(self, program: tuple[str, ...] = ()) -> None:
        self.program = program
        self._ready: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()

    def start(self, words: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
        """Return the process of a command, whose output goes to a file."""
        log.write_bytes(b"")
        if self.program:
            with log.open("wb") as said:
                return subprocess.Popen([*self.program, *words], stdin=subprocess.DEVNULL, stdout=said,
                                        stderr=subprocess.STDOUT, start_new_session=True)
        with self._lock:
            process = self._waiting()
            self._ready = None
        with suppress(BrokenPipeError):  # it was killed meanwhile: the job is said to have been cut short
            assert process.stdin is not None
            process.stdin.write(json.dumps({"words": list(words), "log": str(log)}).encode() + b"\n")
            process.stdin.close()
        return process

    def prepare(self) -> int:
        """Keep a process at hand, and return its number; 0 where a program of another kind does the work."""
        if self.program:
            return 0
        with self._lock:
            return self._waiting().pid

    def close(self) -> None:
        """Let the process at hand end: nothing is asked of it."""
        with self._lock:
            if self._ready is not None and self._ready.stdin is not None:
                self._ready.stdin.close()
            self._ready = None

    def _waiting(self) -> subprocess.Popen[bytes]:
        if self._ready is None or self._ready.poll() is not None:
            self._ready = subprocess.Popen(
                _READY, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True, env={**os.environ, VARIABLE: str(usual_shelf())})
        return self._ready


def born(process: int) -> int:
    """Return when a process began, in ticks of the system's clock; 0 where that cannot be told."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])


def alive(process: int, since: int) -> bool:
    """Return whether a process still runs, and is the one that began then and not another of its number."""
    if process <= 0:
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, PermissionError):
        return False
    now = born(process)
    return now == since and not _is_dead(process)


def _is_dead(process: int) -> bool:
    """Return whether a process has ended and only waits to be taken note of."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] == "Z"


def end(process: int, since: int, handle: subprocess.Popen[bytes] | None) -> None:
    """End a group of processes: asked first, killed after a moment."""
    if not alive(process, since):
        return
    for sent, wait in ((signal.SIGINT, PATIENCE_S), (signal.SIGKILL, 1.0)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process, sent)
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline and alive(process, since):
            if handle is not None:
                handle.poll()
            time.sleep(0.02)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)  # workers that outlived their study's process
