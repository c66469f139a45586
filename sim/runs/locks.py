"""Locks between processes: held while a block runs, and given back by the system when a process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any

_PLACES = 1 << 31


class LockFile:
    """A file that stands for many locks, one a name; nothing is ever written to it.

    A process that holds a name may take it again. On systems without POSIX locks nobody waits.

    Parameters
    ----------
    path
        Where the file lies; made, with its folder, where there is none.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: Any = path.open("ab")  # kept open: closing it would give back every name

    def __enter__(self) -> LockFile:
        """Return the open file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give back every name."""
        self._file.close()

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """Hold a name, after waiting for whoever holds it."""
        try:
            import fcntl
        except ImportError:  # Windows
            yield
            return
        place = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % _PLACES
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, place)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)
