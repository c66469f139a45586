"""Entry: arrivals that make up for who leaves under the status quo, and their growth.

Of a population that is to keep its size, ``E`` arrive a day. A share ``b`` of these is gone within a month, ``out`` of
all others leave a day, so what keeps the size is E = out / (1 - b). The warm-up measures both; from the first day of
the horizon on the flow is a given, so that a lever that drives people out is not made up for.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import market as m

# What a region keeps of one population's entry: the daily flow, and sums that fade: days, who came, who of those that
# came within a month left, who of the others left.
FLOW, DAYS, CAME, YOUNG_LEFT, OLD_LEFT = range(5)
ENTRY_FIELDS = 5
YOUNG = 30  # days for which somebody counts as having just come
MEMORY = 60.0  # days after which a day's count has faded to 1/e
PRIOR = 30.0  # days of experience that the flow given at the start is worth
MOST_LOST = 0.98  # of those who come, within a month


@rule
def faded(total: float, today: float) -> float:
    """Return a sum that fades by 1/e in ``MEMORY`` days, with today's count."""
    return total * math.exp(-1.0 / MEMORY) + today


@rule
def balancing_flow(days: float, came: float, young_left: float, old_left: float) -> float:
    """Return the arrivals a day that keep a population's size: out / (1 - b), from sums over ``days``."""
    if days <= 0.0 or came <= 0.0:
        return 0.0
    lost = max(0.0, min(MOST_LOST, young_left / came))
    return max(0.0, old_left) / days / (1.0 - lost)


@rule
def blended_flow(p: Row, given: float, balanced: float) -> float:
    """Return the flow between what is given and what balances, by `market.entry_balance`."""
    return given + p[m.ENTRY_BALANCE] * (balanced - given)


@rule
def grown(p: Row, flow: float, horizon_day: int) -> float:
    """Return a flow on a day of the horizon: it grows by `market.growth` a year from day 0 on."""
    return flow * math.pow(1.0 + p[m.GROWTH], max(0, horizon_day) / 365.0)


@rule
def accepted_share(p: Row) -> float:
    """Return the share of applicants that the check lets through (`enforcement.onboarding`)."""
    ring, error = p[lc.RING_SHARE], p[lc.ONBOARDING_ERROR]
    return 1.0 - p[lc.ONBOARDING] * (ring * p[lc.ONBOARDING_RECALL] + (1.0 - ring) * error)
