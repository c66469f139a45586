"""Stand-ins for results: mappings as objects whose parts are attributes, intervals and chances as what they are."""

from __future__ import annotations

import math
from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

from sim.methods.chance import Chance
from sim.methods.intervals import Interval


def attributes(content: Any, keys: Collection[str] = ()) -> Any:
    """Return content with the keys of its mappings as attributes; mappings under ``keys`` stay mappings."""
    if isinstance(content, list | tuple):
        return [attributes(one, keys) for one in content]
    if not isinstance(content, dict):
        return content
    if {"met", "runs", "share"} <= content.keys():
        return Chance(**content)
    if {"mean", "low", "high", "verdict"} <= content.keys():
        return Interval(*(_known(content[end]) for end in ("mean", "low", "high")), content.get("count", 12))
    return SimpleNamespace(**{
        key: {name: attributes(one, keys) for name, one in value.items()}
        if key in keys and _by_name(value) else attributes(value, keys)
        for key, value in content.items()
    })


def _by_name(value: Any) -> bool:
    return isinstance(value, dict) and not {"mean", "verdict"} <= value.keys()


def _known(value: float | None) -> float:
    return math.nan if value is None else value
