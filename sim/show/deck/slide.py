"""One slide: its title, text, rules, notes and foot; everything placed in inches, every text fitted to its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from sim.config.characters import harmless
from sim.show.deck.look import (
    ACCENT,
    BODY_WIDTH,
    FONT,
    FOOT_TOP,
    LINE,
    MARGIN,
    SMALL,
    TEXT_SIZES,
    TITLE_HEIGHT,
    TITLE_SIZES,
    WIDTH,
    Box,
)
from sim.show.deck.measure import Fitted, fit, width, wrap
from sim.show.style import FAINT, INK

_ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


@dataclass(frozen=True)
class Words:
    """How a text is set; ``sizes`` are tried in turn, the first in which it fits is taken."""

    sizes: Sequence[float] = TEXT_SIZES
    bold: bool = False
    colour: str = INK
    align: str = "left"
    anchor: str = "top"


PLAIN = Words()
_WIDOW = 0.12


class Slide:
    """A slide under construction.

    Parameters
    ----------
    kicker
        The subject, in a word or two above the title.
    title
        The finding, in a sentence.
    foot
        What the numbers are of, said on every slide.
    """

    def __init__(self, deck: Deck, kicker: str, title: str, foot: str) -> None:
        self.slide = deck.slides.add_slide(deck.slide_layouts[0])
        self.shapes: Any = self.slide.shapes
        fitted = _title(title)
        holder: Any = self.slide.shapes.title
        holder.text_frame.text = harmless(fitted.text).replace("\n", " ")
        towards(holder.text_frame.paragraphs[0], fitted.text)
        holder.text_frame.paragraphs[0].runs[0].font.size = Pt(fitted.size)
        self.text(Box(MARGIN, 0.32, BODY_WIDTH, 0.24), kicker.upper(), Words((10.5,), True, ACCENT))
        self.rule(MARGIN, FOOT_TOP - 0.06, WIDTH - MARGIN)
        self.text(Box(MARGIN, FOOT_TOP, BODY_WIDTH - 0.8, 0.2), foot, Words((SMALL,), colour=FAINT))
        self._number(Box(WIDTH - MARGIN - 0.6, FOOT_TOP, 0.6, 0.2))

    def text(self, box: Box, text: str, words: Words = PLAIN) -> Any:
        """Write text into a box, in the largest of its sizes in which it fits, cut where it fits in none."""
        fitted = fit(text, box.width, box.height, words.sizes, words.bold)
        shape = self.shapes.add_textbox(Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = True, _ANCHOR[words.anchor]
        write(frame, fitted.text, fitted.size, words)
        return shape

    def rule(self, left: float, top: float, right: float, colour: str = LINE, weight: float = 0.75) -> None:
        """Draw a thin level line."""
        self.line(left, top, right, top, colour, weight)

    def line(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: str = LINE,
        weight: float = 0.75,
        dash: str = "",
    ) -> Any:
        """Draw a line; ``dash`` is one of DrawingML's (``sysDash``, ``sysDot``)."""
        shape = self.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Inches(left), Inches(top), Inches(right), Inches(bottom)
        )
        _unstyled(shape)
        shape.line.color.rgb, shape.line.width = rgb(colour), Pt(weight)
        if dash:
            line = shape.line._get_or_add_ln()
            line.append(etree.SubElement(line, qn("a:prstDash"), val=dash))
        return shape

    def block(self, box: Box, colour: str, kind: MSO_SHAPE = MSO_SHAPE.RECTANGLE, name: str = "") -> Any:
        """Draw a filled shape without outline or shadow."""
        shape = self.shapes.add_shape(kind, Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
        _unstyled(shape)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()
        if name:
            shape.name = name
        return shape

    def notes(self, lines: Sequence[str]) -> None:
        """Write the evidence into the speaker's notes, a line a paragraph."""
        frame: Any = self.slide.notes_slide.notes_text_frame
        frame.text = harmless("\n".join(lines))

    def _number(self, box: Box) -> None:
        """Write the slide's number as a field, so that it is right after slides are moved."""
        shape = self.text(box, "0", Words((SMALL,), colour=FAINT, align="right"))
        run = shape.text_frame.paragraphs[0].runs[0]._r
        field = etree.SubElement(
            run.getparent(), qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum"
        )
        for part in list(run):
            field.append(part)
        run.getparent().replace(run, field)


def _title(text: str) -> Fitted:
    """Return a title in the largest size in which it fits, or a little smaller if that saves a last line of a word."""
    fitted = fit(text, BODY_WIDTH, TITLE_HEIGHT, TITLE_SIZES, bold=True)
    for size in (fitted.size, fitted.size - 1, fitted.size - 2):
        lines = wrap(fitted.text, size, BODY_WIDTH, bold=True)
        if len(lines) == 1 or width(lines[-1], size, bold=True) > _WIDOW * BODY_WIDTH:
            return Fitted(fitted.text, size, fitted.cut)
    return fitted


def write(frame: Any, text: str, size: float, words: Words) -> None:
    """Write paragraphs of one look into a text frame."""
    for place, line in enumerate(harmless(text).split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        towards(paragraph, line)
        paragraph.alignment, paragraph.line_spacing = _ALIGN[words.align], 1.0
        run = paragraph.add_run()
        run.text = line
        font = run.font
        font.size, font.bold, font.name = Pt(size), words.bold, FONT
        font.color.rgb = rgb(words.colour)


def rgb(colour: str) -> RGBColor:
    """Return a colour as python-pptx has it."""
    found: RGBColor = RGBColor.from_string(colour.lstrip("#"))  # type: ignore[no-untyped-call]
    return found


def describe(shape: Any, text: str) -> None:
    """Say in words what a shape shows, for those who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", harmless(text))


def towards(paragraph: Any, text: str) -> None:
    """Have a paragraph run from the right where its first letter is of a script that does."""
    first = next((way for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), "L")
    if first != "L":
        paragraph._p.get_or_add_pPr().set("rtl", "1")


def _unstyled(shape: Any) -> None:
    """Drop the theme's style of a shape: its outline and shadow."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)
