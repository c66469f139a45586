"""Levels as JSON and as a table: the same for the same seeds, configuration and code."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.levels.read import Reading, counts, share_inside


def levels_summary(study: StoredStudy, readings: Sequence[Reading]) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    base = next(iter(study.blueprint.bases.values()))
    return {
        "study": "levels",
        "key": study.about["key"],
        "seeds": sorted(int(seed) for seed in study.runs["seed"]),
        "market": {
            "viewers": base["population"]["viewers"], "creators": base["population"]["creators"],
            "regions": list(base["market"]["regions"]), "warmup_days": base["warmup_days"], "days": base["days"],
        },
        "counts": counts(readings),
        "share_inside": _number(share_inside(readings)),
        "levels": {one.outcome.name: _row(one) for one in readings},
    }


def levels_table(readings: Sequence[Reading]) -> dict[str, list[Any]]:
    """Return the columns of ``levels.parquet``: a row an outcome."""
    columns: dict[str, list[Any]] = {}
    for one in readings:
        found = one.measured
        row = {
            "outcome": one.outcome.name, "theme": one.outcome.theme, "unit": one.outcome.unit, "mean": found.mean,
            "low": found.low, "high": found.high, "plausible_low": _or_nan(one.low),
            "plausible_high": _or_nan(one.high), "per": one.level.per, "standing": one.standing, "edge": one.edge,
            "note": one.note, "source": one.level.source, "reason": one.level.reason,
        }
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return columns


def _row(one: Reading) -> dict[str, Any]:
    found = one.measured
    return {
        "unit": one.outcome.unit,
        "measured": {"mean": _number(found.mean), "low": _number(found.low), "high": _number(found.high)},
        "plausible": None if one.low is None else {"low": _number(one.low), "high": _number(_or_nan(one.high))},
        "per": one.level.per,
        "standing": one.standing,
        "edge": one.edge,
        "note": one.note,
        "source": one.level.source,
        "reason": one.level.reason,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value
