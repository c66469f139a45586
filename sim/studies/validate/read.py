"""From stored sums to every pattern's measured value, interval and verdict, and the share that is inside."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sim.methods.intervals import Interval
from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.estimates import Sums, estimate
from sim.studies.validate.patterns import Pattern
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.recipe import AGAINST, MEASURED, OF, measured_schema
from sim.studies.validate.verdicts import VERDICTS, Verdict, verdict


@dataclass(frozen=True)
class Measured:
    """What one replication left: for each pattern the sums of its arm, and of the arm it is held against."""

    index: int
    impressions: int
    sums: dict[str, tuple[Sums, Sums]]


@dataclass(frozen=True)
class Result:
    """One pattern, measured."""

    pattern: Pattern
    measured: Interval
    verdict: Verdict

    @property
    def explanation(self) -> str:
        """Why it is missed, where it is; an explanation that has become stale is not told."""
        return "" if self.verdict == "inside" else self.pattern.explanation


def judge(plan: ValidationPlan, measured: Sequence[Measured]) -> list[Result]:
    """Return every pattern's result over the replications that finished."""
    results = []
    for pattern in plan.patterns:
        of, against = zip(*(one.sums[pattern.name] for one in measured), strict=True)
        found = estimate(pattern.contrast, of, against)
        results.append(Result(pattern, found, verdict(found, pattern.low, pattern.high)))
    return results


def counts(results: Sequence[Result]) -> dict[str, int]:
    """Return how many patterns have each verdict."""
    found = Counter(result.verdict for result in results)
    return {name: found[name] for name in VERDICTS}


def share_inside(results: Sequence[Result], origins: Sequence[str] = ()) -> float:
    """Return the share of patterns inside their range, of all or of some origins; not measured is not inside."""
    chosen = [result for result in results if not origins or result.pattern.origin in origins]
    return sum(result.verdict == "inside" for result in chosen) / len(chosen) if chosen else math.nan


def measured_seeds(study: StoredStudy) -> list[Measured]:
    """Return what every finished seed left, in order."""
    table, first = study.kept(MEASURED, measured_schema()), int(study.about["first_seed"])
    by_key = {str(key): rows for key, rows in table.groupby("key")}
    return [
        Measured(int(run["seed"]) - first, int(run["impressions"]), _sums(by_key[run["key"]]))
        for run in study.runs.sort_values("seed").to_dict("records")
    ]


def _sums(rows: pd.DataFrame) -> dict[str, tuple[Sums, Sums]]:
    columns = (rows[name].tolist() for name in ("pattern", "side", "numerator", "denominator"))
    found = {(pattern, side): (above, below) for pattern, side, above, below in zip(*columns, strict=True)}
    return {pattern: (found[pattern, OF], found[pattern, AGAINST]) for pattern, side in found if side == OF}
