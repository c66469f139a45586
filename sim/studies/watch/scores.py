"""How each watcher does on each event: found, in time, days gained, and what luck alone would have done."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.chance import exact_interval, median_day
from sim.methods.detection.rules import Sides
from sim.methods.detection.scoring import by_luck, days_gained, in_time, onset, own_alarms
from sim.studies.watch.detecting import Evidence, Watcher
from sim.studies.watch.events import Event, Harm

FloatArray = NDArray[np.float64]
Name = tuple[str, str]
"""Indicator and rule of a watcher."""


@dataclass(frozen=True)
class Watched:
    """An event under the eyes of all watchers.

    Attributes
    ----------
    hurt
        The outcomes that it is feared for and does worsen by what matters, mean over the seeds that thresholds are set
        on.
    harm
        By seed the day from which harm shows; infinite where it never does, NaN where a run is missing.
    alarms
        Watcher → first alarm that is the event's own, budgets × seeds, in days.
    """

    event: Event
    hurt: tuple[Harm, ...]
    harm: FloatArray
    alarms: Mapping[Name, FloatArray]


def watch(event: Event, evidence: Evidence, every: Mapping[Name, Watcher], calm: Mapping[Name, Sides]) -> Watched:
    """Let all watchers look at an event."""
    runs = evidence.runs
    first = int(runs.place_of(event.start))
    zero = float(runs.days[0])
    hurt, harm = harm_days(event, evidence, first)
    alarms = {name: own_alarms(one.rings(evidence, event.arm), calm[name], first) + zero
              for name, one in every.items()}
    evidence.forget(event.arm)
    return Watched(event, hurt, harm + zero, alarms)


def harm_days(event: Event, evidence: Evidence, first: int) -> tuple[tuple[Harm, ...], FloatArray]:
    """Return what an event hurts, and by seed the place of the first day on which any of that shows."""
    runs, hurt = evidence.runs, []
    harm = np.full(len(runs.seeds), np.inf)
    for feared in event.harms:
        gap, least = runs.harmful(event, feared), runs.least(feared)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a day that no seed defines has no mean
            mean = np.nanmean(gap[~evidence.fresh], axis=0, keepdims=True)
        if np.isfinite(onset(mean, least, first)[0]):
            hurt.append(feared)
            harm = np.minimum(harm, onset(gap, least, first))
    return tuple(hurt), harm


def score_rows(
    watched: Watched, evidence: Evidence, every: Mapping[Name, Watcher], calm: Mapping[Name, Sides], lead: int
) -> Iterator[dict[str, object]]:
    """Yield a row a watcher and budget: shares of fresh seeds with intervals, and some where it was tuned."""
    runs, event, fresh = evidence.runs, watched.event, evidence.fresh
    zero, first = float(runs.days[0]), int(runs.place_of(event.start))
    end = float(runs.days[-1]) + 1.0
    always = np.full(int(fresh.sum()), end + lead)
    for name, watcher in every.items():
        quiet = calm[name][:, fresh]
        luck = by_luck(quiet, watched.harm[fresh] - zero, first, lead)
        luck_seen = by_luck(quiet, always - zero, first, lead)
        for place, budget in enumerate(watcher.budgets):
            alarm = watched.alarms[name][place]
            yield {
                "event": event.name, "kind": event.kind, "size": event.size, "arm": event.arm,
                "indicator": name[0], "rule": name[1], "budget": budget,
                **_told(alarm[fresh], watched.harm[fresh], lead, end),
                **{f"tuned_{key}": value for key, value in _told(alarm[~fresh], watched.harm[~fresh], lead, end).items()
                   if key in ("found", "warned", "gained_mean")},
                "luck_found": float(luck_seen[place]), "luck_warned": float(luck[place]),
                "delay": _middle(alarm[fresh] - event.start),
            }


def _told(alarm: FloatArray, harm: FloatArray, lead: int, end: float) -> dict[str, float]:
    there = ~np.isnan(harm)
    found = (alarm < end)[there]
    timely = in_time(alarm, harm, lead)
    timely = timely[np.isfinite(timely)]
    gained = days_gained(alarm, harm)
    gained = gained[np.isfinite(gained)]
    middle, low, high = median_day(gained) if gained.size else (np.nan,) * 3
    return {
        "runs": int(there.sum()), "harmed": int(timely.size),
        **_share("found", found.astype(float)), **_share("warned", timely),
        "gained_mean": float(gained.mean()) if gained.size else np.nan,
        "gained": middle, "gained_low": max(low, 0.0) if gained.size else np.nan, "gained_high": high,
    }


def _share(name: str, happened: FloatArray) -> dict[str, float]:
    if not happened.size:
        return {name: np.nan, f"{name}_low": 0.0, f"{name}_high": 1.0}
    share = float(happened.mean())
    low, high = exact_interval(share, happened.size)
    return {name: share, f"{name}_low": low, f"{name}_high": high}


def _middle(days: FloatArray) -> float:
    """Return the median, infinite where most runs have no such day."""
    return median_day(days)[0] if days.size else np.nan


def chosen(rows: pd.DataFrame) -> pd.Series:
    """Return for each event's arm and budget the row of the watcher that did best where it was tuned.

    Best is whoever warns in time most often; then whoever finds it most often; then who gains most days. An event that
    does no harm is judged by being found alone.
    """
    order = rows.assign(timely=rows["tuned_warned"].fillna(0.0), days=rows["tuned_gained_mean"].fillna(0.0))
    order = order.sort_values(["timely", "tuned_found", "days"], ascending=False, kind="stable")
    best = order.groupby(["arm", "budget"], sort=False).head(1).index
    return pd.Series(rows.index.isin(best), index=rows.index)
