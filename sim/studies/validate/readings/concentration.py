"""Readings of inequality among creators, off the 28-day averages at an arm's end, a region at a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from sim.model.state.schema import ACTIVE
from sim.studies.validate.estimates import Sums
from sim.studies.validate.readings.registry import NOTHING, reading
from sim.studies.validate.recording import Recording

Array = NDArray[Any]
LEAST = 30
"""Fewest creators of a region for whom a tail can be told."""


def _by_region(arm: Recording, name: str, of: Callable[[Array], float]) -> Sums:
    """Return a statistic of a column over open accounts that have any of it, averaged over regions by creators."""
    end = arm.creators["end"]
    above = below = 0.0
    for region in range(len(arm.regions)):
        here = (end["region"] == region) & (end["status"] <= ACTIVE)
        values = np.sort(end[name][here & (end[name] > 0)])
        if len(values) >= LEAST:
            above += len(values) * of(values)
            below += len(values)
    return (above, below) if below else NOTHING


@reading()
def top_share(arm: Recording, _among: Recording, name: str, share: float) -> Sums:
    """Return what the top ``share`` of creators hold of all, partial creators counting in part."""

    def held(values: Array) -> float:
        falling, wanted = values[::-1], share * len(values)
        whole = int(wanted)
        top = falling[:whole].sum() + (wanted - whole) * (falling[whole] if whole < len(falling) else 0.0)
        return float(top / values.sum())

    return _by_region(arm, name, held)


@reading()
def tail_exponent(arm: Recording, _among: Recording, name: str, tail: float) -> Sums:
    """Return the Hill estimate of the survival function's exponent over the top ``tail`` of creators."""

    def hill(values: Array) -> float:
        top = max(10, int(tail * len(values)))
        return float(top / np.log(values[-top:] / values[-top - 1]).sum()) if len(values) > top else math.nan

    return _by_region(arm, name, hill)


@reading("views")
def log_spread(arm: Recording, _among: Recording, last: int = 28) -> Sums:
    """Return the standard deviation of the logarithm of views counted over the ``last`` days."""
    return _by_region(_counted(arm, last), "counted", lambda values: float(np.log(values).std(ddof=1)))


@reading("views")
def log_skew(arm: Recording, _among: Recording, last: int = 28) -> Sums:
    """Return the skewness of the logarithm of views counted, of the middle 80%: 0 for a lognormal body."""

    def skew(values: Array) -> float:
        low, high = np.quantile(values, (0.1, 0.9))
        logs = np.log(values[(values >= low) & (values <= high)])
        return float(((logs - logs.mean()) ** 3).mean() / logs.std() ** 3)

    return _by_region(_counted(arm, last), "counted", skew)


def _counted(arm: Recording, last: int) -> Recording:
    """Return an arm whose creators have the views of the ``last`` days counted, where averages never reach nought."""
    end = arm.creators["end"]
    if arm.days < last:
        counted = np.zeros(len(end["region"]), np.int64)
    else:
        counted = arm.panel("views")[-last:].sum(axis=0, dtype=np.int64)[: len(end["region"])]
    return replace(arm, creators={**arm.creators, "end": {**end, "counted": counted}})


@reading("live_minutes live_watch")
def followers_and_audience(arm: Recording, _among: Recording, last: int = 28, top: float = 0.25) -> Sums:
    """Return Spearman's correlation of followers and watch per LIVE minute among creators with most LIVE watch."""
    if arm.days < last:
        return NOTHING
    minutes, watch = (arm.panel(name)[-last:].sum(axis=0, dtype=np.int64) for name in ("live_minutes", "live_watch"))
    n = len(arm.creators["end"]["region"])
    minutes, watch = minutes[:n], watch[:n]
    above, below = 0.0, 0
    for region in range(len(arm.regions)):
        rows = np.flatnonzero((arm.creators["end"]["region"] == region) & (minutes > 0) & (watch > 0))
        if len(rows) < LEAST:
            continue
        rows = rows[np.argsort(watch[rows], kind="stable")][-max(LEAST // 2, int(top * len(rows))) :]
        found = spearmanr(arm.creators["end"]["followers"][rows], watch[rows] / minutes[rows]).statistic
        above, below = above + len(rows) * float(found), below + len(rows)
    return (above, below) if below else NOTHING
