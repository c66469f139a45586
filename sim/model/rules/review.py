"""Human review and viewer reports: capacity, fatigue, whose reports count, and rings of rivals (section 5)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import review as r


@rule
def review_capacity(p: Row, creators: int) -> int:
    """Return how many cases a region's reviewers decide today, rounded up."""
    return math.ceil(p[r.REVIEW_CAPACITY] * creators / 1000.0)


@rule
def review_accuracy(p: Row, waiting: int, can: int) -> float:
    """Return reviewers' accuracy: the rested value minus fatigue as the queue fills the day."""
    load = 1.0 if can <= 0 else min(1.0, waiting / can)
    return max(0.5, p[r.REVIEW_ACCURACY] - p[r.REVIEW_FATIGUE] * load)


@rule
def taken_up(p: Row, u: float, waited: int) -> bool:
    """Return whether a case that has waited some days can be decided: a delay, exponential, of whole days."""
    return waited >= int(-math.log(1.0 - u) * p[r.REVIEW_DELAY])


@rule
def taken_back(p: Row, u: float, guilty: bool) -> bool:
    """Return whether a second look takes a penalty back: rested reviewers tell the guilty as well as at first."""
    right = u < p[r.REVIEW_ACCURACY]
    return right != guilty


@rule
def ring_strikes(p: Row, u: float, views: float, viewers: int, creators: int) -> bool:
    """Return whether rivals mass-report an offer today.

    Chance = rate * views / (views + viewers per creator): those who stand high are worth attacking.
    """
    usual = viewers / max(1, creators)
    return u < p[r.RING_RATE] * views / (views + usual)


@rule
def weighed_reports(p: Row, reports: int, ring: int, violates: bool) -> float:
    """Return how many reports an offer counts as having: those of reporters with a bad record are discounted.

    Viewers who report a real breach are taken at their word; of those who are mistaken a share is habitual, and a
    ring's accounts all have a record.
    """
    discount = p[r.REPUTATION]
    mistaken = 0.0 if violates else reports * discount * p[r.HABITUAL]
    return reports - mistaken + ring * (1.0 - discount)
