"""The network group of the config: every number with its unit, range, default and source; checked before use.

These shape the starting graph once and no rule reads them during a run, so they are kept here rather than in the
parameter registry, whose columns are looked up daily. They are assumptions, estimated on the MUSAE Twitch
communities (Rozemberczki, Allen & Sarkar 2021; docs/howto/real-network.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from sim.errors import UserError, quoted, suggest
from sim.model.parameters.registry import Parameter

KINDS: Final = ("generated", "files")
COLUMNS: Final = ("source", "target", "node", "reach", "tenure", "partner", "region")
FILES: Final = ("edges", "nodes", "graph")
NAMED_BY_DEFAULT: Final = "node"
"""What the node column is called where nothing is said."""
SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}
MUSAE: Final = "MUSAE Twitch"


def _number(name: str, default: float, unit: str, low: float, high: float, doc: str, source: str = MUSAE) -> Parameter:
    return Parameter(f"network.{name}", default, unit, low, high, "assumption", source, doc)


NUMBERS: Final[dict[str, Parameter]] = {
    parameter.name.removeprefix("network."): parameter
    for parameter in (
        _number("mean_degree", 28.2, "ties per creator", 0.0, 1000.0, "Mean number of peer ties."),
        _number("densest", 0.05, "share of pairs", 0.0, 1.0,
                "Most pairs of a region that may be tied: caps the mean degree of a small region.", "assumption"),
        _number("degree.sigma", 1.14, "ln", 0.0, 4.0, "Spread of the lognormal body of expected degrees."),
        _number("degree.tail_share", 0.027, "share of creators", 0.0, 0.5, "Creators in the power tail of degrees."),
        _number("degree.tail_exponent", 1.0, "exponent", 0.1, 10.0, "Exponent of that tail's survival function."),
        _number("degree.tail_span", 3.1, "ln", 0.0, 20.0, "Log ratio of the tail's end to its start."),
        _number("ties.close_share", 0.29, "share of degree", 0.0, 1.0, "Ties that are close (to neighbours)."),
        _number("ties.close_most", 85.0, "ties", 0.0, 10000.0,
                "Expected degree above which further ties are all far ones."),
        _number("ties.close_step", 28.0, "creators", 0.1, 100000.0,
                "Mean distance along the circle of a close tie, in creators."),
        _number("ties.category_share", 0.3, "share of far ties", 0.0, 1.0,
                "Far ties that stay in the creator's own category.", "assumption"),
        _number("ties.star_slope", 1.8, "log-odds per standard deviation of reach", 0.0, 20.0,
                "How sharply reach decides who is looked up to in a far tie; 0 leaves it to chance."),
        _number("reach.mu", 8.69, "ln views", -20.0, 40.0, "Mean of ln reach in the lognormal body."),
        _number("reach.sigma", 1.68, "ln", 0.0, 6.0, "Spread of the lognormal body of reach."),
        _number("reach.tail_share", 0.054, "share of creators", 0.0, 0.5, "Creators in the power tail of reach."),
        _number("reach.tail_exponent", 0.2, "exponent", 0.05, 10.0, "Exponent of that tail's survival function."),
        _number("reach.tail_span", 5.42, "ln", 0.0, 20.0, "Log ratio of the tail's end to its start."),
        _number("tenure.mean_days", 1420.0, "days", 1.0, 20000.0, "Mean age of an account."),
        _number("tenure.shape", 2.4, "Weibull shape", 0.2, 20.0,
                "Shape of account ages: 1 exponential, 3.6 near normal."),
        _number("correlation.reach_degree", 0.445, "latent correlation", -0.99, 0.99, "Reach with expected degree."),
        _number("correlation.reach_hub", 1.34, "slope", 0.0, 5.0,
                "How much steeper reach follows expected degree among hubs, in standard deviations."),
        _number("correlation.hub_share", 0.16, "share of creators", 0.0, 1.0,
                "Best-connected creators counted as hubs."),
        _number("correlation.tenure_degree", 0.161, "latent correlation", -0.99, 0.99, "Tenure with expected degree."),
        _number("correlation.tenure_reach", 0.203, "latent correlation", -0.99, 0.99, "Tenure with reach."),
        _number("partner.rate", 0.0873, "share of creators", 0.0, 1.0, "Share of creators who are partners."),
        _number("partner.reach_slope", 2.3, "probit slope", 0.0, 50.0, "How sharply partner status follows reach."),
    )
}


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the leaves of a nested mapping under their dotted names."""
    leaves: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            leaves |= _flat(value, f"{prefix}{name}.")
        else:
            leaves[f"{prefix}{name}"] = value
    return leaves


def _checked_number(parameter: Parameter, value: object) -> float:
    allowed = f"{parameter.low:g}–{parameter.high:g} ({parameter.unit})"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise UserError(f"{parameter.name} is {quoted(value)}, not a number; allowed is {allowed}")
    if not (math.isfinite(value) and parameter.low <= value <= parameter.high):
        raise UserError(f"{parameter.name} is {value:g}, outside {allowed}")
    return float(value)


def _one_of(name: str, value: object, valid: tuple[str, ...]) -> str:
    if value not in valid:
        raise UserError(f"network.{name} is {quoted(value)}, must be one of "
                        f"{', '.join(valid)}.{suggest(str(value), valid)}")
    return str(value)


def generated_settings(network: Mapping[str, Any]) -> dict[str, float | str]:
    """Return every setting of the generator under its dotted name, defaults filled in.

    Raises
    ------
    UserError
        On an unknown name, a value out of its range, or correlations that no population can have.
    """
    given = _flat(network)
    valid = [*NUMBERS, "kind"]
    for name in given:
        if name not in valid:
            raise UserError(f"unknown setting network.{name} of a generated network.{suggest(name, valid)}")
    values: dict[str, float | str] = {
        name: _checked_number(parameter, given.get(name, parameter.default)) for name, parameter in NUMBERS.items()
    }
    rd, td, tr = (float(values[f"correlation.{k}"]) for k in ("reach_degree", "tenure_degree", "tenure_reach"))
    if 1.0 + 2.0 * rd * td * tr - rd * rd - td * td - tr * tr <= 1e-9:
        raise UserError(f"network.correlation: no population has correlations {rd:g}, {td:g} and {tr:g}; lower one")
    values["kind"] = _one_of("kind", given.get("kind", "generated"), ("generated",))
    return values


def files_settings(network: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a network read from files, checked and completed.

    Returns
    -------
    settings
        ``communities`` (region -> {edges, nodes} or {graph}; region None where a node column gives it), ``columns``
        (role -> column name or None), ``data_dir``, ``separator``, ``encoding`` and
        ``digest`` (of the files that a study was planned with; empty if there is no study yet).

    Raises
    ------
    UserError
        On an unknown name, or where it is not said which files to read.
    """
    valid = ("kind", "communities", "columns", "data_dir", "separator", "encoding", "digest", *FILES)
    for name in network:
        if name not in valid:
            raise UserError(f"unknown setting network.{name} of a network from files.{suggest(name, valid)}")
    _one_of("kind", network.get("kind", "files"), ("files",))
    default = {"source": "source", "target": "target", "node": NAMED_BY_DEFAULT, "reach": "reach"}
    columns: dict[str, str | None] = {role: default.get(role) for role in COLUMNS}
    for role, column in (network.get("columns") or {}).items():
        if role not in COLUMNS:
            raise UserError(f"unknown column role network.columns.{role}.{suggest(role, COLUMNS)}")
        columns[role] = None if column is None else str(column)
    single = {name: str(network[name]) for name in FILES if network.get(name)}
    communities = network.get("communities") or {}
    if bool(single) == bool(communities):
        raise UserError("network: name the files either a region under communities, or once under edges and nodes")
    if single and not columns["region"]:
        raise UserError("network.columns.region must name the node column that holds the region")
    sources: dict[str | None, dict[str, str]] = {None: single} if single else {}
    for region, files in communities.items():
        for name in files:
            if name not in FILES:
                raise UserError(f"unknown setting network.communities.{region}.{name}.{suggest(name, FILES)}")
        sources[str(region)] = {name: str(path) for name, path in files.items() if path}
    for region, found in sources.items():
        if set(found) not in ({"graph"}, {"edges", "nodes"}):
            place = "network" if region is None else f"network.communities.{region}"
            raise UserError(f"{place} needs edges and nodes, or graph; it has {', '.join(found) or 'nothing'}")
    for role in () if all("graph" in found for found in sources.values()) else ("source", "target", "node"):
        if not columns[role]:
            raise UserError(f"network.columns.{role} must name a column")
    return {
        "communities": sources, "columns": columns, "data_dir": str(network.get("data_dir") or "."),
        "separator": _separator(network.get("separator")), "encoding": _text_encoding(network.get("encoding")),
        "digest": str(network.get("digest") or ""),
    }


def _separator(written: object) -> str:
    """Return a separator from the sign or its name; empty if it is to be found out."""
    if written is None:
        return ""
    named = {name: sign for sign, name in SEPARATORS.items()} | {"\\t": "\t"}
    found = named.get(str(written).strip().lower(), str(written))
    if len(found) != 1 or found.isalnum() or found in "\"'\n\r\0":
        raise UserError(f"network.separator is {quoted(written)}, not one sign or one of "
                        f"{', '.join(SEPARATORS.values())}."
                        + suggest(str(written), SEPARATORS.values()))
    return found


def _text_encoding(written: object) -> str:
    """Return the name of an encoding; empty if a byte order mark says it, and it is UTF-8 without one."""
    if written is None:
        return ""
    try:
        "".encode(str(written))  # what is no encoding of text refuses to encode it
    except (LookupError, ValueError) as err:
        raise UserError(f"network.encoding is {quoted(written)}, which is no encoding of text, such as utf-8, "
                        "cp1252 or "
                        "shift_jis") from err
    return str(written)


def checked(network: Mapping[str, Any]) -> dict[str, Any]:
    """Check a network group of either kind and return its settings; reads no file."""
    kind = _one_of("kind", network.get("kind", "generated"), KINDS)
    return files_settings(network) if kind == "files" else dict(generated_settings(network))
