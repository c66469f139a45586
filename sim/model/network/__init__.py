"""Who is tied to whom: the creators' peer graph, generated or read from files, and the patterns it shows.

The room gives every region's creators, their reach, tenure and partner status, and the ties along which tactics,
effort and news of penalties travel. Nothing of a day, a viewer or a policy may enter it. The names below load what they
need when first used: a market that is generated needs neither patterns nor their statistics.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.model.network.files import read_files
    from sim.model.network.generator import generate
    from sim.model.network.graph import CreatorGraph, to_csr
    from sim.model.network.settings import checked
    from sim.model.network.targets import Row, compare_with_targets

__all__ = [
    "CreatorGraph",
    "Row",
    "checked",
    "compare_with_targets",
    "generate",
    "read_files",
    "to_csr",
]

_FILES = {
    "CreatorGraph": "graph", "Row": "targets", "checked": "settings", "compare_with_targets": "targets",
    "generate": "generator", "read_files": "files", "to_csr": "graph",
}


def __getattr__(name: str) -> Any:
    if name not in _FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FILES[name]}"), name)
