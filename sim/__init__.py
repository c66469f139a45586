"""A simulator of live shopping: creators, viewers and the policies that govern them.

Importing it costs nothing; the names below load what they need when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sim.config import compose, load_scenario
    from sim.ecosystem import Ecosystem
    from sim.studies import compare, open_study, sweep

__all__ = ["Ecosystem", "__version__", "compare", "compose", "load_scenario", "open_study", "sweep"]

_ROOMS = {
    "Ecosystem": "sim.ecosystem",
    "compare": "sim.studies",
    "compose": "sim.config",
    "load_scenario": "sim.config",
    "open_study": "sim.studies",
    "sweep": "sim.studies",
}


def __getattr__(name: str) -> Any:
    room = _ROOMS.get(name)
    if room is None:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(room), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS])
