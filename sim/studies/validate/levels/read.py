"""From stored runs of the status quo to every outcome's level and how it stands to its plausible range."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sim.methods.intervals import Interval, mean_interval
from sim.model.outcomes.dictionary import OUTCOMES, Outcome
from sim.model.outcomes.levels.ranges import NOTE, STANDINGS, Level, Standing, levels, plausible, standing
from sim.studies.experiment.read import StoredStudy


@dataclass(frozen=True)
class Reading:
    """An outcome's level, and the range that would be plausible in a market of this size.

    Attributes
    ----------
    low, high
        In the outcome's unit; ``None`` where there is no range.
    """

    outcome: Outcome
    level: Level
    measured: Interval
    low: float | None
    high: float | None
    standing: Standing

    @property
    def edge(self) -> bool:
        """Whether the interval over seeds crosses a bound, so that more seeds could say otherwise."""
        if self.low is None or self.high is None or not self.measured.bounded:
            return False
        return any(self.measured.low < bound < self.measured.high for bound in (self.low, self.high))

    @property
    def note(self) -> str:
        """What a reader has to be told before reading the number as a level."""
        return NOTE if self.standing == "outside" else ""


def read_levels(study: StoredStudy) -> list[Reading]:
    """Return every outcome's reading, in the dictionary's order."""
    measured = {name: mean_interval(study.values(name).ravel()) if name in study.outcomes
                else Interval(math.nan, math.nan, math.nan, 0) for name in OUTCOMES}
    values = {name: one.mean for name, one in measured.items()}
    readings = []
    for name, outcome in OUTCOMES.items():
        bounds = plausible(name, values)
        low, high = bounds if bounds else (None, None)
        readings.append(Reading(outcome, levels()[name], measured[name], low, high, standing(name, values)))
    return readings


def counts(readings: Sequence[Reading]) -> dict[str, int]:
    """Return how many outcomes stand inside, outside, undefined and not measured."""
    found = Counter(one.standing for one in readings)
    return {name: found[name] for name in STANDINGS}


def share_inside(readings: Sequence[Reading]) -> float:
    """Return the share inside among the outcomes that have a range; not measured is not inside."""
    ranged = [one for one in readings if one.level.defined]
    return sum(one.standing == "inside" for one in ranged) / len(ranged) if ranged else math.nan
