"""Reviewers as people: how many are asked for, hired, trained and leave, and what a team can decide in a day."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import review as r
from sim.model.parameters import staffing as s

REVIEWER_DAY = 480.0  # paid minutes
YEAR = 365.0


@rule
def cases_a_day(p: Row) -> float:
    """Return the cases that a reviewer decides in a day."""
    return REVIEWER_DAY / p[r.REVIEW_MINUTES]


@rule
def first_load(p: Row, creators: int) -> float:
    """Return the cases a day that are expected before any has been counted."""
    return p[s.EXPECTED] * creators / 1000.0


@rule
def next_load(load: float, today: float, days: int, half_life: float) -> float:
    """Return the load, in cases a day: the mean of the days so far, later one that forgets by its half-life.

    The load expected at first counts as three days.
    """
    weight = max(1.0 - 2.0 ** (-1.0 / half_life), 1.0 / (days + 4.0))
    return load + weight * (today - load)


@rule
def needed(p: Row, load: float) -> float:
    """Return the reviewers whom a load of so many cases a day asks for, at the target utilisation."""
    return load / p[s.STAFF_LOAD] / cases_a_day(p)


@rule
def asked_for(p: Row, plan: float, creators: int) -> float:
    """Return the reviewers whom the platform wants: so many times the plan, at least for so many cases."""
    least = p[s.REVIEW_CAPACITY] * creators / 1000.0 / cases_a_day(p)
    return max(p[s.STAFF] * needed(p, plan), least)


@rule
def leaving(p: Row, reviewers: float) -> float:
    """Return the reviewers who leave today."""
    return reviewers * min(1.0, p[s.ATTRITION] / YEAR)


@rule
def in_training(p: Row, reviewers: float) -> float:
    """Return how many are in training where a team of this size is kept up."""
    return leaving(p, reviewers) * p[s.TRAINING_DAYS]


@rule
def hired(p: Row, reviewers: float, trainees: float, asked: float) -> float:
    """Return the places filled today: those that leave, and a share of those that are missing."""
    missing = asked + in_training(p, asked) - reviewers - trainees
    return leaving(p, reviewers) + max(0.0, missing) / p[s.HIRE_DAYS]


@rule
def settled_novelty(p: Row) -> float:
    """Return how new a team is whose leavers are replaced (1: all on their first day)."""
    fresh, kept = min(1.0, p[s.ATTRITION] / YEAR), math.exp(-1.0 / (7.0 * p[s.LEARNING_WEEKS]))
    return fresh * kept / (1.0 - (1.0 - fresh) * kept)


@rule
def next_novelty(p: Row, novelty: float, staying: float, fresh: float) -> float:
    """Return how new the team is tomorrow: newcomers count 1, and everybody learns by the day."""
    total = staying + fresh
    if total <= 0.0:
        return 1.0
    return (novelty * staying + fresh) / total * math.exp(-1.0 / (7.0 * p[s.LEARNING_WEEKS]))


@rule
def own_cases(p: Row, reviewers: float) -> float:
    """Return the cases that the reviewers who are there can decide today."""
    return reviewers * (1.0 - p[s.ABSENT]) * cases_a_day(p)


@rule
def bought_cases(p: Row, creators: int) -> float:
    """Return the cases that contractors decide a day."""
    return p[s.CONTRACTORS] * creators / 1000.0


@rule
def blended_novelty(novelty: float, own: float, bought: float) -> float:
    """Return how new those are who decide today's cases, contractors counting as new."""
    return (own * novelty + bought) / (own + bought) if own + bought > 0.0 else novelty


@rule
def staff_cost(p: Row, people: float, bought: float) -> float:
    """Return what a day of reviewers (in training too) and of contractors costs, in minor units."""
    minutes = people * REVIEWER_DAY + bought * p[r.REVIEW_MINUTES] * p[s.CONTRACTOR_WAGE]
    return minutes * p[r.REVIEWER_WAGE]


@rule
def pressure(load: float, queue: float, can: float) -> float:
    """Return the load that the team feels: cases a day over what it can decide, and days of queue over a week."""
    if can <= 0.0:
        return 3.0
    return min(3.0, load / can + queue / 7.0)
