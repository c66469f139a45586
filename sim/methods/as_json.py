"""Numbers as JSON holds them: undefined and endless ones are ``None``, NumPy's own become Python's."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.methods.intervals import Interval


def number(value: Any) -> float | None:
    """Return a number, or ``None`` where it is undefined or has no end."""
    found = float(value)
    return found if math.isfinite(found) else None


def interval(of: Interval) -> dict[str, Any]:
    """Return mean, bounds, verdict and count."""
    return {"mean": number(of.mean), "low": number(of.low), "high": number(of.high), "verdict": of.verdict,
            "count": of.count}


def plain(content: Any) -> Any:
    """Return content with every number as JSON holds it."""
    if isinstance(content, dict):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [plain(value) for value in content]
    if isinstance(content, np.generic):
        content = content.item()
    return number(content) if isinstance(content, float) else content
