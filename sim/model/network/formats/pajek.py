"""Pajek's ``.net`` as Pajek, Gephi, igraph, R and NetworkX write it: vertices by number, ties as pairs or lists.

NetworkX's reader lets two vertices of one label be one, adds vertices that were not declared, and reads a list of
neighbours as a tie and its weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sim.errors import UserError, quoted
from sim.model.network.formats.rows import MOST_NODES, GraphRows

_WORD: Final = re.compile(r'"([^"]*)"|(\S+)')
_PAIRS, _LISTS = ("*arcs", "*edges"), ("*arcslist", "*edgeslist")


def read_pajek(lines: Iterable[str], path: Path) -> GraphRows:
    """Return the graph: ``id`` is a vertex's number, ``label`` what it is called, the rest its parameters.

    Raises
    ------
    UserError
        If it is broken, has several networks, or says its ties in a form that is not read.
    """
    rows = GraphRows("Pajek", path, numbered=True)
    section, declared = "", 0
    known: dict[int, dict[str, str]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("%"):
            continue
        found = _WORD.findall(line)
        if any('"' in word for _, word in found):
            raise UserError("a quotation mark inside a name, or one that is not closed", path=path, line=number)
        words = [quoted or word for quoted, word in found]
        if words[0].startswith("*"):
            if words[0].lower() == "*vertices" and section not in ("", "*network"):
                raise UserError("holds several networks; one is needed", path=path, line=number)
            section = _section(words, path, number)
            if section == "*vertices":
                declared = _count(words, path, number)
        elif section == "*vertices":
            _vertex(rows, known, words, number, declared, path)
        elif section in _PAIRS + _LISTS:
            if len(words) < 2:
                raise UserError("a tie without two ends", path=path, line=number)
            for other in words[1:] if section in _LISTS else words[1:2]:
                rows.add_tie(_plain(words[0]), _plain(other), number)
        else:
            raise UserError(f"not readable as Pajek at {quoted(words[0])}", path=path, line=number)
    for vertex in range(1, declared + 1):  # those without a line of their own
        if vertex not in known:
            rows.add_node({"id": str(vertex), "label": str(vertex)}, 0)
    return rows


def _section(words: list[str], path: Path, line: int) -> str:
    name = words[0].lower()
    if name not in ("*network", "*vertices", *_PAIRS, *_LISTS):
        raise UserError(f"{words[0]} is not read; vertices, arcs and edges are", path=path, line=line)
    return name


def _count(words: list[str], path: Path, line: int) -> int:
    if len(words) < 2 or not words[1].isdecimal():
        raise UserError("*Vertices needs how many there are", path=path, line=line)
    if len(words) > 2:
        raise UserError("a network of two modes: ties have to be among creators", path=path, line=line)
    if int(words[1]) > MOST_NODES:
        raise UserError(f"declares {int(words[1]):,} vertices; at most {MOST_NODES:,} are read", path=path, line=line)
    return int(words[1])


def _vertex(
    rows: GraphRows, known: dict[int, dict[str, str]], words: list[str], line: int, declared: int, path: Path
) -> None:
    if not words[0].isdecimal() or not 1 <= int(words[0]) <= declared:
        raise UserError(f"vertex {quoted(words[0])} is no number in 1-{declared:,}", path=path, line=line)
    number = int(words[0])
    if number in known:
        raise UserError(f"vertex {number} is there twice", path=path, line=line)
    node = {"id": str(number), "label": words[1] if len(words) > 1 and words[1] else str(number)}
    rest = words[2:]
    while rest and _is_number(rest[0]):  # where it is drawn
        rest.pop(0)
    if len(rest) % 2:  # its shape
        rest.pop(0)
    for name, value in zip(rest[::2], rest[1::2], strict=True):
        node.setdefault(name, value)
    known[number] = node
    rows.add_node(node, line)


def _plain(word: str) -> str:
    """Return a number without signs that mean something else, as ``-3`` does for an arc that is taken away."""
    return str(int(word)) if word.isdecimal() else word


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
