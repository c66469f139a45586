"""A real network read from files: one pair of tables, or one graph in a file, a region, or one for all regions.

The config says which column plays which role, so data need no reshaping. What was taken and what was dropped is in the
graph's report (`sim.model.network.reading` says it in words); what cannot be right (an unknown node, a negative number)
stops with its line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError
from sim.model.network.digest import digest_of
from sim.model.network.formats.graph_file import GraphSheets, read_graph
from sim.model.network.formats.sheet import Dialect, read_sheet
from sim.model.network.graph import CreatorGraph, clean, join
from sim.model.network.settings import COLUMNS, NAMED_BY_DEFAULT, files_settings
from sim.model.network.tables import Table, displayed

MOST_REGIONS = 1000
_NODE_ROLES = tuple(role for role in COLUMNS if role not in ("source", "target"))
Columns = Mapping[str, str | None]
_LAST: dict[str, CreatorGraph] = {}


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
        One line with the file and the line at fault.
    """
    settings = files_settings(network)
    if not settings["digest"]:
        return _read_all(settings, base)
    if digest_of(network, base) not in ("", settings["digest"]):
        raise UserError("the files of the network are not those that the study was planned with: put them back, or ask "
                        "anew")
    asked = json.dumps([settings, str(base)])
    if asked not in _LAST:  # a worker reads the same files for every seed
        _LAST.clear()
        _LAST[asked] = _read_all(settings, base)
    return deepcopy(_LAST[asked])


def _read_all(settings: Mapping[str, Any], base: Path) -> CreatorGraph:
    folder = base / Path(settings["data_dir"]).expanduser()
    columns, dialect = settings["columns"], Dialect(settings["separator"], settings["encoding"])
    parts = []
    for region, found in settings["communities"].items():
        part, nodes = _read(region or "all", found, folder, columns, dialect)
        if region is None:
            graph = _split(part, nodes, columns["region"])
            break
        parts.append(part)
    else:
        if len(parts) > MOST_REGIONS:
            raise UserError(f"network.communities has {len(parts)} regions; at most {MOST_REGIONS} are possible")
        graph = join(parts)
    graph.report["kind"] = "files"
    return graph


def _read(
    region: str, found: Mapping[str, str], folder: Path, columns: Columns, dialect: Dialect
) -> tuple[CreatorGraph, Table]:
    """Read one source; return its graph and its table of nodes."""
    if "graph" in found:
        path = folder / found["graph"]
        sheets = read_graph(path, dialect.encoding)
        nodes, ties = Table(sheets.nodes, path, sheets.account), Table(sheets.ties, path, sheets.account)
        ids = nodes.names("id", "node", unique=True)
        nodes.who = ids
        labels = nodes.names(named, "node", unique=True) if (named := _named(sheets, columns)) != "id" else ids
        source, target = ties.names("source", "source"), ties.names("target", "target")
        for role in ("source", "target"):
            del sheets.account.roles[role]
        accounts, where = [sheets.account], "among the nodes"
    else:
        nodes = _table(folder / found["nodes"], [columns[role] for role in _NODE_ROLES], dialect)
        ids = labels = nodes.names(str(columns["node"]), "node", unique=True)
        ties = _table(folder / found["edges"], [columns["source"], columns["target"]], dialect)
        source, target = (ties.names(str(columns[end]), end) for end in ("source", "target"))
        accounts, where = [nodes.account, ties.account], "in the node table"
    if nodes.columns.empty:
        raise UserError("the node table is empty; a creator needs a row", path=nodes.path)
    nodes.who = labels
    index = pd.Index(ids)
    pairs = np.stack((ties.ends(index, source, where), ties.ends(index, target, where)), axis=1)
    graph = _graph(region, nodes, labels, pairs, columns)
    graph.report["read"] = [account.to_json() for account in accounts]
    return graph, nodes


def _table(path: Path, asked: list[str | None], dialect: Dialect) -> Table:
    sheet = read_sheet(path, [name for name in asked if name], dialect)
    return Table(sheet.columns, path, sheet.account)


def _named(sheets: GraphSheets, columns: Columns) -> str:
    """Return the attribute of a graph's nodes that holds their names: the one asked for, or what stands for it.

    A node's own id is asked for as ``id``. Where nothing is said, it is taken too, but in formats that number their
    nodes: there the labels are, if every node has one of its own.
    """
    asked = str(columns["node"] or NAMED_BY_DEFAULT)
    there = [str(name) for name in sheets.nodes.columns]
    if asked in there:
        return asked
    if asked.casefold() == "id":
        return "id"
    if asked != NAMED_BY_DEFAULT:
        return asked  # which is told with the nearest that there is
    labels = sheets.nodes["label"].str.strip() if "label" in there else None
    whole = labels is not None and not (labels == "").any() and not labels.duplicated().any()
    named = "label" if sheets.numbered and whole else "id"
    others = [name for name in there if name != named]
    if named == "label" or labels is not None:
        sheets.account.notes.append(f"names are the nodes' {named}s, as network.columns.node says nothing else")
    elif others:
        sheets.account.notes.append("names are the nodes' own ids; network.columns.node may name an attribute")
    return named


def _graph(
    region: str, nodes: Table, labels: pd.Series[str], pairs: NDArray[np.int64], columns: Columns
) -> CreatorGraph:
    n = len(labels)
    ties, loops, duplicates = clean(n, pairs)
    reach, raised = _reach(nodes, columns["reach"])
    tenure, partner = columns["tenure"], columns["partner"]
    days = nodes.numbers(tenure, "tenure") if tenure else np.zeros(n)
    partners = nodes.flags(partner, "partner") if partner else np.zeros(n, np.bool_)
    label, degree = displayed(labels), np.bincount(ties.ravel(), minlength=n)
    top = int(degree.argmax())
    report = {
        "nodes": n,
        "edges": len(ties),
        "self_loops_dropped": loops,
        "duplicates_dropped": duplicates,
        "zero_reach_raised": raised,
        "without_ties": int((degree == 0).sum()),
        "most_tied": [label[top], int(degree[top])] if degree[top] else [],
        "reach_range": [float(reach.min()), float(reach.max())],
        "tenure_range": [float(days.min()), float(days.max())],
        "partners": int(partners.sum()),
    }
    return CreatorGraph(
        regions=[region], region=np.zeros(n, np.int16), label=label, reach=reach,
        tenure_days=np.rint(days).astype(np.int64), partner=partners, edges=ties, report=report,
    )


def _reach(nodes: Table, name: str | None) -> tuple[NDArray[np.float64], int]:
    """Return positive reach and how many zeros were raised to half the smallest positive value."""
    if not name:
        return np.ones(len(nodes.columns)), 0
    reach = nodes.numbers(name, "reach").copy()
    zero = reach == 0.0
    if zero.all():
        return np.ones(len(nodes.columns)), 0
    reach[zero] = reach[~zero].min() / 2.0
    return reach, int(zero.sum())


def _split(graph: CreatorGraph, nodes: Table, name: str) -> CreatorGraph:
    """Return a one-source graph by the regions a node column names, in order of first appearance."""
    codes, regions = pd.factorize(nodes.names(name, "region"))
    if len(regions) > MOST_REGIONS:
        raise UserError(f"{name} names {len(regions)} regions; at most {MOST_REGIONS} are possible", path=nodes.path)
    order = np.argsort(codes, kind="stable")
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    ties, _, _ = clean(len(order), number[graph.edges])
    across = codes[graph.edges[:, 0]] != codes[graph.edges[:, 1]]
    label = graph.label or []
    return CreatorGraph(
        regions=[str(region) for region in regions],
        region=codes[order].astype(np.int16),
        label=[label[i] for i in order],
        reach=graph.reach[order],
        tenure_days=graph.tenure_days[order],
        partner=graph.partner[order],
        edges=ties,
        report={**graph.report, "names": list(map(str, regions)), "ties_between_regions": int(across.sum())},
    )
