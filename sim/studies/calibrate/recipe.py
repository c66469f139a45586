"""One run of a calibration: branch the past with its dated changes, live it, keep what every figure would have read.

This file runs inside worker processes: it imports neither pandas nor Matplotlib.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sim.model.outcomes.measure import period
from sim.runs.recipe import RUNS, Batches, Bench
from sim.runs.rows import bare_row, digest_of
from sim.studies.calibrate.kpis import Kpi

READINGS = "readings"
"""Table of what figures would have read: one row a run and window."""

_WHOLE = "all"


@dataclass(frozen=True)
class Reading:
    """What is read off a run.

    Attributes
    ----------
    region
        Name, or ``all``.
    first, last
        Days of the horizon, both included.
    """

    kpi: Kpi
    region: str
    first: int
    last: int

    def to_json(self) -> list[Any]:
        """Return plain values."""
        one = self.kpi
        return [one.name, one.outcome, one.per, one.transform, one.discrepancy, one.unit, self.region, self.first,
                self.last]

    @classmethod
    def of(cls, content: Sequence[Any]) -> Reading:
        """Return what `to_json` gave."""
        *kpi, region, first, last = content
        return cls(Kpi(*kpi), str(region), int(first), int(last))


@dataclass(frozen=True)
class Readings:
    """The recipe: every reading of a run."""

    asked: tuple[Reading, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values, from which a study's folder gets its recipe back."""
        return {"readings": [one.to_json() for one in self.asked]}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Readings:
        """Return what `to_json` gave."""
        return cls(tuple(Reading.of(one) for one in content["readings"]))

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """The readings."""
        return {READINGS: readings_schema()}

    @property
    def warm(self) -> bool:
        """Every run starts from a warm market."""
        return True

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        twin, impressions = bench.horizon()
        tallies, regions = twin.tallies(), list(twin.regions)
        rows = [(bench.job.key, one.kpi.name, one.region, one.first, one.last, self._read(one, tallies, regions))
                for one in self.asked]
        schema = readings_schema()
        columns = zip(*rows, strict=True) if rows else [()] * len(schema)
        kept = pa.record_batch([pa.array(list(values), field.type)
                                for values, field in zip(columns, schema, strict=True)], schema=schema)
        return {READINGS: kept, RUNS: bare_row(bench.report(), impressions, digest_of(tallies))}

    @staticmethod
    def _read(one: Reading, tallies: Mapping[str, Any], regions: list[str]) -> float:
        place = None if one.region == _WHOLE else regions.index(one.region)
        return one.kpi.read(period(tallies, one.first, one.last, place, one.kpi.outcomes))


def readings_schema() -> pa.Schema:
    """Return the columns of `READINGS`."""
    return pa.schema([("key", pa.string()), ("kpi", pa.string()), ("region", pa.string()), ("first", pa.int32()),
                      ("last", pa.int32()), ("value", pa.float64())])
