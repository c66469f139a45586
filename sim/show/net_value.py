"""The platform's money in words: what an option is worth a day, and of what parts that is made."""

from __future__ import annotations

import math

from sim.methods.intervals import Effect, Interval
from sim.show.evidence import EARNED, NET, SPENT, Evidence
from sim.show.numbers import level, money
from sim.show.words import capital, listed

_NAMED = {
    "platform_fees": "fees", "ads_revenue": "ads", "paid_boost_revenue": "boosts sold",
    "incentive_cost": "incentives", "governance_cost": "governance",
}
_SHARE = 0.05
"""Parts below this share of the largest one are left out of the sentence; all are in the table of costs."""


def net_words(interval: Interval) -> str:
    """Return money gained or lost with its sign, no more digits than its interval bears: ``-$231``."""
    value = _rounded(interval)
    return f"+{money(value)}" if value > 0 else money(value)


def net_value_words(evidence: Evidence) -> str:
    """Return what an option is worth to the platform, with its parts and what is left out."""
    net = evidence.reading(NET)
    if net is None or math.isnan(net.effect.paired.mean):
        return ""
    told = [_verdict(net.effect.paired, net.side, evidence.sales), _parts(evidence)]
    if evidence.unpriced:
        told.append(f"Not counted: what {listed(evidence.unpriced)} cost; the model has no price for it.")
    return " ".join(one for one in told if one)


def _verdict(net: Interval, side: str, sales: float) -> str:
    of_sales = f", {level('fraction', abs(net.mean) / sales)} of net sales" if sales > 0 else ""
    ends = f" ({net_words(_end(net, net.low))} to {net_words(_end(net, net.high))})" if net.bounded else ""
    if side == "undecided":
        return f"Whether the platform gains or loses is not settled{ends}."
    if side == "same":
        return f"No material change in the platform's money{ends} a day."
    size = money(abs(_rounded(net)))
    small = ", certain but small" if side == "small" else ""
    return f"The platform {'gains' if net.mean > 0 else 'loses'} {size} a day{ends}{of_sales}{small}."


def _parts(evidence: Evidence) -> str:
    """Return what is spent and what comes in: ``$238 a day more is spent (incentives); about $7 more comes in``."""
    sides = []
    for names, more, less in ((SPENT, "more is spent on", "less is spent on"),
                              (EARNED, "more comes in from", "less comes in from")):
        sides += [_part(evidence.parts[name], name, more, less) for name in names if _told(evidence, name)]
    return f"{capital(listed(sides))}." if sides else ""


def _part(effect: Effect, name: str, more: str, less: str) -> str:
    size = money(abs(_rounded(effect.paired)))
    way = more if effect.paired.mean > 0 else less
    if effect.verdict == "within noise":
        low, high = (net_words(_end(effect.paired, end)) for end in (effect.paired.low, effect.paired.high))
        return f"about {size} a day {way} {_NAMED[name]} ({low} to {high})"
    return f"{size} a day {way} {_NAMED[name]}"


def _told(evidence: Evidence, name: str) -> bool:
    """Return whether a part is large enough beside the others, or is what sales bring, to be told."""
    sizes = {one: abs(effect.paired.mean) for one, effect in evidence.parts.items()
             if not math.isnan(effect.paired.mean)}
    largest = max(sizes.values(), default=0.0)
    if name not in sizes or sizes[name] == 0.0:
        return False
    bought = name == "platform_fees" and max((sizes.get(one, 0.0) for one in SPENT), default=0.0) == largest
    return sizes[name] >= _SHARE * largest or bought


def _end(interval: Interval, value: float) -> Interval:
    """Return a bound with as many digits as its interval bears."""
    return Interval(value, value - interval.half_width, value + interval.half_width, interval.count)


def _rounded(interval: Interval) -> float:
    """Return a mean rounded to the digits that half the width of its interval bears."""
    scale = interval.half_width if interval.bounded and interval.half_width > 0 else abs(interval.mean)
    if scale == 0 or math.isnan(scale):
        return interval.mean
    digits = min(2, -math.floor(math.log10(scale / 2) + 1e-9))
    return round(interval.mean, digits)
