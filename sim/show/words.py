"""Numbers in words that any study may use: chances, changes, values with intervals, dates, places, lists."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from sim.config.characters import harmless
from sim.config.conditions import Condition
from sim.methods.chance import Chance
from sim.methods.intervals import Effect, Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.numbers import NOT_DEFINED, change, level, subject, tick
from sim.show.places import in_place

_LONGEST = 250  # properties of documents hold 255 letters


def chance_words(chance: Chance) -> str:
    """Return a chance: ``11 of 12 runs (92%, 62% to 100%)``."""
    if not chance.runs:
        return "no run in which it is defined"
    return f"{chance.met} of {counted(chance.runs, 'run')} ({percent(chance.share)}, {chance_interval(chance)})"


def chance_interval(chance: Chance) -> str:
    """Return the interval of a chance, rounded outwards: ``62% to 100%``."""
    low, high = math.floor(100 * chance.low + 1e-9), math.ceil(100 * chance.high - 1e-9)
    return f"{low}% to {high}%"


def share_and_interval(chance: Chance) -> str:
    """Return a chance without its runs: ``92% [62% to 100%]``."""
    return f"{percent(chance.share)} [{chance_interval(chance)}]"


def percent(share: float) -> str:
    """Return a share in percent, never rounded to a certainty that it is not."""
    if math.isnan(share):
        return NOT_DEFINED
    rounded = round(100 * share)
    if rounded in (0, 100) and share not in (0.0, 1.0):
        return "under 1%" if rounded == 0 else "over 99%"
    return f"{rounded}%"


def change_words(unit: str, effect: Interval, baseline: float = math.nan) -> str:
    """Return an effect with its interval: ``-0.19 pp [-0.24, -0.15]``."""
    return str(change(unit, effect_of(effect, baseline)))


def base_of(level: Interval) -> float:
    """Return a level that effects may be told as shares of: NaN where it cannot be told from zero (Fieller)."""
    return math.nan if level.bounded and level.low <= 0.0 <= level.high else level.mean


def effect_of(effect: Interval, baseline: float = math.nan) -> Effect:
    """Return an effect as the reports' own kind."""
    return Effect(effect, effect, baseline)


def value_words(unit: str, interval: Interval) -> str:
    """Return a value with its interval: ``0.42% [0.40%, 0.44%]``."""
    words = level(unit, interval.mean)
    if math.isnan(interval.mean) or not interval.bounded:
        return words
    return f"{words} [{level(unit, interval.low)}, {level(unit, interval.high)}]"


def condition_words(condition: Condition) -> str:
    """Return what is required of outcomes: ``violation view rate in Vietnam below 1%``."""
    side = "above" if condition.above else "below"
    bound = (f"{100 * condition.bound:.4g}% of the status quo" if condition.relative
             else tick(OUTCOMES[condition.outcomes[0]].unit, condition.bound))
    return f"{' + '.join(subject(one) for one in condition.outcomes)}{within(condition.region)} {side} {bound}"


def date_words(date: str | None) -> str:
    """Return a date as people write it: ``31 Mar 2027``."""
    if date is None:
        return "not within the run"
    day = dt.date.fromisoformat(date)
    return f"{day.day} {day:%b %Y}"


def within(place: str) -> str:
    """Return where something is read, after a blank: `` in Vietnam``; nothing for the whole market."""
    return f" in {in_place(place)}" if place else ""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 seed``, ``12 seeds``, ``3 policies``."""
    if number == 1:
        return f"1 {noun}"
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return f"{number:,} {noun[:-1] + 'ies' if ends_in_y else noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """Return names joined by commas and a last ``and``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def property_of(text: str) -> str:
    """Return text as a property of a document holds it: one line, short; pages have the whole."""
    line = " ".join(harmless(text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def capital(text: str) -> str:
    """Return text with a capital first letter."""
    return text[:1].upper() + text[1:]
