"""A simulator of live shopping: creators, viewers and the policies that govern them.

Importing it costs nothing; the names below load what they need when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from sim.config import compose, load_scenario
    from sim.runs.market import Ecosystem
    from sim.studies.compare.api import compare, forecast
    from sim.studies.explain.api import explain
    from sim.studies.explore.api import explore
    from sim.studies.kinds import open_study
    from sim.studies.robust.api import robust
    from sim.studies.robust.read import open_robust
    from sim.studies.surface.api import surface
    from sim.studies.sweep.api import sweep

__all__ = [
    "Ecosystem", "__version__", "compare", "compose", "explain", "explore", "forecast", "load_scenario", "open_robust",
    "open_study", "robust", "surface", "sweep",
]

_ROOMS = {
    "Ecosystem": "sim.runs.market",
    "compare": "sim.studies.compare.api",
    "compose": "sim.config",
    "explain": "sim.studies.explain.api",
    "explore": "sim.studies.explore.api",
    "forecast": "sim.studies.compare.api",
    "load_scenario": "sim.config",
    "open_robust": "sim.studies.robust.read",
    "open_study": "sim.studies.kinds",
    "robust": "sim.studies.robust.api",
    "surface": "sim.studies.surface.api",
    "sweep": "sim.studies.sweep.api",
}


def __getattr__(name: str) -> Any:
    room = _ROOMS.get(name)
    if room is None:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(room), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS])
