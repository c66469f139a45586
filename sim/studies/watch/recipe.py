"""One run of a desk: what a platform would see of each day, the outcomes that harm is read from, and segments by week.

This file runs inside worker processes: it imports neither pandas nor Matplotlib.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.model.outcomes.measure import daily
from sim.runs.recipe import RUNS, Batches, Bench
from sim.runs.replication import LOOK_BACK, Arrays
from sim.runs.rows import WHOLE_MARKET, finished_rows

WATCHED, SEGMENTS = "watched", "segments"
"""Tables: a row a day and place, the last days of the warm-up among them; a row a week, region, category and format."""

WEEK = 7
COUNTED = ("offers", "orders", "orders_delivered", "orders_returned", "violating_offers")
"""What is summed over a week of a segment; the last one is hidden from a platform, which sees a sample of it."""


@dataclass(frozen=True)
class Watching:
    """What is kept of each run.

    Attributes
    ----------
    outcomes
        Of which each day's own reading is kept.
    harms
        Outcome and days that a reading looks back over.
    """

    outcomes: tuple[str, ...]
    harms: tuple[tuple[str, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"outcomes": list(self.outcomes), "harms": [list(one) for one in self.harms]}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Watching:
        """Return what `to_json` gave."""
        harms = tuple((str(name), int(over)) for name, over in content["harms"])
        return cls(tuple(map(str, content["outcomes"])), harms)

    @property
    def schema(self) -> pa.Schema:
        """The columns of the table of days."""
        numbers = [*self.outcomes, *(f"{name}_over_{over}" for name, over in self.harms)]
        fields = [("key", pa.string()), ("place", pa.string()), ("day", pa.int32())]
        return pa.schema([*fields, *((name, pa.float64()) for name in numbers)])

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """Tables besides ``runs``."""
        return {WATCHED: self.schema, SEGMENTS: segments_schema()}

    @property
    def warm(self) -> bool:
        """Every run starts from a warm market."""
        return True

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        twin, impressions = bench.horizon()
        tallies, regions = twin.tallies(), list(twin.regions)
        rows = finished_rows(bench.report(), regions, bench.days, tallies, twin.tiers(), impressions)
        warm = int(bench.blueprint.config(bench.job.values)["warmup_days"])
        days = self._days(bench.job.key, twin.tallies(bench.days + min(LOOK_BACK, warm)), regions)
        return {WATCHED: days, SEGMENTS: segment_rows(bench.job.key, twin.slices(), regions), RUNS: rows}

    def _days(self, key: str, tallies: Arrays, regions: list[str]) -> pa.RecordBatch:
        columns = daily(tallies, 1, self.outcomes)
        for window in sorted({over for _, over in self.harms}):
            names = [name for name, over in self.harms if over == window]
            found = daily(tallies, window, names)
            columns |= {f"{name}_over_{window}": found[name] for name in names}
        places = np.array([WHOLE_MARKET, *regions])[np.asarray(columns["region"], int) + 1]
        return _batch({"key": [key] * len(places), "place": places.tolist(), **columns}, self.schema)


def segments_schema() -> pa.Schema:
    """Return the columns of the table of segments."""
    whole = pa.int32()
    fields = [("key", pa.string()), ("region", pa.string()), ("week", whole), ("category", whole), ("format", whole)]
    return pa.schema([*fields, *((name, pa.int64()) for name in COUNTED)])


def segment_rows(key: str, slices: Arrays, regions: list[str]) -> pa.RecordBatch:
    """Return what each segment counted in each whole week of the horizon."""
    week = slices["day"] // WEEK
    inside = week < (int(slices["day"].max()) + 1) // WEEK
    place = np.stack([week, slices["region"], slices["category"], slices["format"]])[:, inside]
    which, back = np.unique(place, axis=1, return_inverse=True)
    sums = {name: np.bincount(back.ravel(), slices[name][inside], which.shape[1]).astype(np.int64) for name in COUNTED}
    names = np.array(regions)[which[1]].tolist()
    content = {"key": [key] * len(names), "region": names, "week": which[0], "category": which[2], "format": which[3]}
    return _batch({**content, **sums}, segments_schema())


def _batch(content: Mapping[str, Any], schema: pa.Schema) -> pa.RecordBatch:
    return pa.record_batch([pa.array(content[one.name], one.type) for one in schema], schema=schema)
