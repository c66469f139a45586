"""Where the doses of a lever lie: over its whole legal range, evenly, or in equal ratios where that spans decades."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.config.numbers import check
from sim.model.parameters import Parameter

FEWEST = 8
"""Doses of a lever at least, where its range has as many values."""

_STEPS = 9
_DECADES = 30.0
"""A range whose end is this many times today's value (or its other end) is walked in equal ratios."""

_DEEPEST = 1e-4
"""The smallest positive dose as a share of the end, where nothing says how small a dose can be."""


def spread(parameter: Parameter, today: float) -> list[float]:
    """Return doses over a lever's legal range, both ends and today's value among them, in ascending order."""
    low, high = parameter.low, parameter.high
    if parameter.integer and high - low < _STEPS + 3:
        return [float(value) for value in range(int(low), int(high) + 1)]
    least = 1.0 if parameter.integer else 0.0
    doses = _in_ratios(low, high, today, least) if spans_decades(low, high, today) else _evenly(low, high)
    if parameter.integer:
        doses = [float(round(dose)) for dose in doses]
    return _with_today(sorted(set(doses)), float(today))


def given(name: str, values: Sequence[object], parameter: Parameter) -> list[float]:
    """Return doses that somebody wrote, in ascending order.

    Raises
    ------
    UserError
        On one out of the lever's range, or that is no number of its kind.
    """
    return sorted({float(check(name, value, parameter)) for value in values})


def spans_decades(low: float, high: float, today: float) -> bool:
    """Return whether a range is better walked in ratios than in steps."""
    if low < 0:
        return False
    reference = low if low > 0 else today if today > 0 else 0.0
    return high / reference >= _DECADES if reference > 0 else high > 100.0


def is_wide(doses: Sequence[float]) -> bool:
    """Return whether doses are shown on a logarithmic axis (a zero then stands apart, left of it)."""
    positive = [dose for dose in doses if dose > 0]
    return min(doses) >= 0 and len(positive) > 2 and max(positive) / min(positive) >= _DECADES


def _evenly(low: float, high: float) -> list[float]:
    return [_round(low + (high - low) * place / (_STEPS - 1)) for place in range(_STEPS)]


def _in_ratios(low: float, high: float, today: float, least: float) -> list[float]:
    """Return the ends, and doses in equal ratios between them; a zero is the first, then nothing below ``least``."""
    first = low if low > 0 else max(least, min(high * _DEEPEST, today / 8) if today > 0 else high * _DEEPEST)
    count = _STEPS - (0 if low > 0 else 1)
    ratio = (high / first) ** (1 / (count - 1))
    walked = [first * ratio**place for place in range(count)]
    return [*([] if low > 0 else [0.0]), *(_round(dose, 2) for dose in walked[:-1]), high]


def _with_today(doses: list[float], today: float) -> list[float]:
    """Return doses with today's value in place of the nearest one between the ends, or beside them."""
    if any(math.isclose(dose, today) for dose in doses):
        return doses
    inner = doses[1:-1]
    if len(doses) > FEWEST and inner:
        nearest = min(inner, key=lambda dose: abs(dose - today))
        doses = [dose for dose in doses if dose != nearest]
    return sorted([*doses, today])


def _round(value: float, digits: int = 6) -> float:
    return float(f"{value:.{digits}g}")
