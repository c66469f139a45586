"""What a study's config group says: the design and its size, and how results are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sim.config.numbers import check
from sim.errors import UserError, quoted, suggest
from sim.model.parameters import Parameter

DESIGNS = ("grid", "zip", "one_at_a_time", "latin_hypercube", "sobol_sequence", "sobol_indices", "morris")
METHODS = ("sobol_indices", "morris", "one_at_a_time")
"""Designs that a sensitivity analysis reads."""

NESTED = ("sobol_sequence", "sobol_indices", "morris")
"""Designs of which a larger one begins with the points of a smaller one."""


@dataclass(frozen=True)
class DesignSettings:
    """How points are placed.

    Attributes
    ----------
    design
        One of `DESIGNS`.
    points
        How many points; for ``sobol_indices`` and ``morris`` how many base points or trajectories.
    levels
        Into how many values a grid cuts a factor that is given as a range.
    width
        Share of a parameter's own range that a factor given as ``range`` takes, around its value; 1 is all of it.
    seed
        Of the design's own draws; runs have seeds of their own.
    daily
        Whether every day is kept, not only the horizon's outcomes.
    outcomes
        Which outcomes tables and the page show first; empty means the headline ones.
    """

    design: str = "grid"
    points: int = 64
    levels: int = 3
    width: float = 1.0
    seed: int = 1
    daily: bool = False
    outcomes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self) | {"outcomes": list(self.outcomes)}

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> DesignSettings:
        """Return the settings that a config group or a ``study.json`` holds.

        Raises
        ------
        UserError
            On an unknown key, design or outcome, or a number out of range.
        """
        from sim.model.outcomes.dictionary import OUTCOMES

        names = [field.name for field in fields(cls)]
        for key in given:
            if key not in names:
                raise UserError(f"no setting study.{key}.{suggest(str(key), [*names, 'factors'])}")
        design = str(given.get("design", "grid"))
        if design not in DESIGNS:
            raise UserError(f"study.design is {quoted(design)}, not one of "
                            f"{', '.join(DESIGNS)}.{suggest(design, DESIGNS)}")
        outcomes = tuple(str(name) for name in given.get("outcomes") or ())
        for name in outcomes:
            if name not in OUTCOMES:
                raise UserError(f"study.outcomes: no outcome {quoted(name)}.{suggest(name, OUTCOMES)}")
        numbers = {name: check(f"study.{name}", given.get(name, one.default), one) for name, one in _NUMBERS.items()}
        return cls(design=design, daily=bool(given.get("daily", False)), outcomes=outcomes, **numbers)  # type: ignore[arg-type]


def _number(name: str, default: float, unit: str, low: float, high: float, integer: bool = True) -> Parameter:
    return Parameter(f"study.{name}", default, unit, low, high, "assumption", "setting", "", None, integer)


_NUMBERS = {
    "points": _number("points", 64, "points", 1, 10_000_000),
    "levels": _number("levels", 3, "values", 2, 1_000),
    "width": _number("width", 1.0, "share of the range", 0.001, 1.0, False),
    "seed": _number("seed", 1, "seed", 0, 2**31 - 1),
}
