"""GraphML as Gephi, yEd, igraph, R and NetworkX write it.

A key's default is the value of nodes without one. Types are not looked at: a value means what its role says. A node
that holds a graph of its own is a group, as yEd draws it, and no node of the network.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.model.network.formats.markup import Walker
from sim.model.network.formats.rows import GraphRows

_ID, _LABEL = "\n", "\t"  # among a node's keys, none of which can hold a line's end or a tab


@dataclass
class _Key:
    name: str
    of: str
    default: str | None = None


class GraphmlReader:
    """Reads one document; see `read`."""

    def __init__(self, path: Path) -> None:
        self._walker = Walker(path)
        self._keys: dict[str, _Key] = {}
        self._key = self._data = ""
        self._nodes: list[dict[str, str]] = []  # those that are open, the outermost first
        self._graphs = 0
        self.rows = GraphRows("GraphML", path)

    def read(self, stream: io.BufferedReader) -> GraphRows:
        """Return the graph, each node's attributes under the names of their keys.

        Raises
        ------
        UserError
            If the file is broken, or holds several graphs or hyperedges.
        """
        self._walker.walk(stream, self._start, self._end)
        if not self._graphs:
            self._walker.fail("no graph is in it")
        doubles: dict[str, None] = {}
        self.rows.nodes = [self._named(node, doubles) for node in self.rows.nodes]
        self.rows.notes += [f"attribute {name} has two keys; the first is taken" for name in doubles]
        return self.rows

    def _named(self, node: Mapping[str, str], doubles: dict[str, None]) -> dict[str, str]:
        """Return a node's values under the names of their keys."""
        named = {"id": node[_ID]}
        for key, value in node.items():
            name = self._keys[key].name if key in self._keys else key
            if name in named and key != _ID:
                doubles[name] = None
            elif key not in (_ID, _LABEL):
                named[name] = value
        if _LABEL in node:
            named.setdefault("label", node[_LABEL])
        return named

    @property
    def defaults(self) -> dict[str, str]:
        """Attribute → default, of nodes."""
        return {one.name: one.default for one in self._of_nodes() if one.default is not None}

    @property
    def declared(self) -> list[str]:
        """Attributes of nodes, in the order of their keys."""
        return list(dict.fromkeys(one.name for one in self._of_nodes()))

    def _of_nodes(self) -> list[_Key]:
        return [one for one in self._keys.values() if one.of in ("node", "all") and one.name != "id"]

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        walker, rows = self._walker, self.rows
        if tag == "key":
            self._key = attributes.get("id", "")
            name = attributes.get("attr.name") or ("" if "yfiles.type" in attributes else self._key)
            self._keys[self._key] = _Key(name or self._key, attributes.get("for", "all"))
        elif tag == "data":
            self._data = attributes.get("key", "")
        elif tag == "graph":
            self._graphs += not self._nodes
            if self._graphs > 1:
                walker.fail("holds several graphs; one is needed")
        elif tag == "node":
            self._begin_node(attributes)
        elif tag == "edge":
            ends = attributes.get("source"), attributes.get("target")
            if None in ends:
                walker.fail("a tie without a source or a target")
            rows.add_tie(str(ends[0]).strip(), str(ends[1]).strip(), walker.line)
        elif tag == "hyperedge":
            walker.fail("a hyperedge ties several nodes at once; each tie has to be an edge")

    def _begin_node(self, attributes: Mapping[str, str]) -> None:
        if not attributes.get("id"):
            self._walker.fail("a node without an id")
        if self._nodes:
            self.rows.groups.add(self._nodes[-1][_ID])
        node = {_ID: attributes["id"].strip()}
        self._nodes.append(node)
        self.rows.add_node(node, self._walker.line)

    def _end(self, tag: str, text: str) -> None:
        if tag == "default" and self._walker.parent == "key":
            self._keys[self._key].default = text
        elif tag == "data" and self._walker.parent == "node":
            self._nodes[-1][self._data] = text
        elif tag == "NodeLabel" and self._nodes and text:  # what yEd draws in the middle of a node
            self._nodes[-1].setdefault(_LABEL, text)
        elif tag == "node":
            self._nodes.pop()
