"""One input tried: read, refused in one line, or a fault of the program."""

from __future__ import annotations

import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sim.errors import SeveralMistakesError, UserError

LONGEST = 700
"""Most characters of a message: a name, what is wrong, and the list of what would be right."""

MOST_SECONDS = 20.0
"""What any input may take; everything here is small."""


class HangError(BaseException):
    """An input took too long."""


@dataclass(frozen=True)
class Target:
    """One way in.

    Attributes
    ----------
    share
        Of 100,000 inputs.
    inputs
        What is tried.
    read
        The product's own reader of one input, in a folder that is empty but for what the target puts there.
    ignored
        What an accepted input and its answer say was silently ignored; empty if nothing was.
    """

    name: str
    share: int
    inputs: st.SearchStrategy[Any]
    read: Callable[[Any, Path], Any]
    ignored: Callable[[Any, Any], str] = lambda _given, _read: ""


def judged(target: Target, given: Any, folder: Path) -> tuple[str, str, Any]:
    """Return ``accepted``, ``refused`` or ``fault``; what is to be said of it; and what was read."""
    begun = time.perf_counter()
    try:
        with _bounded(), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            read = target.read(given, folder)
    except UserError as error:
        faults = _badly_told(error)
        return ("fault", faults, None) if faults else ("refused", str(error), None)
    except HangError:
        return "fault", f"still not done after {MOST_SECONDS:g} s", None
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        last = traceback.extract_tb(error.__traceback__)[-1]
        mine = [one for one in traceback.extract_tb(error.__traceback__) if "/sim/" in one.filename][-1:]
        where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in [last, *mine])
        return "fault", f"{type(error).__name__} at {where}: {str(error)[:200]}", None
    if time.perf_counter() - begun > MOST_SECONDS:
        return "fault", f"took {time.perf_counter() - begun:.0f} s", None
    if warned:
        return "fault", f"a warning of Python's own: {warned[0].message!s:.200}", None
    ignored = target.ignored(given, read)
    return ("fault", f"ignored: {ignored}", None) if ignored else ("accepted", "", read)


def _badly_told(error: UserError) -> str:
    for one in error.errors if isinstance(error, SeveralMistakesError) else [error]:
        told = one.message
        if not told.strip():
            return "an error without words"
        if not told.isprintable():
            return f"not one printable line: {told!r:.300}"
        if len(told) > LONGEST:
            return f"{len(told)} characters: {told[:200]}"
    return ""


@contextmanager
def _bounded() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
