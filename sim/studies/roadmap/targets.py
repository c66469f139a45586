"""What became of the targets: chance of each, value on its day, when it is reached, what is missing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from sim.methods.as_json import interval, number
from sim.methods.chance import FloatArray, chance, clearly_more, mean_over, median_day
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.plan import Bound, Roadmap, Target
from sim.studies.roadmap.runs import RoadmapRuns


def met(values: FloatArray, bound: Bound) -> FloatArray:
    """Return 1 where a reading is on the bound's right side, 0 where not, NaN where it is undefined."""
    right = values >= bound.bound if bound.at_least else values <= bound.bound
    return np.where(np.isnan(values), np.nan, right)


def shortfall(values: FloatArray, bound: Bound) -> FloatArray:
    """Return what is missing to the bound, 0 where it is met."""
    missing = bound.bound - values if bound.at_least else values - bound.bound
    return np.where(np.isnan(values), np.nan, np.maximum(missing, 0.0))


def target_rows(runs: RoadmapRuns) -> list[dict[str, Any]]:
    """Return each target with what became of it in every arm."""
    roadmap = runs.roadmap
    arms = [STATUS_QUO, *(one.name for one in roadmap.alternatives)]
    rows = []
    for target in roadmap.targets:
        each = {arm: _became(runs, arm, target.reading) for arm in arms}
        rows.append({
            **target_head(target, roadmap), "by_arm": each,
            "effect": {arm: interval(mean_over(runs.on_day(arm, target.reading)
                                               - runs.on_day(STATUS_QUO, target.reading))) for arm in arms[1:]},
            "between": _between(runs, target.reading, arms),
        })
    return rows


def target_head(target: Target, roadmap: Roadmap) -> dict[str, Any]:
    """Return what a target asks."""
    read = target.reading
    return {
        "name": target.name, "outcome": read.outcome, "label": OUTCOMES[read.outcome].label,
        "unit": OUTCOMES[read.outcome].unit, "region": read.region, "at_least": read.at_least, "bound": read.bound,
        "by": roadmap.date(read.day).isoformat(), "day": read.day, "window": read.window,
    }


def all_met(runs: RoadmapRuns) -> dict[str, Any]:
    """Return each arm's chance of meeting every target in one run."""
    found = {}
    for arm in [STATUS_QUO, *(one.name for one in runs.roadmap.alternatives)]:
        each = np.array([met(runs.on_day(arm, one.reading), one.reading) for one in runs.roadmap.targets])
        found[arm] = chance(np.where(np.isnan(each).any(axis=0), np.nan, each.all(axis=0))).to_json()
    return found


def _became(runs: RoadmapRuns, arm: str, bound: Bound) -> dict[str, Any]:
    values = runs.on_day(arm, bound)
    missing = shortfall(values, bound)
    missed = missing[missing > 0]
    known = values[~np.isnan(values)]
    spread = np.quantile(known, (0.1, 0.5, 0.9)) if known.size else np.full(3, np.nan)
    return {
        "chance": chance(met(values, bound)).to_json(),
        "value": interval(mean_over(values)),
        "p10": number(spread[0]), "median": number(spread[1]), "p90": number(spread[2]),
        "reached": _reached(runs, arm, bound),
        "shortfall": {"missed_runs": int(missed.size), "mean": number(missed.mean()) if missed.size else None,
                      "worst": number(missed.max()) if missed.size else None},
    }


def _reached(runs: RoadmapRuns, arm: str, bound: Bound) -> dict[str, Any]:
    """Return when the bound is met for good: from which day on every reading to the end of the run meets it."""
    values = runs.readings(arm, bound.outcome, bound.window, bound.region)
    values = values[runs.finished]
    whole = runs.days >= bound.window - 1
    right = met(values, bound)[:, whole] == 1
    days = runs.days[whole].astype(float)
    stays = np.flip(np.logical_and.accumulate(np.flip(right, axis=1), axis=1), axis=1)
    first = np.where(stays.any(axis=1), days[np.argmax(stays, axis=1)], np.inf)
    if not first.size:
        return {"day": None, "low": None, "high": None, "date": None, "runs": 0}
    middle, low, high = median_day(first)
    date = runs.roadmap.date(int(middle)).isoformat() if np.isfinite(middle) else None
    return {"day": number(middle), "low": number(low), "high": number(high), "date": date,
            "runs": int(np.isfinite(first).sum())}


def _between(runs: RoadmapRuns, bound: Bound, arms: list[str]) -> list[dict[str, Any]]:
    """Return for each pair of arms in how many runs one meets the target and the other does not."""
    found = []
    for first, second in combinations(arms, 2):
        one, other = (met(runs.on_day(arm, bound), bound) for arm in (first, second))
        better, worse = int(((one == 0) & (other == 1)).sum()), int(((one == 1) & (other == 0)).sum())
        found.append({"first": first, "second": second, "second_only": better, "first_only": worse,
                      "p": clearly_more(better, worse)})
    return found
