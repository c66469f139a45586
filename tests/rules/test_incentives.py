"""Incentives: bonuses at their thresholds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.parameters import incentives as i
from sim.rules import incentives


def test_volume_bonus_pays_by_the_minute(cell: Callable[..., Any]) -> None:
    p = cell({i.VOLUME_BONUS: 300.0})
    assert incentives.volume_bonus(p, 60) == 300 and incentives.volume_bonus(p, 61) == 305
    assert incentives.volume_bonus(cell(), 600) == 0


def test_quality_bonus_needs_quality_and_standing(cell: Callable[..., Any]) -> None:
    p = cell({i.QUALITY_BONUS: 100.0, i.QUALITY_BONUS_THRESHOLD: 0.65, i.QUALITY_BONUS_RATING: 150.0})
    assert incentives.earns_quality_bonus(p, 0.65, 150)
    assert not incentives.earns_quality_bonus(p, 0.6499, 150)
    assert not incentives.earns_quality_bonus(p, 0.99, 149)
    assert not incentives.earns_quality_bonus(cell({i.QUALITY_BONUS: 0.0}), 0.99, 1000)
