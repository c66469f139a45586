"""The funnel of one impression: entry (CTR), watch, click, order (CTOR), follow, feedback.

Choices are logits in odds form, ``u (1 + odds) < odds``: an offer's and a viewer's utilities multiply as odds, so
the hot loop needs no exponential. One uniform per choice, so raising a probability only ever adds events.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import market as m


@rule
def happens(u: float, odds: float) -> bool:
    """Return whether an event of these odds happens at uniform ``u``."""
    return u * (1.0 + odds) < odds


@rule
def watch_minutes(u: float, mean: float, left: float) -> float:
    """Return minutes watched: exponential with ``mean``, never past what is ``left`` of the offer."""
    return min(-math.log(1.0 - u) * mean, left)


@rule
def centiminutes(minutes: float) -> int:
    """Return minutes in hundredths, rounded down (fixed point, so that sums are exact)."""
    return int(minutes * 100.0)


@rule
def is_quick_exit(p: Row, minutes: float) -> bool:
    """Return whether the view was left within seconds."""
    return minutes < p[m.QUICK_EXIT_MINUTES]


@rule
def clicks(p: Row, u: float, is_live: bool, appetite: float) -> bool:
    """Return whether a view leads to a product click: some browse, the others click as far as they wish to buy."""
    browsing = p[m.BROWSING]
    return u < (p[m.CLICK_LIVE] if is_live else p[m.CLICK_BASE]) * (browsing + (1.0 - browsing) * appetite)


@rule
def shops(p: Row, u: float, is_live: bool, appetite: float) -> bool:
    """Return whether the click at uniform ``u`` is one of who wishes to buy: only these may become orders."""
    return u < (p[m.CLICK_LIVE] if is_live else p[m.CLICK_BASE]) * (1.0 - p[m.BROWSING]) * appetite


@rule
def follows(p: Row, u: float, value: float) -> bool:
    """Return whether a view ends in a follow: base rate times delivered value squared (good offers only)."""
    return u < p[m.FOLLOW_BASE] * value * value


@rule
def unfollows(p: Row, u: float, value: float, distrust: float) -> bool:
    """Return whether a follower unfollows after a view, the likelier the less was delivered and trust is left."""
    return u < p[m.UNFOLLOW_BASE] * (1.0 - value) * (1.0 - value) * distrust


@rule
def taps_not_interested(p: Row, u: float, value: float) -> bool:
    """Return whether a view ends in a not-interested tap."""
    return u < p[m.NEGATIVE_BASE] * (1.0 - value)


@rule
def category_of(u: float, taste: Row) -> int:
    """Return the category for which a viewer's cumulative taste (0-255) first exceeds ``256 u``."""
    x = u * 256.0
    category = 0
    for k in range(len(taste) - 1):
        category += x >= taste[k]  # cumulative, so counting needs no branch that depends on the draw
    return category
