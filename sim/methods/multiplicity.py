"""Many tests at once: p-values made larger by how many there are.

*Holm* (1979) keeps the chance of a single false claim in a family at its level, however the tests hang together.
*Benjamini and Hochberg* (1995) keep the expected share of false claims among the claims at its level; for a long list
that is looked through, in which one false line among twenty is bearable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeVar

import numpy as np
from scipy.stats import false_discovery_control

Method = Literal["holm", "bh"]
Key = TypeVar("Key")


def adjusted(p_values: Mapping[Key, float], method: Method) -> dict[Key, float]:
    """Return p-values adjusted for their number, undefined ones (NaN) left as they are and not counted."""
    known = {key: p for key, p in p_values.items() if not np.isnan(p)}
    if not known:
        return dict(p_values)
    raw = np.fromiter(known.values(), float)
    made = _holm(raw) if method == "holm" else false_discovery_control(raw, method="bh")
    return dict(p_values) | dict(zip(known, map(float, made), strict=True))


def _holm(raw: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    order = np.argsort(raw, kind="stable")
    stepped = np.maximum.accumulate(raw[order] * np.arange(raw.size, 0, -1))
    made = np.empty_like(raw)
    made[order] = np.minimum(stepped, 1.0)
    return made
