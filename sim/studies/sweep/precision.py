"""How sure a study is, and how many more seeds would make it as sure as wished.

Points share their seeds, so luck that a seed has at every point cancels in a difference between two points. What is
left (a two-way residual) says how wide the interval of such a difference is after n seeds; that width falls as 1/√n.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from sim.methods.intervals import FloatArray, t_quantile
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.read import StoredStudy

_MOST_SEEDS = 100_000
_ROUNDING = 1e-12  # what is left of equal numbers after taking means


@dataclass(frozen=True)
class Precision:
    """How wide the interval of a difference between two points is.

    Attributes
    ----------
    half_width
        After ``seeds`` seeds; NaN where nothing can be said.
    deviation
        Standard deviation, from seed to seed, of a difference between two points.
    """

    outcome: str
    seeds: int
    half_width: float
    deviation: float

    def seeds_for(self, half_width: float) -> int | None:
        """Return how many seeds it takes in all; ``None`` if nothing can be said or it takes too many."""
        if not math.isfinite(self.deviation) or half_width <= 0:
            return None
        if self.deviation == 0:
            return max(2, self.seeds)
        few = max(2, math.ceil((1.96 * self.deviation / half_width) ** 2))
        for seeds in range(few, min(few + 20, _MOST_SEEDS)):
            if width(self.deviation, seeds) <= half_width:
                return seeds
        return None

    def advice(self, half_width: float | None = None, show: Callable[[float], str] = "{:.3g}".format) -> str:
        """Return words such as ``± 0.004 after 12 seeds; 34 more for ± 0.002`` (half as wide if not told).

        ``show`` writes a number in the outcome's unit.
        """
        if not math.isfinite(self.half_width):
            return "one seed: nothing can be said" if self.seeds < 2 else "nothing can be said"
        wanted = self.half_width / 2 if half_width is None else half_width
        now = f"± {show(self.half_width)} after {self.seeds} seeds"
        if self.half_width == 0:
            return f"the same in each of {self.seeds} seeds"
        if self.half_width <= wanted:
            return f"{now}: enough for ± {show(wanted)}"
        needed = self.seeds_for(wanted)
        return f"{now}; {needed - self.seeds} more for ± {show(wanted)}" if needed else now


def width(deviation: float, seeds: int) -> float:
    """Return the half width of a 95% interval of a mean over so many seeds."""
    return float(t_quantile(seeds - 1)) * deviation / math.sqrt(seeds)


def precision_of(values: FloatArray, outcome: str) -> Precision:
    """Return the precision of an outcome's differences between points.

    Parameters
    ----------
    values
        Points × seeds; points that lack a seed are left out.
    """
    seeds = values.shape[1]
    whole = values[np.isfinite(values).all(axis=1)]
    if seeds < 2 or len(whole) < 1:
        return Precision(outcome, seeds, math.nan, math.nan)
    if len(whole) == 1:
        deviation = float(whole[0].std(ddof=1))
    else:
        residual = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0) + whole.mean()
        freedom = (len(whole) - 1) * (seeds - 1)
        deviation = math.sqrt(2 * float((residual**2).sum()) / freedom)
    if deviation < _ROUNDING * float(np.abs(whole).max()):
        deviation = 0.0
    return Precision(outcome, seeds, width(deviation, seeds), deviation)


def in_unit(unit: str, size: float) -> str:
    """Return a width in a unit: shares in percentage points, money in dollars."""
    if unit.startswith(("fraction", "ratio minus 1")):
        return f"{100 * size:.2g} pp"
    return f"${size:,.3g}" if unit.startswith("USD") else f"{size:,.3g}"


def precision_table(study: StoredStudy) -> pd.DataFrame:
    """Return one row a scenario and outcome: half width now, and seeds for half of it."""
    rows = []
    for scenario in study.scenarios:
        for outcome in study.shown:
            one = precision_of(study.values(outcome, scenario), outcome)
            unit = OUTCOMES[outcome].unit
            rows.append({
                "scenario": scenario, "outcome": outcome, "unit": unit, "seeds": one.seeds,
                "half_width": one.half_width, "seeds_for_half": one.seeds_for(one.half_width / 2),
                "advice": one.advice(show=partial(in_unit, unit)),
                "of": "level" if scenario == STATUS_QUO else "effect",
            })
    return pd.DataFrame(rows).astype({"seeds_for_half": "Int64"})
