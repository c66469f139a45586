"""A real network read from files: one pair of tables (or one GraphML file) a region, or one for all regions.

The config says which column plays which role, so data need no reshaping. What is dropped (self-loops, repeated ties)
is counted in the graph's report; what cannot be right (an unknown node, a negative number) stops with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError
from sim.model.network import tables
from sim.model.network.graph import CreatorGraph, clean, join
from sim.model.network.settings import files_settings

MOST_REGIONS = 127


def read_files(network: Mapping[str, Any], base: Path) -> CreatorGraph:
    """Return the graph that the files of a network group hold.

    Parameters
    ----------
    network
        Config group ``network`` with ``kind: files``.
    base
        Folder where a relative ``data_dir`` starts.

    Raises
    ------
    UserError
        One line with the file and the line or row at fault.
    """
    settings = files_settings(network)
    folder = base / Path(settings["data_dir"]).expanduser()
    columns = settings["columns"]
    parts = []
    for region, found in settings["communities"].items():
        part = _read(region or "all", found, folder, columns)
        if region is None:
            graph = _split(*part, columns["region"])
            break
        parts.append(part[0])
    else:
        if len(parts) > MOST_REGIONS:
            raise UserError(f"network.communities has {len(parts)} regions; at most {MOST_REGIONS} are possible")
        graph = join(parts)
    graph.report["kind"] = "files"
    return graph


def _read(
    region: str, found: Mapping[str, str], folder: Path, columns: Mapping[str, str | None]
) -> tuple[CreatorGraph, pd.DataFrame, Path]:
    """Read one source; return its graph, its node table and the path of that table."""
    if "graph" in found:
        path = edge_path = folder / found["graph"]
        nodes, pairs = tables.read_graphml(path)
        id_column = "id"
        edges = pd.DataFrame(pairs, columns=["source", "target"], dtype=str)
        edges.index = pd.RangeIndex(1, 1 + len(edges))
        source, target = edges["source"], edges["target"]
    else:
        path, edge_path = folder / found["nodes"], folder / found["edges"]
        nodes = tables.read_table(path)
        id_column = str(columns["node"])
        edges = tables.read_table(edge_path)
        source = tables.names(edges, str(columns["source"]), "source", edge_path)
        target = tables.names(edges, str(columns["target"]), "target", edge_path)
    if nodes.empty:
        raise UserError("the node table is empty; a creator needs a row", path=path)
    labels = tables.names(nodes, id_column, "node", path, unique=True)
    index = pd.Index(labels)
    pairs_found = np.stack(
        (tables.ends(index, source, edge_path), tables.ends(index, target, edge_path)), axis=1
    )
    ties, loops, duplicates = clean(len(labels), pairs_found)
    reach, raised = _reach(nodes, columns["reach"], path)
    n = len(labels)
    tenure, partner = columns["tenure"], columns["partner"]
    days = tables.numbers(nodes, tenure, "tenure", path) if tenure else np.zeros(n)
    graph = CreatorGraph(
        regions=[region],
        region=np.zeros(n, np.int8),
        label=labels.tolist(),
        reach=reach,
        tenure_days=np.rint(days).astype(np.int64),
        partner=tables.flags(nodes, partner, "partner", path) if partner else np.zeros(n, np.bool_),
        edges=ties,
        report={
            "nodes": n,
            "edges": len(ties),
            "self_loops_dropped": loops,
            "duplicates_dropped": duplicates,
            "zero_reach_raised": raised,
        },
    )
    return graph, nodes, path


def _reach(nodes: pd.DataFrame, name: str | None, path: Path) -> tuple[NDArray[np.float64], int]:
    """Return positive reach and how many zeros were raised to half the smallest positive value."""
    if not name:
        return np.ones(len(nodes)), 0
    reach = tables.numbers(nodes, name, "reach", path).copy()
    zero = reach == 0.0
    if zero.all():
        return np.ones(len(nodes)), 0
    reach[zero] = reach[~zero].min() / 2.0
    return reach, int(zero.sum())


def _split(graph: CreatorGraph, nodes: pd.DataFrame, path: Path, name: str) -> CreatorGraph:
    """Return a one-source graph by the regions a node column names, in order of first appearance."""
    codes, regions = pd.factorize(tables.names(nodes, name, "region", path))
    if len(regions) > MOST_REGIONS:
        raise UserError(f"{name} names {len(regions)} regions; at most {MOST_REGIONS} are possible", path=path)
    order = np.argsort(codes, kind="stable")
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    ties, _, _ = clean(len(order), number[graph.edges])
    across = codes[graph.edges[:, 0]] != codes[graph.edges[:, 1]]
    label = graph.label or []
    return CreatorGraph(
        regions=[str(region) for region in regions],
        region=codes[order].astype(np.int8),
        label=[label[i] for i in order],
        reach=graph.reach[order],
        tenure_days=graph.tenure_days[order],
        partner=graph.partner[order],
        edges=ties,
        report={**graph.report, "ties_between_regions": int(across.sum())},
    )
