"""The platform's money in words: what an option is worth a day, and of what parts that is made."""

from __future__ import annotations

import math

from sim.methods.intervals import Effect, Interval
from sim.show.numbers import level, money
from sim.show.recommendation.evidence import EARNED, NET, OWN, SPENT, Evidence, Reading
from sim.show.words import capital, listed

_NAMED = {
    "platform_fees": "fees", "ads_revenue": "ads", "paid_boost_revenue": "boosts sold",
    "incentive_cost": "incentives", "governance_cost": "governance", OWN: "the phases themselves",
}
_SHARE = 0.05
"""Parts below this share of the largest one are left out of the sentence; all are in the table of costs."""

_CENTS = 100.0


def net_words(interval: Interval) -> str:
    """Return money gained or lost with its sign, no more digits than its interval bears: ``-$231``."""
    value = _rounded(interval)
    return f"{'-' if value < 0 else '+' if value > 0 else ''}{_cash(abs(value))}"


def gained_or_lost(interval: Interval, per: str = "a day") -> str:
    """Return who gets richer by how much: ``the platform loses $231 a day``."""
    return f"the platform {'gains' if interval.mean > 0 else 'loses'} {size_words(interval)} {per}"


def size_words(interval: Interval) -> str:
    """Return money without its sign: ``$231``."""
    return _cash(abs(_rounded(interval)))


def net_value_words(evidence: Evidence) -> str:
    """Return what an option is worth to the platform, with its parts and what is left out."""
    net = evidence.reading(NET)
    if net is None or math.isnan(net.effect.paired.mean):
        return ""
    told = [_verdict(net, evidence), _parts(evidence, net)]
    if evidence.unpriced:
        told.append(f"Not counted: what {listed(evidence.unpriced)} cost; the model has no price for it.")
    return " ".join(one for one in told if one)


def paid_for(evidence: Evidence) -> str:
    """Return what is spent for what comes in: ``it costs $238 a day and brings about $7 in fees``; empty if cheaper."""
    spent = [evidence.parts[name].paired for name in SPENT if name in evidence.parts]
    fees = evidence.parts.get("platform_fees")
    more = sum(one.mean for one in spent)
    if not more > 0 or fees is None or math.isnan(fees.paired.mean):
        return ""
    widest = max(spent, key=lambda one: one.half_width if one.bounded else 0.0)
    cost = size_words(Interval(more, more - widest.half_width, more + widest.half_width, widest.count))
    if fees.verdict == "within noise":
        return f"it costs {cost} {evidence.per} and brings no fees that can be told from noise"
    brings = f"brings about {size_words(fees.paired)} in fees"
    if fees.paired.mean < 0:
        brings = f"loses about {size_words(fees.paired)} in fees"
    return f"it costs {cost} {evidence.per} and {brings}"


def _verdict(net: Reading, evidence: Evidence) -> str:
    interval, sales, per = net.effect.paired, evidence.sales, evidence.per
    of_sales = f", {level('fraction', abs(interval.mean) / sales)} of net sales" if sales > 0 else ""
    ends = f" ({_ends(interval)} {per})" if interval.bounded else ""
    if net.side == "undecided":
        return f"Whether the platform gains or loses is not settled{ends}."
    if net.side == "same":
        return f"No material change in the platform's money{ends}."
    small = ", certain but small" if net.side == "small" else ""
    ends = f" ({_ends(interval)})" if interval.bounded else ""
    return f"{capital(gained_or_lost(interval, per))}{ends}{of_sales}{small}."


def _parts(evidence: Evidence, net: Reading) -> str:
    """Return what is spent and what comes in: ``$238 a day more is spent on incentives and about $7 … from fees``."""
    sizes = {one: abs(effect.paired.mean) for one, effect in evidence.parts.items() if effect.paired.mean}
    largest = max((size for size in sizes.values() if not math.isnan(size)), default=0.0)
    if largest < net.smallest:
        return ""
    bought = any(sizes.get(name) == largest for name in (*SPENT, OWN))
    told = [name for name in (*SPENT, OWN, *EARNED)
            if sizes.get(name, 0.0) >= _SHARE * largest > 0 or (bought and name == "platform_fees" and name in sizes)]
    return f"{capital(listed([_part(evidence.parts[name], name, evidence.per) for name in told]))}."


def _part(effect: Effect, name: str, per: str) -> str:
    more = effect.paired.mean > 0
    way = ("more" if more else "less") + (" is spent on" if name in (*SPENT, OWN) else " comes in from")
    if effect.verdict == "within noise":
        ends = f" ({_ends(effect.paired)})" if effect.paired.bounded else ""
        return f"about {size_words(effect.paired)} {per} {way} {_NAMED[name]}{ends}"
    return f"{size_words(effect.paired)} {per} {way} {_NAMED[name]}"


def _ends(interval: Interval) -> str:
    """Return both bounds with as many digits as their interval bears: ``-$233 to -$229``."""
    half = interval.half_width
    ends = [Interval(end, end - half, end + half, interval.count) for end in (interval.low, interval.high)]
    return " to ".join(map(net_words, ends))


def _rounded(interval: Interval) -> float:
    """Return a mean rounded to the digits that half the width of its interval bears: whole dollars, or cents.

    What is the same in every run is known to the dollar, and small amounts to the cent.
    """
    if interval.bounded and interval.half_width == 0:
        return round(interval.mean, 0 if abs(interval.mean) >= _CENTS else 2)
    scale = interval.half_width if interval.bounded else abs(interval.mean)
    if scale == 0 or math.isnan(scale):
        return interval.mean
    digits = min(2, -math.floor(math.log10(scale / 2) + 1e-9))
    return round(interval.mean, 2 if digits == 1 else digits)


def _cash(size: float) -> str:
    if size >= _CENTS or float(size).is_integer():
        return money(size) if size >= _CENTS else f"${size:.0f}"
    return f"${size:.2f}"
