"""Who gains and who loses: what each tier of creators gets, and what a scenario changes about it.

Tiers are newcomers, small, middle and top creators. Readings are per creator, so that a tier which merely grows does
not look like one that earns more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.runs.replication import Arrays
from sim.studies.analysis import Analysis
from sim.studies.intervals import Effect, FloatArray, Interval, mean_interval, paired_effect

TIERS = ("newcomers", "small", "middle", "top")


@dataclass(frozen=True)
class TierReading:
    """Something that a tier gets: its formula over summed columns, its unit and the direction that is better."""

    name: str
    label: str
    unit: str
    better: str
    formula: Callable[[dict[str, float]], float]


def _per_creator(column: str, scale: float) -> Callable[[dict[str, float]], float]:
    return lambda sums: scale * sums[column] / sums["creators"] if sums["creators"] else float("nan")


READINGS = (
    TierReading("income", "income per creator", "USD per day", "up", _per_creator("income", 0.01)),
    TierReading("views", "views per creator", "views per day", "up", _per_creator("views", 1.0)),
    TierReading("left", "creators leaving", "fraction per 30 days", "down", _per_creator("left", 30.0)),
    TierReading("penalised", "creators penalised", "fraction per 30 days", "down", _per_creator("penalised", 30.0)),
)


@dataclass(frozen=True)
class TierRow:
    """One tier's reading: where it stands, and what each scenario does to it."""

    tier: str
    reading: TierReading
    baseline: Interval
    effects: dict[str, Effect]


def tier_rows(analysis: Analysis) -> list[TierRow]:
    """Return every reading of every tier, effects paired as everywhere."""
    reference = analysis.baseline or analysis.scenarios[0].name
    rows = []
    for reading in READINGS:
        for index, tier in enumerate(TIERS):
            values = {
                scenario.name: _values(analysis, scenario.name, index, reading) for scenario in analysis.scenarios
            }
            effects = {
                scenario.name: paired_effect(values[scenario.name], values[reference]) for scenario in analysis.compared
            }
            rows.append(TierRow(tier, reading, mean_interval(values[reference]), effects))
    return rows


def _values(analysis: Analysis, scenario: str, tier: int, reading: TierReading) -> FloatArray:
    return np.array([reading.formula(_sums(one.tiers[scenario], tier)) for one in analysis.replications])


def _sums(columns: Arrays, tier: int) -> dict[str, float]:
    rows = (columns["tier"] == tier) & (columns["day"] >= 0)
    return {name: float(column[rows].sum()) for name, column in columns.items()}
