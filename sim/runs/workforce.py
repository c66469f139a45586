"""How runs are carried out, as ``execution=serial|processes|ray`` says; it never changes a result."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Workforce:
    """How a study is carried out, as ``execution=...`` says.

    Attributes
    ----------
    name
        ``"serial"``, ``"processes"`` or ``"ray"``.
    workers
        How many; 0 is one a core.
    address
        Of a Ray cluster: ``host:port``, ``"local"`` for one on this machine alone, ``"auto"`` to look for one.
    """

    name: str = "processes"
    workers: int = 0
    address: str = "auto"

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Workforce:
        """Return what a configuration asks for."""
        given = config.get("execution") or {}
        return cls(
            str(given.get("name", "processes")), int(given.get("workers", 0)), str(given.get("address", "auto"))
        )

    def count(self, jobs: int) -> int:
        """Return the number of workers for so many jobs; of a cluster not yet joined, as if it were this machine."""
        return 1 if self.name == "serial" else max(1, min(self.workers or cores(), jobs))


DEFAULT = Workforce()


def cores() -> int:
    """Return the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
