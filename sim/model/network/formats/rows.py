"""What every reader returns: columns of text, the line of each row, and an account of what was taken and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from sys import intern
from typing import Any

import pandas as pd

from sim.errors import UserError

MOST_NODES, MOST_TIES = 2_000_000, 20_000_000
"""Most that are read of one file: beyond that memory would run out before anything could be told."""


@dataclass
class Account:
    """What was taken of a file and how, for people.

    Attributes
    ----------
    file
        Its name as it was given.
    format
        ``CSV``, ``GraphML`` …
    how
        Choices in words: packing, encoding, separator, where the header stands.
    rows
        How many were read.
    columns
        Every column that the file has, in its order.
    roles
        Role → column that plays it.
    left_out
        What was left out, each with its number.
    notes
        What else somebody should know who names the wrong file or column.
    """

    file: str
    format: str
    how: list[str] = field(default_factory=list)
    rows: int = 0
    columns: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, what: str, count: int = 1) -> None:
        """Count what was left out."""
        if count:
            self.left_out[what] = self.left_out.get(what, 0) + count

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass
class Sheet:
    """A table as text: its columns, indexed by the line on which each row ends."""

    columns: pd.DataFrame
    account: Account


@dataclass
class GraphRows:
    """A graph as text: nodes with their attributes, ties by the nodes' own ids, each with its line.

    ``numbered`` says that ids are mere numbers, as in GML and Pajek, where the names stand in labels.
    """

    format: str
    path: Path
    nodes: list[dict[str, str]] = field(default_factory=list)
    node_lines: list[int] = field(default_factory=list)
    ties: list[tuple[str, str]] = field(default_factory=list)
    tie_lines: list[int] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    numbered: bool = False
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add_node(self, node: dict[str, str], line: int) -> None:
        """Add a node."""
        if len(self.nodes) >= MOST_NODES:
            raise UserError(f"has more than {MOST_NODES:,} nodes: take a sample", path=self.path)
        self.nodes.append(node)
        self.node_lines.append(line)

    def add_tie(self, source: str, target: str, line: int) -> None:
        """Add a tie by the ids of its ends."""
        if len(self.ties) >= MOST_TIES:
            raise UserError(f"has more than {MOST_TIES:,} ties: take a sample", path=self.path)
        self.ties.append((intern(source), intern(target)))
        self.tie_lines.append(line)

    def tables(self, defaults: Mapping[str, str], order: Sequence[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return nodes and ties as tables without groups, a missing attribute being its default or empty.

        Parameters
        ----------
        defaults
            Attribute → value of nodes that do not have it.
        order
            Attributes that were declared, in that order; others follow.
        """
        names = dict.fromkeys(["id", *order, *(name for node in self.nodes for name in node)])
        real = [place for place, node in enumerate(self.nodes) if node["id"] not in self.groups]
        nodes = pd.DataFrame(
            {name: [self.nodes[place].get(name, defaults.get(name, "")) for place in real] for name in names},
            index=pd.Index([self.node_lines[place] for place in real], dtype="int64"), dtype=str)
        tied = [place for place, pair in enumerate(self.ties) if self.groups.isdisjoint(pair)]
        ties = pd.DataFrame(
            {end: [self.ties[place][side] for place in tied] for side, end in enumerate(("source", "target"))},
            index=pd.Index([self.tie_lines[place] for place in tied], dtype="int64"), dtype=str)
        self._count("nodes that are groups of others", len(self.nodes) - len(real))
        self._count("ties of such groups", len(self.ties) - len(tied))
        return nodes, ties

    def _count(self, what: str, count: int) -> None:
        if count:
            self.left_out[what] = count
