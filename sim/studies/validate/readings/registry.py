"""The registry of readings: name, what a recording must hold for it, and the function."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import UserError, quoted, suggest
from sim.studies.validate.estimates import Sums
from sim.studies.validate.recording import PANELS, Recording

NOTHING: Sums = (math.nan, math.nan)
Function = Callable[..., Sums]


@dataclass(frozen=True)
class Reading:
    """One function that reads a recording.

    Attributes
    ----------
    needs
        Panels of the arm read; ``among`` are those of the arm that says who is looked at.
    """

    name: str
    function: Function
    needs: tuple[str, ...]
    among: tuple[str, ...]


READINGS: dict[str, Reading] = {}


def reading(needs: str = "", among: str = "") -> Callable[[Function], Function]:
    """Register a reading under its function's name, with the panels that it needs."""

    def keep(function: Function) -> Function:
        wanted, group = tuple(needs.split()), tuple(among.split())
        unknown = [name for name in (*wanted, *group) if name not in PANELS]
        if unknown:
            raise KeyError(f"{function.__name__} needs unknown panels {unknown}")
        READINGS[function.__name__] = Reading(function.__name__, function, wanted, group)
        return function

    return keep


def read(name: str, arm: Recording, among: Recording, arguments: Mapping[str, Any]) -> Sums:
    """Return the sums of a reading; NaN where its denominator is empty."""
    if name not in READINGS:
        raise UserError(f"no reading {quoted(name)}.{suggest(name, READINGS)}")
    above, below = READINGS[name].function(arm, among, **arguments)
    return (float(above), float(below))


def network_reading(found: Mapping[str, float], pattern: str) -> Sums:
    """Return a pattern of a generated network as sums."""
    return (float(found[pattern]), 1.0)


def fits(arm: Recording, last: int) -> bool:
    """Return whether a window whose last day is ``last`` lies within a recording."""
    return last < arm.days
