"""Where a study's jobs are done: in this process, or in warm worker processes of this machine.

Every executor takes jobs from the schedule and tells what became of each; workers write their rows themselves, so the
parent's memory does not grow with the study. Workers are spawned and compile nothing that is compiled already. One that
dies (out of memory, most likely) is replaced; its run is tried once more, and then it is a failure like any other.
Workers end with their parent, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from typing import Any

from sim.errors import UserError
from sim.runs.processes import StopRequestedError, quiet_start
from sim.runs.rows import Told, failed_row
from sim.runs.schedule import Schedule
from sim.runs.workforce import Workforce
from sim.runs.working import Brief, Done, Job, Worker, forget_warmup

OnDone = Callable[[Done], None]
_DEATHS_IN_A_ROW = 6


def execute_jobs(workforce: Workforce, brief: Brief, schedule: Schedule, count: int, on_done: OnDone) -> None:
    """Do every job of a schedule.

    Raises
    ------
    UserError
        When rows cannot be written, workers keep dying, or an extra is missing.
    KeyboardInterrupt
        After Ctrl-C; whatever was done is on disk.
    """
    if workforce.name == "ray":
        raise UserError("execution=ray needs the extra ray, which this version does not have yet: "
                        "use execution=processes")
    if workforce.name == "serial" or count == 1:
        _in_this_process(brief, schedule, on_done)
    else:
        _Pool(brief, schedule, count, on_done).run()


def _in_this_process(brief: Brief, schedule: Schedule, on_done: OnDone) -> None:
    worker = Worker(brief, "here")
    try:
        while (job := schedule.take(0)) is not None:
            done = worker.do(job)
            _forget(brief, schedule.done(0, done))
            on_done(done)
    finally:
        worker.close()


def _forget(brief: Brief, warmup: str | None) -> None:
    if warmup is not None:
        forget_warmup(brief.folder, warmup)


@dataclass
class _Hand:
    """A worker process as its parent sees it."""

    process: BaseProcess
    pipe: connection.Connection[Any, Any]
    busy: bool = False


@dataclass
class _Pool:
    """Worker processes, each with a pipe of its own, so that the death of one is nobody else's."""

    brief: Brief
    schedule: Schedule
    count: int
    on_done: OnDone
    hands: dict[int, _Hand] = field(default_factory=dict)
    deaths: int = 0
    started: int = 0
    own: Worker | None = None

    def run(self) -> None:
        """Do every job; leave no process behind."""
        context = multiprocessing.get_context("spawn")
        self.stop = context.Event()
        try:
            for _ in range(self.count):
                self._hire()
            while self.schedule.left:
                self._hand_out()
                for ready in connection.wait(self._watched(), timeout=1.0):
                    self._hear(ready)
        finally:
            self._dismiss()

    def _watched(self) -> list[Any]:
        return [one for hand in self.hands.values() for one in (hand.pipe, hand.process.sentinel)]

    def _hire(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        with quiet_start():
            process = context.Process(
                target=_work, args=(self.brief, f"w{self.started}", theirs, self.stop), daemon=True
            )
            process.start()
        theirs.close()
        self.hands[self.started] = _Hand(process, ours)
        self.started += 1

    def _hand_out(self) -> None:
        for number, hand in self.hands.items():
            if not hand.busy and (job := self.schedule.take(number)) is not None:
                with suppress(OSError):  # it died just now: its sentinel will say so
                    hand.pipe.send(job)
                hand.busy = True

    def _hear(self, ready: Any) -> None:
        for number, hand in list(self.hands.items()):
            if ready not in (hand.pipe, hand.process.sentinel):
                continue
            try:
                told = hand.pipe.recv() if hand.pipe.poll() else None
            except (EOFError, OSError):
                told = None
            if told is None:
                if not hand.process.is_alive() or ready is hand.pipe:
                    self._bury(number)
            elif isinstance(told, Done):
                self.deaths, hand.busy = 0, False
                _forget(self.brief, self.schedule.done(number, told))
                self.on_done(told)
            else:
                raise told

    def _bury(self, number: int) -> None:
        """Replace a dead worker, and hand its run to another or write down that it failed."""
        hand = self.hands.pop(number)
        hand.process.join()
        hand.pipe.close()
        self.deaths += 1
        lost = self.schedule.lost(number)
        if self.deaths >= _DEATHS_IN_A_ROW:
            raise UserError(
                f"worker processes keep dying ({_ending(hand.process)}), most likely out of memory: "
                "run with fewer viewers or a smaller execution.workers"
            )
        if lost is not None and lost[1]:
            self._give_up(lost[0], f"the worker process died twice ({_ending(hand.process)})")
        if self.schedule.left:
            self._hire()

    def _give_up(self, job: Job, why: str) -> None:
        self.own = self.own or Worker(self.brief, "parent")
        self.own.write(failed_row(Told(job.key, "parent"), "worker", why))
        self.on_done(Done(job.index, f"worker: {why}"))

    def _dismiss(self) -> None:
        """Tell all to stop, and wait for them to seal what they wrote."""
        self.stop.set()
        for hand in self.hands.values():
            with suppress(OSError):
                hand.pipe.send(None)
        for hand in self.hands.values():
            hand.process.join()
            hand.pipe.close()
        if self.own is not None:
            self.own.close()


def _ending(process: BaseProcess) -> str:
    code = process.exitcode or 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _work(brief: Brief, name: str, pipe: connection.Connection[Any, Any], stop: Any) -> None:
    """Do the jobs that come through the pipe until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    worker = Worker(brief, name, stop.is_set)
    try:
        while (job := pipe.recv()) is not None:
            pipe.send(worker.do(job))
        worker.close()
    except (EOFError, StopRequestedError):
        worker.close()
    except OSError as error:  # a full disk, most likely: the parent tells it, and what is written stays
        with suppress(OSError):
            pipe.send(error)
    finally:
        pipe.close()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # in the middle of a run: it is lost, and the resumed study does it again
