"""A validation's answer as JSON and as a table: the same for the same seeds, configuration and code."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.studies.validate.estimates import CONTRASTS
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.read import Measured, Result, counts, share_inside


@dataclass(frozen=True)
class Validation:
    """What was asked, what every seed left, and what came of it."""

    plan: ValidationPlan
    measured: tuple[Measured, ...]
    results: list[Result]
    key: str

    @property
    def seeds(self) -> list[int]:
        """The seeds that finished."""
        return [self.plan.seeds[one.index] for one in self.measured]

    @cached_property
    def content(self) -> dict[str, Any]:
        """The content of ``results.json``."""
        return as_results(self.plan, self.key, self.seeds, self.results)


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
