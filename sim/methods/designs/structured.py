"""Designs that place points by hand: every combination, side by side, or one factor at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sim.errors import UserError
from sim.methods.designs.factors import with_levels
from sim.methods.designs.settings import DesignSettings
from sim.runs.blueprint import Factor, Value

Point = dict[str, Value]


def grid(factors: Sequence[Factor], settings: DesignSettings) -> list[Point]:
    """Return every combination of the factors' values."""
    names, values = _levels(factors, settings)
    return [dict(zip(names, combination, strict=True)) for combination in product(*values)]


def side_by_side(factors: Sequence[Factor], settings: DesignSettings) -> list[Point]:
    """Return the first values of all factors, then the second ones, and so on.

    Raises
    ------
    UserError
        If factors have different numbers of values.
    """
    names, values = _levels(factors, settings)
    if len({len(one) for one in values}) > 1:
        counts = ", ".join(f"{name} has {len(one)}" for name, one in zip(names, values, strict=True))
        raise UserError(f"study.design=zip needs as many values of each factor: {counts}")
    return [dict(zip(names, together, strict=True)) for together in zip(*values, strict=True)]


def one_at_a_time(factors: Sequence[Factor], settings: DesignSettings) -> list[Point]:
    """Return the base point, then each factor's values (a range's two ends) with all others at their base."""
    base: Point = {one.name: one.base for one in factors}
    points = [base]
    for factor in factors:
        points += [base | {factor.name: value} for value in with_levels(factor, 2).levels if value != factor.base]
    return points


def _levels(factors: Sequence[Factor], settings: DesignSettings) -> tuple[list[str], list[tuple[Value, ...]]]:
    return [one.name for one in factors], [with_levels(one, settings.levels).levels for one in factors]
