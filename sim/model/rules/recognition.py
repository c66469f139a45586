"""Recognition: what an award, or a welcome with the rules, does to the will to publish something (S112, S120)."""

from __future__ import annotations

from sim.model.compilation import Row, rule
from sim.model.parameters import attention as ad
from sim.model.parameters import training as tr


@rule
def faded(p: Row, recognition: float) -> float:
    """Return recognition a day later."""
    return recognition * 2.0 ** (-1.0 / (7.0 * p[tr.AWARD_WEEKS]))


@rule
def willingness(p: Row, recognition: float, tenure: int) -> float:
    """Return the factor on what a creator publishes: 1 + lift * recognition, more for newcomers."""
    lift = p[tr.AWARD_LIFT] * recognition
    return 1.0 + (lift * p[tr.AWARD_NEWCOMERS] if tenure < p[ad.NEWCOMER_DAYS] else lift)


@rule
def urge(p: Row, recognition: float, tenure: int) -> float:
    """Return what recognition adds to the log-odds of publishing at all in a week, more for newcomers.

    What was measured is the probability of posting: +6.6% in the week after an award (S120).
    """
    urge = p[tr.AWARD_URGE] * recognition
    return urge * p[tr.AWARD_NEWCOMERS] if tenure < p[ad.NEWCOMER_DAYS] else urge


@rule
def training_chance(p: Row, tenure: int) -> float:
    """Return a day's chance of being trained: newcomers on their first day, everybody once in so many months."""
    return p[tr.TRAINING_COVERAGE] if tenure == 1 else p[tr.TRAINING_COVERAGE] / 30.0


@rule
def award_chance(p: Row) -> float:
    """Return a day's chance of an award in the better half, so that the share is reached over a month."""
    return 2.0 * p[tr.AWARD_SHARE] / 30.0
