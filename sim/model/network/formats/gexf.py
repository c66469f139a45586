"""GEXF of any version, as Gephi, igraph and NetworkX write it.

An attribute's default is the value of nodes without one. Of an attribute that changes in time the last value counts,
and that is told. A node that holds nodes, or is named as their parent, is a group and no node of the network.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from sim.model.network.formats.markup import Walker
from sim.model.network.formats.rows import GraphRows


class GexfReader:
    """Reads one document; see `read`."""

    def __init__(self, path: Path) -> None:
        self._walker = Walker(path)
        self._titles: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self._class = self._attribute = ""
        self._nodes: list[dict[str, str]] = []
        self._graphs = self._changed = 0
        self.rows = GraphRows("GEXF", path)

    def read(self, stream: io.BufferedReader) -> GraphRows:
        """Return the graph, each node's attributes under their titles.

        Raises
        ------
        UserError
            If the file is broken, or holds no graph or several.
        """
        self._walker.walk(stream, self._start, self._end)
        if not self._graphs:
            self._walker.fail("no graph is in it")
        if self._changed:
            self.rows.notes.append("attributes change in time: the last value of each is taken")
        return self.rows

    @property
    def defaults(self) -> dict[str, str]:
        """Title → default, of attributes of nodes."""
        return {self._titles[one]: value for one, value in self._defaults.items()}

    @property
    def declared(self) -> list[str]:
        """Titles of the attributes of nodes."""
        return ["label", *(one for one in self._titles.values() if one not in ("id", "label"))]

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        walker, rows = self._walker, self.rows
        if tag == "attributes":
            self._class = attributes.get("class", "node")
        elif tag == "attribute" and self._class == "node":
            self._attribute = attributes.get("id", "")
            self._titles[self._attribute] = attributes.get("title") or self._attribute
        elif tag == "attvalue" and self._nodes and "edge" not in walker.open:
            self._value(attributes.get("for", attributes.get("id", "")), attributes.get("value", ""))
        elif tag == "graph":
            self._graphs += 1
            if self._graphs > 1:
                walker.fail("holds several graphs; one is needed")
        elif tag == "node":
            self._begin_node(attributes)
        elif tag == "edge":
            if not attributes.get("source") or not attributes.get("target"):
                walker.fail("a tie without a source or a target")
            rows.add_tie(attributes["source"].strip(), attributes["target"].strip(), walker.line)

    def _value(self, attribute: str, value: str) -> None:
        node, title = self._nodes[-1], self._titles.get(attribute, attribute)
        if title == "id":
            return  # the node's own
        self._changed += title != "label" and title in node
        node[title] = value

    def _begin_node(self, attributes: Mapping[str, str]) -> None:
        if not attributes.get("id"):
            self._walker.fail("a node without an id")
        node = {"id": attributes["id"].strip(), "label": attributes.get("label", "").strip()}
        parent = attributes.get("pid") or (self._nodes[-1]["id"] if self._nodes else "")
        if parent:
            self.rows.groups.add(parent)
        self._nodes.append(node)
        self.rows.add_node(node, self._walker.line)

    def _end(self, tag: str, text: str) -> None:
        if tag == "default" and self._class == "node" and self._walker.parent == "attribute":
            self._defaults[self._attribute] = text
        elif tag == "node":
            self._nodes.pop()
