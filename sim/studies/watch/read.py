"""From a desk's runs to its results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.chance import exact_interval, median_day
from sim.methods.detection.rules import Sides
from sim.runs.plan import STATUS_QUO
from sim.runs.rows import WHOLE_MARKET
from sim.studies.experiment.results import FORMAT, size_of
from sim.studies.watch.detecting import ANY, BUDGETS, Evidence, Watcher, false_alarms, watchers
from sim.studies.watch.indicators import INDICATORS
from sim.studies.watch.leading import benign_of, leads_of
from sim.studies.watch.results import About, Check, EventResult, Results, Share, Threshold, Verdict
from sim.studies.watch.scores import Name, Watched, chosen, score_rows, watch
from sim.studies.watch.series import WatchRuns
from sim.studies.watch.words import summary

FloatArray = NDArray[np.float64]
ENOUGH = 0.8
"""Share of runs that a warning in time has to reach."""

OFTEN = 0.5
"""Share from which on it is *often*."""

MANY = "many"
"""Scale of a threshold that is of all indicators together."""


@dataclass(frozen=True)
class Read:
    """Results, and the scores of every watcher on every event at every budget."""

    results: Results
    scores: pd.DataFrame


def read_watch(runs: WatchRuns) -> Read:
    """Return everything that is presented of a desk's runs."""
    desk = runs.desk
    budgets = tuple(sorted({*BUDGETS, desk.budget}))
    evidence = Evidence(runs)
    every: dict[Name, Watcher] = {(one.indicator, one.rule.name): one for one in watchers(evidence, budgets)}
    calm = {name: one.rings(evidence, STATUS_QUO) for name, one in every.items()}
    seen, frames = [], []
    for event in desk.events:
        one = watch(event, evidence, every, calm)
        seen.append(one)
        frames.append(pd.DataFrame(score_rows(one, evidence, every, calm, desk.lead)))
    scores = pd.concat(frames, ignore_index=True)
    scores["chosen"] = chosen(scores)
    thresholds = [*_thresholds(evidence, every.values(), calm, desk.budget), *_of_regions(evidence, desk.budget)]
    asked = scores[scores["budget"] == desk.budget]
    events = [_event(one, runs, evidence, asked[(asked["arm"] == one.event.arm) & asked["chosen"]].iloc[0])
              for one in seen]
    results = Results.of({
        "format": FORMAT, "about": _about(runs, evidence), "check": _check(thresholds),
        "thresholds": thresholds, "events": events, "leads": leads_of(asked, thresholds),
        "benign": list(benign_of(asked)), "summary": (),
    }, _curves(scores, thresholds, evidence, every, calm))
    return Read(replace(results, summary=tuple(summary(results))), scores)


def _thresholds(
    evidence: Evidence, every: Any, calm: Mapping[Name, Sides], budget: float
) -> Iterator[Threshold]:
    for one in every:
        alarms = false_alarms(one, evidence, budget, calm[one.indicator, one.rule.name])
        single = one.indicator != ANY
        yield Threshold(
            one.indicator, one.place, one.rule.name, INDICATORS[one.indicator].scale if single else MANY,
            float(one.thresholds[one.at(budget), 0]) if single else float("nan"), alarms.alarms, alarms.days,
            alarms.a_month, alarms.most, alarms.kept,
            {} if single else dict(zip((part.name for part in one.parts), one.thresholds[one.at(budget)].tolist(),
                                       strict=True)))


def _of_regions(evidence: Evidence, budget: float) -> Iterator[Threshold]:
    """Yield thresholds of each region on its own; of a market with one, none."""
    regions = [one for one in evidence.runs.places if one != WHOLE_MARKET]
    for place in regions if len(regions) > 1 else ():
        own = list(watchers(evidence, (budget,), place))
        calm = {(one.indicator, one.rule.name): one.rings(evidence, STATUS_QUO) for one in own}
        yield from _thresholds(evidence, own, calm, budget)


def _check(thresholds: list[Threshold]) -> Check:
    used = [one for one in thresholds if one.days and one.place == WHOLE_MARKET and not np.isinf(one.threshold)]
    rates = [one.a_month for one in used]
    return Check(sum(one.kept for one in used), len(used), float(np.mean(rates)) if rates else float("nan"),
                 max((one.days for one in used), default=0) / 30)


def _event(one: Watched, runs: WatchRuns, evidence: Evidence, row: pd.Series) -> EventResult:
    event, harm = one.event, one.harm[evidence.fresh]
    known = harm[~np.isnan(harm)]
    came = np.isfinite(known)
    share = float(came.mean()) if known.size else float("nan")
    after = median_day(known[came] - event.start)[0] if came.any() else float("nan")
    found, warned = (_share(row, name) for name in ("found", "warned"))
    bounds = exact_interval(share, known.size) if known.size else (0.0, 1.0)
    return EventResult(
        event=event.name, kind=event.kind, size=event.size, question=event.question, start=event.start,
        feared=tuple(each.outcome for each in event.harms), hurt=tuple(each.outcome for each in one.hurt),
        harmed=Share(share, *bounds), harm_after=after, indicator=str(row["indicator"]), rule=str(row["rule"]),
        found=found, warned=warned, luck_found=float(row["luck_found"]), luck_warned=float(row["luck_warned"]),
        gained=float(row["gained"]), gained_low=float(row["gained_low"]), gained_high=float(row["gained_high"]),
        delay=float(row["delay"]),
        verdict=verdict_of(share, after, found, warned, float(row["luck_found"]), float(row["luck_warned"]),
                           runs.desk.lead),
    )


def verdict_of(
    harmed: float, harm_after: float, found: Share, warned: Share, luck_found: float, luck_warned: float, lead: int
) -> Verdict:
    """Return what may be said of an event and the watcher that was chosen for it.

    Parameters
    ----------
    harmed
        Share of runs in which harm shows.
    harm_after
        Median days from the event's start until it does.
    """
    if not harmed >= 0.5:
        return "harmless"
    beyond = warned.low > (luck_warned if np.isfinite(luck_warned) else 0.0)
    if beyond and warned.share >= ENOUGH:
        return "in time"
    if beyond and warned.share >= OFTEN:
        return "often in time"
    if harm_after < lead:
        return "no time"
    return "too late" if found.low > luck_found else "not seen"


def _share(row: pd.Series, name: str) -> Share:
    return Share(float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))


def _curves(
    scores: pd.DataFrame, thresholds: list[Threshold], evidence: Evidence, every: Mapping[Name, Watcher],
    calm: Mapping[Name, Sides],
) -> pd.DataFrame:
    """Return the AMOC curves: for each event and budget what the watcher chosen there does, with its false alarms."""
    rows = scores[scores["chosen"] & (scores["kind"] != "benign")].copy()
    rows["a_month"] = [
        false_alarms(every[name, rule], evidence, budget, calm[name, rule]).a_month
        for name, rule, budget in zip(rows["indicator"], rows["rule"], rows["budget"], strict=True)]
    kept = ["event", "size", "budget", "indicator", "rule", "a_month", "found", "found_low", "found_high", "warned",
            "warned_low", "warned_high", "gained_mean", "luck_found", "luck_warned", "delay", "harmed", "runs"]
    return rows[kept].reset_index(drop=True)


def _about(runs: WatchRuns, evidence: Evidence) -> About:
    config = next(iter(runs.study.blueprint.bases.values()))
    return About(**size_of(runs.study, len(runs.seeds)), start_date=str(config["start_date"]), budget=runs.desk.budget,
                 lead=runs.desk.lead, fresh=int(evidence.fresh.sum()))
