"""Warm worker processes of this machine.

Workers are spawned and compile nothing that is compiled already. One that dies (out of memory, most likely) is
replaced. Workers end with their parent, however it ends.
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

from sim.runs.processes import StopRequestedError, quiet_start
from sim.runs.schedule import Schedule
from sim.runs.worker import Brief, Done, Worker
from sim.runs.workers import Crew, OnDone


@dataclass
class _Hand:
    """A worker process as its parent sees it."""

    process: BaseProcess
    pipe: connection.Connection[Any, Any]
    busy: bool = False


class Pool(Crew):
    """Worker processes, each with a pipe of its own, so that the death of one is nobody else's."""

    def __init__(self, brief: Brief, schedule: Schedule, on_done: OnDone, count: int) -> None:
        super().__init__(brief, schedule, on_done)
        self._count = count
        self._hands: dict[int, _Hand] = {}
        self._started = 0

    def run(self) -> None:
        """Do every job; leave no process behind."""
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        try:
            for _ in range(self._count):
                self._hire()
            while self.schedule.left:
                self._hand_out()
                for ready in connection.wait(self._watched(), timeout=1.0):
                    self._hear(ready)
        finally:
            self._dismiss()

    def _watched(self) -> list[Any]:
        return [one for hand in self._hands.values() for one in (hand.pipe, hand.process.sentinel)]

    def _hire(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        with quiet_start():
            process = context.Process(
                target=_work, args=(self.brief, f"w{self._started}", theirs, self._stop), daemon=True
            )
            process.start()
        theirs.close()
        self._hands[self._started] = _Hand(process, ours)
        self._started += 1

    def _hand_out(self) -> None:
        for number, hand in self._hands.items():
            if not hand.busy and (job := self.schedule.take(number)) is not None:
                with suppress(OSError):  # it died just now: its sentinel will say so
                    hand.pipe.send(job)
                hand.busy = True

    def _hear(self, ready: Any) -> None:
        for number, hand in list(self._hands.items()):
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
                hand.busy = False
                self.heard(number, told)
            else:
                raise told

    def _bury(self, number: int) -> None:
        """Replace a dead worker as long as there is work."""
        hand = self._hands.pop(number)
        hand.process.join()
        hand.pipe.close()
        self.lost(number, _ending(hand.process))
        if self.schedule.left:
            self._hire()

    def _dismiss(self) -> None:
        """Tell all to stop, and wait for them to seal what they wrote."""
        self._stop.set()
        for hand in self._hands.values():
            with suppress(OSError):
                hand.pipe.send(None)
        for hand in self._hands.values():
            hand.process.join()
            hand.pipe.close()
        self.close()


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
