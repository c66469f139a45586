"""Weekly bonuses: what a creator can claim, what a budget leaves of it, and how creators see it at the margin.

A bonus above a threshold is believed in by a logistic chance, so that its pull is largest just below the threshold:
creators bunch above it (model 20). Money crowds out the intrinsic motive while it is paid (model 9), and whoever got
used to a bonus misses it for some weeks (S118).
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import bonuses as bo
from sim.model.parameters import commission as co
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d

HOURS, GMV, NET, QUALITY = range(4)  # columns of a creator's claims
KINDS = 4


@rule
def hours_claim(p: Row, minutes: int, return_ratio: float) -> int:
    """Return the claim for a week's LIVE minutes, all of them once the threshold is reached."""
    if minutes < 60.0 * p[bo.VOLUME_HOURS] or return_ratio > p[bo.RETURN_LIMIT]:
        return 0
    return int(p[bo.VOLUME_BONUS] * minutes / 60.0)


@rule
def gmv_claim(p: Row, gmv: int, return_ratio: float) -> int:
    """Return the claim for a week's GMV as placed, all of it once the threshold is reached."""
    if gmv < p[bo.GMV_THRESHOLD] or return_ratio > p[bo.RETURN_LIMIT]:
        return 0
    return int(p[bo.GMV_BONUS] * gmv)


@rule
def net_claim(p: Row, settled: int) -> int:
    """Return the claim for the GMV that settled in a week."""
    return int(p[bo.NET_BONUS] * settled)


@rule
def earns_quality_bonus(p: Row, seen: float, rating: int) -> bool:
    """Return whether measured quality and health rating earn this week's bonus."""
    return p[bo.QUALITY_BONUS] > 0.0 and seen >= p[bo.QUALITY_BONUS_THRESHOLD] and rating >= p[bo.QUALITY_BONUS_RATING]


@rule
def quality_claim(p: Row, seen: float, rating: int) -> int:
    """Return the claim for quality."""
    return int(p[bo.QUALITY_BONUS]) if earns_quality_bonus(p, seen, rating) else 0


@rule
def budget(p: Row, due: int) -> int:
    """Return what there is for ``due`` creators whose pay day it is."""
    return int(p[bo.BUDGET] * due)


@rule
def paid(claim: int, claimed: int, budget: int) -> int:
    """Return what is paid of a claim: all, or its share of the budget in whole minor units."""
    return claim if claimed <= budget else claim * budget // claimed


@rule
def paid_share(claimed: int, budget: int) -> float:
    """Return the share of claims that a budget pays."""
    return 1.0 if claimed <= budget else budget / claimed


@rule
def passes(have: float, bar: float, scale: float) -> float:
    """Return the believed chance to be at or above a bar, logistic in the distance; no bar is always passed."""
    return 1.0 if bar <= 0.0 else 1.0 / (1.0 + math.exp(-(have - bar) / scale))


@rule
def gate_pull(value: float, have: float, bar: float, scale: float) -> float:
    """Return d(value * chance) / d(have) of something that is had from a bar on."""
    chance = passes(have, bar, scale)
    return value * chance * (1.0 - chance) / scale


@rule
def notch(p: Row, rate: float, have: float, bar: float) -> float:
    """Return d(rate * have * chance) / d(have): a bonus on everything, once the bar is passed."""
    scale = max(1e-9, p[bo.THRESHOLD_NOISE] * bar)
    return rate * passes(have, bar, scale) + gate_pull(rate * have, have, bar, scale)


@rule
def supply_pull(
    p: Row, drive: float, supply: float, gmv_week: float, returned: float, elasticity: float, usual: float,
    share: float,
) -> float:
    """Return d(bonuses / usual) / d supply: hours, GMV, net GMV and the commission's volume tier.

    GMV is believed to follow supply with ``elasticity``; ``share`` of a bonus is really paid. ``drive`` is 0 for whom
    does not go LIVE.
    """
    per_supply = p[c.LIVE_START] * drive
    hours = notch(p, p[bo.VOLUME_BONUS], per_supply * supply, p[bo.VOLUME_HOURS]) * per_supply
    gmv_slope = gmv_week * elasticity / supply
    gmv = notch(p, p[bo.GMV_BONUS], gmv_week, p[bo.GMV_THRESHOLD]) + p[bo.NET_BONUS] * (1.0 - returned)
    tier = notch(p, p[co.VOLUME_EXTRA], gmv_week, 0.25 * p[co.VOLUME_THRESHOLD])
    return (share * (hours + gmv * gmv_slope) + tier * gmv_slope) / usual


@rule
def quality_pull(
    p: Row, seen: float, gmv_week: float, returned: float, learned: float, usual: float, share: float
) -> float:
    """Return d(bonuses / usual) / d quality: a creator near the quality threshold sees most to gain.

    The chance of passing is believed logistic in measured quality with the estimate's error as scale; ``learned`` is
    what quality is believed to add to the log of sales.
    """
    scale = 0.05 + p[d.QUALITY_ERROR]
    quality = gate_pull(p[bo.QUALITY_BONUS], seen, max(1e-9, p[bo.QUALITY_BONUS_THRESHOLD]), scale)
    gmv = notch(p, p[bo.GMV_BONUS], gmv_week, p[bo.GMV_THRESHOLD]) + p[bo.NET_BONUS] * (1.0 - returned)
    return share * (quality + gmv * gmv_week * learned) / usual


@rule
def gross_part(p: Row, gmv_week: float, usual: float, share: float) -> float:
    """Return the GMV bonus of a usual week in shares of usual income, as far as it is believed to be earned."""
    chance = passes(gmv_week, p[bo.GMV_THRESHOLD], max(1e-9, p[bo.THRESHOLD_NOISE] * p[bo.GMV_THRESHOLD]))
    return share * p[bo.GMV_BONUS] * gmv_week * chance / usual


@rule
def net_part(p: Row, gmv_week: float, returned: float, usual: float, share: float) -> float:
    """Return the net-GMV bonus of a usual week in shares of usual income."""
    return share * p[bo.NET_BONUS] * gmv_week * (1.0 - returned) / usual


@rule
def expected(p: Row, live_hours: float, gmv_week: float, returned: float, seen: float, share: float) -> float:
    """Return the bonuses that a week is believed to bring, each with the chance to pass its bar."""
    noise = p[bo.THRESHOLD_NOISE]
    bar = p[bo.VOLUME_HOURS]
    hours = p[bo.VOLUME_BONUS] * live_hours * passes(live_hours, bar, max(1e-9, noise * bar))
    sales = gmv_week * p[bo.NET_BONUS] * (1.0 - returned)
    sales += gross_part(p, gmv_week, 1.0, 1.0)
    quality = p[bo.QUALITY_BONUS] * passes(seen, p[bo.QUALITY_BONUS_THRESHOLD], 0.05 + p[d.QUALITY_ERROR])
    return share * (hours + sales + quality)


@rule
def sales_rate(p: Row, returned: float, share: float) -> float:
    """Return what bonuses pay for a unit of sales to whoever passes their bars."""
    return share * (p[bo.GMV_BONUS] + p[bo.NET_BONUS] * (1.0 - returned))


@rule
def on_offer(p: Row, drive: float, supply: float, gmv_week: float) -> float:
    """Return the bonuses that a usual week could bring, whatever their bars."""
    hours = p[c.LIVE_START] * drive * supply
    return p[bo.VOLUME_BONUS] * hours + (p[bo.GMV_BONUS] + p[bo.NET_BONUS]) * gmv_week + p[bo.QUALITY_BONUS]


@rule
def part_of_income(bonus: float, usual: float) -> float:
    """Return a weekly bonus as a share of income with it."""
    return bonus / (bonus + usual)


@rule
def next_habituation(p: Row, habituation: float, part: float) -> float:
    """Return the bonus share that a creator is used to (its habituation) after a week at ``part``."""
    return part + (habituation - part) * 2.0 ** (-1.0 / p[bo.HABITUATION_WEEKS])


@rule
def habituation_gap(habituation: float, part: float) -> float:
    """Return by how much the bonuses on offer fall short of what a creator is used to."""
    return max(0.0, habituation - part)


@rule
def disappointment(p: Row, gap: float) -> float:
    """Return the factor on what is published once a bonus is gap: volume reverts at once, or goes below (S118)."""
    return max(0.2, 1.0 - p[bo.AFTERMATH] * gap)
