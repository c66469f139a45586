"""What would have to be true for the plan to fail, what shows it first, and how much each assumption weighs."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from sim.methods.as_json import number
from sim.methods.chance import FloatArray
from sim.methods.robustness.boxes import Axis, Limit
from sim.methods.robustness.prim import find_boxes
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.assumptions import CARRYING
from sim.studies.roadmap.early import earliest_sign
from sim.studies.roadmap.plan import PLAN, Target
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.targets import met

LEAD = 28
"""Days before a target is due by which a sign has to be there to be early."""

_FEWEST_FUTURES = 8


def failing(runs: RoadmapRuns) -> list[dict[str, Any]]:
    """Return for each target in which futures the plan misses it: boxes of assumptions that are no chance.

    A future counts as missed where most of its seeds miss. Without futures there is nothing to tell: runs differ by
    chance alone.
    """
    if runs.shape[0] < _FEWEST_FUTURES:
        return []
    axes = _axes(runs)
    rows = []
    for target in runs.roadmap.targets:
        share = _future_share(met(runs.on_day(PLAN, target.reading), target.reading))
        known = ~np.isnan(share)
        fails = share[known] < 0.5
        boxes = find_boxes([Axis(one.name, one.values[known], one.options) for one in axes], fails)
        rows.append({
            "target": target.name, "missed": int(fails.sum()), "futures": int(known.sum()),
            "boxes": [
                {"limits": [_limit(limit) for limit in box.limits], "inside": box.inside, "failing": box.failing,
                 "density": box.density, "coverage": box.coverage, "p": box.p_value} for box in boxes
            ],
        })
    return rows


def signs(runs: RoadmapRuns) -> list[dict[str, Any]]:
    """Return for each target the earliest reading that tells runs which later miss it, if there is one."""
    return [_sign(runs, target) for target in runs.roadmap.targets]


def weights(runs: RoadmapRuns) -> list[dict[str, Any]]:
    """Return the assumptions, the weightiest first: how closely each goes with the targets' readings over futures.

    The weight is the largest rank correlation with any target's reading under the plan, with its p-value as if each
    were the only one looked at times how many were looked at (Bonferroni); without futures weights are unknown.
    """
    if runs.shape[0] < _FEWEST_FUTURES:
        return [{"name": name, "unit": _unit(name), "base": _base(runs, name), "low": None, "high": None,
                 "weight": None, "p": None, "target": ""} for name in CARRYING]
    looked = len(runs.study.factors) * len(runs.roadmap.targets)
    rows = []
    for axis, factor in zip(_axes(runs), runs.study.factors, strict=True):
        weight, p, name = max(_correlations(runs, axis.values), key=lambda one: abs(one[0]), default=(0.0, 1.0, ""))
        rows.append({"name": factor.name, "unit": factor.unit, "base": factor.base, "low": number(factor.low),
                     "high": number(factor.high), "weight": weight, "p": min(1.0, p * looked), "target": name})
    return sorted(rows, key=lambda one: -abs(one["weight"]))


def _correlations(runs: RoadmapRuns, values: FloatArray) -> list[tuple[float, float, str]]:
    found = []
    for target in runs.roadmap.targets:
        reading = _future_share(runs.on_day(PLAN, target.reading))
        known = ~np.isnan(reading)
        if known.sum() >= _FEWEST_FUTURES and np.ptp(reading[known]) > 0 and np.ptp(values[known]) > 0:
            told = stats.spearmanr(values[known], reading[known])
            found.append((float(told.statistic), float(told.pvalue), target.name))
    return found


def _sign(runs: RoadmapRuns, target: Target) -> dict[str, Any]:
    read = target.reading
    missed = met(runs.on_day(PLAN, read), read)
    known = ~np.isnan(missed)
    names = sorted({name for name, window in runs.study.about["record"]["readings"] if window == WINDOW})
    early = np.flatnonzero((runs.days >= WINDOW - 1) & (runs.days <= read.day - LEAD))
    places = ["", read.region] if read.region else [""]
    candidates = [(name, place) for name in names for place in places]
    columns = [runs.readings(PLAN, name, WINDOW, place)[known][:, early] for name, place in candidates]
    head = {"target": target.name, "missed": int((missed[known] == 0).sum()), "runs": int(known.sum()), "sign": None}
    if not early.size:
        return head
    days = np.tile(runs.days[early], len(candidates))
    found = earliest_sign(np.hstack(columns), days, missed[known] == 0)
    if found is None:
        return head
    name, place = candidates[found.candidate // early.size]
    day = int(days[found.candidate])
    return head | {"sign": {
        "outcome": name, "label": OUTCOMES[name].label, "unit": OUTCOMES[name].unit, "region": place, "day": day,
        "date": runs.roadmap.date(day).isoformat(), "above": found.above, "bound": found.bound, "area": found.area,
        "p": found.p_value, "right": found.right, "lead": read.day - day,
    }}


def _future_share(values: FloatArray) -> FloatArray:
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    share: FloatArray = np.divide(np.where(known, values, 0.0).sum(axis=1), count, out=np.full(len(values), np.nan),
                                  where=count > 0)
    return share


def _axes(runs: RoadmapRuns) -> list[Axis]:
    frame = runs.study.factor_values
    return [Axis(one.name, frame[one.name].to_numpy(float)) for one in runs.study.factors if one.kind != "choice"]


def _limit(limit: Limit) -> dict[str, Any]:
    return {"name": limit.name, "low": number(limit.low), "high": number(limit.high), "p": number(limit.quasi_p)}


def _unit(name: str) -> str:
    from sim.model.parameters import SCALARS

    return SCALARS[name].unit if name in SCALARS else ""


def _base(runs: RoadmapRuns, name: str) -> float | None:
    from sim.config.names import value_at

    return number(value_at(next(iter(runs.study.blueprint.bases.values())), name))
