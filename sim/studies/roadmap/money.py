"""What a plan costs: its phases' own cost as they begin in each run, and what the market spends beyond today."""

from __future__ import annotations

import numpy as np

from sim.methods.as_json import number
from sim.methods.chance import FloatArray, chance, mean_over
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.effects import Spending, SpentByDay
from sim.studies.roadmap.plan import Alternative, Phase
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.staging import phase_mark
from sim.studies.roadmap.study import SPENDING, STEP


def spending(runs: RoadmapRuns) -> dict[str, Spending]:
    """Return for each alternative: the plan's cost, the chance to stay within the budget, and cost over time."""
    return {one.name: _spending(runs, one) for one in runs.roadmap.alternatives}


def _spending(runs: RoadmapRuns, alternative: Alternative) -> Spending:
    weeks = [place for place, day in enumerate(runs.days) if day % STEP == STEP - 1]
    days = runs.days[weeks]
    own = _own(runs, alternative)[:, :, days]
    spent = sum((_spent(runs, alternative.name, name) for name in SPENDING), np.zeros((*runs.shape, len(weeks))))
    total, budget = own[:, :, -1], runs.roadmap.budget
    known = total[~np.isnan(total)]
    return Spending(
        total=mean_over(total), least=number(known.min()) if known.size else None,
        most=number(known.max()) if known.size else None,
        within=None if budget is None else chance(np.where(np.isnan(total), np.nan, total <= budget)),
        market=mean_over(spent[:, :, -1]),
        by_phase={phase.name: mean_over(_phase_cost(runs, alternative.name, phase)[:, :, -1])
                  for phase in alternative.phases},
        over_time=tuple(
            SpentByDay(int(day), runs.roadmap.date(int(day)).isoformat(), mean_over(own[:, :, at]),
                       mean_over(spent[:, :, at]))
            for at, day in enumerate(days)
        ),
    )


def own_cost(runs: RoadmapRuns, alternative: Alternative) -> FloatArray:
    """Return what an alternative's own phases cost over the run, as futures × seeds."""
    total: FloatArray = _own(runs, alternative)[:, :, -1]
    return total


def _own(runs: RoadmapRuns, alternative: Alternative) -> FloatArray:
    """Return the plan's cost so far, as futures × seeds × days."""
    each = [_phase_cost(runs, alternative.name, phase) for phase in alternative.phases]
    total: FloatArray = np.sum(each, axis=0)
    return total


def _phase_cost(runs: RoadmapRuns, arm: str, phase: Phase) -> FloatArray:
    """Return a phase's cost so far: once as it begins, then day by day until it is over or undone; 0 if it never is."""
    began, undone = runs.mark(arm, phase_mark(phase.name))
    began, last = np.where(np.isnan(began), np.inf, began), np.where(np.isnan(undone), phase.end, undone - 1)
    last = np.minimum(last, phase.end)
    days = np.arange(runs.roadmap.days)
    running = np.clip(np.minimum(days, last[..., None]) - began[..., None] + 1, 0, None)
    cost = phase.cost.once * (days >= began[..., None]) + phase.cost.a_day * running
    return np.where(runs.finished[..., None], cost, np.nan)


def _spent(runs: RoadmapRuns, arm: str, outcome: str) -> FloatArray:
    """Return what the market has spent more than under the status quo, week by week, summed up."""
    weeks = [place for place, day in enumerate(runs.days) if day % STEP == STEP - 1]
    more = runs.readings(arm, outcome, STEP)[:, :, weeks] - runs.readings(STATUS_QUO, outcome, STEP)[:, :, weeks]
    total: FloatArray = np.cumsum(STEP * more, axis=2)
    return total
