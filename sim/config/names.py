"""Every name that a configuration may hold, so that a wrong one is told the nearest right one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.config.settings import SETTINGS
from sim.model.parameters import SCALARS, TABLES, Parameter


def table_rows(config: Mapping[str, Any], table: str) -> dict[str, Any]:
    """Return a table's rows as they stand in a configuration; an absent table has none."""
    node: Any = config
    for part in table.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return dict(node) if isinstance(node, Mapping) else {}


def parameters_of(config: Mapping[str, Any]) -> dict[str, Parameter]:
    """Return every parameter of a configuration by its full dotted name, table entries included."""
    every = dict(SCALARS)
    for table, columns in TABLES.items():
        for row in table_rows(config, table):
            every |= {f"{table}.{row}.{column}": parameter for column, parameter in columns.items()}
    return every


def known_names(config: Mapping[str, Any] | None = None) -> list[str]:
    """Return every dotted name: settings, scalars and, given a configuration, its table entries."""
    names = [*SETTINGS, "start_date", "engine.name", *SCALARS]
    if config is not None:
        names += [name for name in parameters_of(config) if name not in SCALARS]
    return names


def table_of(name: str) -> tuple[str, str, str] | None:
    """Split a table entry's name into table, row and column; ``None`` for other names."""
    for table in TABLES:
        if name.startswith(table + "."):
            row, _, column = name[len(table) + 1 :].rpartition(".")
            if row:
                return table, row, column
    return None


def region_names(config: Mapping[str, Any]) -> list[str] | None:
    """Return the names of the regions that a run will have.

    A network read from files brings its own; ``None`` where only its node table knows them.
    """
    network = config["network"]
    if network.get("kind") == "files":
        communities = network.get("communities")
        return [str(name) for name in communities] if communities else None
    return [str(name) for name in config["market"]["regions"]]


def value_at(config: Mapping[str, Any], name: str, region: str | None = None) -> float:
    """Return what a parameter is at the start of a run, in a region if one is given."""
    overlay = config["market"]["regions"].get(region, {}).get("values", {})
    if name in overlay:
        return float(overlay[name])
    node: Any = config
    for part in name.split("."):
        node = node[part]
    return float(node)
