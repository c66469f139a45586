"""Campaigns: who takes part, at which price, and what it does to demand."""

from __future__ import annotations

from sim.model.compilation import Row, rule
from sim.model.parameters import campaigns as ca


@rule
def takes_part(p: Row, performance: float, rating: int, blocked: int) -> bool:
    """Return whether a creator's offers are in today's campaign: score, rating, and no exclusion (S17 S20)."""
    return (
        p[ca.DEMAND] > 1.0 and performance >= max(0.0, p[ca.CAMPAIGN_BAR]) and rating > p[ca.CAMPAIGN_RATING]
        and blocked == 0
    )


@rule
def price(p: Row, usual: int) -> int:
    """Return the price of an offer in a campaign, at least 1."""
    return max(1, int(usual * (1.0 - p[ca.DISCOUNT])))


@rule
def order_lift(p: Row, in_campaign: bool) -> float:
    """Return the factor on the odds of an order: today's appetite, times demand for what is in a campaign."""
    return p[ca.APPETITE] * p[ca.DEMAND] if in_campaign else p[ca.APPETITE]


@rule
def opening_lift(p: Row) -> float:
    """Return the factor on the odds of opening the app: 1 + a (demand - 1)."""
    return 1.0 + p[ca.OPENING] * (p[ca.DEMAND] - 1.0)
