"""Human review and viewer reports: whose turn it is, how right a tired team is, whose reports count, rings."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import review as r
from sim.model.parameters import staffing as s

ARRIVAL, SEVERITY, VIEWS = 0, 1, 2  # whose turn it is
FULL, FIRM = 0.8, 0.2  # hurry begins at a load of four fifths; at full load it is what the parameter says
DAY = 1440.0


@rule
def hand_over(p: Row, u: float) -> float:
    """Return the days before a case reaches the queue: none for most, exponential for those that are handed over."""
    share = p[r.REVIEW_TRANSFER]
    if u < 1.0 - share:
        return 0.0
    return -math.log((1.0 - u) / share) * p[r.REVIEW_DELAY] / share


@rule
def taken_up(p: Row, u: float, waited: int) -> bool:
    """Return whether a case that has waited some days can be decided: hand-over in whole days."""
    return waited >= int(hand_over(p, u))


@rule
def turn(p: Row, severity: float, views: float, ready: float) -> float:
    """Return an offer's place in the queue, lower first; ``views`` are those to come, ``ready`` a minute of the day."""
    if p[r.REVIEW_PRIORITY] == SEVERITY:
        return ready - severity * 1e6
    if p[r.REVIEW_PRIORITY] == VIEWS:
        return -views
    return ready


@rule
def turn_of_left(p: Row, severity: float, exposure: int) -> float:
    """Return the place of a case whose offer is over: no views are to come, so most seen first."""
    if p[r.REVIEW_PRIORITY] == SEVERITY:
        return -severity
    if p[r.REVIEW_PRIORITY] == VIEWS:
        return -float(exposure)
    return 0.0


@rule
def ahead(p: Row, waiting: Row, severity: float) -> float:
    """Return how many of the cases that wait from before (by severity) go before a new one."""
    if p[r.REVIEW_PRIORITY] == VIEWS:
        return 0.0
    count = 0.0
    for level in range(len(waiting)):
        if p[r.REVIEW_PRIORITY] != SEVERITY or level >= severity:
            count += waiting[level]
    return count


@rule
def minutes_in_line(p: Row, pressure: float, u: float) -> float:
    """Return the minutes until somebody is free, exponential around the mean of a queue with some servers.

    Mean (Sakasegawa 1977): service time · (1 + 0.43)/2 · load^(√(2(servers + 1)) − 1) / (servers (1 − load)); arrivals
    as they fall, service lognormal with a spread of 0.6.
    """
    load, servers = min(0.98, pressure), p[s.DESK]
    mean = 0.715 * p[r.REVIEW_MINUTES] * load ** (math.sqrt(2.0 * (servers + 1.0)) - 1.0) / (servers * (1.0 - load))
    return -math.log(1.0 - u) * mean


@rule
def minute_of_look(ready: float, waiting_ahead: float, room: float, line: float) -> float:
    """Return the minute at which an offer is looked at: handed over, then those before it, then the line."""
    return ready + DAY * waiting_ahead / max(1.0, room) + line


@rule
def minutes_up(p: Row, scheduled: float, flag: float, look: float, confirmed: bool) -> float:
    """Return for how many minutes' worth of its reach a flagged offer is shown.

    All until the flag, the share that waiting leaves until the look, and all of the rest unless it is confirmed.
    """
    if flag >= scheduled:
        return scheduled
    end = min(scheduled, look)
    return flag + p[r.REVIEW_WAITING] * (end - flag) + (0.0 if confirmed else scheduled - end)


@rule
def by_default(p: Row, pressure: float, hour: float) -> float:
    """Return the probability that a reviewer does not look at the merits: of hurry, and of tiredness.

    Hurry saturates (R112); tiredness grows over the shift (``hour``: 0 its start, 1 its end), which is full at full
    load.
    """
    most = p[r.REVIEW_HURRY_MOST]
    over = max(0.0, pressure - FULL) / FIRM
    hurry = most * (1.0 - math.exp(-p[r.REVIEW_HURRY] / most * over)) if most > 0.0 else 0.0
    return min(1.0, hurry + p[r.REVIEW_FATIGUE] * hour * min(1.0, pressure))


@rule
def review_accuracy(p: Row, novelty: float) -> float:
    """Return reviewers' accuracy on the merits: less while the team is new."""
    return max(0.5, p[r.REVIEW_ACCURACY] - p[s.NOVICE] * novelty)


@rule
def confirms(p: Row, u: float, v: float, hour: float, pressure: float, novelty: float, guilty: bool) -> bool:
    """Return whether a reviewer confirms a case: by default, which is what waiting has done with it, or on the merits.

    The default is to leave up what stays up, and to believe the machine where the offer is held.
    """
    tilt = by_default(p, pressure, hour)
    if v < tilt:
        return v < tilt * (1.0 - p[r.REVIEW_WAITING])
    return (u < review_accuracy(p, novelty)) == guilty


@rule
def days_of_queue(left: int, can: float) -> float:
    """Return the days of work that wait for the next case, at most a month's."""
    return min(30.0, left / can) if can > 0.0 else min(30.0, float(left))


@rule
def minutes_since(p: Row, u: float, waited: int) -> float:
    """Return the minutes for which a case of an earlier day was in the queue, its hand-over taken off."""
    return max(0.0, DAY * (waited - hand_over(p, u)))


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
