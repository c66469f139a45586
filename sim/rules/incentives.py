"""Incentives: who earns which bonus."""

from __future__ import annotations

from sim.compilation import rule
from sim.parameters import incentives as i


@rule
def volume_bonus(p, minutes: int) -> int:  # type: ignore[no-untyped-def]
    """Return the bonus for LIVE minutes put up, in whole minor units."""
    return int(p[i.VOLUME_BONUS] * minutes / 60.0)


@rule
def earns_quality_bonus(p, seen: float, rating: int) -> bool:  # type: ignore[no-untyped-def]
    """Return whether measured quality and health rating earn this week's bonus."""
    return p[i.QUALITY_BONUS] > 0.0 and seen >= p[i.QUALITY_BONUS_THRESHOLD] and rating >= p[i.QUALITY_BONUS_RATING]  # type: ignore[no-any-return]
