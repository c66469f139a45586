"""Enforcement: the ledger and its ladder (detection, review and appeals have files of their own)."""

from __future__ import annotations

import math

from sim.compilation import Row, rule
from sim.parameters import detection as d
from sim.parameters import enforcement as e
from sim.parameters import review as r
from sim.parameters import tactics as t


@rule
def days_to_penalty(p: Row, queue_days: float) -> float:
    """Return the days from violation to penalty that creators see: minutes to act, and the queue for reviewed cases."""
    return p[d.AUTO_MINUTES] / 1440.0 + p[r.REVIEW_SHARE] * queue_days


@rule
def suspension_at(ladder: Row, before: int, reached: int) -> float:
    """Return the days of suspension that reaching a milestone brings (0 unless it is harder than the one before)."""
    return ladder[reached, e.MILESTONE_SUSPENSION] if reached > before else 0.0


@rule
def points_for(p: Row, row: Row) -> int:
    """Return the points that one violation costs, a whole number."""
    return math.floor(row[t.SEVERITY] * p[e.PENALTY_SCALE] + 0.5)


@rule
def rating(p: Row, earned: int, deducted: int) -> int:
    """Return the health rating: start + earned - deducted, within 0-1000."""
    return min(1000, max(0, int(p[e.START_RATING]) + earned - deducted))


@rule
def milestone_of(ladder: Row, points: int) -> int:
    """Return the hardest milestone whose rating is reached, -1 for none (ladder: mildest first)."""
    reached = -1
    for m in range(len(ladder)):
        if points <= ladder[m, e.MILESTONE_RATING]:
            reached = m
    return reached


@rule
def cut_at(ladder: Row, milestone: int) -> float:
    """Return the share of traffic withheld at a milestone (0 for none)."""
    return ladder[milestone, e.MILESTONE_CUT] if milestone >= 0 else 0.0


@rule
def removes(ladder: Row, milestone: int) -> bool:
    """Return whether a milestone ends the account."""
    return milestone >= 0 and ladder[milestone, e.MILESTONE_REMOVAL] > 0.5


@rule
def earned_points(p: Row, completed: int, this_week: int, earned: int) -> int:
    """Return points earned now: one per so many completed orders, within the weekly cap and the top of the scale."""
    points = completed // int(p[e.EARN_ORDERS])
    room = 1000 - int(p[e.START_RATING]) - earned
    return max(0, min(points, int(p[e.EARN_WEEKLY]) - this_week, room))


@rule
def graduates(p: Row, tenure: int, points: int, followers: int, viewers: int) -> bool:
    """Return whether a pilot account graduates: time served in good standing, or a large following."""
    served = tenure >= p[e.PILOT_DAYS] and points >= p[e.PILOT_RATING]
    return served or followers >= p[e.PILOT_FOLLOWERS] * viewers
