"""A whole configuration against what is known: every key, every type, every range, before anything runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sim.config.execution import execution
from sim.config.matters import MATTERS, checked_matters
from sim.config.names import known_names, parameters_of, table_rows
from sim.config.numbers import check
from sim.config.regions import region_values
from sim.config.settings import ENGINES, SETTINGS
from sim.config.structure import check_structure
from sim.errors import UserError, suggest
from sim.model.network.settings import checked
from sim.model.parameters import FIXED_ROWS, SCALARS, TABLES

_ORDER = ("seed", "replications", "days", "warmup_days", "start_date")
_GROUPS = ("market", "population", "network", "enforcement", "incentives", "distribution", "tactics", "engine")


def validate(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the configuration with table rows completed and every number in its own type.

    Parameters
    ----------
    config
        Nested plain values, as Hydra resolved them or as ``config.yaml`` of a finished run has them.

    Raises
    ------
    UserError
        For the first thing that is unknown, missing, of the wrong type or out of range.
    """
    for group in _GROUPS:
        _must_be_mapping(config, group)
    known = known_names(config)
    result: dict[str, Any] = {"network": _network(config["network"])}
    result |= {"market": {"regions": _regions(config, known)}, "engine": {"name": _engine(config)}}
    for table in TABLES:
        _place(result, table, {row: _row(config, table, row, known) for row in _rows(config, table)})
    numbers = SETTINGS | SCALARS
    seen = set()
    for name, value in _leaves(config):
        parameter = numbers.get(name)
        if parameter is None and any(other.startswith(name + ".") for other in known):
            raise UserError(
                f"{name} is {value!r}, but it is a group: set what is in it, such as {_first(name, known)}", about=name)
        if parameter is None:
            raise _unknown(name, known)
        _place(result, name, check(name, value, parameter))
        seen.add(name)
    for name in numbers:
        if name not in seen:
            raise UserError(f"{name} is missing from the configuration")
    result["start_date"] = _start_date(config.get("start_date"))
    result["execution"] = execution(config)
    check_structure(result)
    matters = checked_matters(config.get(MATTERS, {}))
    every = {key: result[key] for key in (*_ORDER, *_GROUPS, "execution")}
    return every | ({MATTERS: matters} if matters else {})


def _unknown(name: str, known: list[str]) -> UserError:
    nearest = suggest(name, known)
    return UserError(f"no setting or parameter {name!r}.{nearest} (sim levers lists the levers)", about=name)


def _first(group: str, known: list[str]) -> str:
    return next(name for name in known if name.startswith(group + "."))


def _must_be_mapping(config: Mapping[str, Any], group: str) -> None:
    if not isinstance(config.get(group), Mapping):
        held = "missing" if group not in config else f"{config[group]!r}, not a group of settings"
        raise UserError(f"{group} is {held}")


def _leaves(config: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield dotted names and values of everything that is no table, region or network."""
    apart = {*TABLES, "network", "market.regions", "start_date", "engine.name", "execution", MATTERS}
    folders = {name.rpartition(".")[0] for name in [*SETTINGS, *SCALARS]}
    folders |= {folder.split(".", 1)[0] for folder in folders} | {"tactics"}

    def walk(node: Mapping[Any, Any], prefix: str) -> Iterator[tuple[str, object]]:
        for key, value in node.items():
            name = f"{prefix}{key}"
            if name in apart:
                continue
            if isinstance(value, Mapping) and name not in SCALARS and name not in SETTINGS:
                yield from walk(value, name + ".")
                if not value and name not in folders:
                    yield name, value
            else:
                yield name, value

    return walk(config, "")


def _rows(config: Mapping[str, Any], table: str) -> list[str]:
    """Return the names of a table's rows, those that it always has in their own order."""
    given = list(table_rows(config, table))
    fixed = FIXED_ROWS.get(table)
    if fixed is None:
        return given
    for row in given:
        if row not in fixed:
            raise UserError(
                f"no row {table}.{row}: the rows are {', '.join(fixed)}.{suggest(row, fixed)}", about=f"{table}.{row}")
    for row in fixed:
        if row not in given:
            raise UserError(f"{table}.{row} is missing from the configuration")
    return list(fixed)


def _row(config: Mapping[str, Any], table: str, row: str, known: list[str]) -> dict[str, int | float]:
    columns = TABLES[table]
    given = table_rows(config, table)[row]
    if not isinstance(given, Mapping):
        raise UserError(
            f"{table}.{row} is {given!r}, not a row with {', '.join(columns)}", about=f"{table}.{row}")
    for column in given:
        if column not in columns:
            raise _unknown(f"{table}.{row}.{column}", known)
    return {
        column: check(f"{table}.{row}.{column}", given.get(column, parameter.default), parameter)
        for column, parameter in columns.items()
    }


def _regions(config: Mapping[str, Any], known: list[str]) -> dict[str, Any]:
    regions = config["market"].get("regions")
    if not isinstance(regions, Mapping) or not regions:
        raise UserError("market.regions is empty: a market needs at least one region")
    every = parameters_of(config)
    return {str(region): region_values(str(region), node, every, known) for region, node in regions.items()}


def _engine(config: Mapping[str, Any]) -> str:
    name = config["engine"].get("name")
    if name not in ENGINES:
        raise UserError(f"engine.name is {name!r}, not one of {', '.join(ENGINES)}.{suggest(str(name), ENGINES)}")
    return str(name)


def _network(network: Mapping[str, Any]) -> dict[str, Any]:
    """Return the network's settings as given once its own room has checked them (no file is read yet)."""
    checked(network)
    return dict(network)


def _start_date(value: object) -> str:
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise UserError(f"start_date is {value!r}, not a date such as 2027-01-01") from error


def _place(tree: dict[str, Any], name: str, value: object) -> None:
    *folders, leaf = name.split(".")
    for folder in folders:
        tree = tree.setdefault(folder, {})
    tree[leaf] = value
