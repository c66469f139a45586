"""Trust: in the platform and in followed creators, moved by what was seen, delivered and answered (model 16)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import market as m
from sim.model.parameters import viewers as v

FULL = 65535  # trust in a followed creator is kept as a whole number: 1 is this


@rule
def leaning(p: Row, z: float) -> int:
    """Return how far above the reference, in hundredths, a viewer's resting trust lies, given a normal deviate."""
    return max(-50, min(50, math.floor(100.0 * p[v.TRUST_SPREAD] * z + 0.5)))


@rule
def rest(p: Row, leaning: int) -> float:
    """Return the trust that a viewer of this leaning comes back to."""
    return min(1.0, max(0.0, p[v.TRUST_START] + 0.01 * leaning))


@rule
def rested(p: Row, trust: float, leaning: int) -> float:
    """Return trust after one more day: it drifts back to where it rests."""
    return trust + p[v.TRUST_RECOVERY] * (rest(p, leaning) - trust)


@rule
def sensitivity(p: Row, z: float) -> float:
    """Return how much an event moves a viewer against others (mean 1), given a normal deviate."""
    spread = p[v.TRUST_SENSITIVITY]
    return math.exp(spread * z - 0.5 * spread * spread)


@rule
def purchase_weight(p: Row, sensitivity: float, purchases: int) -> float:
    """Return what a delivery weighs for trust: sensitivity times m^-nu for a viewer of m orders so far."""
    return sensitivity * max(1.0, float(purchases)) ** -p[v.TRUST_REPEAT]


@rule
def after_purchase(p: Row, trust: float, bad: bool, weight: float) -> float:
    """Return T + w a_plus (1 - T) after a good purchase, T - w ratio a_plus T after a bad one."""
    if bad:
        return trust - min(1.0, weight * p[v.TRUST_BAD_RATIO] * p[v.TRUST_GOOD]) * trust
    return trust + min(1.0, weight * p[v.TRUST_GOOD]) * (1.0 - trust)


@rule
def after_breach(p: Row, trust: float, noticed: float, weight: float) -> float:
    """Return T - w a_n n T after a view of a violation that a share ``noticed`` of viewers notice."""
    return trust - min(1.0, weight * p[v.TRUST_SEEN] * noticed) * trust


@rule
def kept_fall(p: Row, reported: bool, answered: float) -> float:
    """Return what stays of a fall of trust: of who reports, a share comes back as far as reports are answered."""
    return 1.0 - p[v.TRUST_ANSWERED] * answered if reported else 1.0


@rule
def next_answered(before: float, answered: int, reports: int) -> float:
    """Return the share of reports of violations that is acted on: a mean of about the last 30 days with any."""
    return before + (answered / reports - before) / 30.0 if reports > 0 else before


@rule
def passed_on(p: Row, followed: bool) -> float:
    """Return the share of an event that reaches trust in the platform: all unless its creator is followed."""
    return p[v.TRUST_PASSES] if followed else 1.0


@rule
def whole(trust: float) -> int:
    """Return trust in a creator as the whole number that is kept."""
    return int(trust * FULL + 0.5)


@rule
def in_creator(kept: int) -> float:
    """Return trust in a creator from the whole number that is kept."""
    return float(kept) / FULL


@rule
def creator_factor(p: Row, kept: int) -> float:
    """Return the factor that trust in a followed creator puts on the odds of an order (1 where a follow begins)."""
    return math.exp(p[m.ORDER_TRUST] * (in_creator(kept) - p[v.CREATOR_TRUST]))


@rule
def unfollow_factor(p: Row, kept: int) -> float:
    """Return the factor that lost trust in a followed creator puts on the chance of an unfollow."""
    return math.exp(p[m.UNFOLLOW_TRUST] * (p[v.CREATOR_TRUST] - in_creator(kept)))
