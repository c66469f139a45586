"""Detection: what machines catch of a tactic, how they learn it and lose it again, the check before publication.

The detector of a region is a state, not a number: what it knows of each tactic follows the confirmed cases that it is
retrained on, drifts as the tactic adapts (model 13), and falls when the tactic takes a new form (section 5).
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import detection as d
from sim.model.parameters import tactics as t

BUCKETS = 12  # minutes to act: 0-1, 1-2, 2-4, ..., 1024-2048
POSTED, REVISED, CANCELLED = 0, 1, 2  # what a creator does after the check before publication


@rule
def appeared(row: Row, horizon_day: int) -> bool:
    """Return whether a tactic exists yet; days of the warm-up are negative."""
    return horizon_day >= row[t.APPEARS]


@rule
def forbidden(p: Row, row: Row, horizon_day: int) -> bool:
    """Return whether a rule against a tactic is in force: some days after it appeared (the platform's response)."""
    return horizon_day >= row[t.APPEARS] + p[d.RULE_DAYS]


@rule
def drift(row: Row, days_since_retrain: int) -> float:
    """Return what is left of a detector's knowledge: exp(-evasion * age) (model 13, delta_ev)."""
    return math.exp(-row[t.EVASION] * days_since_retrain)


@rule
def recall(p: Row, row: Row, knowledge: float, days_since_retrain: int) -> float:
    """Return recall on one tactic: r0 * detectability * language * knowledge * drift (model 13)."""
    return min(
        1.0,
        p[d.RECALL] * row[t.AUTO_DETECT] * p[d.LANGUAGE] * knowledge * drift(row, days_since_retrain),
    )


@rule
def flag_chance(p: Row, row: Row, violates: bool, knowledge: float, days_since_retrain: int, horizon_day: int) -> float:
    """Return the probability that an offer is flagged; what no rule forbids yet is not looked for."""
    if not violates:
        return p[d.FALSE_POSITIVE]
    if not forbidden(p, row, horizon_day):
        return 0.0
    return recall(p, row, knowledge, days_since_retrain)


@rule
def accused(p: Row, tactics: Row, u: float, horizon_day: int) -> int:
    """Return the policy that a false accusation names, by weight among those in force; 0 if there is none."""
    total = 0.0
    for k in range(1, len(tactics)):
        if forbidden(p, tactics[k], horizon_day):
            total += tactics[k, t.FALSE_WEIGHT]
    left = u * total
    named = 0
    for k in range(1, len(tactics)):
        if forbidden(p, tactics[k], horizon_day) and tactics[k, t.FALSE_WEIGHT] > 0.0:
            if left >= 0.0:
                named = k
            left -= tactics[k, t.FALSE_WEIGHT]
    return named


@rule
def minutes_to_act(p: Row, row: Row, u: float) -> int:
    """Return minutes from start to action: exponential, the configured median times the policy's own ratio."""
    return int(-math.log(1.0 - u) * p[d.AUTO_MINUTES] * row[t.MINUTES] / math.log(2.0))


@rule
def bucket(minutes: int) -> int:
    """Return the bucket of a time to act: 0 for under a minute, then one for each doubling."""
    at = 0
    while minutes >= 1 and at < BUCKETS - 1:
        minutes //= 2
        at += 1
    return at


@rule
def relearned(p: Row, row: Row, knowledge: float, labels: float, days_since_retrain: int, creators: int) -> float:
    """Return knowledge after a retrain: what drift left, plus labels / (labels + half) of what is missing.

    A retrain on no confirmed case restores nothing. ``half`` is in cases per 1,000 creators, so that a market's size
    does not matter; and since a small market would often have no case where a large one has a few, cases from elsewhere
    on the platform count too, as far as the tactic is known there.
    """
    left = knowledge * drift(row, days_since_retrain)
    labels = labels + p[d.LABELS_ELSEWHERE] * row[t.KNOWN] * creators / 1000.0
    half = p[d.LABELS_HALF] * creators / 1000.0
    return left + (1.0 - left) * (labels / (labels + half) if labels > 0.0 else 0.0)


@rule
def aged_labels(p: Row, labels: float, days: int) -> float:
    """Return what confirmed cases are still worth as examples some days later."""
    return labels * 2.0 ** (-days / p[d.LABEL_HALF_LIFE])


@rule
def mutates(p: Row, u: float, adoption: float, knowledge: float) -> bool:
    """Return whether a tactic takes a new form this week: 1 - exp(-rate * adoption * knowledge).

    Where many use it and most are caught, somebody finds what the detector does not see, and it sells (section 5).
    """
    return u < 1.0 - math.exp(-p[d.MUTATION_RATE] * adoption * knowledge)


@rule
def outmoded(p: Row, value: float) -> float:
    """Return knowledge (or examples) of a tactic after it took a new form."""
    return value * (1.0 - p[d.MUTATION_LOSS])


@rule
def after_prompt(p: Row, u: float, deliberate: bool, violates: bool) -> int:
    """Return what a creator does whom the check warned: cancel, revise, or publish it all the same (S113)."""
    cancelled = p[d.CANCELLED_DELIBERATE] if deliberate else p[d.CANCELLED_IGNORANT]
    revised = p[d.REVISED_DELIBERATE] if deliberate else p[d.REVISED_IGNORANT]
    if u < cancelled:
        return CANCELLED
    return REVISED if violates and u < cancelled + revised else POSTED


@rule
def confidence(p: Row, u: float, guilty: bool) -> float:
    """Return the detector's confidence in a flag, 0-1: high for most guilty, low for most innocents (model 22)."""
    sure = u ** (1.0 / (1.0 + p[d.CONFIDENCE]))
    return sure if guilty else 1.0 - sure
