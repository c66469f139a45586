"""Processes that start quietly, and stop when they are asked to."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class StopRequestedError(Exception):
    """Raised inside a worker at the end of a day once the parent wants to stop."""


@contextmanager
def quiet_start() -> Iterator[None]:
    """Start processes that neither run the caller's script again nor print a traceback on an early Ctrl-C.

    A spawned process imports the parent's ``__main__``; an empty stand-in makes that a no-op. A blocked signal stays
    blocked in children, while the parent gets what arrived as soon as it unblocks.
    """
    main = sys.modules["__main__"]
    stand_in = ModuleType("__main__")
    stand_in.__spec__ = None
    blocks = hasattr(signal, "pthread_sigmask")
    if blocks:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    sys.modules["__main__"] = stand_in
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if blocks:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
