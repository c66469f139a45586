"""Viewers and buyers as they come: who looks once, who never buys, when buying ends; and what there is to stay for.

Staying is shifted beta-geometric with a floor (Fader & Hardie 2007), buying MBG/NBD with never-buyers (Batislam et al.
2007): a Gamma wish to buy, and a chance after every order, the first included, that it was the last.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import distribution as d
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import viewers as v

LEARNING_DAYS = 30  # in which a market that has just begun learns what is usual


@rule
def fickleness(p: Row, u: float) -> float:
    """Return a newcomer's own daily chance of leaving: Beta(a, 1) at uniform ``u``."""
    return u ** (1.0 / p[v.LOOK_ONCE])


@rule
def has_stayed(p: Row, u: float, fickle: float) -> bool:
    """Return whether one this fickle is among those who are there: in proportion to how long they stay."""
    return u * (fickle + p[v.CHURN_BASE]) < p[v.CHURN_BASE]


@rule
def wish_to_buy(p: Row, u: float, gamma: float) -> float:
    """Return a viewer's wish to buy: none for never-buyers, else Gamma(r) over its mean r."""
    return 0.0 if u < p[v.NEVER_BUYERS] else gamma / p[v.APPETITE_SHAPE]


@rule
def buying_is_over(p: Row, u: float, fickle: float, appetite: float, ends: float) -> bool:
    """Return whether somebody who has been there stopped buying: orders that end it race with leaving."""
    leaving, ending = fickle + p[v.CHURN_BASE], p[v.ORDER_PACE] * appetite * ends
    return u * (leaving + ending) >= leaving


@rule
def dormant_accounts(p: Row, viewers: int) -> int:
    """Return how many accounts of a region were opened and are never used."""
    return int(p[v.DORMANT_ACCOUNTS] * viewers)


@rule
def log_worth(worth: float) -> float:
    """Return the value of what is on offer: ln of the sum of reach times odds of entry (logit's inclusive value)."""
    return math.log(max(worth, 1e-6))


@rule
def next_usual(p: Row, usual: float, value: float, day: int) -> float:
    """Return what people count as usual after a day: a slow average, which begins as the mean of the first weeks."""
    slow = 1.0 - 2.0 ** (-1.0 / p[v.VARIETY_MEMORY])
    return usual + (max(slow, 1.0 / (day + 1.0)) if day < LEARNING_DAYS else slow) * (value - usual)


@rule
def more_than_usual(value: float, usual: float, day: int) -> float:
    """Return how much more there is to watch than usual, in logs within 3 either way; nothing on the first day."""
    return 0.0 if day == 0 else max(-3.0, min(3.0, value - usual))


@rule
def lift_for(taste: Row, lifts: Row, first: int) -> float:
    """Return what is on offer against the usual for a viewer's taste (cumulative, in 1/256)."""
    total, below = 0.0, 0.0
    for k in range(len(taste) - 1):
        total += (taste[k] - below) * lifts[first + k]
        below = float(taste[k])
    return (total + (256.0 - below) * lifts[first + len(taste) - 1]) / 256.0


@rule
def gone_dark(p: Row, is_open: bool, suspended_until: int, last_offer: int, day: int) -> bool:
    """Return whether followers miss a creator: gone, removed, suspended, or silent for long."""
    return not is_open or suspended_until > day or day - last_offer >= p[lc.DORMANT_DAYS]


@rule
def missed(p: Row, dark: int, follows: int) -> float:
    """Return the quality that a session lacks because ``dark`` of the creators followed have gone dark."""
    return p[v.DARK_COST] * p[d.FOLLOW_SHARE] * dark / follows


@rule
def forgets(p: Row, u: float) -> bool:
    """Return whether a follow of a creator gone dark is given up today."""
    return u < 1.0 - 2.0 ** (-1.0 / p[v.DARK_MEMORY])
