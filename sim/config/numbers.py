"""One number against its parameter: type, range, and the sentence that tells what is wrong."""

from __future__ import annotations

import math

from sim.errors import UserError
from sim.parameters import Parameter


def show(value: float) -> str:
    """Return a number as a person would write it (``170``, ``0.012``)."""
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"


def show_range(parameter: Parameter) -> str:
    """Return a parameter's range and unit, as in ``0–1 (fraction)``."""
    return f"{show(parameter.low)}–{show(parameter.high)} ({parameter.unit})"


def check(
    name: str, value: object, parameter: Parameter, *, path: object = None, line: int | None = None
) -> int | float:
    """Return ``value`` in the parameter's own type.

    Raises
    ------
    UserError
        If it is no number, not finite, not whole where it must be, or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        wanted = "a whole number" if parameter.integer else "a number"
        raise UserError(f"{name} is {value!r}, not {wanted} in {show_range(parameter)}", path=path, line=line)
    if not math.isfinite(value):
        raise UserError(f"{name} is {value}, not a finite number in {show_range(parameter)}", path=path, line=line)
    if not parameter.low <= value <= parameter.high:
        raise UserError(f"{name} is {show(value)}, outside {show_range(parameter)}", path=path, line=line)
    if not parameter.integer:
        return float(value)
    if not float(value).is_integer():
        raise UserError(
            f"{name} is {show(value)}, not a whole number in {show_range(parameter)}", path=path, line=line
        )
    return int(value)
