"""A graph in one file, by what is in it: GraphML, GEXF, GML or Pajek, whatever the file is called."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from sim.errors import UserError, quoted
from sim.model.network.formats.gexf import GexfReader
from sim.model.network.formats.gml import read_gml
from sim.model.network.formats.graphml import GraphmlReader
from sim.model.network.formats.pajek import read_pajek
from sim.model.network.formats.rows import Account
from sim.model.network.formats.source import opened
from sim.model.network.formats.text import Lines

KNOWN: Final = "GraphML, GEXF, GML and Pajek are read"
_PEEK, _LONGEST = 1 << 14, 1 << 28
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_PROLOG: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)
_GML: Final = re.compile(r"(?:\A|\s)graph\s*\[", re.IGNORECASE)


@dataclass
class GraphSheets:
    """Nodes and ties of a graph as text, by the nodes' own ids, indexed by the line of each (0: not known).

    ``numbered`` says that ids are mere numbers and names stand in labels.
    """

    nodes: pd.DataFrame
    ties: pd.DataFrame
    numbered: bool
    account: Account


def read_graph(path: Path, encoding: str = "") -> GraphSheets:
    """Return the graph that a file holds.

    Parameters
    ----------
    encoding
        Of GML and Pajek; XML names its own.

    Raises
    ------
    UserError
        If it is missing, broken, or of a form that is not read.
    """
    with opened(path) as source:
        head = source.stream.peek(_PEEK)[:_PEEK]
        kind = _kind(head, path)
        how = [source.packed] if source.packed else []
        defaults: dict[str, str] = {}
        order: list[str] = []
        if kind in ("graphml", "gexf"):
            reader = GraphmlReader(path) if kind == "graphml" else GexfReader(path)
            rows = reader.read(source.stream)
            defaults, order = reader.defaults, reader.declared
        else:
            lines = Lines(source.stream, path, encoding)
            rows = read_gml(_whole(lines, path), path) if kind == "gml" else read_pajek(lines, path)
            how.append(lines.encoding)
    nodes, ties = rows.tables(defaults, order)
    columns = [str(name) for name in nodes.columns]
    used = [f"{name}={value}" for name, value in defaults.items() if any(name not in node for node in rows.nodes)]
    notes = [*rows.notes, *([f"default of nodes without a value: {', '.join(used)}"] if used else [])]
    account = Account(path.name, rows.format, how, len(nodes), columns, left_out=dict(rows.left_out), notes=notes)
    return GraphSheets(nodes, ties, rows.numbered, account)


def _whole(lines: Lines, path: Path) -> str:
    parts, length = [], 0
    for line in lines:
        parts.append(line)
        length += len(line)
        if length > _LONGEST:
            raise UserError(f"holds more than {_LONGEST:,} characters, which is not read as GML: write it as GraphML",
                            path=path)
    return "".join(parts)


def is_graph(path: Path) -> bool:
    """Return whether a file holds a graph, rather than a table.

    Raises
    ------
    UserError
        If it is missing, or of a form that is neither.
    """
    with opened(path) as source:
        head = source.stream.peek(_PEEK)[:_PEEK]
        text = _text(head).lstrip()
        return text.startswith(("<", "*", "{", "[")) or bool(_GML.search(text))


def _text(head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16" if wide else "utf-8-sig", "replace")


def _kind(head: bytes, path: Path) -> str:
    """Return what a file holds by its beginning."""
    text = _text(head).lstrip()
    if text.startswith("<"):
        root = _ROOT.search(_PROLOG.sub("", text))
        name = root[1].lower() if root else ""
        if name in ("graphml", "gexf"):
            return name
        raise UserError(f"XML, but neither GraphML nor GEXF (it begins with <{name or 'something else'}>)", path=path)
    first = next((line.strip() for line in io.StringIO(text) if line.strip() and not line.lstrip().startswith("%")), "")
    if first.startswith("*"):
        return "pajek"
    if _GML.search(text):
        return "gml"
    if first.startswith(("{", "[")):
        raise UserError(f"JSON, which is not read: {KNOWN}", path=path)
    if not first:
        raise UserError(f"the file is empty; {KNOWN}", path=path)
    raise UserError(f"no graph by its first line ({quoted(first)}): {KNOWN}; of tables, name edges and "
                    "nodes", path=path)
