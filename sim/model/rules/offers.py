"""Offers: how good they are, what they promise, what viewers get, and when they are published."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import creators as c
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters import viewers as v


@rule
def quality(p: Row, skill: float, effort: float) -> float:
    """Return intended quality in 0-1: 1 - exp(-g (1/4 + skill) sqrt(effort)), diminishing in both."""
    return 1.0 - math.exp(-p[c.QUALITY_GAIN] * (0.25 + skill) * math.sqrt(effort))


@rule
def quality_slope(p: Row, skill: float, effort: float) -> float:
    """Return d quality / d effort."""
    root = math.sqrt(effort)
    gain = p[c.QUALITY_GAIN] * (0.25 + skill)
    return math.exp(-gain * root) * gain * 0.5 / root


@rule
def unit(x: float) -> float:
    """Return ``x`` clipped to 0-1."""
    return min(1.0, max(0.0, x))


@rule
def live_chance(p: Row, supply: float, drive: float) -> float:
    """Return the probability of a LIVE today: weekly hours over seven sessions of usual length, at most 1."""
    return min(1.0, p[c.LIVE_START] * drive * supply / (7.0 * p[c.SESSION_HOURS]))


@rule
def live_minutes(p: Row, supply: float, drive: float) -> int:
    """Return the minutes of a LIVE, so that chance times length is the weekly supply (at most 12 h)."""
    hours = p[c.LIVE_START] * drive * supply / (7.0 * live_chance(p, supply, drive))
    return int(min(12.0, hours) * 60.0) + 1


@rule
def live_sessions(p: Row, minutes: int) -> int:
    """Return in how many LIVEs of about the usual length a day's minutes are hosted, one at least."""
    return max(1, int(minutes / (60.0 * p[c.SESSION_HOURS]) + 0.5))


@rule
def minutes_of(minutes: int, sessions: int, most: int) -> int:
    """Return what is left of a day's minutes where only ``most`` of its LIVEs may be hosted."""
    return minutes if sessions <= most else minutes * most // sessions


@rule
def video_pieces(p: Row, u: float, supply: float, drive: float) -> int:
    """Return how many videos a day has: the daily mean rounded down, plus one with the rest as probability."""
    mean = p[c.VIDEO_START] * drive * supply / 7.0
    whole = int(mean)
    return whole + (1 if u < mean - whole else 0)


@rule
def pieces_a_day(p: Row, supply: float, drive: float, live: float) -> float:
    """Return what an account publishes on a usual day: LIVEs (``live``: drive for them) and videos."""
    return (p[c.LIVE_START] * live / p[c.SESSION_HOURS] + p[c.VIDEO_START] * drive) * supply / 7.0


@rule
def pieces_a_week(p: Row, supply: float, drive: float, live: float) -> float:
    """Return how many LIVEs and batches of videos are published in a week: chances of a day times seven."""
    videos = min(1.0, p[c.VIDEO_START] * drive * supply / 7.0)
    return 7.0 * (live_chance(p, supply, live) + videos)


@rule
def fits(row: Row, is_live: bool) -> bool:
    """Return whether a tactic can be used in a format (0: any, 1: LIVE, 2: video)."""
    return row[t.FORMAT] == 0.0 or (row[t.FORMAT] == 1.0) == is_live


@rule
def stretched_minutes(minutes: int, hours_gain: float, strength: float) -> int:
    """Return the minutes of a LIVE that a tactic makes longer, at most a day."""
    return min(1440, int(minutes * (1.0 + hours_gain * strength)))


@rule
def breaks_unknowingly(p: Row, u: float, awareness: float, prone: float, care: float) -> bool:
    """Return whether an honest offer breaks a rule: P = ignorance (1 - awareness) proneness (1 - care)."""
    return u < p[c.IGNORANCE] * (1.0 - awareness) * prone * (1.0 - care)


@rule
def price_of(p: Row, median: float, z: float) -> int:
    """Return the price in minor units: category median times lognormal noise, at least 1."""
    return max(1, int(median * math.exp(p[c.PRICE_NOISE] * z)))


@rule
def entry_odds(p: Row, intended: float, followers: int, pull: float) -> float:
    """Return the odds that an impression becomes a view (model 17: quality, popularity; all other pull)."""
    base = p[m.ENTRY_BASE] / (1.0 - p[m.ENTRY_BASE])
    return base * math.exp(
        p[m.ENTRY_QUALITY] * (intended - 0.5) + p[m.ENTRY_POPULARITY] * math.log(1.0 + followers) + pull
    )


@rule
def live_appeal(p: Row, z: float) -> float:
    """Return a creator's own pull in a LIVE, in log-odds: lasting, and 1 on average as a factor of the odds."""
    return p[c.LIVE_APPEAL_SPREAD] * (z - 0.5 * p[c.LIVE_APPEAL_SPREAD])


@rule
def watch_mean(p: Row, is_live: bool, intended: float, gain: float) -> float:
    """Return the mean minutes of a view."""
    base = p[m.WATCH_LIVE] if is_live else p[m.WATCH_VIDEO]
    return base * math.exp(p[m.WATCH_QUALITY] * (intended - 0.5) + gain)


@rule
def order_odds(p: Row, is_live: bool, intended: float, gain: float) -> float:
    """Return the odds that a product click becomes an order."""
    base = p[m.ORDER_LIVE] if is_live else p[m.ORDER_VIDEO]
    return base / (1.0 - base) * math.exp(p[m.ORDER_QUALITY] * (intended - 0.5) + gain)


@rule
def noticed(violates: bool, noticeable: float) -> float:
    """Return the share of viewers who notice an offer's violation, -1 if there is none."""
    return noticeable if violates else -1.0


@rule
def report_chance(p: Row, noticed: float) -> float:
    """Return the probability that a view is reported, given who notices a violation (-1: there is none)."""
    return p[v.NOTICE] * noticed if noticed >= 0.0 else p[v.FALSE_REPORT]


@rule
def capacity(p: Row, is_live: bool, minutes: int, pieces: int) -> float:
    """Return how much traffic an offer can take up: hours of LIVE or number of videos, by format share."""
    if is_live:
        return p[m.LIVE_SHARE] * minutes / (60.0 * p[c.SESSION_HOURS])
    return (1.0 - p[m.LIVE_SHARE]) * pieces


@rule
def strength_of(p: Row, deliberate: bool) -> float:
    """Return how strong a violation is: 1 when meant, less when committed by ignorance."""
    return 1.0 if deliberate else p[t.IGNORANT_INTENSITY]
