"""What became of the targets: chance of each, value on its day, when it is reached, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from sim.methods.as_json import number
from sim.methods.chance import Chance, FloatArray, chance, clearly_more, mean_over, median_day
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.judging import outcome_effect, target_judgements
from sim.studies.roadmap.plan import Bound, Target
from sim.studies.roadmap.results import ArmResult, Pair, Reached, Shortfall, TargetResult
from sim.studies.roadmap.runs import RoadmapRuns


def met(values: FloatArray, at_least: bool, bounds: FloatArray | float) -> FloatArray:
    """Return 1 where a reading is on the bound's right side, 0 where not, NaN where either is undefined.

    Parameters
    ----------
    bounds
        Of each reading, or one for all of them.
    """
    right = values >= bounds if at_least else values <= bounds
    return np.where(np.isnan(values) | np.isnan(bounds), np.nan, right)


def met_by(runs: RoadmapRuns, arm: str, bound: Bound) -> FloatArray:
    """Return in which runs an arm meets a bound on its day, as futures × seeds."""
    return met(runs.on_day(arm, bound), bound.at_least, runs.asked(bound))


def shortfall(values: FloatArray, at_least: bool, bounds: FloatArray | float) -> FloatArray:
    """Return what is missing to the bound, 0 where it is met."""
    missing = bounds - values if at_least else values - bounds
    return np.where(np.isnan(missing), np.nan, np.maximum(missing, 0.0))


def target_results(runs: RoadmapRuns) -> list[TargetResult]:
    """Return each target with what became of it in every arm."""
    judged = target_judgements(runs)
    return [_result(runs, target, {arm: judged[target.name, arm] for arm in runs.arms[1:]})
            for target in runs.roadmap.targets]


def _result(runs: RoadmapRuns, target: Target, judged: Mapping[str, Judgement]) -> TargetResult:
    read, known = target.reading, OUTCOMES[target.reading.outcome]
    quo, asked = runs.on_day(STATUS_QUO, read), runs.asked(read)
    mean = float(np.nanmean(asked)) if np.isfinite(asked).any() else float("nan")
    return TargetResult(
        name=target.name, outcome=read.outcome, label=known.label, unit=known.unit, region=read.region,
        at_least=read.at_least, bound=mean, by=runs.roadmap.date(read.day).isoformat(), day=read.day,
        of_status_quo=read.bound if read.of_status_quo else None,
        window=read.window, by_arm={arm: _became(runs, arm, read) for arm in runs.arms},
        effect={arm: outcome_effect(runs, runs.on_day(arm, read), quo, read.outcome).paired for arm in runs.arms[1:]},
        judged=judged,
        between=tuple(_pair(runs, read, *arms) for arms in combinations(runs.arms, 2)),
    )


def all_met(runs: RoadmapRuns) -> dict[str, Chance]:
    """Return each arm's chance of meeting every target in one run."""
    found = {}
    for arm in runs.arms:
        each = np.array([met_by(runs, arm, one.reading) for one in runs.roadmap.targets])
        found[arm] = chance(np.where(np.isnan(each).any(axis=0), np.nan, each.all(axis=0)))
    return found


def _became(runs: RoadmapRuns, arm: str, bound: Bound) -> ArmResult:
    values = runs.on_day(arm, bound)
    missing = shortfall(values, bound.at_least, runs.asked(bound))
    missed = missing[missing > 0]
    known = values[~np.isnan(values)]
    low, middle, high = np.quantile(known, (0.1, 0.5, 0.9)) if known.size else np.full(3, np.nan)
    return ArmResult(
        chance=chance(met_by(runs, arm, bound)), value=mean_over(values), p10=number(low), median=number(middle),
        p90=number(high), reached=_reached(runs, arm, bound),
        shortfall=Shortfall(int(missed.size), number(missed.mean()) if missed.size else None,
                            number(missed.max()) if missed.size else None),
    )


def _reached(runs: RoadmapRuns, arm: str, bound: Bound) -> Reached:
    """Return when the bound is met for good: from which day on every reading to the end of the run meets it."""
    values = runs.readings(arm, bound.outcome, bound.window, bound.region)
    values = values[runs.finished]
    whole = runs.days >= bound.window - 1
    bounds = np.full(values.shape, bound.bound)
    if bound.of_status_quo:
        bounds *= runs.readings(STATUS_QUO, bound.outcome, bound.window, bound.region)[runs.finished]
    right = met(values, bound.at_least, bounds)[:, whole] == 1
    days = runs.days[whole].astype(float)
    stays = np.flip(np.logical_and.accumulate(np.flip(right, axis=1), axis=1), axis=1)
    first = np.where(stays.any(axis=1), days[np.argmax(stays, axis=1)], np.inf)
    if not first.size:
        return Reached(None, None, None, None, 0)
    middle, low, high = median_day(first)
    date = runs.roadmap.date(int(middle)).isoformat() if np.isfinite(middle) else None
    return Reached(number(middle), number(low), number(high), date, int(np.isfinite(first).sum()))


def _pair(runs: RoadmapRuns, bound: Bound, first: str, second: str) -> Pair:
    """Return in how many runs one of two arms meets the target and the other does not."""
    one, other = (met_by(runs, arm, bound) for arm in (first, second))
    better, worse = int(((one == 0) & (other == 1)).sum()), int(((one == 1) & (other == 0)).sum())
    return Pair(first, second, second_only=better, first_only=worse, p=clearly_more(better, worse))
