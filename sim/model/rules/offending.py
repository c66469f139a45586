"""Who breaks rules: proneness and habits, care about what one would break unknowingly, and the norm among peers.

Two latent classes after Nagin & Land (1993); care after Kahneman & Tversky's loss aversion near a cut-off (Allen et
al. 2017); norms after Granovetter (1978). See docs/model.md, 7.4.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import offending as o
from sim.model.parameters import tactics as t
from sim.model.rules.detection import appeared
from sim.model.rules.offers import fits

PENALTIES_AHEAD = 3  # how far down the ladder is looked


@rule
def proneness(p: Row, chronic: float, drawn: float) -> float:
    """Return how prone a creator is to break rules unknowingly; the mean over creators is 1.

    ``chronic`` is a uniform, ``drawn`` a gamma number of the shape of `population.proneness.shape`.
    """
    share, ratio = p[o.CHRONIC_SHARE], p[o.CHRONIC_RATIO]
    times = ratio if chronic < share else 1.0
    return times * drawn / p[o.PRONE_SHAPE] / (1.0 - share + share * ratio)


@rule
def common(lines: Row, horizon_day: int) -> float:
    """Return the sum of the weights with which tactics that exist are broken unknowingly."""
    total = 0.0
    for k in range(1, len(lines)):
        if appeared(lines[k], horizon_day):
            total += lines[k, t.UNKNOWING]
    return total


@rule
def habit(p: Row, line: Row, total: float, slips: int) -> float:
    """Return the weight of a policy among those a creator breaks unknowingly: c * share + own breaches (Polya urn)."""
    return p[o.CONCENTRATION] * line[t.UNKNOWING] / total + slips


@rule
def slipped(p: Row, lines: Row, slips: Row, place: int, horizon_day: int, u: float) -> int:
    """Return the policy that is broken unknowingly, by habit, among those that fit a place; 0 if there is none.

    ``place`` is 1 for a LIVE, 2 for a video, 0 for any; ``slips`` are own unwitting breaches by policy.
    """
    total = common(lines, horizon_day)
    if total <= 0.0:
        return 0
    every = 0.0
    for k in range(1, len(lines)):
        if appeared(lines[k], horizon_day) and (place == 0 or fits(lines[k], place == 1)):
            every += habit(p, lines[k], total, slips[k])
    left = u * every
    for k in range(1, len(lines)):
        if appeared(lines[k], horizon_day) and (place == 0 or fits(lines[k], place == 1)):
            left -= habit(p, lines[k], total, slips[k])
            if left < 0.0:
                return k
    return 0


@rule
def usual_slip(p: Row, lines: Row, slips: Row, horizon_day: int) -> int:
    """Return the policy that a creator is likeliest to break unknowingly, 0 if there is none."""
    total = common(lines, horizon_day)
    likeliest, most = 0, 0.0
    for k in range(1, len(lines) if total > 0.0 else 0):
        weight = habit(p, lines[k], total, slips[k]) if appeared(lines[k], horizon_day) else 0.0
        if weight > most:
            likeliest, most = k, weight
    return likeliest


@rule
def risk_felt(p: Row, lines: Row, slips: Row, perceived: Row, horizon_day: int) -> float:
    """Return perceived detection of what a creator would break unknowingly, weighed by habit."""
    total = common(lines, horizon_day)
    weights, felt = 0.0, 0.0
    for k in range(1, len(lines) if total > 0.0 else 0):
        if appeared(lines[k], horizon_day):
            weight = habit(p, lines[k], total, slips[k])
            weights += weight
            felt += weight * perceived[k]
    return felt / weights if weights > 0.0 else 0.0


@rule
def looming(p: Row, loss: float, ahead: int, crosses: bool) -> float:
    """Return a loss as it is felt: larger where the next penalty crosses a milestone, less if more have to come first.

    ``ahead`` is how many penalties come before the one that brings it.
    """
    if ahead > 0:
        return loss * math.pow(p[o.LADDER_FORESIGHT], ahead)
    return p[o.LOSS_AVERSION] * loss if crosses else loss


@rule
def care(p: Row, caution: float, believed: float, loss: float) -> float:
    """Return care in 0-1: 1 - exp(-v * caution * p_hat * (stigma + ln(1 + loss))), ``loss`` in weeks of income."""
    return 1.0 - math.exp(-p[o.VIGILANCE] * caution * believed * (p[o.STIGMA] + math.log(1.0 + loss)))


@rule
def effort_left(p: Row, effort: float, care: float) -> float:
    """Return the effort that goes into content: care takes a little of it."""
    return effort * (1.0 - p[o.CARE_COST] * care)


@rule
def seen_norm(p: Row, users: int, punished: int, seen: int) -> float:
    """Return the share of peers looked at who use tactics unpunished; one seen punished takes back q of another."""
    return min(1.0, max(0.0, (users - p[o.CONDEMNED] * punished) / max(1, seen)))


@rule
def next_norm(p: Row, norm: float, seen: float) -> float:
    """Return the norm after a week: it follows what is seen, faster up than down."""
    return norm + (seen - norm) * (p[o.NORM_UP] if seen > norm else p[o.NORM_DOWN])


@rule
def moral_left(p: Row, moral: float, norm: float) -> float:
    """Return the moral cost that peers' use leaves: moral * (1 - J norm)^gamma."""
    return moral * math.pow(1.0 - p[o.NORM_WEIGHT] * norm, p[o.NORM_CURVE])


@rule
def comes_up(p: Row, u: float, users: int) -> bool:
    """Return whether a tactic is brought up by peers who use it unpunished: 1 - (1 - z)^users."""
    return u < 1.0 - math.pow(1.0 - p[o.OPPORTUNITY], users)


@rule
def lies_low(policy: int, notified_on: int, tactic: int, weekday: int, day: int) -> bool:
    """Return whether a penalty for the tactic in use was announced since the last weekly decision."""
    return policy == tactic and notified_on >= day - (day - weekday) % 7


@rule
def use_today(p: Row, intensity: float, low: bool) -> float:
    """Return the share of offers on which a tactic is used today."""
    return intensity * (1.0 - p[o.LIE_LOW]) if low else intensity


@rule
def intended(use: float, foresight: float) -> float:
    """Return the use at which a tactic is judged: the one intended, not the starting dose."""
    return max(use, foresight)
