"""GML as Gephi, yEd, igraph, R and NetworkX write it: a tree of keys and values, in UTF-8 or with character entities.

NetworkX's reader takes ASCII only, and stops at labels or ties that are there twice; what is a fault is judged here by
the same rules as for every other file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import UserError, quoted
from sim.model.network.formats.rows import GraphRows

_TOKEN: Final = re.compile(
    r'(?P<blank>\s+|^\#[^\n]*)|"(?P<text>[^"]*)"|(?P<mark>[\[\]])|(?P<word>[^\s\[\]"]+)|(?P<odd>.)', re.MULTILINE)
_DEEPEST: Final = 100
_GROUP: Final = "isGroup"


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def read_gml(text: str, path: Path) -> GraphRows:
    """Return the graph of a GML file, each node's values that are no lists under their keys.

    Raises
    ------
    UserError
        If it is broken, or holds no graph or several.
    """
    rows = GraphRows("GML", path, numbered=True)
    tokens = _tokens(text, path)
    depth = graphs = 0
    for token in tokens:
        if token.text == "]" and token.kind == "mark":
            depth -= 1
            continue
        following = _value(token, tokens, path)
        if depth < 0:
            raise UserError("not readable as GML: a list ends that was not begun", path=path, line=token.line)
        if following.kind != "mark":
            continue
        if depth == 0 and token.text == "graph":
            graphs, depth = graphs + 1, 1
        elif depth == 1 and token.text in ("node", "edge"):
            _add(rows, token.text, _values(tokens, path), token.line, path)
        else:
            _skip(tokens, path)
    if graphs != 1 or depth:
        wrong = "not readable as GML: it ends inside a list" if depth else f"holds {graphs} graphs; one is needed"
        raise UserError(wrong, path=path)
    return rows


def _add(rows: GraphRows, kind: str, values: dict[str, str], line: int, path: Path) -> None:
    needed = ("id",) if kind == "node" else ("source", "target")
    if missing := [name for name in needed if name not in values]:
        raise UserError(f"a {'tie' if kind == 'edge' else 'node'} without {missing[0]}", path=path, line=line)
    if kind == "edge":
        rows.add_tie(values["source"], values["target"], line)
        return
    if values.pop(_GROUP, "0") == "1":
        rows.groups.add(values["id"])
    rows.add_node(values, line)


def _values(tokens: Iterator[_Token], path: Path) -> dict[str, str]:
    """Return the values of a list that is open, and close it; of a key that is there twice the first counts."""
    values: dict[str, str] = {}
    for token in tokens:
        if token.kind == "mark" and token.text == "]":
            return values
        value = _value(token, tokens, path)
        if value.kind == "mark":
            _skip(tokens, path)
        else:
            values.setdefault(token.text, html.unescape(value.text) if value.kind == "text" else value.text)
    raise UserError("not readable as GML: it ends inside a list", path=path)


def _value(key: _Token, tokens: Iterator[_Token], path: Path) -> _Token:
    """Return what follows a key: a value, or the mark that opens a list."""
    value = next(tokens, None)
    if value is None or key.kind != "word" or (value.kind == "mark" and value.text == "]"):
        raise UserError(f"not readable as GML at {quoted(key.text)}: a key and its value are needed", path=path,
                        line=key.line)
    return value


def _skip(tokens: Iterator[_Token], path: Path) -> None:
    """Read to the end of a list that is open."""
    depth = 1
    for token in tokens:
        if token.kind == "mark":
            depth += 1 if token.text == "[" else -1
        if depth > _DEEPEST:
            raise UserError(f"more than {_DEEPEST} lists inside each other: no network looks so", path=path,
                            line=token.line)
        if depth == 0:
            return
    raise UserError("not readable as GML: it ends inside a list", path=path)


def _tokens(text: str, path: Path) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        kind, whole = str(found.lastgroup), found.group()
        if kind == "odd":
            raise UserError("a quotation mark is not closed", path=path, line=line)
        if kind != "blank":
            yield _Token(kind, found.group(kind), line)
        line += whole.count("\n")
