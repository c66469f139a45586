"""Whether a plan has the reviewers that it needs, in a sentence: whom its load asks for, and who can be there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.methods.intervals import mean_interval
from sim.model.parameters import SCALARS
from sim.model.parameters import staffing as s
from sim.model.rules import staffing
from sim.show.assumptions import value_of
from sim.show.words import date_words

FloatArray = NDArray[np.float64]
NEEDED, THERE, ASKED = "reviewers_needed", "reviewers", "reviewers_asked"
SHORT = 0.15
"""Share of the reviewers there by which the need has to exceed them, in the whole interval, to be told."""

WITHIN = 0.05
"""How near to the need the number asked for has to be for the plan to count as hiring for it."""


@dataclass(frozen=True)
class Reviewers:
    """Reviewers per 100,000 creators, as runs × days: whom the load needs, who is there, who is asked for."""

    days: NDArray[np.int64]
    needed: FloatArray
    there: FloatArray
    asked: FloatArray


def shortfall(reviewers: Reviewers, config: Mapping[str, Any], start: str) -> str:
    """Return a sentence on the day when most reviewers are missing; empty where none clearly are.

    Parameters
    ----------
    reviewers
        The readings of one scenario.
    config
        Where hiring, training and leaving stand.
    start
        The ISO date of day 0.
    """
    if len(reviewers.needed) < 2:
        return ""
    missing = reviewers.needed - (1.0 + SHORT) * reviewers.there
    mean = np.nanmean(missing, axis=0)
    if not np.isfinite(mean).any() or np.nanmax(mean) <= 0.0:
        return ""
    at = int(np.nanargmax(mean))
    if not mean_interval(missing[:, at]).low > 0.0:
        return ""
    day = int(reviewers.days[at])
    needed, there, asked = (float(np.nanmean(one[:, at])) for one in (
        reviewers.needed, reviewers.there, reviewers.asked
    ))
    date = date_words((dt.date.fromisoformat(start) + dt.timedelta(day)).isoformat())
    need = f"Review needs {needed:.1f} reviewers per 100,000 creators by {date}"
    if asked >= (1.0 - WITHIN) * needed:
        return f"{need}; {there:.1f} can be hired by then."
    first = float(np.nanmean(reviewers.there[:, 0]))
    could = hired_by(config, first, needed, day)
    return (f"{need}; {there:.1f} are there, of {asked:.1f} asked for. Asked for on the first day, {could:.1f} could "
            "be there by then.")


def hired_by(config: Mapping[str, Any], first: float, asked: float, days: int) -> float:
    """Return the reviewers on the floor so many days after a team of ``first`` was asked to grow to ``asked``."""
    p = np.array([value_of(dict(config), parameter) for parameter in SCALARS.values()])
    reviewers, trainees = first, float(staffing.in_training(p, first))
    for _ in range(days):
        fresh = trainees / p[s.TRAINING_DAYS]
        trainees += staffing.hired(p, reviewers, trainees, asked) - fresh
        reviewers += fresh - staffing.leaving(p, reviewers)
    return float(min(reviewers, max(first, asked)))
