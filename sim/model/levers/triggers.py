"""Whether a trigger holds: an outcome of the days just past against a bound, in the market or in one region."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.model.levers.schedule import Trigger
from sim.model.outcomes.measure import period

BEFORE_DAYS = 28
"""Days before a change began whose value a guardrail calls *before*."""

Tallies = Mapping[str, np.ndarray[Any, Any]]


def trigger_holds(
    trigger: Trigger,
    tallies: Callable[[int], Tallies],
    regions: Sequence[str],
    today: int,
    since: int | None = None,
    first: int | None = None,
) -> bool:
    """Return whether a trigger holds as of yesterday.

    Parameters
    ----------
    tallies
        Gives the tallies of the last so many days (fewer where there are fewer).
    since
        First day that it may look at (a guardrail does not read days before its change); ``None`` for any.
    first
        Day on which the change first began: what *before* is before.
    """
    opening = today - trigger.days
    if since is not None and opening < since:
        return False
    recent = tallies(trigger.days)
    days = sorted(set(recent["day"].tolist()))
    if len(days) < trigger.days:
        return False
    region = regions.index(trigger.region) if trigger.region else None
    bound = trigger.bound
    if trigger.relative:
        bound *= _before(trigger.outcome, tallies, region, today, today if first is None else first)
    spans = [(days[0], days[-1])] if trigger.pooled else [(day, day) for day in days]
    values = [period(recent, *span, region, names=(trigger.outcome,))[trigger.outcome] for span in spans]
    return all(value > bound if trigger.above else value < bound for value in values)


def _before(outcome: str, tallies: Callable[[int], Tallies], region: int | None, today: int, first: int) -> float:
    """Return an outcome over the four weeks before a day; undefined where none of them was simulated."""
    past = tallies(today - first + BEFORE_DAYS)
    if not len(past["day"]) or past["day"].min() >= first:
        return float("nan")
    return period(past, first - BEFORE_DAYS, first - 1, region, names=(outcome,))[outcome]
