"""Enforcement: how soon a penalty comes, and pilots (ledger, detection, review and appeals have files of their own)."""

from __future__ import annotations

from sim.model.compilation import Row, rule
from sim.model.parameters import detection as d
from sim.model.parameters import enforcement as e
from sim.model.parameters import review as r


@rule
def days_to_penalty(p: Row, queue_days: float) -> float:
    """Return the days from violation to penalty that creators see: minutes to act, and delay and queue if reviewed."""
    return p[d.AUTO_MINUTES] / 1440.0 + p[r.REVIEW_SHARE] * (p[r.REVIEW_DELAY] + queue_days)


@rule
def graduates(p: Row, tenure: int, points: int, followers: int, viewers: int) -> bool:
    """Return whether a pilot account graduates: time served in good standing, or a large following."""
    served = tenure >= p[e.PILOT_DAYS] and points >= p[e.PILOT_RATING]
    return served or followers >= p[e.PILOT_FOLLOWERS] * viewers
