"""Trouble of the machine, told apart from errors of the model.

A disk that is full, memory that runs out, a process that was killed: none of it says anything about a run, so none of
it may become a row. It stops the study; what is finished is kept, and the study goes on once there is room again. What
the simulation itself raises is about the run, and is written down as its failure.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor

DISK = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO, errno.EACCES, errno.EPERM, errno.ENOTDIR,
    errno.ENXIO, errno.ENODEV, errno.ESTALE,
})
"""What goes wrong with a disk or a folder, and is no fault of any program."""

_MACHINE = DISK | {
    errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.EBUSY, errno.ECHILD, errno.EPIPE, errno.ETIMEDOUT,
    errno.ECONNRESET, errno.ECONNREFUSED, errno.ECONNABORTED, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH,
    errno.ENOLCK, errno.ENOBUFS,
}


class MachineTroubleError(Exception):
    """The machine stopped a study, and no run of it is to blame.

    Parameters
    ----------
    what
        What happened, in words.
    disk
        Whether it is about writing or reading files.
    """

    def __init__(self, what: str, disk: bool = False) -> None:
        super().__init__(what, disk)
        self.what, self.disk = " ".join(what.split()), disk

    def __str__(self) -> str:
        return self.what


def trouble_in(error: BaseException, *, any_file: bool = False) -> MachineTroubleError | None:
    """Return what the machine did if that is what is behind an error; ``None`` if the error is of the model's own.

    Parameters
    ----------
    any_file
        Whether nothing but our own files was being worked on, so that a missing one is trouble too.
    """
    for one in _chain(error):
        if isinstance(one, MachineTroubleError):
            return one
        if isinstance(one, MemoryError):
            return MachineTroubleError(f"out of memory ({one})" if str(one) else "out of memory")
        if isinstance(one, BrokenExecutor):
            return MachineTroubleError("a worker process died, most likely out of memory")
        if isinstance(one, OSError) and (any_file or one.errno in _MACHINE):
            return MachineTroubleError(one.strerror or str(one) or type(one).__name__, any_file or one.errno in DISK)
    return None


def trouble_of_worker(error: BaseException) -> MachineTroubleError:
    """Return what to tell of an error outside of any run, which the worker's parent hears in place of a traceback."""
    found = trouble_in(error, any_file=isinstance(error, OSError))
    if found is None:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f" at {one.filename}:{one.lineno}" for one in last)
        found = MachineTroubleError(f"a worker stopped: {type(error).__name__}: {error}{where}")
    return found


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that it was raised from or in the wake of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
