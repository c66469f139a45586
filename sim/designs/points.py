"""From factors and settings to points: every design under its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.designs import sampled, structured
from sim.designs.factors import at
from sim.designs.settings import DesignSettings
from sim.designs.structured import Point
from sim.errors import UserError
from sim.runs.blueprint import Factor

_STRUCTURED: dict[str, Callable[[Sequence[Factor], DesignSettings], list[Point]]] = {
    "grid": structured.grid,
    "zip": structured.side_by_side,
    "one_at_a_time": structured.one_at_a_time,
}
_SAMPLED: dict[str, Callable[[Sequence[Factor], DesignSettings], sampled.Shares]] = {
    "latin_hypercube": sampled.latin_hypercube,
    "sobol_sequence": sampled.sobol_sequence,
    "sobol_indices": sampled.sobol_indices,
    "morris": sampled.morris,
}
_MOST_COMBINATIONS = 50_000_000


def design_points(factors: Sequence[Factor], settings: DesignSettings) -> list[Point]:
    """Return the points of a design, in its own order; rounding to whole numbers may give the same one twice."""
    _check_size(factors, settings)
    if settings.design in _STRUCTURED:
        return _STRUCTURED[settings.design](factors, settings)
    shares = _SAMPLED[settings.design](factors, settings)
    return [{one.name: at(one, float(share)) for one, share in zip(factors, row, strict=True)} for row in shares]


def unique_points(points: Sequence[Point]) -> list[Point]:
    """Return each point once, in order of appearance."""
    return list({tuple(point.values()): point for point in points}.values())


def _check_size(factors: Sequence[Factor], settings: DesignSettings) -> None:
    """Stop before a grid that nobody could even list."""
    if settings.design != "grid":
        return
    combinations = 1
    for one in factors:
        combinations *= len(one.levels) or settings.levels
    if combinations > _MOST_COMBINATIONS:
        raise UserError(
            f"a grid of {len(factors)} factors has {float(combinations):.0e} points: use study=latin_hypercube, or "
            "study=morris to find the factors that matter"
        )
