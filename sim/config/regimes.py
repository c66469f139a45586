"""A penalty regime of its own for a region: ``market.regions.id.enforcement: violation_points``.

The market's tables hold the rows of all its regimes. In a region without a row in its own regime that row stands out
of reach: a milestone at a rating of -1, an escalation at a million offences. What a regime's file does not mention is
as the registry has it, unless an override says otherwise; a region's own ``values`` come last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sim.config.documents import read_plain
from sim.config.folders import group_options
from sim.config.locating import Sources, shown, value_of
from sim.config.names import parameters_of, table_rows
from sim.config.regions import flat_values
from sim.errors import UserError, quoted, suggest
from sim.model.parameters import FIXED_ROWS, SCALARS, TABLES

GROUP = "enforcement"
_OPTION = re.compile(r"[\w-]+")
# A table of the regime, the column that puts a row out of reach, and the value that does.
OUT_OF_REACH = {"enforcement.milestones": ("rating", -1), "enforcement.escalations": ("count", 1_000_000)}


def with_regimes(config: Mapping[str, Any], sources: Sources) -> dict[str, Any]:
    """Return the configuration with the regime of each region that names one laid into its values.

    An ``enforcement=`` that was asked for holds in every region, whatever regions name.

    Raises
    ------
    UserError
        If there is no regime of that name.
    """
    plain = deepcopy(dict(config))
    market = plain.get("market")
    regions = market.get("regions") if isinstance(market, Mapping) else None
    if not isinstance(regions, Mapping) or not isinstance(plain.get(GROUP), Mapping):
        return plain
    base = sources.choices.get(GROUP)
    chosen = {}
    for region, node in regions.items():
        name = node.pop(GROUP, None) if isinstance(node, dict) else None
        if name is not None and name != base and GROUP not in sources.given:
            chosen[region] = name
    if not chosen:
        return plain
    files = {name: _read(sources, name, region) for region, name in chosen.items()}
    own = _read(sources, base, "") if base is not None else {}
    for table, (column, value) in OUT_OF_REACH.items():
        rows = plain[GROUP].setdefault(table.partition(".")[2], {})
        for content in files.values():
            for row in table_rows(content, table):
                rows.setdefault(row, {column: value})
    every = parameters_of(plain)
    for region, name in chosen.items():
        given = dict(flat_values(regions[region].get("values") or {}, every))
        regions[region]["values"] = _values(plain, own, files[name]) | given
    return plain


def _read(sources: Sources, name: object, region: str) -> dict[str, Any]:
    """Return a regime's file as ``{"enforcement": ...}``."""
    path = sources.file(GROUP, str(name)) if _OPTION.fullmatch(str(name)) else None
    if path is None:
        options = group_options(GROUP)
        about = f"market.regions.{region}.{GROUP}"
        raise UserError(
            f"{about} is {quoted(name)}, but there is no such regime.{suggest(str(name), options)} "
            f"(enforcement has {', '.join(options)})", about=about)
    content = read_plain(path, shown(path)) or {}
    if not isinstance(content, dict):
        raise UserError(f"holds a {type(content).__name__}, not settings of {GROUP}", path=shown(path))
    return {GROUP: content}


def _values(plain: Mapping[str, Any], own: Mapping[str, Any], regime: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a region's regime sets, by dotted name.

    Parameters
    ----------
    own
        The file of the market's regime: what it alone says does not hold in the region.
    """
    values = {name: default_of(name) for name, said in _leaves(own) if value_of(plain, name) == said}
    values = {name: value for name, value in values.items() if value is not None} | dict(_leaves(regime))
    for table, (column, out_of_reach) in OUT_OF_REACH.items():
        there = table_rows(regime, table)
        for row in table_rows(plain, table):
            entries = {name: one.default for name, one in TABLES[table].items()}
            entries |= there.get(row, {column: out_of_reach})
            values |= {f"{table}.{row}.{name}": value for name, value in entries.items()}
    return values


def default_of(name: str) -> float | None:
    """Return what the registry says of a scalar or an entry of a fixed row, ``None`` for other names."""
    if name in SCALARS:
        return SCALARS[name].default
    for table, rows in FIXED_ROWS.items():
        if name.startswith(table + "."):
            row, _, column = name.removeprefix(table + ".").partition(".")
            return rows.get(row, {}).get(column)
    return None


def _leaves(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Return dotted names and values of everything but the rows of regimes' tables."""
    found = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if name in OUT_OF_REACH:
            continue
        found += _leaves(value, name + ".") if isinstance(value, Mapping) else [(name, value)]
    return found
