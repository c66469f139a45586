"""From factors and settings to points: every design under its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from sim.errors import UserError
from sim.methods.designs import structured
from sim.methods.designs.factors import at
from sim.methods.designs.settings import DesignSettings
from sim.methods.designs.structured import Point
from sim.runs.blueprint import Factor

_STRUCTURED: dict[str, Callable[[Sequence[Factor], DesignSettings], list[Point]]] = {
    "grid": structured.grid,
    "zip": structured.side_by_side,
    "one_at_a_time": structured.one_at_a_time,
}
_MOST_COMBINATIONS = 1_000_000


def design_points(factors: Sequence[Factor], settings: DesignSettings) -> list[Point]:
    """Return the points of a design, in its own order; rounding to whole numbers may give the same one twice."""
    _check_size(factors, settings)
    if settings.design in _STRUCTURED:
        return _STRUCTURED[settings.design](factors, settings)
    from sim.methods.designs import sampled  # SciPy's samplers take long to load, and a grid needs none

    shares = getattr(sampled, settings.design)(factors, settings)
    return [{one.name: at(one, float(share)) for one, share in zip(factors, row, strict=True)} for row in shares]


def unique_points(points: Sequence[Point]) -> list[Point]:
    """Return each point once, in order of appearance."""
    return list({tuple(point.values()): point for point in points}.values())


def how_many(factors: Sequence[Factor], settings: DesignSettings) -> tuple[int, int]:
    """Return how many points a design has at most, and in how many of them more than levers differ.

    Points that differ in levers alone share their warm-up, so the second number is that of warm-ups a seed.
    """
    own = [len(one.levels) or settings.levels for one in factors]
    steady = [number for number, one in zip(own, factors, strict=True) if one.kind != "lever"]
    if settings.design == "grid":
        return prod(own), prod(steady)
    if settings.design == "one_at_a_time":
        ends = [len(one.levels) or 2 for one in factors]
        return 1 + sum(ends), 1 + sum(n for n, one in zip(ends, factors, strict=True) if one.kind != "lever")
    each = {"zip": own[0], "sobol_indices": settings.points * (len(factors) + 2),
            "morris": settings.points * (len(factors) + 1)}
    points = each.get(settings.design, settings.points)
    return points, points if steady else 1


def _check_size(factors: Sequence[Factor], settings: DesignSettings) -> None:
    """Stop before a grid that nobody could even list."""
    combinations = how_many(factors, settings)[0] if settings.design == "grid" else 0
    if combinations > _MOST_COMBINATIONS:
        raise UserError(
            f"a grid of {len(factors)} factors has {combinations:.0e} points: use study=latin_hypercube, or "
            "study=morris to find the factors that matter"
        )
