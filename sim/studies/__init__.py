"""What is asked of many runs: forecast, compare on the same draws, sweep, find what matters, read one life.

Statistics live here; pictures and pages live in ``sim.report``. Names load on first use, so that importing the package
costs nothing until a study is run.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.studies.api import Study, compare
    from sim.studies.commands import run_compare, run_forecast
    from sim.studies.explain_api import explain
    from sim.studies.explain_reading import Explanation
    from sim.studies.robust_api import robust
    from sim.studies.robust_reading import RobustStudy, open_robust
    from sim.studies.story import run_story
    from sim.studies.sweep_api import sweep
    from sim.studies.sweep_reading import SweepStudy, open_study

__all__ = [
    "Explanation", "RobustStudy", "Study", "SweepStudy", "compare", "explain", "open_robust", "open_study", "robust",
    "run_compare", "run_forecast", "run_story", "sweep",
]

_HOMES = {
    "Explanation": "sim.studies.explain_reading",
    "explain": "sim.studies.explain_api",
    "Study": "sim.studies.api",
    "compare": "sim.studies.api",
    "RobustStudy": "sim.studies.robust_reading",
    "open_robust": "sim.studies.robust_reading",
    "robust": "sim.studies.robust_api",
    "run_compare": "sim.studies.commands",
    "run_forecast": "sim.studies.commands",
    "run_story": "sim.studies.story",
    "SweepStudy": "sim.studies.sweep_reading",
    "open_study": "sim.studies.sweep_reading",
    "sweep": "sim.studies.sweep_api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim.studies' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
