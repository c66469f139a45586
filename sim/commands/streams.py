"""Standard streams and caches as a program needs them, whatever they were when it was started.

A console may not know UTF-8, a stream may be closed (``>&-``), there may be no home, or one that cannot be written
(containers, users without a name). None of that may cost an answer: a sign that cannot be said is said plainly, what
goes to a closed stream goes nowhere, and caches go to a private folder among the passing ones.
"""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from sim.model.version import caches_elsewhere

_PLAIN = {
    "·": "-", "–": "-", "—": "-", "−": "-", "…": "...", "→": "->", "←": "<-", "×": "x", "±": "+-", "≥": ">=", "≤": "<=",
    "━": "-", "╸": "-", "╺": "-", "─": "-", "│": "|", "“": '"', "”": '"', "‘": "'", "’": "'",
    "\u00a0": " ", "\u202f": " ",
}
_HANDLER = "plainly"


def settle() -> None:
    """Make standard streams and caches usable for the rest of this process and those that it starts."""
    _open_closed()
    codecs.register_error(_HANDLER, said_plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)
    caches_elsewhere()


def said_plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what to write in place of signs that an encoding does not have: like ones, or ``?``.

    A byte of a name that could not be decoded is written as it is escaped: ``\\xfc``.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    told = "".join(
        f"\\x{ord(sign) & 0xFF:02x}" if 0xDC80 <= ord(sign) <= 0xDCFF else _PLAIN.get(sign, "?") for sign in signs)
    return told, error.end


def _open_closed() -> None:
    """Let what is closed lead nowhere, so that no file that is opened later is taken for a standard stream."""
    while True:
        number = os.open(os.devnull, os.O_RDWR)
        if number > 2:
            os.close(number)
            break
        os.set_inheritable(number, True)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (open as long as we are)
