"""Small networks as other people's programs leave them, written by the tests that read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.model.network import CreatorGraph, read_files

NODES = "Id,Followers\nann,10\nbob,20\ncyd,5\n"
EDGES = "Source,Target\nann,bob\nbob,cyd\n"
TIES = [[0, 1], [1, 2]]
ROLES = {"source": "Source", "target": "Target", "node": "Id", "reach": "Followers"}


def bytes_of(text: str | bytes) -> bytes:
    """Return what is written of a text."""
    return text.encode() if isinstance(text, str) else text


def read_tables(
    folder: Path, nodes: str | bytes = NODES, edges: str | bytes = EDGES, roles: Any = None, **settings: Any
) -> CreatorGraph:
    """Write two tables and return the network that they are read as."""
    (folder / "n.csv").write_bytes(bytes_of(nodes))
    (folder / "e.csv").write_bytes(bytes_of(edges))
    files = settings.pop("files", {"nodes": "n.csv", "edges": "e.csv"})
    columns = ROLES | (roles or {})
    return read_files({"kind": "files", "communities": {"x": files}, "columns": columns, **settings}, folder)


def read_graph_of(folder: Path, content: str | bytes, name: str = "g.graph", **roles: str | None) -> CreatorGraph:
    """Write one file with a graph and return the network that it is read as."""
    (folder / name).write_bytes(bytes_of(content))
    network = {"kind": "files", "communities": {"x": {"graph": name}}, "columns": {"reach": None} | roles}
    return read_files(network, folder)


def accounts(graph: CreatorGraph) -> list[dict[str, Any]]:
    """Return what was taken of each file."""
    found: list[dict[str, Any]] = graph.report["regions"]["x"]["read"]
    return found
