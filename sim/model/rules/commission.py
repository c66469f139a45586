"""Commission: what the platform adds, what returns take away, and how a cut reaches creators (S31, S128)."""

from __future__ import annotations

from sim.model.compilation import Row, rule
from sim.model.parameters import commission as co
from sim.model.parameters import creators as c


@rule
def next_cut_day(p: Row, held: float, cut_day: int, day: int) -> int:
    """Return since which day a cut of the platform's part is on its way to existing creators, -1 if none is.

    Rises reach everybody at once, cuts after the friction days (S31).
    """
    if p[co.COMMISSION_EXTRA] >= held:
        return -1
    announced = day if cut_day < 0 else cut_day
    return -1 if day - announced >= p[co.FRICTION_DAYS] else announced


@rule
def next_held(p: Row, held: float, cut_day: int) -> float:
    """Return the platform's part that existing creators get today: the old one while a cut is on its way."""
    return p[co.COMMISSION_EXTRA] if cut_day < 0 else held


@rule
def extra_for(p: Row, held: float, cut_day: int, joined: int, gmv_28d: float, rating: int) -> float:
    """Return what the platform adds to one creator's commission: its part, the volume tier, the health tier."""
    extra = held if cut_day >= 0 and joined < cut_day else p[co.COMMISSION_EXTRA]
    if 28.0 * gmv_28d >= p[co.VOLUME_THRESHOLD]:
        extra += p[co.VOLUME_EXTRA]
    if rating >= p[co.HEALTH_RATING]:
        extra += p[co.HEALTH_EXTRA]
    return extra


@rule
def returns_scale(p: Row, ratio: float) -> float:
    """Return what is left of commission at ``ratio`` times the honest returns: max(floor, 1 - w max(0, ratio - 1))."""
    return max(p[co.RETURNS_FLOOR], 1.0 - p[co.RETURNS_WEIGHT] * max(0.0, ratio - 1.0))


@rule
def next_returns(p: Row, average: float, returned: float) -> float:
    """Return a moving average over deliveries after one more."""
    return average + (returned - average) / p[co.RETURNS_MEMORY]


@rule
def earned_share(p: Row, chance: float, honest: float) -> float:
    """Return the share of commission on what is sold that is left at a return probability.

    Returned orders earn nothing and are charged the clawback; the rest is scaled by returns above honest ones.
    """
    return max(0.0, (1.0 - chance) * returns_scale(p, chance / honest) - p[co.CLAWBACK] * chance)


@rule
def kept(p: Row, chance: float, honest: float) -> float:
    """Return what is left of commission at a return probability against an honest offer's."""
    return earned_share(p, chance, honest) / max(0.05, earned_share(p, honest, honest))


@rule
def tier_at_stake(p: Row, offered: float, now: int, then: int) -> float:
    """Return the weeks of commission that a fall of the rating out of the health tier is expected to cost."""
    if now < p[co.HEALTH_RATING] or then >= p[co.HEALTH_RATING]:
        return 0.0
    return p[c.RESTRICTION_WEEKS] * p[co.HEALTH_EXTRA] / (offered + p[co.HEALTH_EXTRA])


@rule
def collected(debt: int, earned: int) -> int:
    """Return what is taken off today's income for what is owed."""
    return min(debt, max(0, earned))
