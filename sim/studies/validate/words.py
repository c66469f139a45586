"""How a validation's numbers are said: values in their unit, ranges, and the sentence on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.methods.intervals import Interval
from sim.studies.validate.read import Result, counts

NOT_MEASURED = "n/a"


def value(unit: str, number: float) -> str:
    """Return a number in a pattern's unit: shares in percent, the rest with three digits."""
    if math.isnan(number):
        return NOT_MEASURED
    if unit in ("share", "share points"):
        return f"{_digits(100 * number)}{' pp' if unit == 'share points' else '%'}"
    return f"${_digits(number)}" if unit == "USD" else _digits(number)


def interval(unit: str, measured: Interval) -> str:
    """Return an interval in brackets, empty if there is none."""
    return f"[{value(unit, measured.low)}, {value(unit, measured.high)}]" if measured.bounded else ""


def published(unit: str, low: float | None, high: float | None) -> str:
    """Return a range in words: a direction where it is open on one side."""
    if low is None:
        return f"below {value(unit, math.nan if high is None else high)}"
    if high is None:
        return f"above {value(unit, low)}"
    return f"{value(unit, low)} to {value(unit, high)}"


def summary_sentence(results: Sequence[Result]) -> str:
    """Return what a reader should know first: how many are inside, and how many of those nobody put there."""
    found, emerging = counts(results), [one for one in results if one.pattern.origin == "emerges"]
    inside = counts(emerging)["inside"]
    parts = [f"{found[name]} {name}" for name in ("near", "miss", "not measured") if found[name]]
    rest = f" ({', '.join(parts)})" if parts else ""
    return (
        f"{found['inside']} of {len(results)} patterns are inside their published range{rest}; "
        f"{inside} of the {len(emerging)} that nothing in the model states or was tuned to."
    )


def misses(results: Sequence[Result]) -> list[str]:
    """Return a line for each miss: what differs, and what that means for use, as far as it is written down."""
    lines = []
    for one in results:
        if one.verdict == "miss":
            unit = one.pattern.unit
            said = f"{value(unit, one.measured.mean)} against {published(unit, one.pattern.low, one.pattern.high)}"
            why = one.explanation.replace("`", "") or "Not explained yet."
            lines.append(f"{one.pattern.question} {said}. {why}")
    return lines


def _digits(number: float) -> str:
    if number == 0:
        return "0"
    size = abs(number)
    decimals = 0 if size >= 100 else max(0, 2 - math.floor(math.log10(size)))
    return f"{number:,.{min(decimals, 4)}f}"
