"""Belonging: who is in an agency or a ring, who gets an account, and how evasion craft grows and works."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import lifecycle as lc
from sim.model.rules.detection import appeared
from sim.model.rules.offers import fits


@rule
def groups(share: float, people: int, size: float) -> int:
    """Return how many groups of a mean size hold a share of people: at least one if there is any share."""
    return max(1, math.floor(share * people / size + 0.5))


@rule
def agency_of(p: Row, u: float, pick: float, people: int) -> int:
    """Return a creator's agency within its region, -1 for none.

    A share of creators joins, and agencies differ in size: the j-th of n is chosen with probability falling in j
    (square of a uniform).
    """
    if u >= p[lc.AGENCY_SHARE]:
        return -1
    return int(pick * pick * groups(p[lc.AGENCY_SHARE], people, p[lc.AGENCY_SIZE]))


@rule
def ring_of(p: Row, u: float, pick: float, people: int) -> int:
    """Return the ring owner behind an application within its region, -1 for an honest one."""
    if u >= p[lc.RING_SHARE]:
        return -1
    return int(pick * groups(p[lc.RING_SHARE], people, p[lc.RING_ACCOUNTS]))


@rule
def refused(p: Row, checked: float, u: float, suspect: bool) -> bool:
    """Return whether an applicant is refused: it must be checked, then suspects are found and the honest mistaken."""
    return checked < p[lc.ONBOARDING] and u < (p[lc.ONBOARDING_RECALL] if suspect else p[lc.ONBOARDING_ERROR])


@rule
def weighted_tactic(lines: Row, column: int, place: int, horizon_day: int, u: float) -> int:
    """Return a tactic drawn by a column's weights among those that exist and fit a place, 0 if there is none.

    ``place`` is 0 for any format, 1 for a LIVE, 2 for a video.
    """
    total = 0.0
    for k in range(1, len(lines)):
        if appeared(lines[k], horizon_day) and (place == 0 or fits(lines[k], place == 1)):
            total += lines[k, column]
    left = u * total
    for k in range(1, len(lines)):
        if appeared(lines[k], horizon_day) and (place == 0 or fits(lines[k], place == 1)):
            left -= lines[k, column]
            if left < 0.0:
                return k
    return 0


@rule
def next_craft(p: Row, craft: float, used: bool, sanctioned: bool) -> float:
    """Return evasion craft after a week: c' = c + rate (1 - c) if the tactic was used and nothing happened."""
    return craft + p[lc.CRAFT_RATE] * (1.0 - craft) if used and not sanctioned else craft


@rule
def seen_through(p: Row, craft: float, deliberate: bool) -> float:
    """Return the factor that a creator's craft leaves of a detector's recall: 1 - effect * craft, if it is meant."""
    return 1.0 - p[lc.CRAFT_EFFECT] * craft if deliberate else 1.0


@rule
def level_bound(p: Row, level: int, ordered: Row) -> float:
    """Return the sales of 28 days that reach a level (1-3) among a region's ascending sales; some are needed."""
    share = p[lc.LEVEL_1] if level == 1 else (p[lc.LEVEL_2] if level == 2 else p[lc.LEVEL_3])
    n = len(ordered)
    above = int(share * n)
    if above == 0:
        return math.inf
    return ordered[n - above]


@rule
def level_of(sales: float, first: float, second: float, third: float) -> int:
    """Return the level (0-3) of an account that sold so much in 28 days."""
    if sales <= 0.0:
        return 0
    return (1 if sales >= first else 0) + (1 if sales >= second else 0) + (1 if sales >= third else 0)
