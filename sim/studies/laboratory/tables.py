"""What is kept of a run: the four tables of a test, the estimates made of them, and, apart from these, the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from sim.studies.laboratory.metrics import CREATOR_SUMS, VIEWER_SUMS

UNITS, CELLS, PANEL, EXPOSURE = "units", "cells", "panel", "exposure"
ESTIMATES, TRUTH, TESTED = "estimates", "truth", "tested"

_SUMS = tuple(dict.fromkeys((*CREATOR_SUMS, *VIEWER_SUMS)))
MONEY: Final = ("orders", "gmv", "gmv_net")
PANEL_SUMS: Final = ("impressions", "views", "quality", "violating", "orders", "gmv", "gmv_net", "income")

_TEXT, _LONG, _SHORT, _ARM, _REAL = pa.string(), pa.int64(), pa.int32(), pa.int8(), pa.float32()


def _schema(*columns: tuple[str, Any]) -> pa.Schema:
    return pa.schema([("key", _TEXT), ("seed", _LONG), ("design", _TEXT), *columns])


SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    UNITS: _schema(
        ("side", _TEXT), ("unit", _LONG), ("arm", _ARM), ("cluster", _LONG), ("region", _SHORT),
        *((name, _REAL) for name in _SUMS), *((f"pre_{name}", _REAL) for name in _SUMS if name != "kept"),
    ),
    CELLS: _schema(
        ("viewer_arm", _ARM), ("viewer_bucket", _SHORT), ("creator_arm", _ARM), ("creator_bucket", _SHORT),
        ("viewers", _SHORT), ("creators", _SHORT), *((name, pa.float64()) for name in MONEY),
    ),
    PANEL: _schema(
        ("cluster", _LONG), ("day", _SHORT), ("arm", _ARM), ("units", _SHORT), ("active", _REAL),
        *((name, pa.float64()) for name in PANEL_SUMS),
    ),
    EXPOSURE: _schema(("unit", _LONG), ("arm", _ARM), ("market", _LONG), ("weight", _REAL), ("boost", _REAL)),
    ESTIMATES: _schema(
        ("metric", _TEXT), ("estimator", _TEXT), ("option", _TEXT), ("again", _SHORT),
        *((name, pa.float64()) for name in ("effect", "error", "base", "relative", "low", "high", "p", "freedom")),
        ("note", _TEXT),
    ),
    TRUTH: _schema(("metric", _TEXT), ("side", _TEXT), ("window", pa.float64()), ("launch", pa.float64())),
    TESTED: _schema(("creators", pa.float64()), ("viewers", pa.float64()), ("time", pa.float64())),
}
"""Table → its columns. ``truth`` is the laboratory's own; no estimator is given it."""


def batch(table: str, key: str, seed: int, design: str, columns: Mapping[str, Any]) -> pa.RecordBatch:
    """Return rows of a table; columns that are not given are empty."""
    schema = SCHEMAS[table]
    size = len(next(iter(columns.values())))
    same = {"key": key, "seed": seed, "design": design}
    arrays = []
    for one in schema:
        if one.name in same:
            arrays.append(pa.array([same[one.name]] * size, one.type))
        elif one.name in columns:
            given = columns[one.name]
            arrays.append(pa.array(given if isinstance(given, list) else np.asarray(given), one.type, safe=False))
        else:
            arrays.append(pa.nulls(size, one.type))
    return pa.record_batch(arrays, schema=schema)


def joined(table: str, batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    """Return batches of a table as one, an empty one where there are none."""
    whole = pa.Table.from_batches(list(batches), SCHEMAS[table]).combine_chunks()
    return whole.to_batches()[0] if whole.num_rows else pa.RecordBatch.from_pylist([], SCHEMAS[table])
