"""Characters that are not shown but act: on a terminal, in a document, or on the line that they stand in."""

from __future__ import annotations

import re

_ACTING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; tabs and lines' ends are text
    r"\u2028-\u202e\u2066-\u2069"  # separators of lines, and what turns a line round
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # halves of characters, and what is none
)


def first_acting(text: str) -> str:
    """Return the first character of a text that acts on whoever shows it; empty if there is none."""
    found = _ACTING.search(text)
    return found[0] if found else ""


def harmless(text: str) -> str:
    """Return text with a blank in place of every character that acts."""
    return _ACTING.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
