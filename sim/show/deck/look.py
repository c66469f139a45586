"""The look of a slide: one grid in inches, few sizes of one font, the colours of `sim.show.style`.

The font is Arial, because it is on every computer that shows slides, and because its widths are known here
(`sim.show.deck.measure`): text that fits here fits there.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.show.style import FAINT, GRID, INK

FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6
TITLE_TOP, TITLE_HEIGHT = 0.62, 0.92
BODY_TOP, BODY_BOTTOM = 1.82, 6.82
FOOT_TOP = 7.02
BODY_WIDTH = WIDTH - 2 * MARGIN
BODY_HEIGHT = BODY_BOTTOM - BODY_TOP

TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)
TEXT_SIZES = (14.0, 13.0, 12.0, 11.0, 10.5, 10.0)
TABLE_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
SMALL = 9.0
CHART_SIZE = 10.5

ACCENT = "#0072B2"
PAPER = "#FFFFFF"
WASH = "#F3F5F7"
LINE = GRID
INKS = {"": INK, "better": "#00568A", "worse": "#A84300", "faint": FAINT}
"""Text of a tone. Tones are always said in words too."""

PAPERS = {"better": "#E3F0F8", "worse": "#FBE9DD"}
"""What cells of a tone are filled with."""


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def columns(self, *shares: float, gap: float = 0.4) -> list[Box]:
        """Return boxes side by side, as wide as their shares say."""
        room = self.width - gap * (len(shares) - 1)
        found, left = [], self.left
        for share in shares:
            width = room * share / sum(shares)
            found.append(Box(left, self.top, width, self.height))
            left += width + gap
        return found

    def below(self, height: float) -> Box:
        """Return what is left under its uppermost part."""
        return Box(self.left, self.top + height, self.width, self.height - height)

    def upper(self, height: float) -> Box:
        """Return its uppermost part."""
        return Box(self.left, self.top, self.width, height)


BODY = Box(MARGIN, BODY_TOP, BODY_WIDTH, BODY_HEIGHT)
