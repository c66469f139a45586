"""Compose a configuration once a process, for tests that ask for the same again and again.

Composing takes Hydra about 0.15 s, which thousands of tests would pay anew. What they get is a copy of their own. Tests
of composing itself (tests/config) do without, and so does whatever may depend on a file outside the shipped folder.
"""

from __future__ import annotations

import pickle
from typing import Any

from sim import config
from sim.config import composition, folders

_real = composition.compose
_composed: dict[tuple[str, ...], bytes] = {}
OUTSIDE = ("network", "hydra")
"""Overrides that may name a file, or a folder of files."""


def compose(overrides: list[str] | None = None) -> dict[str, Any]:
    """Return what `sim.config.compose` returns."""
    words = tuple(overrides or ())
    if any(outside in word for word in words for outside in OUTSIDE):
        return _real(overrides)
    key = (str(folders.configs_folder()), *words)
    if key not in _composed:
        _composed[key] = pickle.dumps(_real(overrides))
    return pickle.loads(_composed[key])  # type: ignore[no-any-return]


def share() -> None:
    """Let everything that is imported from now on compose once."""
    composition.compose = config.compose = compose


def forget() -> None:
    """Compose everything anew."""
    _composed.clear()
