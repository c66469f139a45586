"""Native tables that fit: measured before they are placed, set smaller if need be, cut with a line that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from sim.config.characters import harmless
from sim.show.deck.look import FONT, INKS, LINE, PAPERS, SMALL, TABLE_SIZES, Box
from sim.show.deck.measure import breaks, cut, height
from sim.show.deck.slide import Slide, Words, rgb, towards
from sim.show.style import FAINT, INK

_SIDE = 0.07
_ROOM = 0.0036
"""Inches above and below a cell's text, for each point of its size."""

_LESS = 0.84
_HEAD_LINES = 4
_MORE = 0.24
_AIR = 0.2
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Cell:
    """A cell: text, smaller grey text below it, and a tone (``better``, ``worse`` or none)."""

    text: str
    under: str = ""
    tone: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table to be placed.

    Attributes
    ----------
    heads
        Of the columns.
    rows
        Cells, a row each.
    shares
        How wide columns are, relative to each other.
    rest
        Where what has to be cut is found, as in ``sheet Targets``.
    keep
        How many rows at the end stay when others are cut.
    even
        Whether all rows are of one height, so that a chart beside the table can stand row by row.
    least
        Height of a row, at least, in inches.
    more
        How many rows were left out beforehand.
    lines
        How many lines a cell has at most: no cell takes the whole slide.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    shares: Sequence[float]
    rest: str
    keep: int = 0
    even: bool = False
    least: float = 0.0
    more: int = 0
    lines: int = 4


@dataclass(frozen=True)
class Placed:
    """Where a table came to stand.

    Attributes
    ----------
    top, bottom
        Of its rows, the head and the line about what was cut left out.
    shown
        Which of its rows are there.
    """

    top: float
    bottom: float
    shown: Sequence[int]


def add_table(slide: Slide, box: Box, table: Table) -> Placed:
    """Place a table into a box, as large as it fits.

    Where not all rows fit in the smallest size, the last ones but ``keep`` go, and a line below says how many.
    """
    widths = [box.width * share / sum(table.shares) for share in table.shares]
    size, shown = _fitted(table, widths, box.height)
    dropped = table.more + len(table.rows) - len(shown)
    head = _head_height(table.heads, widths, size)
    heights = _stretched(_heights(table, shown, widths, size), box.height - head - (_MORE if dropped else 0.0))
    lines = [[Cell(text) for text in table.heads]] if head else []
    lines += [list(table.rows[place]) for place in shown]
    frame = slide.shapes.add_table(
        len(lines), len(widths), Inches(box.left), Inches(box.top), Inches(box.width), Inches(head + sum(heights))
    )
    grid = frame.table
    _plain(grid, head > 0)
    for place, wide in enumerate(widths):
        grid.columns[place].width = Inches(wide)
    for line, (cells, tall) in enumerate(zip(lines, [*([head] if head else []), *heights], strict=True)):
        grid.rows[line].height = Inches(tall)
        for place, cell in enumerate(cells):
            _fill(grid.cell(line, place), cell, size, widths[place], 0 if head and line == 0 else table.lines)
    bottom = box.top + head + sum(heights)
    if dropped:
        slide.text(
            Box(box.left + _SIDE, bottom + 0.05, box.width, _MORE - 0.05),
            f"… and {dropped} more in the workbook ({table.rest})",
            Words((10.0,), colour=FAINT),
        )
    return Placed(box.top + head, bottom, shown)


def _fitted(table: Table, widths: Sequence[float], tall: float) -> tuple[float, list[int]]:
    """Return the size and the rows that stay."""
    every, spare = list(range(len(table.rows))), _MORE if table.more else 0.0
    for size in TABLE_SIZES:
        if _whole(table, every, widths, size) + spare <= tall and not _spoilt(table, widths, size):
            return size, every
    last = every[len(every) - table.keep :]
    first = every[: len(every) - table.keep]
    while len(first) > 1 and _whole(table, [*first, *last], widths, size) + _MORE > tall:
        first.pop()
    return size, [*first, *last]


def _spoilt(table: Table, widths: Sequence[float], size: float) -> bool:
    """Return whether some word would have to be broken, or some text cut."""
    return any(
        breaks(cell.text, size, wide - 2 * _SIDE, cell.bold)
        or _texts(cell, size, wide, table.lines) != (cell.text, cell.under)
        for row in table.rows
        for cell, wide in zip(row, widths, strict=True)
    )


def _heights(table: Table, shown: Sequence[int], widths: Sequence[float], size: float) -> list[float]:
    found = [max(table.least, _tall(table.rows[place], widths, size, table.lines)) for place in shown]
    return [max(found)] * len(found) if table.even and found else found


def _stretched(heights: Sequence[float], tall: float) -> list[float]:
    """Return heights with some air added where there is room for it."""
    spare = (tall - sum(heights)) / max(1, len(heights))
    return [one + max(0.0, min(_AIR, spare)) for one in heights]


def _whole(table: Table, shown: Sequence[int], widths: Sequence[float], size: float) -> float:
    return _head_height(table.heads, widths, size) + sum(_heights(table, shown, widths, size))


def _head_height(heads: Sequence[str], widths: Sequence[float], size: float) -> float:
    if not any(heads):
        return 0.0
    return 2 * _ROOM * size + max(
        height(_short(text, wide, _small(size), True), _small(size), wide - 2 * _SIDE, True)
        for text, wide in zip(heads, widths, strict=True)
    )


def _tall(row: Sequence[Cell], widths: Sequence[float], size: float, most: int) -> float:
    found = 0.0
    for cell, wide in zip(row, widths, strict=True):
        text, under = _texts(cell, size, wide, most)
        tall = height(text, size, wide - 2 * _SIDE, cell.bold)
        found = max(found, tall + (height(under, _small(size), wide - 2 * _SIDE) if under else 0.0))
    return found + 2 * _ROOM * size


def _texts(cell: Cell, size: float, wide: float, most: int) -> tuple[str, str]:
    return _short(cell.text, wide, size, cell.bold, most), _short(cell.under, wide, _small(size), False, most)


def _short(text: str, wide: float, size: float, bold: bool, most: int = _HEAD_LINES) -> str:
    return cut(text, size, wide - 2 * _SIDE, most, bold)


def _small(size: float) -> float:
    return max(SMALL - 0.5, round(size * _LESS * 2) / 2)


def _fill(place: Any, cell: Cell, size: float, wide: float, most: int) -> None:
    """Fill a cell of at most so many lines, 0 for one of the head."""
    head = most == 0
    frame = place.text_frame
    place.margin_left = place.margin_right = Inches(_SIDE)
    place.margin_top = place.margin_bottom = Inches(_ROOM * size)
    place.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    frame.word_wrap = True
    if head:
        _run(frame.paragraphs[0], _short(cell.text, wide, _small(size), True), _small(size), True, FAINT)
        _line(place, INK, 1.0)
        return
    text, under = _texts(cell, size, wide, most)
    _run(frame.paragraphs[0], text, size, cell.bold, INKS[cell.tone])
    if under:
        _run(frame.add_paragraph(), under, _small(size), False, FAINT)
    if cell.tone in PAPERS:
        place.fill.solid()
        place.fill.fore_color.rgb = rgb(PAPERS[cell.tone])
    _line(place, LINE, 0.75)


def _run(paragraph: Any, text: str, size: float, bold: bool, colour: str) -> None:
    paragraph.line_spacing = 1.0
    run = paragraph.add_run()
    run.text = harmless(text)
    towards(paragraph, text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = rgb(colour)
    paragraph.font.size = Pt(size)


def _line(place: Any, colour: str, weight: float) -> None:
    """Draw the line below a cell, and none elsewhere."""
    properties = place._tc.get_or_add_tcPr()
    fills = [one for one in properties if one.tag in (qn("a:solidFill"), qn("a:noFill"))]
    for one in fills:
        properties.remove(one)
    for side in ("a:lnL", "a:lnR", "a:lnT"):
        etree.SubElement(etree.SubElement(properties, qn(side), w="0"), qn("a:noFill"))
    line = etree.SubElement(properties, qn("a:lnB"), w=str(int(Pt(weight))))
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=colour.lstrip("#"))
    properties.extend(fills)  # the schema wants lines before fills


def _plain(grid: Any, head: bool) -> None:
    properties = grid._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    grid.first_row, grid.horz_banding = head, False
