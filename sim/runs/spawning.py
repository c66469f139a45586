"""Processes that start at once and quietly, and stop when they are asked to.

Workers are forked from a server that has imported what they need and has run nothing of it: no thread and no lock of a
compiled engine is there to be copied (a fork of the study's own process would copy them, and could hang). The imports
are paid for once, while the study's own process still reads its configuration. Where there is no such server (Windows),
workers are spawned.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from types import ModuleType

from sim.errors import UserError

_SERVER = "forkserver"
_SAFE_PATH = "PYTHONSAFEPATH"
_IMPORTED = ["sim.runs.pool", "sim.model.ecosystem.model"]


class StopRequestedError(Exception):
    """Raised inside a worker at the end of a day once the parent wants to stop."""


def worker_context() -> BaseContext:
    """Return how worker processes are started here."""
    if _SERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    start_tracker()
    context = multiprocessing.get_context(_SERVER)
    context.set_forkserver_preload(_IMPORTED)
    return context


def start_tracker() -> None:
    """Start the process that minds semaphores now: left to itself it starts with the first one, and not as ours do."""
    from multiprocessing import resource_tracker

    with quiet_start():
        resource_tracker.ensure_running()


def start_server() -> None:
    """Let the server of workers do its imports now, so that workers are up as soon as there is work."""
    if worker_context().get_start_method() == _SERVER:
        from multiprocessing import forkserver

        with quiet_start():
            try:
                forkserver.ensure_running()
            except OSError as error:
                if "too long" not in str(error):
                    raise
                raise UserError("the folder for temporary files has too long a name for workers to meet in: set "
                                "TMPDIR to a shorter one", path=tempfile.gettempdir()) from error


@contextmanager
def quiet_start() -> Iterator[None]:
    """Start processes that neither run the caller's script again nor print a traceback on an early Ctrl-C.

    A spawned process imports the parent's ``__main__``; an empty stand-in makes that a no-op. A blocked signal stays
    blocked in children, while the parent gets what arrived as soon as it unblocks.

    Python looks for the first modules of such a process in the folder that we stand in, which may be somebody else's:
    not here. (What the caller may import, workers may too: they are told where once they run.)
    """
    main = sys.modules["__main__"]
    stand_in = ModuleType("__main__")
    stand_in.__spec__ = None
    blocks = hasattr(signal, "pthread_sigmask")
    if blocks:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    sys.modules["__main__"] = stand_in
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before
        if blocks:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
