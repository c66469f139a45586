"""Numbers of a roadmap's results in words: chances, changes, dates, gates. Pure: what the results lack is unsaid."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sim.methods.intervals import Effect, Interval
from sim.show.numbers import change, level, subject

Told = Mapping[str, Any]
Standing = Literal["likely", "unlikely", "open"]


def standing(chance: Told) -> Standing:
    """Return whether something is more likely than not, less likely, or open, by the whole interval."""
    if chance["runs"] and chance["low"] > 0.5:
        return "likely"
    return "unlikely" if chance["runs"] and chance["high"] < 0.5 else "open"


def chance_words(chance: Told) -> str:
    """Return a chance: ``11 of 12 runs (92%, 62% to 100%)``."""
    if not chance["runs"]:
        return "no run in which it is defined"
    return f"{chance['met']} of {chance['runs']} runs ({percent(chance['share'])}, {chance_interval(chance)})"


def chance_interval(chance: Told) -> str:
    """Return the interval of a chance, rounded outwards: ``62% to 100%``."""
    low, high = math.floor(100 * chance["low"] + 1e-9), math.ceil(100 * chance["high"] - 1e-9)
    return f"{low}% to {high}%"


def percent(share: float | None) -> str:
    """Return a share in percent, never rounded to a certainty that it is not."""
    if share is None:
        return "n/a"
    rounded = round(100 * share)
    if rounded in (0, 100) and share not in (0.0, 1.0):
        return "under 1%" if rounded == 0 else "over 99%"
    return f"{rounded}%"


def change_words(unit: str, effect: Told, baseline: float | None) -> str:
    """Return an effect with its interval: ``-0.19 pp [-0.24, -0.15]``."""
    return str(change(unit, effect_of(effect, baseline)))


def effect_of(effect: Told, baseline: float | None) -> Effect:
    """Return an effect of the results as the reports' own kind."""
    numbers = [math.nan if effect[key] is None else float(effect[key]) for key in ("mean", "low", "high")]
    interval = Interval(numbers[0], numbers[1], numbers[2], int(effect.get("count", 0)))
    return Effect(interval, interval, math.nan if baseline is None else baseline, None)


def value_words(unit: str, interval: Told) -> str:
    """Return a value with its interval: ``0.42% [0.40%, 0.44%]``."""
    if interval["mean"] is None:
        return "n/a"
    told = level(unit, interval["mean"])
    if interval["low"] is None:
        return told
    return f"{told} [{level(unit, interval['low'])}, {level(unit, interval['high'])}]"


def bound_words(bound: Told) -> str:
    """Return what a gate or target asks: ``violation view rate in VN at most 1%``."""
    place = f" in {place_words(bound['region'])}" if bound["region"] else ""
    side = "at least" if bound["at_least"] else "at most"
    return f"{subject(bound['outcome'])}{place} {side} {level(bound['unit'], bound['bound'])}"


def date_words(date: str | None) -> str:
    """Return a date as people write it: ``31 Mar 2027``."""
    if date is None:
        return "not within the run"
    day = dt.date.fromisoformat(date)
    return f"{day.day} {day:%b %Y}"


def reached_words(reached: Told, start: str) -> str:
    """Return when a target is met for good: the median date, and the range of its interval."""
    if reached["day"] is None:
        return "not within the run in most runs"
    first = dt.date.fromisoformat(start)
    ends = [None if reached[end] is None else first + dt.timedelta(int(reached[end])) for end in ("low", "high")]
    low = "earlier" if ends[0] is None else f"{ends[0].day} {ends[0]:%b}"
    high = "later than the run" if ends[1] is None else f"{ends[1].day} {ends[1]:%b}"
    return f"{date_words(reached['date'])} ({low} to {high})"


def place_words(place: str) -> str:
    """Return a country's code in capitals; the whole market in words."""
    return "the whole market" if place in ("", "all") else place.upper() if len(place) <= 3 else place


def listed(names: Sequence[str]) -> str:
    """Return names joined by commas and a last ``and``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
