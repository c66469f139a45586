"""Orders: commission, lags, bad purchases and returns (model 18)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import market as m
from sim.model.parameters import measures


@rule
def basis_points(share: float) -> int:
    """Return a share as whole basis points."""
    return math.floor(share * 10000.0 + 0.5)


@rule
def commission_points(offered: float, extra: float, scale: float) -> int:
    """Return the commission on an order in basis points: (the seller's offer + the platform's extra) * scale."""
    return basis_points(min(0.8, max(0.0, offered + extra)) * scale)


@rule
def extra_points(extra: float, scale: float) -> int:
    """Return the platform's part of the commission in basis points."""
    return basis_points(max(0.0, extra) * scale)


@rule
def share_of(amount: int, points: int) -> int:
    """Return ``points`` basis points of ``amount``, in whole minor units, rounded down."""
    return amount * points // 10000


@rule
def delivery_lag(p: Row, u: float) -> int:
    """Return days until delivery: 1 + geometric-like lag with the configured mean, at most 30."""
    return min(30, 1 + int(-math.log(1.0 - u) * max(0.0, p[m.DELIVERY_DAYS] - 0.5)))


@rule
def bad_chance(p: Row, quality: float, exaggeration: float, is_live: bool) -> float:
    """Return the probability that a delivery disappoints: base + b (1 - quality) + exaggeration's and pressure's part.

    A LIVE promises more than there is even if honest: its pressure, as in `return_chance`.
    """
    chance = p[m.BAD_BASE] + p[m.BAD_QUALITY] * (1.0 - quality) + p[m.RETURN_EXAGGERATION] * exaggeration
    if is_live:
        chance += p[m.BAD_PRESSURE] * min(1.0, p[m.LIVE_PRESSURE] + exaggeration)
    return min(1.0, chance)


@rule
def return_chance(p: Row, base: float, exaggeration: float, is_live: bool) -> float:
    """Return r0 + r1 * exaggeration (+ the LIVE's interaction effect times its pressure), model 18."""
    chance = base + p[m.RETURN_EXAGGERATION] * exaggeration
    if is_live:
        chance += p[m.LIVE_RETURN] * min(1.0, p[m.LIVE_PRESSURE] + exaggeration)
    return min(0.98, chance)


@rule
def not_as_described(p: Row, u: float, quality: float) -> bool:
    """Return whether a delivery that disappoints at uniform ``u`` would not have, had nothing more been promised."""
    return u >= bad_chance(p, quality, 0.0, False)


@rule
def complains(p: Row, u: float) -> bool:
    """Return whether a buyer whom a delivery disappoints complains."""
    return u < p[measures.COMPLAINT]


@rule
def stays_disputed(p: Row, u: float, returned: bool) -> bool:
    """Return whether a complaint ends as a dispute: the goods are kept and nobody made up for it."""
    return not returned and u >= p[measures.AMICABLE]


@rule
def staged_orders(u: float, row_orders: float, strength: float) -> int:
    """Return how many orders are staged on an offer: the mean rounded down, plus one with the rest as probability."""
    mean = row_orders * strength
    whole = int(mean)
    return whole + (1 if u < mean - whole else 0)


@rule
def staged_returned(p: Row, u: float, staged: int) -> int:
    """Return how many of an offer's staged orders come back."""
    mean = p[lc.FAKE_RETURNED] * staged
    whole = int(mean)
    return min(staged, whole + (1 if u < mean - whole else 0))


@rule
def staging_cost(p: Row, value: int) -> int:
    """Return what staged orders of this value cost, in whole minor units, rounded up."""
    return math.ceil(p[lc.FAKE_COST] * value)


@rule
def kept_odds(leak: float) -> float:
    """Return the factor on an offer's order odds when a share ``leak`` of buyers is led off the platform."""
    return 1.0 - leak


@rule
def leaked_sales(placed: int, leak: float) -> int:
    """Return sales led off the platform, given ``placed`` ones that stayed: placed * leak / (1 - leak)."""
    return int(placed * leak / (1.0 - leak))


@rule
def leaked_income(p: Row, leaked: int) -> int:
    """Return what the creator keeps of sales led off the platform, in whole minor units."""
    return int(p[lc.LEAKED_MARGIN] * leaked)
