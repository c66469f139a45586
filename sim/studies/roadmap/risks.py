"""What would have to be true for the plan to fail, what shows it first, and how much each assumption weighs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.config.names import value_at
from sim.methods.as_json import number
from sim.methods.chance import FloatArray
from sim.methods.robustness.boxes import Axis, Limit, holds
from sim.methods.robustness.prim import Box, find_boxes
from sim.methods.two_way import FEWEST_SEEDS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import SCALARS
from sim.show.assumptions import CARRYING
from sim.studies.roadmap.early import earliest_sign
from sim.studies.roadmap.outlook import Assumption, BoxLimit, EarlySign, Failing, FailingBox, TargetSign
from sim.studies.roadmap.plan import PLAN, Target
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.targets import met_by

LEAD = 28
"""Days before a target is due by which a sign has to be there to be early."""

_FEWEST_FUTURES = 8


def failing(runs: RoadmapRuns) -> list[Failing]:
    """Return for each target in which futures the plan misses it: boxes of assumptions that are no chance.

    A future counts as missed where most of its seeds miss. Without futures there is nothing to tell: runs differ by
    chance alone.
    """
    if runs.shape[0] < _FEWEST_FUTURES:
        return []
    axes = _axes(runs)
    rows = []
    for target in runs.roadmap.targets:
        share = _future_share(met_by(runs, PLAN, target.reading))
        known = ~np.isnan(share)
        fails = share[known] < 0.5
        boxes = _borne_out(runs, target, axes, known, fails)
        rows.append(Failing(target.name, int(fails.sum()), int(known.sum()), tuple(
            FailingBox(tuple(_limit(limit) for limit in box.limits), box.inside, box.failing, box.density, box.coverage,
                       box.p_value)
            for box in boxes)))
    return rows


def _borne_out(
    runs: RoadmapRuns, target: Target, axes: list[Axis], known: NDArray[np.bool_], fails: NDArray[np.bool_]
) -> list[Box]:
    """Return the boxes that hold by each half of the seeds: one found by the luck of some does not by that of others.

    Under four seeds that cannot be seen, and there are none.
    """
    happened = met_by(runs, PLAN, target.reading)
    if happened.shape[1] < FEWEST_SEEDS:
        return []
    halves = [_future_share(happened[:, skip::2]) for skip in (0, 1)]
    boxes = find_boxes([Axis(one.name, one.values[known], one.options) for one in axes], fails)
    return [box for box in boxes if all(
        holds([Axis(one.name, one.values[~np.isnan(half)], one.options) for one in axes], box.limits,
              half[~np.isnan(half)] < 0.5) for half in halves)]


def signs(runs: RoadmapRuns) -> list[TargetSign]:
    """Return for each target the earliest reading that tells runs which later miss it, if there is one."""
    return [_sign(runs, target) for target in runs.roadmap.targets]


def weights(runs: RoadmapRuns) -> list[Assumption]:
    """Return the assumptions, the weightiest first: how closely each goes with the targets' readings over futures.

    The weight is the largest rank correlation with any target's reading under the plan, with its p-value as if each
    were the only one looked at times how many were looked at (Bonferroni); without futures weights are unknown.
    """
    if runs.shape[0] < _FEWEST_FUTURES:
        return [Assumption(name, SCALARS[name].unit if name in SCALARS else "", _base(runs, name), None, None, None,
                           None, "") for name in CARRYING]
    looked = len(runs.study.factors) * len(runs.roadmap.targets)
    found = []
    for axis, factor in zip(_axes(runs), runs.study.factors, strict=True):
        weight, p, name = max(_correlations(runs, axis.values), key=lambda one: abs(one[0]), default=(0.0, 1.0, ""))
        found.append((abs(weight), Assumption(
            factor.name, factor.unit, number(factor.base), number(factor.low), number(factor.high), weight,
            min(1.0, p * looked), name)))
    return [one for _, one in sorted(found, key=lambda each: -each[0])]


def _correlations(runs: RoadmapRuns, values: FloatArray) -> list[tuple[float, float, str]]:
    found = []
    for target in runs.roadmap.targets:
        reading = _future_share(runs.on_day(PLAN, target.reading))
        known = ~np.isnan(reading)
        if known.sum() >= _FEWEST_FUTURES and np.ptp(reading[known]) > 0 and np.ptp(values[known]) > 0:
            rank = stats.spearmanr(values[known], reading[known])
            found.append((float(rank.statistic), float(rank.pvalue), target.name))
    return found


def _sign(runs: RoadmapRuns, target: Target) -> TargetSign:
    read = target.reading
    missed = met_by(runs, PLAN, read)
    known = ~np.isnan(missed)
    names = sorted({name for name, window in runs.study.about["record"]["readings"] if window == WINDOW})
    early = np.flatnonzero((runs.days >= WINDOW - 1) & (runs.days <= read.day - LEAD))
    places = ["", read.region] if read.region else [""]
    candidates = [(name, place) for name in names for place in places]
    columns = [runs.readings(PLAN, name, WINDOW, place)[known][:, early] for name, place in candidates]
    head = TargetSign(target.name, int((missed[known] == 0).sum()), int(known.sum()), None)
    if not early.size:
        return head
    days = np.tile(runs.days[early], len(candidates))
    found = earliest_sign(np.hstack(columns), days, missed[known] == 0)
    if found is None:
        return head
    name, place = candidates[found.candidate // early.size]
    day = int(days[found.candidate])
    return replace(head, sign=EarlySign(
        outcome=name, label=OUTCOMES[name].label, unit=OUTCOMES[name].unit, region=place, day=day,
        date=runs.roadmap.date(day).isoformat(), above=found.above, bound=found.bound, area=found.area,
        p=found.p_value, right=found.right, lead=read.day - day,
    ))


def _future_share(values: FloatArray) -> FloatArray:
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    share: FloatArray = np.divide(np.where(known, values, 0.0).sum(axis=1), count, out=np.full(len(values), np.nan),
                                  where=count > 0)
    return share


def _axes(runs: RoadmapRuns) -> list[Axis]:
    frame = runs.study.factor_values
    return [Axis(one.name, frame[one.name].to_numpy(float)) for one in runs.study.factors if one.kind != "choice"]


def _limit(limit: Limit) -> BoxLimit:
    return BoxLimit(limit.name, number(limit.low), number(limit.high), number(limit.quasi_p))


def _base(runs: RoadmapRuns, name: str) -> float | None:
    return number(value_at(next(iter(runs.study.blueprint.bases.values())), name))
