"""Every colour that a picture may have, once, with its counterpart on dark paper and the name that pages know it by.

A figure is drawn in the light colours; where it stands inside a page they give way to the page's variables, so that a
reader at night sees light lines on dark paper. A colour that is not here has no counterpart: a test holds that.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """A colour as figures have it, and as pages name it.

    Attributes
    ----------
    name
        Of the page's variable, without its dashes.
    light, dark
        Hexadecimal, ``#rrggbb``.
    """

    name: str
    light: str
    dark: str


def _darker(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{int(channel * 0.72):02x}" for channel in (red, green, blue))


# Okabe & Ito (2008) without yellow and black, and a dark brown for their second blue, which lies too near the first
# one. The dark ones are their lighter relatives; both sets are told apart by colour-blind people (tests/show).
_SERIES = (
    ("#0072B2", "#5AAAE8"), ("#D55E00", "#F0884A"), ("#009E73", "#2FBF93"), ("#CC79A7", "#E79CC9"),
    ("#E69F00", "#F2BC3D"), ("#663300", "#A65A33"),
)
SERIES = tuple(Colour(f"series-{place}", *pair) for place, pair in enumerate(_SERIES, 1))
INKS = tuple(Colour(f"{one.name}-ink", _darker(one.light), one.dark) for one in SERIES)
BLUE, VERMILLION, GREEN, PINK, ORANGE, BROWN = (one.light for one in SERIES)

_QUIET = (
    Colour("ink", "#22262b", "#e8ebee"),
    Colour("soft", "#5f6670", "#a9b1bb"),
    Colour("grid", "#dfe3e8", "#363d46"),
    Colour("paper", "#ffffff", "#15181c"),
    Colour("baseline", "#6b727c", "#8b949f"),
    Colour("edge", "#9aa1ab", "#6b737e"),
    Colour("beige", "#e8e2d0", "#3a362b"),
    Colour("shade-1", "#f7f9fb", "#1b2026"),
    Colour("shade-2", "#e6edf4", "#212a34"),
    Colour("shade-3", "#cddced", "#293849"),
    Colour("shade-4", "#adc6e2", "#31465e"),
    Colour("shade-5", "#86abd3", "#3a5675"),
)
INK, FAINT, GRID, PAPER, BASELINE, EDGE, BEIGE = (one.light for one in _QUIET[:7])
SHADES = tuple(one.light for one in _QUIET[7:])

EVERY = (*SERIES, *INKS, *_QUIET)


def variables(dark: bool = False) -> str:
    """Return the colours as declarations of a style sheet: ``--chart-ink: #22262b; …``."""
    return " ".join(f"--chart-{one.name}: {one.dark if dark else one.light};" for one in EVERY)


def as_variable(colour: str) -> str:
    """Return what a page writes for a colour of a figure: its variable, or the colour itself where it has none."""
    return _NAMES.get(colour.lower(), colour)


_NAMES = {one.light.lower(): f"var(--chart-{one.name})" for one in reversed(EVERY)}
