"""One region's share of the market and the parameters that differ there (a regime of its own: `regimes`).

``values`` may be written nested (each is then a plain Hydra override, ``market.regions.vn.values.market.live_share``)
or with dotted names; both come out dotted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.config.numbers import check
from sim.errors import UserError, quoted, suggest
from sim.model.parameters import Parameter

_SHARE = Parameter(
    "market.regions.<region>.share", 1.0, "fraction", 0.0, 1.0, "assumption", "setting", "Share of everybody."
)


def region_values(region: str, node: object, every: Mapping[str, Parameter], known: list[str]) -> dict[str, Any]:
    """Return a region with its share and its dotted values checked.

    Parameters
    ----------
    every
        Parameters of the configuration by full name: what may differ in a region.
    known
        Names to suggest from.
    """
    place = f"market.regions.{region}"
    if not isinstance(node, Mapping):
        raise UserError(f"{place} is {quoted(node)}, not a region with share and values")
    for key in node:
        if key not in ("share", "values"):
            raise UserError(f"no key {place}.{key}.{suggest(f'{place}.{key}', [f'{place}.share', f'{place}.values'])}")
    if "share" not in node:
        raise UserError(f"{place}.share is missing")
    values = node.get("values") or {}
    if not isinstance(values, Mapping):
        raise UserError(f"{place}.values is {quoted(values)}, not parameters with values")
    checked: dict[str, int | float] = {}
    for name, value in flat_values(values, every):
        if name not in every:
            raise UserError(
                f"{place}.values: no parameter {quoted(name)}.{suggest(name, [*every, *known])}",
                about=f"{place}.values.{name}")
        if name in checked:
            raise UserError(f"{place}.values: {name} is given twice")
        checked[name] = check(f"{place}.values.{name}", value, every[name])
    return {"share": check(f"{place}.share", node["share"], _SHARE), "values": checked}


def flat_values(
    values: Mapping[Any, Any], every: Mapping[str, Parameter], prefix: str = ""
) -> Iterator[tuple[str, object]]:
    """Yield dotted names and values of a region's ``values``, whichever way they are nested."""
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and name not in every:
            yield from flat_values(value, every, name + ".")
        else:
            yield name, value
