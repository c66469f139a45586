"""Readings of tallies: outcomes, ratios of counts, days of the week, peaks, the detector's age."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.model.outcomes.measure import period
from sim.studies.validate.estimates import Sums
from sim.studies.validate.readings.registry import NOTHING, fits, reading
from sim.studies.validate.recording import Recording


@reading()
def outcome(
    arm: Recording, _among: Recording, name: str, first: int = 0, last: int | None = None, region: str | None = None
) -> Sums:
    """Return an outcome of the dictionary over days ``first`` to ``last`` (the end if not given)."""
    end = arm.days - 1 if last is None else last
    if not fits(arm, end) or (region is not None and region not in arm.regions):
        return NOTHING
    day = int(arm.tallies["day"][0])
    place = None if region is None else arm.regions.index(region)
    return period(arm.tallies, day + first, day + end, place)[name], 1.0


@reading()
def tallies(
    arm: Recording, _among: Recording, over: Sequence[str], under: Sequence[str], first: int = 0,
    last: int | None = None, region: str | None = None, scale: float = 1.0,
) -> Sums:
    """Return sums of tallies over sums of tallies (over days where ``under`` is empty); a leading ``-`` subtracts."""
    end = arm.days - 1 if last is None else last
    if not fits(arm, end) or (region is not None and region not in arm.regions):
        return NOTHING
    place = None if region is None else arm.regions.index(region)

    def total(names: Sequence[str]) -> float:
        value = 0
        for name in names:
            rows = arm.tallies[name.lstrip("-")].reshape(arm.days, len(arm.regions))[first : end + 1]
            part = int((rows if place is None else rows[:, place]).sum())
            value += -part if name.startswith("-") else part
        return float(value)

    return scale * total(over), total(under) if under else float(end + 1 - first)


@reading()
def weekend_lift(arm: Recording, _among: Recording, name: str) -> Sums:
    """Return a tally's mean on Saturdays and Sundays over its mean on other days."""
    rows = arm.daily(name)
    if arm.days < 14:
        return NOTHING
    return float(rows[arm.weekend].mean()), float(rows[~arm.weekend].mean())


@reading()
def peak(arm: Recording, _among: Recording, name: str, first: int, last: int, before: int = 0) -> Sums:
    """Return a tally's mean over days ``first`` to ``last`` over its mean from ``before`` until then."""
    if not fits(arm, last):
        return NOTHING
    rows = arm.daily(name)
    return float(rows[first : last + 1].mean()), float(rows[before:first].mean())


@reading("detector_age")
def recall_by_age(arm: Recording, _among: Recording, fresh: int = 7, old: int = 23) -> Sums:
    """Return recall while the detector is at least ``old`` days from its retrain over recall below ``fresh`` days."""
    shape = (arm.days, len(arm.regions))
    caught, broken = (arm.tallies[name].reshape(shape) for name in ("penalties_guilty", "violating_offers"))
    age = arm.panel("detector_age")
    shares = []
    for chosen in (age >= old, age < fresh):
        under = int(broken[chosen].sum())
        shares.append(int(caught[chosen].sum()) / under if under else math.nan)
    return shares[0], shares[1]


@reading()
def ratio_of_shares(
    arm: Recording, _among: Recording, over: Sequence[str], under: Sequence[str], over_b: Sequence[str],
    under_b: Sequence[str],
) -> Sums:
    """Return one share of tallies over another, as numerator and denominator; a leading ``-`` subtracts."""
    a = np.divide(*tallies(arm, arm, over, under))
    b = np.divide(*tallies(arm, arm, over_b, under_b))
    return float(a), float(b)
