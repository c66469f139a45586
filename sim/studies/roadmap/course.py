"""How the plan went: which gates were passed and when phases began, what each phase adds, and curves over time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.methods.as_json import number
from sim.methods.chance import FloatArray, chance, clearly_more, mean_over
from sim.methods.intervals import Interval
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.effects import Contribution
from sim.studies.roadmap.judging import listed_judgements, outcome_effect, smallest_here
from sim.studies.roadmap.plan import PLAN, Alternative, Gate, Phase, Roadmap, Target
from sim.studies.roadmap.results import AlternativeResult, GateResult, PhaseResult
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.staging import WITHOUT, gate_mark, phase_mark
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.targets import met_by


def alternative_results(runs: RoadmapRuns) -> list[AlternativeResult]:
    """Return every alternative with its phases, and what became of them."""
    return [
        AlternativeResult(one.name, one.why, tuple(_phase(runs, one, phase) for phase in one.phases))
        for one in runs.roadmap.alternatives
    ]


def contributions(runs: RoadmapRuns) -> list[Contribution]:
    """Return what each phase of the plan adds to each target."""
    phases = [one.name for one in runs.roadmap.plan.phases if WITHOUT + one.name in runs.study.scenarios]
    pairs = [(phase, target) for phase in phases for target in runs.roadmap.targets]
    effects, smallest = {}, {}
    for phase, target in pairs:
        read, key = target.reading, (phase, target.name)
        quo = runs.on_day(STATUS_QUO, read)
        effects[key] = outcome_effect(runs, runs.on_day(PLAN, read), runs.on_day(WITHOUT + phase, read), read.outcome)
        smallest[key] = smallest_here(runs, read.outcome, mean_over(quo).mean, read.region)
    judged = listed_judgements(runs, effects, smallest)
    return [_contribution(runs, phase, target, effects[phase, target.name].paired, judged[phase, target.name])
            for phase, target in pairs]


def _contribution(
    runs: RoadmapRuns, phase: str, target: Target, effect: Interval, judged: Judgement
) -> Contribution:
    """Return the plan minus its counterfactual runs without a phase."""
    read = target.reading
    here, there = met_by(runs, PLAN, read), met_by(runs, WITHOUT + phase, read)
    gained, lost = int(((there == 0) & (here == 1)).sum()), int(((there == 1) & (here == 0)).sum())
    return Contribution(
        phase=phase, target=target.name, outcome=read.outcome, unit=OUTCOMES[read.outcome].unit,
        better="up" if read.at_least else "down", effect=effect, judged=judged, without=chance(there),
        gained=gained, lost=lost, p=clearly_more(gained, lost),
    )


def series(runs: RoadmapRuns) -> pd.DataFrame:
    """Return curves: a row an arm, outcome, place, window and day, with mean, interval and spread over runs.

    Readings over `WINDOW` days are a week apart; those of single days (window 1) are of what targets and gates are on.
    """
    roadmap, every = runs.roadmap, np.arange(runs.roadmap.days)
    names = sorted({name for name, window in runs.study.about["record"]["readings"] if window == WINDOW})
    whole = runs.days >= WINDOW - 1
    frames = []
    for arm in runs.arms:
        for outcome in names:
            for place in runs.places:
                region = "" if place == runs.places[0] else place
                head = {"arm": arm, "outcome": outcome, "place": place}
                values = runs.readings(arm, outcome, WINDOW, region)[:, :, whole]
                frames.append(_curve(values, {**head, "window": WINDOW}, runs.days[whole], roadmap))
                if outcome in runs.daily:
                    alone = runs.each_day(arm, outcome, region)
                    frames.append(_curve(alone, {**head, "window": 1}, every, roadmap))
    return pd.concat(frames, ignore_index=True)


def _curve(values: FloatArray, head: dict[str, Any], days: Any, roadmap: Roadmap) -> pd.DataFrame:
    flat = values.reshape(-1, values.shape[-1])
    means = [mean_over(values[:, :, place]) for place in range(values.shape[-1])]
    known = ~np.isnan(flat)
    spread = [np.quantile(flat[known[:, place], place], (0.1, 0.25, 0.5, 0.75, 0.9)) if known[:, place].any()
              else np.full(5, np.nan) for place in range(flat.shape[1])]
    columns = dict(zip(("p10", "p25", "p50", "p75", "p90"), np.array(spread).T, strict=True))
    return pd.DataFrame({
        **head, "day": days, "date": [roadmap.date(int(day)).isoformat() for day in days],
        "mean": [one.mean for one in means], "low": [one.low for one in means], "high": [one.high for one in means],
        **columns,
    })


def _phase(runs: RoadmapRuns, alternative: Alternative, phase: Phase) -> PhaseResult:
    roadmap = runs.roadmap
    began, undone = runs.mark(alternative.name, phase_mark(phase.name))
    done = runs.finished
    late = began - phase.start
    return PhaseResult(
        name=phase.name, owner=phase.owner, regions=phase.regions, moves=phase.moves,
        start=roadmap.date(phase.start).isoformat(), end=roadmap.date(phase.end).isoformat(), start_day=phase.start,
        end_day=phase.end, afterwards=phase.afterwards, depends_on=phase.depends_on, cost=phase.cost,
        began=chance(np.where(done, ~np.isnan(began), np.nan)), on_time=int((done & (late == 0)).sum()),
        delay=number(np.nanmedian(late[late > 0])) if (late > 0).any() else None,
        undone=chance(np.where(done, ~np.isnan(undone), np.nan)),
        gate=_gate(runs, alternative.name, phase, phase.gate) if phase.gate else None,
    )


def _gate(runs: RoadmapRuns, arm: str, phase: Phase, gate: Gate) -> GateResult:
    read = gate.reading
    passed, _ = runs.mark(arm, gate_mark(phase.name))
    on_time = np.where(runs.finished, passed == read.day + 1, np.nan)
    ever = np.where(runs.finished, ~np.isnan(passed), np.nan)
    return GateResult(
        outcome=read.outcome, unit=OUTCOMES[read.outcome].unit, region=read.region, at_least=read.at_least,
        bound=read.bound, window=read.window, otherwise=gate.otherwise, day=read.day,
        date=runs.roadmap.date(read.day).isoformat(), passed=chance(on_time),
        passed_later=int(np.nansum(ever) - np.nansum(on_time)), value=mean_over(runs.on_day(arm, read)),
    )
