"""How much room text takes, known before it is on a slide: a slide does not tell when its text runs over.

Widths are those of Helvetica (Adobe's own tables, which Matplotlib carries), which Arial and Liberation Sans share.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from fontTools.agl import toUnicode

LINE_HEIGHT = 1.2
"""Of the font's size, from one line to the next."""

_SLACK = 1.03
_UNKNOWN = 1000.0
_POINTS = 72.0
_ELLIPSIS = " …"


@dataclass(frozen=True)
class Fitted:
    """Text that fits into its place.

    Attributes
    ----------
    size
        Points.
    cut
        Whether some of the text had to go.
    """

    text: str
    size: float
    cut: bool = False


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide one line is, in inches, with a little to spare."""
    widths = _widths(bold)
    return _inches(sum(widths.get(letter, _UNKNOWN) for letter in text), size)


def _inches(wide: float, size: float) -> float:
    """Return inches of thousandths of a font's size."""
    return wide * size / 1000 / _POINTS * _SLACK


def wrap(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Return the lines that text takes in so many inches; a word wider than that is broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(paragraph, size, room, bold):
            longer = f"{line} {word}" if line else word
            if line and width(longer, size, bold) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def breaks(text: str, size: float, room: float, bold: bool = False) -> bool:
    """Return whether some word is wider than a line."""
    return any(width(word, size, bold) > room for word in text.split())


def height(text: str, size: float, room: float, bold: bool = False) -> float:
    """Return how high text is, in inches, wrapped to so many inches."""
    return len(wrap(text, size, room, bold)) * size * LINE_HEIGHT / _POINTS


def fit(text: str, room: float, tall: float, sizes: Sequence[float], bold: bool = False) -> Fitted:
    """Return text in the largest size in which it fits, cut at a word where it fits in none."""
    for size in sizes:
        if height(text, size, room, bold) <= tall + 1e-6:
            return Fitted(text, size)
    size = sizes[-1]
    return Fitted(cut(text, size, room, max(1, int(tall * _POINTS / (size * LINE_HEIGHT))), bold), size, True)


@lru_cache(maxsize=4096)  # a table asks for the same texts again for every number of rows that it tries
def cut(text: str, size: float, room: float, lines: int, bold: bool = False) -> str:
    """Return text cut at a word so that it takes no more than so many lines."""
    if len(wrap(text, size, room, bold)) <= lines:
        return text
    words = text.split(" ")
    fitting = bisect_left(
        range(1, len(words) + 1), True,  # more words never take fewer lines
        key=lambda count: len(wrap(" ".join(words[:count]) + _ELLIPSIS, size, room, bold)) > lines,
    )
    shorter = " ".join(words[: max(1, fitting)])
    if len(wrap(shorter + _ELLIPSIS, size, room, bold)) > lines:  # one word alone is too long
        kept = bisect_left(
            range(1, len(shorter)), True,
            key=lambda count: len(wrap(shorter[:count] + _ELLIPSIS, size, room, bold)) > lines,
        )
        shorter = shorter[: max(1, kept)]
    return shorter.rstrip(" ,;:") + _ELLIPSIS


def _pieces(paragraph: str, size: float, room: float, bold: bool) -> list[str]:
    """Return words, the overlong ones broken into what fits on a line."""
    found, widths = [], _widths(bold)
    for word in paragraph.split(" "):
        start, wide = 0, 0.0
        for at, letter in enumerate(word):
            own = widths.get(letter, _UNKNOWN)
            if at > start and _inches(wide + own, size) > room:
                found.append(word[start:at])
                start, wide = at, 0.0
            wide += own
        found.append(word[start:])
    return found


@cache
def _widths(bold: bool) -> dict[str, float]:
    """Return the width of each letter in thousandths of the font's size."""
    name = "Helvetica-Bold.afm" if bold else "Helvetica.afm"
    text = (Path(matplotlib.get_data_path()) / "fonts" / "pdfcorefonts" / name).read_text(encoding="latin-1")
    found = {toUnicode(glyph): float(wide) for wide, glyph in re.findall(r"; WX (\d+) ; N (\w+) ;", text)}
    found["'"], found["`"] = found["’"], found["‘"]
    return {letter: wide for letter, wide in found.items() if len(letter) == 1} | {
        "'": found["'"],
        "\u00a0": found[" "],
        "\u2011": found["-"],
    }
