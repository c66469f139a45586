"""One number against its parameter: type, range, and the sentence that tells what is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from sim.config.typed import decimal_comma
from sim.config.units import is_fraction
from sim.errors import UserError, quoted, suggest
from sim.model.parameters import Parameter

_LARGEST = 10**18
_COMMA = re.compile(r"\s*,\d+")
_PERCENT = re.compile(r"\s*([-+]?\d+(?:\.\d*)?)\s*%\s*")


def _read(text: str, parameter: Parameter, wrong: Callable[[object, str], UserError]) -> object:
    """Return the number that text stands for, a share in percent; other text as it is, which is no number."""
    percent = _PERCENT.fullmatch(text)
    if percent and is_fraction(parameter.unit):
        return float(percent[1]) / 100.0
    if comma := decimal_comma(text):
        raise wrong(quoted(text), f"not a number: {comma}")
    return text


def written_number(number: str, after: str, wrong: Callable[[str], UserError]) -> float:
    """Return a number that stands in words.

    Parameters
    ----------
    number, after
        Its text, and what follows it, where a decimal comma would stand.
    wrong
        Makes the error of what is to be said of the number.

    Raises
    ------
    UserError
        Where it is larger than any number here, or goes on after a comma.
    """
    if tail := _COMMA.match(after):
        raise wrong(f"{quoted(number + tail[0])} is no number: {decimal_comma(number + tail[0]) or 'use a point'}")
    value = float(number.replace("_", ""))
    if not math.isfinite(value):
        raise wrong(f"{quoted(number)} is larger than any number here")
    return value


def show(value: float) -> str:
    """Return a number as a person would write it (``170``, ``0.012``)."""
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"


def show_value(parameter: Parameter, value: float) -> str:
    """Return a parameter's value as a person would write it, a code as its word."""
    if parameter.words and float(value).is_integer() and parameter.low <= value <= parameter.high:
        return parameter.words[int(value - parameter.low)]
    return show(value)


def show_range(parameter: Parameter) -> str:
    """Return a parameter's range and unit, as in ``0–1 (fraction)``, or its words."""
    if parameter.words:
        return ", ".join(parameter.words)
    return f"{show(parameter.low)}–{show(parameter.high)} ({parameter.unit})"


def check(
    name: str, value: object, parameter: Parameter, *, path: object = None, line: int | None = None
) -> int | float:
    """Return ``value`` in the parameter's own type, a word as its code.

    Raises
    ------
    UserError
        If it is no number or known word, not finite, not whole where it must be, or out of range.
    """
    def wrong(said: object, right: str) -> UserError:
        return UserError(f"{name} is {said}, {right}", path=path, line=line, about=name)

    if isinstance(value, str) and not parameter.words:
        value = _read(value, parameter, wrong)
    if parameter.words and isinstance(value, str):
        if value not in parameter.words:
            raise wrong(quoted(value), f"not one of {show_range(parameter)}.{suggest(value, parameter.words)}")
        return int(parameter.low) + parameter.words.index(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        wanted = "a whole number" if parameter.integer else "a number"
        raise wrong(quoted(value), f"not one of {show_range(parameter)}" if parameter.words else
                    f"not {wanted} in {show_range(parameter)}")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise wrong(quoted(value), f"larger than any number here: it has to be in {show_range(parameter)}")
    if not math.isfinite(value):
        raise wrong(value, f"not a finite number in {show_range(parameter)}")
    if not parameter.low <= value <= parameter.high:
        raise wrong(show(value), f"outside {show_range(parameter)}")
    if not parameter.integer:
        return float(value)
    if not float(value).is_integer():
        raise wrong(show(value), f"not a whole number in {show_range(parameter)}")
    return int(value)
