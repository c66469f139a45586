"""Names and values of factors as people write them."""

from __future__ import annotations

from typing import Any

from sim.config.numbers import show
from sim.runs.blueprint import Factor


def short(factor: Factor, among: tuple[Factor, ...] = ()) -> str:
    """Return a factor's name without what goes before its last words, as long as no other ends alike."""
    parts = factor.name.split(".")
    for count in range(1, len(parts)):
        tail = ".".join(parts[-count:])
        if sum(one.name == tail or one.name.endswith("." + tail) for one in among or (factor,)) == 1:
            return tail.replace("_", " ").replace(".", " ")
    return factor.name


def value(of: Any) -> str:
    """Return a factor's value as people write it."""
    if isinstance(of, str):
        return of
    return show(float(f"{float(of):.4g}"))


def span(factor: Factor) -> str:
    """Return the values that a factor takes: each of them, or the bounds."""
    if factor.levels:
        return ", ".join(map(value, factor.levels))
    return f"{value(factor.low)} to {value(factor.high)}"


def factor_rows(factors: tuple[Factor, ...]) -> list[dict[str, str]]:
    """Return a row a factor for a page's table of what varies."""
    return [
        {"name": one.name, "short": short(one, factors), "kind": one.kind, "unit": one.unit, "values": span(one),
         "base": value(one.base)}
        for one in factors
    ]
