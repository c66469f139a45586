"""Readings of parts of the market (a tier of creators, a product category, a format), with paired effects.

A reading is a formula over sums of whole numbers, as an outcome is; sums come first, then one division.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.methods.intervals import Effect, Interval, mean_interval, paired_effect
from sim.methods.significance import effect_p
from sim.methods.verdicts import Judgement, Question, judge_family
from sim.model.outcomes.smallest.thresholds import smallest_of_unit
from sim.runs.replication import Arrays
from sim.studies.compare.analysis import Analysis

Sums = dict[str, float]


@dataclass(frozen=True)
class Reading:
    """Something read off a group: its formula over summed columns, its unit and the direction that is better."""

    name: str
    label: str
    unit: str
    better: str
    formula: Callable[[Sums], float]
    told: str


@dataclass(frozen=True)
class GroupRow:
    """One group's reading: where it stands, and what each scenario does to it.

    Attributes
    ----------
    judgements
        What may be said of each effect; all rows of a table are judged together (Benjamini and Hochberg).
    """

    group: str
    reading: Reading
    baseline: Interval
    effects: dict[str, Effect]
    judgements: dict[str, Judgement] = field(default_factory=dict)


def share(numerator: str, denominator: str, scale: float = 1.0) -> Callable[[Sums], float]:
    """Return the formula ``scale * numerator / denominator``, undefined (NaN) over nothing."""
    return lambda sums: scale * sums[numerator] / sums[denominator] if sums[denominator] else float("nan")


def group_rows(
    analysis: Analysis,
    readings: Sequence[Reading],
    groups: Sequence[str],
    columns: Callable[[int, str], Arrays],
    by: str,
) -> list[GroupRow]:
    """Return every reading of every group, effects paired as everywhere.

    Parameters
    ----------
    groups
        Names; the column ``by`` holds their places.
    columns
        Gives a replication's columns under a scenario, by the replication's place and the scenario's name.
    """
    reference = analysis.baseline or analysis.scenarios[0].name
    sums = {
        scenario.name: [_sums(columns(place, scenario.name), by, len(groups)) for place in range(analysis.count)]
        for scenario in analysis.scenarios
    }
    rows = []
    for reading in readings:
        for index, group in enumerate(groups):
            values = {name: np.array([reading.formula(one[index]) for one in each]) for name, each in sums.items()}
            effects = {
                scenario.name: paired_effect(values[scenario.name], values[reference]) for scenario in analysis.compared
            }
            rows.append(GroupRow(group, reading, mean_interval(values[reference]), effects))
    return _judged(analysis, rows)


def _judged(analysis: Analysis, rows: Sequence[GroupRow]) -> list[GroupRow]:
    """Return rows with what may be said of each effect."""
    asked = {
        (place, name): Question(effect.paired, effect_p(effect),
                                smallest_of_unit(row.reading.unit).size("", {"": row.baseline.mean}))
        for place, row in enumerate(rows)
        for name, effect in row.effects.items()
    }
    found = judge_family(asked, "bh", analysis.looks.present)
    return [
        replace(row, judgements={name: found[place, name] for name in row.effects}) for place, row in enumerate(rows)
    ]


def _sums(columns: Arrays, by: str, groups: int) -> list[Sums]:
    """Return a dictionary of sums over the horizon for each group, and how many days they cover."""
    inside = columns["day"] >= 0
    days = float(np.unique(columns["day"][inside]).size)
    place = columns[by]
    return [
        {name: float(column[inside & (place == group)].sum()) for name, column in columns.items()} | {"days": days}
        for group in range(groups)
    ]
