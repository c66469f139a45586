"""Incentives: who earns which bonus."""

from __future__ import annotations

from sim.compilation import Row, rule
from sim.parameters import incentives as i


@rule
def volume_bonus(p: Row, minutes: int) -> int:
    """Return the bonus for LIVE minutes put up, in whole minor units."""
    return int(p[i.VOLUME_BONUS] * minutes / 60.0)


@rule
def earns_quality_bonus(p: Row, seen: float, rating: int) -> bool:
    """Return whether measured quality and health rating earn this week's bonus."""
    return p[i.QUALITY_BONUS] > 0.0 and seen >= p[i.QUALITY_BONUS_THRESHOLD] and rating >= p[i.QUALITY_BONUS_RATING]
