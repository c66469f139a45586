"""What is kept of each run of a comparison or a forecast: every whole number that it counted, as it counted it.

Outcomes over windows, first visible days, tiers, categories and formats are all read from these counts, so an answer
can be told again, or told otherwise, without a run. One row a column of counts; a seed's warm-up (its last days, so
that trailing windows are full from the first day of the horizon) stands with the run of the first scenario.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.runs.recipe import RUNS, Batches, Bench
from sim.runs.replication import LOOK_BACK, Arrays, Model, Replication
from sim.runs.rows import finished_rows

COUNTS = "counts"
TALLIES, TIERS, SLICES, WARMUP, FIRED, UNDONE, MARKET = (
    "tallies", "tiers", "slices", "warmup", "fired", "undone", "market",
)
_IMPRESSIONS = ("impressions", "warmup_impressions")
_REGIONS, _NETWORK = "regions", "network"
_ALL_DAYS = (TALLIES, TIERS, SLICES)

Row = tuple[str, str, Any, str]
"""Kind, name, whole numbers, text."""


def counts_schema() -> pa.Schema:
    """Return the columns of rows of counts: run, kind, name, the whole numbers, and what is no number as JSON."""
    text = pa.string()
    fields = [("key", text), ("kind", text), ("name", text), ("values", pa.list_(pa.int64())), ("text", text)]
    return pa.schema(fields)


@dataclass(frozen=True)
class Counts:
    """Branch the scenario off, simulate the horizon, keep what was counted."""

    @property
    def tables(self) -> Mapping[str, pa.Schema]:
        """Tables besides ``runs``."""
        return {COUNTS: counts_schema()}

    @property
    def warm(self) -> bool:
        """Every run starts from a warm market."""
        return True

    def run(self, bench: Bench) -> Batches:
        """Do a run and return its rows."""
        twin, impressions = bench.horizon()
        tallies, tiers = twin.tallies(), twin.tiers()
        rows = finished_rows(bench.report(), list(twin.regions), bench.days, tallies, tiers, impressions)
        found = [*_arrays(TALLIES, tallies), *_arrays(TIERS, tiers), *_arrays(SLICES, twin.slices())]
        found += [*_days(FIRED, twin.fired()), *_days(UNDONE, twin.undone())]
        found.append((MARKET, _IMPRESSIONS[0], [impressions], ""))
        if bench.job.scenario == bench.blueprint.scenarios[0].name:
            assert bench.market is not None
            found += _shared(bench.market, int(bench.blueprint.config(bench.job.values)["warmup_days"]))
        return {COUNTS: _batch(bench.job.key, found), RUNS: rows}


def _arrays(kind: str, arrays: Arrays) -> Iterator[Row]:
    return ((kind, name, column, "") for name, column in arrays.items())


def _days(kind: str, days: Mapping[int, int]) -> Iterator[Row]:
    return ((kind, str(place), [day], "") for place, day in days.items())


def _shared(market: Model, warmup_days: int) -> list[Row]:
    """Return what all runs of a seed have in common."""
    warmup = market.tallies(LOOK_BACK) if warmup_days else {}
    network = json.dumps(dict(getattr(market, "network_report", {})))
    return [
        *_arrays(WARMUP, warmup),
        (MARKET, _IMPRESSIONS[1], [market.impressions], ""),
        (MARKET, _REGIONS, [], json.dumps(list(market.regions))),
        (MARKET, _NETWORK, [], network),
    ]


def _batch(key: str, rows: list[Row]) -> pa.RecordBatch:
    kinds, names, values, texts = zip(*rows, strict=True)
    ends = np.cumsum([0, *map(len, values)], dtype=np.int32)
    whole = np.concatenate([np.asarray(one, np.int64) for one in values])
    lists = pa.ListArray.from_arrays(pa.array(ends), pa.array(whole))
    columns = [pa.array([key] * len(rows)), pa.array(kinds), pa.array(names), lists, pa.array(texts)]
    return pa.record_batch(columns, schema=counts_schema())


class CountsOfRun:
    """What one run counted, read back."""

    def __init__(self) -> None:
        self.arrays: dict[str, Arrays] = {}
        self.texts: dict[str, Any] = {}

    def days(self, kind: str) -> dict[int, int]:
        """Return on which day something came of a change, by its place in the scenario."""
        return {int(place): int(day[0]) for place, day in self.arrays.get(kind, {}).items()}


def read_counts(table: pa.Table) -> dict[str, CountsOfRun]:
    """Return what each run counted, by its key; a run that was written twice counts once."""
    found: dict[str, CountsOfRun] = {}
    for batch in table.select(counts_schema().names).to_batches():
        key, kind, name, _, text = (column.to_pylist() for column in batch.columns)
        values: Any = batch.column(3)
        whole, ends = values.values.to_numpy(), values.offsets.to_numpy()
        for row, run in enumerate(key):
            kept = found.setdefault(run, CountsOfRun())
            if text[row]:
                kept.texts[name[row]] = json.loads(text[row])
            else:
                kept.arrays.setdefault(kind[row], {})[name[row]] = whole[ends[row] : ends[row + 1]]
    return found


def replication(index: int, runs: Mapping[str, CountsOfRun]) -> Replication:
    """Return what a seed left from what its runs counted.

    Parameters
    ----------
    runs
        Scenario → counts, the first scenario first.
    """
    first = next(iter(runs.values()))
    impressions = sum(int(count[0]) for one in runs.values() for count in one.arrays[MARKET].values())
    tallies, tiers, slices = ({name: one.arrays[kind] for name, one in runs.items()} for kind in _ALL_DAYS)
    return Replication(
        index, tuple(first.texts[_REGIONS]), first.arrays.get(WARMUP, {}), tallies, tiers, slices,
        {name: one.days(FIRED) for name, one in runs.items()}, impressions, first.texts[_NETWORK],
        {name: one.days(UNDONE) for name, one in runs.items()},
    )
