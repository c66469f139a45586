"""Warm worker processes of this machine.

Workers compile nothing that is compiled already. One that dies (out of memory, most likely) is replaced. Workers end
with their parent, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from typing import Any

from sim.runs.schedule import Schedule
from sim.runs.spawning import StopRequestedError, quiet_start, worker_context
from sim.runs.trouble import trouble_of_worker
from sim.runs.worker import Done, RunContext, Worker
from sim.runs.workers import OnDays, OnDone, Workers

_LOOK_EVERY_S = 0.5


@dataclass
class _Hired:
    """A worker process as its parent sees it."""

    process: BaseProcess
    pipe: connection.Connection[Any, Any]
    busy: bool = False


class Pool(Workers):
    """Worker processes, each with a pipe of its own, so that the death of one is nobody else's."""

    def __init__(
        self, context: RunContext, schedule: Schedule, on_done: OnDone, count: int,
        on_days: OnDays = lambda days: None,
    ) -> None:
        super().__init__(context, schedule, on_done)
        self._count, self._on_days = count, on_days
        self._hired: dict[int, _Hired] = {}
        self._started = 0
        self._starts = worker_context()

    def run(self) -> None:
        """Do every job; leave no process behind."""
        self._stop, self._days = self._starts.Event(), self._starts.Value("q", 0)
        try:
            for _ in range(self._count):
                self._hire()
            while self.schedule.left:
                self._hand_out()
                for ready in connection.wait(self._watched(), timeout=_LOOK_EVERY_S):
                    self._hear(ready)
                self._on_days(self._days.value)
        finally:
            self._dismiss()
        self.finish()

    def _watched(self) -> list[Any]:
        return [one for hired in self._hired.values() for one in (hired.pipe, hired.process.sentinel)]

    def _hire(self) -> None:
        ours, theirs = self._starts.Pipe()
        given = (self.context, f"w{self._started}", theirs, self._stop, self._days, dict(os.environ))
        with quiet_start():
            process = self._starts.Process(target=_work, args=given, daemon=True)  # type: ignore[attr-defined]
            process.start()
        theirs.close()
        self._hired[self._started] = _Hired(process, ours)
        self._started += 1

    def _hand_out(self) -> None:
        for number, hired in self._hired.items():
            if not hired.busy and (job := self.schedule.take(number)) is not None:
                with suppress(OSError):  # it died just now: its sentinel will say so
                    hired.pipe.send(job)
                hired.busy = True

    def _hear(self, ready: Any) -> None:
        for number, hired in list(self._hired.items()):
            if ready not in (hired.pipe, hired.process.sentinel):
                continue
            try:
                told = hired.pipe.recv() if hired.pipe.poll() else None
            except (EOFError, OSError):
                told = None
            if told is None:
                if not hired.process.is_alive() or ready is hired.pipe:
                    self._bury(number)
            elif isinstance(told, Done):
                hired.busy = False
                self.heard(number, told)
            else:
                raise told

    def _bury(self, number: int) -> None:
        """Replace a dead worker as long as there is work."""
        hired = self._hired.pop(number)
        hired.process.join()
        hired.pipe.close()
        self.lost(number, _ending(hired.process))
        if self.schedule.left:
            self._hire()

    def _dismiss(self) -> None:
        """Tell all to stop, and wait for them to seal what they wrote."""
        self._stop.set()
        for hired in self._hired.values():
            with suppress(OSError):
                hired.pipe.send(None)
        for hired in self._hired.values():
            hired.process.join()
            hired.pipe.close()


def _ending(process: BaseProcess) -> str:
    code = process.exitcode or 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _work(
    context: RunContext, name: str, pipe: connection.Connection[Any, Any], stop: Any, days: Any,
    environ: dict[str, str],
) -> None:
    """Do the jobs that come through the pipe until there are no more; count the days."""
    os.environ.update(environ)  # the server of workers has those of the moment at which it was started
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def stopping() -> bool:
        with days.get_lock():
            days.value += 1
        return bool(stop.is_set())

    worker = Worker(context, name, stopping)
    try:
        with suppress(EOFError, StopRequestedError):
            while (job := pipe.recv()) is not None:
                pipe.send(worker.do(job))
        worker.close()
    except Exception as error:  # a full disk, most likely: the parent tells it, and what is written stays
        with suppress(OSError):
            pipe.send(trouble_of_worker(error))
    finally:
        pipe.close()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # in the middle of a run: it is lost, and the resumed study does it again
