"""An empty 16:9 presentation in the house's look: theme colours, font, one layout with a title."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from sim.show.deck.look import BODY_WIDTH, FONT, HEIGHT, MARGIN, TITLE_HEIGHT, TITLE_SIZES, TITLE_TOP, WIDTH
from sim.show.style import FAINT, INK, palette
from sim.show.words import property_of

_TITLE_ONLY = "Title Only"


def open_deck(title: str, subject: str, author: str, created: str) -> Deck:
    """Return a presentation without slides.

    Parameters
    ----------
    created
        ISO date and time, written as the date of creation and of the last change: the same results, the same bytes.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _one_layout(deck)
    _theme(deck)
    about = deck.core_properties
    told = (property_of(one) for one in (title, subject, author, author))
    about.title, about.subject, about.author, about.last_modified_by = told
    about.comments = about.keywords = about.category = ""
    about.revision = 1
    about.created = about.modified = dt.datetime.fromisoformat(created).astimezone(dt.UTC).replace(tzinfo=None)
    for name, relation in list(deck.part.package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # of somebody else's empty slide
            deck.part.package._rels.pop(name)
    return deck


def _one_layout(deck: Deck) -> None:
    """Keep the layout with a title alone, and place that title as every slide of the house has it."""
    for layout in list(deck.slide_layouts):
        if layout.name != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    layout = deck.slide_layouts[0]
    for holder in (deck.slide_master, layout):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type == 1:  # a title
                _place_title(shape)
            elif holder is layout:
                shape.element.getparent().remove(shape.element)
            else:
                shape.left, shape.width = Inches(MARGIN), Inches(BODY_WIDTH)


def _place_title(shape: Any) -> None:
    shape.left, shape.top = Inches(MARGIN), Inches(TITLE_TOP)
    shape.width, shape.height = Inches(BODY_WIDTH), Inches(TITLE_HEIGHT)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    style = shape.element.txBody.find(qn("a:lstStyle"))
    for old in list(style):
        style.remove(old)
    size = int(Pt(TITLE_SIZES[0]).pt * 100)
    style.append(
        etree.fromstring(
            f'<a:lvl1pPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" algn="l">'
            f'<a:defRPr sz="{size}" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )


def _theme(deck: Deck) -> None:
    """Set the theme's fonts and colours, so that what people add by hand looks like the rest."""
    part = next(one.target_part for one in deck.slide_master.part.rels.values() if one.reltype.endswith("/theme"))
    xml = part.blob.decode("utf-8")
    xml = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', xml)
    colours = [*palette(), FAINT, FAINT][:8]
    names = [*(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink"]
    for name, colour in [*zip(names, colours, strict=True), ("dk1", INK), ("dk2", FAINT)]:
        xml = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour.lstrip("#")}"/></a:{name}>',
            xml,
            flags=re.DOTALL,
        )
    part._blob = xml.encode("utf-8")
