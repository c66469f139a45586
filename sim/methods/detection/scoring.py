"""What an alarm is worth as a warning: whether it is the event's own, how long before harm, and what luck would do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.methods.detection.rules import Sides

FloatArray = NDArray[np.float64]
NEVER = np.inf
NEAR = 1
"""Days by which an alarm that rings with and without an event may be apart; wider, it would hide the event's own."""

STAYS = 7
"""Days for which a difference has to stay, so that a day's luck is no harm."""


def onset(difference: FloatArray, least: FloatArray | float, since: int) -> FloatArray:
    """Return the first day on which a difference reaches what matters and stays there for a week.

    Parameters
    ----------
    difference
        Event minus its counterfactual in the harmful direction, runs × days.
    least
        What matters.
    since
        First day of the event.

    Returns
    -------
    ndarray
        Days; infinite where there is none, NaN where a run is missing.
    """
    beyond = difference >= least
    count, days = beyond.shape
    lasts = np.zeros((count, days), bool)
    for day in range(since, days - STAYS + 1):
        lasts[:, day] = beyond[:, day : day + STAYS].all(axis=1)
    first = np.where(lasts.any(axis=1), np.argmax(lasts, axis=1).astype(float), NEVER)
    return np.where(np.isnan(difference).all(axis=1), np.nan, first)


def own_alarms(event: Sides, counterfactual: Sides, since: int, near: int = NEAR) -> FloatArray:
    """Return the first alarm since an event began that its counterfactual does not ring too.

    Parameters
    ----------
    event, counterfactual
        Alarms of the same runs with and without the event: … × runs × days.
    near
        An alarm of the counterfactual so many days away, or nearer, is taken for the same one.

    Returns
    -------
    ndarray
        … × runs; infinite where there is none.
    """
    other = counterfactual != 0
    close = other.copy()
    for shift in range(1, near + 1):
        close[..., shift:] |= other[..., :-shift]
        close[..., :-shift] |= other[..., shift:]
    own = (event != 0) & ~close
    own[..., :since] = False
    return np.asarray(np.where(own.any(axis=-1), np.argmax(own, axis=-1).astype(float), NEVER))


def in_time(alarm: FloatArray, harm: FloatArray, lead: int) -> FloatArray:
    """Return where an alarm rings at least ``lead`` days before harm: 1, 0, or NaN where no harm comes."""
    with np.errstate(invalid="ignore"):
        early = alarm <= harm - lead
    return np.where(np.isfinite(harm), early.astype(float), np.nan)


def days_gained(alarm: FloatArray, harm: FloatArray) -> FloatArray:
    """Return days from alarm to harm, 0 for an alarm that comes later or never; NaN where no harm comes."""
    with np.errstate(invalid="ignore"):
        gained = np.where(np.isfinite(alarm), np.maximum(harm - alarm, 0.0), 0.0)
    return np.where(np.isfinite(harm), gained, np.nan)


def by_luck(calm: Sides, harm: FloatArray, since: int, lead: int, shifts: int = 3) -> FloatArray:
    """Return in which share of runs without an event an alarm would have rung in time, had the harm been an event's.

    Each run without an event is held against those of other seeds, with the harm's day of its own seed: what is found
    there is luck, and nothing else.

    Parameters
    ----------
    calm
        Alarms without an event: … × runs × days.

    Returns
    -------
    ndarray
        A share for each of the leading axes; NaN where no harm comes.
    """
    found = []
    for shift in range(1, min(shifts, calm.shape[-2] - 1) + 1):
        alarm = own_alarms(np.roll(calm, shift, axis=-2), calm, since)
        found.append(in_time(alarm, harm, lead))
    if not found:
        return np.full(calm.shape[:-2], np.nan)
    every = np.concatenate(found, axis=-1)
    known = np.isfinite(every)
    total = known.sum(axis=-1)
    share = np.full(total.shape, np.nan)
    np.divide(np.where(known, every, 0.0).sum(axis=-1), total, out=share, where=total > 0)
    return share
