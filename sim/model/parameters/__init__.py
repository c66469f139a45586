"""Every parameter once: unit, range, default, lever or assumption, source.

One file a config group. Nothing here may import the engine, NumPy or Numba: `sim levers` answers from this room alone.
"""

from sim.model.parameters import (  # noqa: F401  (importing declares)
    appeals,
    attention,
    bonuses,
    campaigns,
    commission,
    creators,
    detection,
    distribution,
    enforcement,
    ledger,
    lifecycle,
    market,
    measures,
    offending,
    publicity,
    review,
    staffing,
    tactics,
    training,
    viewers,
    work,
)
from sim.model.parameters.registry import FIXED_ROWS, SCALARS, TABLES, Parameter, all_parameters

__all__ = ["FIXED_ROWS", "SCALARS", "TABLES", "Parameter", "all_parameters"]
