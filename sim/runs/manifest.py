"""How an answer came about: versions, seed, key, command, machine, time, and what did not finish."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from sim.model.compilation import code_version
from sim.runs.plan import Plan
from sim.runs.processes import Execution
from sim.runs.workforce import cores

PACKAGES = (
    "mesa",
    "numpy",
    "numba",
    "llvmlite",
    "scipy",
    "pandas",
    "pyarrow",
    "networkx",
    "hydra-core",
    "omegaconf",
    "matplotlib",
    "jinja2",
)


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that can change a number or a picture."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def manifest(plan: Plan, execution: Execution, started: datetime) -> dict[str, Any]:
    """Return the content of ``manifest.json``.

    ``status`` is ``"complete"``, or ``"partial"`` when Ctrl-C or a failed replication left fewer than asked for.
    """
    finished = len(execution.replications)
    return {
        "study": plan.study,
        "name": plan.name,
        "key": plan.key,
        "status": "complete" if finished == plan.replications else "partial",
        "command": plan.command,
        "seed": int(plan.config["seed"]),
        "replications": {
            "asked": plan.replications,
            "finished": finished,
            "seeds": [int(plan.config["seed"]) + one.index for one in execution.replications],
        },
        "failures": [
            {"replication": index, "stage": "simulation", "traceback": text}
            for index, text in sorted(execution.failures.items())
        ],
        "code_version": code_version(),
        "versions": versions(),
        "machine": {
            "system": platform.system(),
            "processor": platform.machine(),
            "cores": cores(),
            "processes": execution.processes,
            "threads": execution.threads,
        },
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "wall_s": round(execution.wall_s, 3),
        "impressions": execution.impressions,
        "network": execution.replications[0].network if execution.replications else {},
    }
