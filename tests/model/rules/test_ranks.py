"""Ranks: even spacing of heavy-tailed traits."""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import lifecycle as lc
from sim.model.rules import ranks


def test_quantiles_are_those_of_the_normal_law() -> None:
    for u in (1e-6, 0.001, 0.02, 0.03, 0.25, 0.5, 0.9, 0.98, 0.9999):
        assert ranks.normal_at(u) == pytest.approx(NormalDist().inv_cdf(u), rel=1e-7, abs=1e-7)


def test_nobody_ranks_above_the_top(cell: Callable[..., Any]) -> None:
    p = cell({lc.TOP_RANK: 0.999})
    assert ranks.score_at(p, 0.9999999) == pytest.approx(ranks.normal_at(0.999)) == -ranks.score_at(p, 0.0)
    assert ranks.score_at(p, 0.5) == pytest.approx(0.0)


@pytest.mark.parametrize("steps", [ranks.DRIVE_STEPS, ranks.PERSUASION_STEPS, ranks.ATTRACTION_STEPS])
@pytest.mark.parametrize("daily", [1, 3, 7, 60])
def test_newcomers_fill_all_ranks_evenly(steps: tuple[float, float], daily: int) -> None:
    levels = np.sort([ranks.lattice(0.3, day, order, *steps) for day in range(360 // daily) for order in range(daily)])
    gap = np.abs(levels - (np.arange(len(levels)) + 0.5) / len(levels)).max()
    assert gap < 0.035  # of 360 independent draws the median gap is 0.044
