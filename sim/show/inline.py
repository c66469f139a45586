"""Figures as part of a page: Matplotlib's SVG with the page's own font and colours, and words on its marks.

The heading becomes the page's text, plates behind figure and panels go (so that nothing white shows at night), identities
are the figure's own (many figures share a page), and coordinates are as fine as can be seen.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from collections.abc import Iterator

from markupsafe import Markup

from sim.show.colours import as_variable
from sim.show.told import HEADING, Told

PLATE = "plate"
"""Group of what lies behind a figure or a panel."""

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_POINTS = 72.0
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_FONT = re.compile(r"font-family: [^;]+(?:; )?")
_STILL = re.compile(r"rotate\(-?0 [^)]*\)")
_SHAPES = ("fill", "stroke")
Tree.register_namespace("", _SVG)


def inline(svg: str, told: Told, name: str, alt: str) -> Markup:
    """Return a figure's SVG as a page holds it.

    Parameters
    ----------
    svg
        As Matplotlib wrote it, texts as texts.
    told
        Heading and marks of the figure.
    name
        Of the figure, unique on its page.
    alt
        What is shown, in words.
    """
    root = Tree.fromstring(svg)
    _take_out(root)
    _title_marks(root, told)
    _crop(root, told.height)
    used = _used(root)
    ids = {old: f"{_safe(name)}-{place}" for place, old in enumerate(used)}
    for element in root.iter():
        _clean(element, ids)
    _drop_empty(root)
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    root.set("role", "img")
    root.set("aria-label", alt)
    text = Tree.tostring(root, encoding="unicode").replace(f' xmlns="{_SVG}"', "", 1)  # a page needs no namespace
    return Markup(text)  # noqa: S704  (Matplotlib's own drawing; every text in it is escaped)


def _take_out(root: Tree.Element) -> None:
    """Drop metadata, the style that would reach all of a page, the heading and the plates."""
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.rpartition("}")[2]
            if tag in ("metadata", "style") or child.get("id") in (HEADING, PLATE):
                parent.remove(child)


def _drop_empty(parent: Tree.Element) -> None:
    """Drop groups that hold nothing."""
    for child in list(parent):
        _drop_empty(child)
        if child.tag.endswith("}g") and not len(child) and not child.attrib:
            parent.remove(child)


def _title_marks(root: Tree.Element, told: Told) -> None:
    for group in root.iter(f"{{{_SVG}}}g"):
        words = told.marks.get(group.get("id", ""))
        if not words:
            continue
        marks = list(group.iter(f"{{{_SVG}}}use")) if len(words) > 1 else [group]
        for mark, text in zip(marks, words, strict=False):
            title = Tree.Element(f"{{{_SVG}}}title")
            title.text = text
            mark.insert(0, title)


def _crop(root: Tree.Element, heading: float) -> None:
    left, top, width, height = (float(one) for one in root.get("viewBox", "0 0 0 0").split())
    cut = heading * _POINTS
    root.set("viewBox", f"{left:g} {top + cut:g} {width:g} {height - cut:g}")


def _used(root: Tree.Element) -> Iterator[str]:
    """Return the identities that something refers to, each once."""
    found: dict[str, None] = {}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == _LINK:
                found[value.lstrip("#")] = None
            found.update(dict.fromkeys(_REFERENCE.findall(value)))
    yield from found


def _clean(element: Tree.Element, ids: dict[str, str]) -> None:
    drawn = element.tag.rpartition("}")[2] == "path" and "id" not in element.attrib
    for key, value in list(element.attrib.items()):
        if key == "id":
            element.attrib.pop(key)
            if value in ids:
                element.set("id", ids[value])
        elif key == _LINK:
            element.attrib.pop(key)
            element.set("href", "#" + ids[value.lstrip("#")] if value.startswith("#") else value)
        elif key == "d":
            digits = 1 if drawn else 2
            value = _NUMBER.sub(lambda one: f"{float(one[0]):.{digits}f}", value)
            element.set(key, " ".join(value.split()))
        else:
            value = _REFERENCE.sub(lambda one: f"url(#{ids[one[1]]})", value)
            value = _COLOUR.sub(lambda one: as_variable(one[0]), _FONT.sub("", value))
            element.set(key, _NUMBER.sub(lambda one: f"{float(one[0]):.2f}", value))
    if _STILL.fullmatch(element.get("transform", "").strip()):
        del element.attrib["transform"]
    for text in ("text", "tail"):  # indentation; no text of a figure is blank
        if not (getattr(element, text) or "").strip():
            setattr(element, text, None)
    for key in _SHAPES:  # a variable is a matter of style
        if element.get(key, "").startswith("var("):
            element.set("style", f"{key}: {element.attrib.pop(key)}; {element.get('style', '')}".rstrip("; "))


def _safe(name: str) -> str:
    """Return a figure's name as the beginning of identities."""
    return "f-" + re.sub(r"[^A-Za-z0-9_-]", "-", name)
