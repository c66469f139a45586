"""Measures: fixed point and concentration."""

from __future__ import annotations

import math

from sim.compilation import Row, rule


@rule
def micro(x: float) -> int:
    """Return ``x`` in whole millionths, rounded down for positive numbers."""
    return int(x * 1_000_000.0)


@rule
def log_income(income: float) -> int:
    """Return ln(1 + income) in whole millionths: means of logs are not ruled by a few large incomes."""
    return int(math.log(1.0 + income) * 1_000_000.0)


@rule
def gini(ordered: Row) -> float:
    """Return the Gini coefficient of ascending non-negative numbers: 2 sum(i x_i) / (n sum x) - (n + 1) / n."""
    n = len(ordered)
    total = weighted = 0.0
    for j in range(n):
        total += ordered[j]
        weighted += (j + 1.0) * ordered[j]
    if total <= 0.0:
        return 0.0
    return 2.0 * weighted / (n * total) - (n + 1.0) / n
