"""A validation's answer: every pattern with its measured value, interval and verdict, and the share that is inside."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.methods.intervals import Interval
from sim.studies.validate.estimates import CONTRASTS, estimate
from sim.studies.validate.experiment import Measured, ValidationPlan
from sim.studies.validate.patterns import Pattern
from sim.studies.validate.verdicts import VERDICTS, Verdict, verdict


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


def as_results(plan: ValidationPlan, key: str, seeds: Sequence[int], results: Sequence[Result]) -> dict[str, Any]:
    """Return the content of ``results.json``: the same for the same seeds, configuration and code."""
    emerging = [result for result in results if result.pattern.origin == "emerges"]
    return {
        "study": "validate",
        "key": key,
        "seeds": list(seeds),
        "market": {
            "viewers": plan.config["population"]["viewers"],
            "creators": plan.config["population"]["creators"],
            "regions": list(plan.config["market"]["regions"]),
            "warmup_days": plan.config["warmup_days"],
            "days": plan.config["days"],
        },
        "summary": {
            "patterns": len(results),
            "verdicts": counts(results),
            "share_inside": _number(share_inside(results)),
            "emerging": {"patterns": len(emerging), "verdicts": counts(emerging),
                         "share_inside": _number(share_inside(emerging))},
        },
        "patterns": {result.pattern.name: _row(result) for result in results},
    }


def as_table(plan: ValidationPlan, measured: Sequence[Measured]) -> dict[str, list[Any]]:
    """Return the columns of ``results.parquet``: what each replication left of each pattern."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("pattern", "replication", "seed", "numerator", "denominator", "numerator_against",
                              "denominator_against")
    }
    for one in measured:
        for pattern in plan.patterns:
            of, against = one.sums[pattern.name]
            second = against if CONTRASTS[pattern.contrast].two else (math.nan, math.nan)
            row = (pattern.name, one.index, plan.seeds[one.index], *of, *second)
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    return columns


def _row(result: Result) -> Mapping[str, Any]:
    one, measured = result.pattern, result.measured
    return {
        "theme": one.theme,
        "question": one.question,
        "how": one.how,
        "kind": one.kind,
        "contrast": CONTRASTS[one.contrast].words,
        "measured": {"mean": _number(measured.mean), "low": _number(measured.low), "high": _number(measured.high),
                     "replications": measured.count},
        "published": {"low": one.low, "high": one.high},
        "unit": one.unit,
        "source": one.source,
        "confidence": one.confidence,
        "origin": one.origin,
        "verdict": result.verdict,
        "explanation": result.explanation,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
