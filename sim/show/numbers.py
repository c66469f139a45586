"""Numbers as people say them: shares in percent, their changes in points, money in dollars.

How many digits an effect shows follows from its interval: digits that the runs cannot tell apart are not printed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.methods.intervals import Effect, Interval
from sim.model.outcomes.dictionary import OUTCOMES

_SHARES = ("fraction", "ratio minus 1", "per creator and 30 days")
_COUNTS = ("viewers", "creators", "cases", "per day", "hours per day", "points per day", "views per day")
_UP_TO_ONE = ("fraction", "0-1", "probability")
_AMOUNTS = ("minutes", "hours", "days", "cases", "sessions", "pieces", "per 100,000", "per 1,000", "per LIVE", "views")
_LARGEST_RELATIVE = 5.0
NOT_DEFINED = "n/a"

TITLES = {
    "quality": "content quality (0–1)",
    "gmv_net": "net GMV, a day",
    "wrongly_hit_gmv": "wrongly hit GMV, a day",
    "incentive_cost": "incentive cost, a day",
    "governance_cost": "governance cost, a day",
    "platform_net_value": "platform's net value, a day",
}

_CENTS = 10.0
"""Dollars from which a change is told in three digits, and not to the cent."""

_SIGNED = ("platform_net_value",)
"""Outcomes that stand on either side of zero: a change of one is told in its unit, never as a share of its level."""


SUBJECTS = {
    "creator_retention_30d": "30-day retention of new creators",
    "creator_retention_90d": "90-day retention of new creators",
    "viewer_retention_30d": "30-day retention of viewers",
    "daily_active_viewers": "the number of daily active viewers",
    "appeal_overturn_rate": "the share of appeals overturned",
    "cheating_premium": "the profit of cheating",
    "platform_net_value": "the platform's net value",
}
"""How a sentence names outcomes whose label suits a table better."""


@dataclass(frozen=True)
class Change:
    """An effect in words.

    Attributes
    ----------
    mean, interval
        ``-0.19 pp`` and ``[-0.24, -0.15]``, the interval being empty if there is none.
    size, span
        The same without sign, for sentences that say "falls by": ``0.19 pp`` and ``0.15 to 0.24``.
    """

    mean: str
    interval: str
    size: str
    span: str = ""

    def __str__(self) -> str:
        return f"{self.mean} {self.interval}".strip()


def title(outcome: str) -> str:
    """Return the outcome's name as a row of a table shows it."""
    return TITLES.get(outcome, OUTCOMES[outcome].label)


def subject(outcome: str) -> str:
    """Return the outcome's name as a sentence uses it."""
    return SUBJECTS.get(outcome, OUTCOMES[outcome].label)


def level(unit: str, value: float) -> str:
    """Return a value in its unit: ``1.21%``, ``$41.2 M``, ``0.612``, ``4,612``."""
    if math.isnan(value):
        return NOT_DEFINED
    if unit.startswith(_SHARES):
        return f"{_fixed(100 * value, 3)}%"
    if unit.startswith("USD"):
        return money(value)
    if unit.startswith("0-1"):
        return f"{value:.3f}"
    return _fixed(value, 4 if abs(value) >= 1000 else 3)


def money(value: float) -> str:
    """Return dollars, shortened to thousands or millions."""
    sign, size = "-" if value < 0 else "", abs(value)
    for bound, letter in ((1e9, " B"), (1e6, " M"), (1e4, " k")):
        if size >= bound:
            return f"{sign}${_fixed(size / (1e3 if letter == ' k' else bound), 3)}{letter}"
    return f"{sign}${_fixed(size, 4 if size >= 1000 else 3)}"


def change(unit: str, effect: Effect) -> Change:
    """Return an effect: in percentage points for shares, relative for money and counts, else in the unit itself."""
    if math.isnan(effect.paired.mean):
        return Change(NOT_DEFINED, "", NOT_DEFINED)
    told, suffix = scaled(unit, effect)
    if suffix == "$":
        bounds = (_signed_money(told.low), _signed_money(told.high)) if told.bounded else None
        return _change(_signed_money(told.mean), bounds, "")
    return _write(told, suffix)


def scaled(unit: str, effect: Effect) -> tuple[Interval, str]:
    """Return an effect on the scale on which it is told, and what follows its numbers (``$`` goes before them)."""
    relative = effect.relative
    if unit.startswith(_SHARES):
        return effect.paired.scaled(100), " pp"
    if unit.startswith(("USD", *_COUNTS)) and relative is not None and abs(relative.mean) <= _LARGEST_RELATIVE:
        return relative.scaled(100), "%"
    return effect.paired, "$" if unit.startswith("USD") else ""


def tick(unit: str, value: float, signed: bool = False) -> str:
    """Return a number on an axis, as short as it can be; with ``signed``, as a difference (shares in points)."""
    if abs(value) < 1e-12:
        return "0"
    sign = "-" if value < 0 else "+" if signed else ""
    size = abs(value)
    if unit.startswith(_SHARES):
        return f"{sign}{100 * size:.4g}{' pp' if signed else '%'}"
    if unit.startswith("USD"):
        return (
            f"{sign}${size / 1e6:.4g} M"
            if size >= 1e6
            else f"{sign}${size / 1e3:.4g} k"
            if size >= 1e4
            else f"{sign}${size:,.4g}"
        )
    return f"{sign}{size:,.0f}" if size >= 1000 else f"{sign}{size:.4g}"


def outcome_level(outcome: str, value: float) -> str:
    """Return an outcome's value in its unit."""
    return level(OUTCOMES[outcome].unit, value)


def held(outcome: str, interval: Interval) -> Interval:
    """Return the interval of a level without what no level can be: a cost below nothing, a share above one."""
    unit = OUTCOMES[outcome].unit
    if outcome in _SIGNED or not interval.bounded or not unit.startswith((*_UP_TO_ONE, "USD", *_COUNTS, *_AMOUNTS)):
        return interval
    most = 1.0 if unit.startswith(_UP_TO_ONE) else math.inf
    return Interval(interval.mean, max(0.0, interval.low), min(most, interval.high), interval.count)


def outcome_change(outcome: str, effect: Effect) -> Change:
    """Return an effect on an outcome."""
    if outcome in _SIGNED:
        effect = replace(effect, baseline=math.nan)
    return change(OUTCOMES[outcome].unit, effect)


def range_words(told: Change) -> str:
    """Return an effect's interval with its unit: ``-5 to +2 pp``; the effect itself where there is none."""
    unit = " pp" if told.mean.endswith(" pp") else "%" if told.mean.endswith("%") else ""
    ends = told.interval.strip("[]").replace(", ", " to ")
    return f"{ends}{unit}" if ends else told.mean


def _write(interval: Interval, suffix: str) -> Change:
    digits = _digits(interval, 3 if suffix else 4)
    mean, low, high = (_signed(value, digits) for value in (interval.mean, interval.low, interval.high))
    return _change(mean, (low, high) if interval.bounded else None, suffix)


def _change(mean: str, bounds: tuple[str, str] | None, suffix: str) -> Change:
    if bounds is None:
        return Change(mean + suffix, "", mean.lstrip("+-") + suffix)
    nearer, farther = bounds if mean.startswith("+") else bounds[::-1]
    same_side = bounds[0][0] == bounds[1][0]
    span = f"{nearer.lstrip('+-')} to {farther.lstrip('+-')}" if same_side else f"{bounds[0]} to {bounds[1]}"
    return Change(mean + suffix, f"[{bounds[0]}, {bounds[1]}]", mean.lstrip("+-") + suffix, span)


def _digits(interval: Interval, most: int) -> int:
    """Return decimals that the interval bears; one more than ``most`` if a clear bound would else look like zero."""
    scale = interval.half_width if interval.bounded and interval.half_width > 0 else abs(interval.mean)
    if scale == 0 or math.isnan(scale):
        return 1
    digits = min(max(0, -math.floor(math.log10(scale / 2) + 1e-9)), most)
    nearest = min(abs(interval.low), abs(interval.high)) if interval.verdict != "within noise" else 1.0
    while digits <= most and nearest < 0.5 * 10**-digits:
        digits += 1
    return digits


def _signed(value: float, digits: int) -> str:
    """Return a number with its sign, and without one if it rounds to zero."""
    rounded = round(value, digits)
    return f"{rounded:+,.{digits}f}" if rounded else "0"


def _signed_money(value: float) -> str:
    """Return dollars with their sign, small ones to the cent, and without a sign what rounds to nothing."""
    if abs(value) >= _CENTS:
        return money(value) if value < 0 else f"+{money(value)}"
    cents = round(value, 2)
    return f"{'-' if cents < 0 else '+'}${abs(cents):.2f}" if cents else "$0"


def _fixed(value: float, significant: int) -> str:
    if value == 0:
        return "0"
    decimals = max(0, significant - 1 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(decimals, 6)}f}"
