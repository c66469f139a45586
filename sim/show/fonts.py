"""Fonts for whatever script names are in: the house's own, and behind it those of the machine that have what it lacks.

A letter that no font here has would be drawn as a box. It becomes a question mark, and a line says once which letters
and what would help; pages and decks keep the text itself, which whoever opens them shows in fonts of their own.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

HOUSE = "DejaVu Sans"
_LIKELY = ("cjk", "gothic", "ming", "song", "hei", "noto", "unicode", "sans", "yahei", "nanum", "malgun", "thai")
"""Parts of names of fonts with many scripts, which are opened first."""

_STANDS_IN = "?"
_SHOWN = 12


def with_fonts(figure: Figure) -> dict[Text, str]:
    """Give a figure's texts fonts for every letter, and return those whose letters no font has, as they were.

    In these a question mark stands for such a letter until :func:`restored`.
    """
    replaced: dict[Text, str] = {}
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        lacking = {one for one in text.get_text() if one not in "\n\t" and ord(one) not in _letters_of(_house())}
        if not lacking:
            continue
        found = {one: family_with(ord(one)) for one in sorted(lacking)}
        families = dict.fromkeys(family for family in found.values() if family)
        if families:
            text.set_fontfamily([HOUSE, *families])
        missing = {one for one, family in found.items() if not family}
        if missing:
            replaced[text] = text.get_text()
            text.set_text("".join(_STANDS_IN if one in missing else one for one in text.get_text()))
            _say_once(frozenset(one for one in missing if not unicodedata.category(one).startswith(("C", "M"))))
    return replaced


def restored(replaced: dict[Text, str]) -> None:
    """Give texts their letters back."""
    for text, written in replaced.items():
        text.set_text(written)


@cache
def family_with(letter: int) -> str:
    """Return a family of fonts on this machine that has a letter; empty if none has."""
    for path, name in _installed():
        if letter in _letters_of(path):
            return name
    return ""


@cache
def _installed() -> tuple[tuple[Path, str], ...]:
    """Return the upright fonts of this machine, those with many scripts first."""
    fonts = {one.name: Path(one.fname) for one in font_manager.fontManager.ttflist if one.style == "normal"}
    ranked = sorted(fonts, key=lambda name: (not any(part in name.casefold() for part in _LIKELY), name))
    return tuple((fonts[name], name) for name in ranked if "last resort" not in name.casefold())


@cache
def _house() -> Path:
    return Path(font_manager.findfont(HOUSE))


@cache
def _letters_of(font: Path) -> frozenset[int]:
    try:
        return frozenset(font_manager.get_font(str(font)).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()  # a font that cannot be opened draws nothing


_said: set[str] = set()


def _say_once(letters: frozenset[str]) -> None:
    """Say on standard error which letters no font here has; each is told once."""
    new = sorted(letters - _said)
    if not new:
        return
    _said.update(new)
    script = unicodedata.name(new[0], "letter").split()[0].capitalize()
    more = f" and {len(new) - _SHOWN} more" if len(new) > _SHOWN else ""
    print(f"sim: no font on this machine has {' '.join(new[:_SHOWN])}{more} ({script}): figures show ? in their place, "
          "until a font that has them is installed (Noto Sans has one a script)", file=sys.stderr)
