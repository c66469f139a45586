"""What may be said of a measured value and a published range: inside, near, miss, or not measured."""

from __future__ import annotations

import math
from typing import Literal

from sim.methods.intervals import Interval

Verdict = Literal["inside", "near", "miss", "not measured"]
VERDICTS: tuple[Verdict, ...] = ("inside", "near", "miss", "not measured")


def verdict(measured: Interval, low: float | None, high: float | None) -> Verdict:
    """Return how a measured value stands to a published range.

    *Inside*: the value lies in the range. Where the range is open on one side it says a direction, and a direction is
    found only if the whole interval is on its side. *Near*: the interval and the range have a point in common. Without
    an interval (one replication) a direction is at best near.

    Parameters
    ----------
    measured
        Mean and 95% interval over replications.
    low, high
        Bounds of the range, themselves in it; ``None`` where it is open.
    """
    if math.isnan(measured.mean):
        return "not measured"
    left, right = -math.inf if low is None else low, math.inf if high is None else high
    direction = low is None or high is None
    if left <= measured.mean <= right and not direction:
        return "inside"
    if not measured.bounded:
        return "near" if left <= measured.mean <= right else "miss"
    if direction and left <= measured.low and measured.high <= right:
        return "inside"
    return "near" if measured.low <= right and measured.high >= left else "miss"
