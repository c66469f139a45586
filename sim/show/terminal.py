"""The terminal: as wide as it is, and never a half-drawn table in a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console

WIDTH = 100


def console(file: TextIO) -> Console:
    """Return a console of at most 100 columns, plain where nobody looks."""
    probe = Console(file=file)
    width = min(WIDTH, probe.width) if probe.is_terminal else WIDTH
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def in_one_piece(file: TextIO) -> Iterator[Console]:
    """Yield a console whose output is written in one piece, without the blanks that padding leaves at lines' ends."""
    out = console(file)
    with out.capture() as captured:
        yield out
    file.write(re.sub(r"[ \t]+$", "", captured.get(), flags=re.MULTILINE))
