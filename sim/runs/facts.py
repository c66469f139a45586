"""What a study may ask to be kept of each run besides its outcomes over the horizon: readings on days, tiers, marks.

A run's facts are long rows. An *outcome* reading looks back over ``window`` days and ends on ``day``; a *tier* row is a
count of creators' tier summed over the horizon; a *mark* is a labelled mark of the scenario, the day on which it was
first reached and, as its value, the day on which it was undone. A *change* is the same of any change that hangs on
outcomes, by its place in the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.model.levers.schedule import Scenario
from sim.model.outcomes.breakdowns import TIER_FIELDS, TIERS
from sim.model.outcomes.measure import daily
from sim.runs.replication import Arrays
from sim.runs.rows import WHOLE_MARKET

OUTCOME, TIER, MARK, CHANGE = "outcome", "tier", "mark", "change"
_COLUMNS = ("kind", "place", "name", "window", "day", "value")
Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Record:
    """What is kept.

    Attributes
    ----------
    readings
        Outcome and days that a reading looks back over.
    days
        Days of the horizon on which readings are taken.
    tiers
        Whether counts by tier of creators are kept.
    daily
        Outcomes of which every day's own reading is kept too.
    """

    readings: tuple[tuple[str, int], ...]
    days: tuple[int, ...]
    tiers: bool = False
    daily: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"readings": [list(one) for one in self.readings], "days": list(self.days), "tiers": self.tiers,
                "daily": list(self.daily)}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Record:
        """Return what `to_json` gave."""
        readings = tuple((str(name), int(window)) for name, window in content["readings"])
        days, every_day = (int(day) for day in content["days"]), (str(name) for name in content.get("daily", ()))
        return cls(readings, tuple(days), bool(content["tiers"]), tuple(every_day))


def facts_schema() -> pa.Schema:
    """Return the columns of rows of facts."""
    text, whole = pa.string(), pa.int32()
    return pa.schema([("key", text), ("kind", text), ("place", text), ("name", text), ("window", whole),
                      ("day", whole), ("value", pa.float64())])


def facts_rows(key: str, record: Record, scenario: Scenario, model: Any) -> pa.RecordBatch:
    """Return the facts of a run that has just ended.

    Parameters
    ----------
    model
        The market (`sim.runs.replication.Model`), its horizon simulated.
    """
    columns: Columns = {name: [] for name in _COLUMNS}
    tallies, regions = model.tallies(), list(model.regions)
    for window in sorted({window for _, window in record.readings}):
        names = [name for name, days in record.readings if days == window]
        _add_readings(columns, daily(tallies, window, names), names, window, record.days, regions)
    if record.daily:
        table = daily(tallies, 1, record.daily)
        _add_readings(columns, table, record.daily, 1, np.unique(table["day"]).tolist(), regions)
    if record.tiers:
        for tier, field, value in _tier_sums(model.tiers()):
            _add(columns, TIER, tier, field, 0, -1, value)
    ended = model.undone()
    for place, day in model.fired().items():
        if scenario.changes[place].is_mark:
            _add(columns, MARK, "", scenario.changes[place].label, 0, day, ended.get(place, np.nan))
    return _batch(key, columns)


def change_rows(key: str, model: Any) -> pa.RecordBatch:
    """Return when changes that hang on outcomes began and were undone in a run that has just ended."""
    columns: Columns = {name: [] for name in _COLUMNS}
    ended = model.undone()
    for place, day in model.fired().items():
        _add(columns, CHANGE, "", str(place), 0, day, ended.get(place, np.nan))
    return _batch(key, columns)


def _batch(key: str, columns: Columns) -> pa.RecordBatch:
    columns = {"key": [key] * len(columns["kind"]), **columns}
    schema = facts_schema()
    return pa.record_batch([pa.array(columns[one.name], one.type) for one in schema], schema=schema)


def _add_readings(
    columns: Columns, table: Mapping[str, Any], names: Sequence[str], window: int, days: Sequence[int],
    regions: Sequence[str],
) -> None:
    chosen = np.flatnonzero(np.isin(table["day"], days))
    places = np.array([WHOLE_MARKET, *regions])[table["region"][chosen] + 1].tolist()
    on = table["day"][chosen].tolist()
    for name in names:
        values = table[name][chosen].tolist()
        for column, given in zip(_COLUMNS, ([OUTCOME] * len(on), places, [name] * len(on), [window] * len(on), on,
                                            values), strict=True):
            columns[column] += given


def _add(columns: Columns, *row: Any) -> None:
    for name, value in zip(_COLUMNS, row, strict=True):
        columns[name].append(value)


def _tier_sums(tiers: Arrays) -> Iterator[tuple[str, str, float]]:
    for place, tier in enumerate(TIERS):
        here = tiers["tier"] == place
        for field in TIER_FIELDS:
            yield tier, field, float(tiers[field][here].sum())
