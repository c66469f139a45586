"""What one run leaves: a row for the whole market and one for each region, or one row that says why it failed."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.measure import daily, period
from sim.model.version import code_version
from sim.runs.replication import Arrays

WHOLE_MARKET = "all"

ABOUT = pa.schema([
    ("key", pa.string()),
    ("region", pa.string()),
    ("status", pa.string()),
    ("stage", pa.string()),
    ("message", pa.string()),
    ("traceback", pa.string()),
    ("finished", pa.timestamp("us", "UTC")),
    ("wall_s", pa.float64()),
    ("warmup_s", pa.float64()),
    ("worker", pa.string()),
    ("impressions", pa.int64()),
    ("digest", pa.string()),
    ("code", pa.string()),
    ("tables", pa.string()),
])
"""Columns that every row has besides the outcomes; ``tables`` names the further tables in which its run has rows."""


@dataclass(frozen=True)
class RunReport:
    """About a run, whatever came of it: who did it, and how long it took, the warm-up apart."""

    key: str
    worker: str
    wall_s: float = 0.0
    warmup_s: float = 0.0


def run_schema() -> pa.Schema:
    """Return the columns of the rows of runs: about the run, then every outcome of the dictionary."""
    return pa.schema([*ABOUT, *((name, pa.float64()) for name in OUTCOMES)])


def daily_schema() -> pa.Schema:
    """Return the columns of daily rows."""
    fields = [("key", pa.string()), ("region", pa.string()), ("day", pa.int32())]
    return pa.schema([*fields, *((name, pa.float64()) for name in OUTCOMES)])


def finished_rows(
    report: RunReport, regions: list[str], days: int, tallies: Arrays, tiers: Arrays, impressions: int
) -> pa.RecordBatch:
    """Return a run's rows: every outcome over the horizon, for the whole market first and then region by region."""
    places = [None, *range(len(regions))]
    outcomes = [period(tallies, 0, days - 1, place) for place in places]
    about = _about(report) | {"status": "finished", "impressions": impressions, "digest": digest_of(tallies, tiers)}
    rows = [
        about | {"region": WHOLE_MARKET if place is None else regions[place]} | values
        for place, values in zip(places, outcomes, strict=True)
    ]
    return _batch(rows, run_schema())


def bare_row(report: RunReport, impressions: int, digest: str) -> pa.RecordBatch:
    """Return the row of a finished run whose numbers are in a table of their own; its outcomes are left empty."""
    about = _about(report) | {"status": "finished", "impressions": impressions, "digest": digest}
    return _batch([about | {"region": WHOLE_MARKET}], run_schema())


def failed_row(report: RunReport, stage: str, error: BaseException | str) -> pa.RecordBatch:
    """Return the row of a run that failed: at which stage, what was said, and where."""
    if isinstance(error, str):
        message, trace = error, ""
    else:
        message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        trace = "".join(traceback.format_exception(error))
    about = _about(report) | {"status": "failed", "region": WHOLE_MARKET, "stage": stage}
    return _batch([about | {"message": " ".join(message.split()), "traceback": trace}], run_schema())


def daily_rows(key: str, regions: list[str], tallies: Arrays) -> pa.RecordBatch:
    """Return every outcome of every day, for the whole market and each region."""
    columns: dict[str, Any] = dict(daily(tallies))
    places = np.array([WHOLE_MARKET, *regions])
    columns["region"] = places[columns["region"] + 1]
    columns["key"] = np.full(columns["day"].size, key)
    schema = daily_schema()
    return pa.record_batch([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def digest_of(*groups: Arrays) -> str:
    """Return a digest of every bit of a run's tallies."""
    digest = hashlib.blake2b(digest_size=16)
    for arrays in groups:
        for name in sorted(arrays):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(arrays[name], np.int64).tobytes())
    return digest.hexdigest()


def _about(report: RunReport) -> dict[str, Any]:
    return {
        "key": report.key, "worker": report.worker, "wall_s": report.wall_s, "warmup_s": report.warmup_s,
        "finished": datetime.now(UTC), "code": code_version(),
    }


def _batch(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.record_batch(columns, schema=schema)
