"""Agencies, rings, applicants, craft and levels."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.parameters import lifecycle as lc
from sim.model.parameters import tactics as t
from sim.model.rules import belonging, careers

U = (np.arange(2000) + 0.5) / 2000


def test_a_share_of_creators_joins_agencies_of_the_mean_size(cell: Callable[..., Any]) -> None:
    p = cell({lc.AGENCY_SHARE: 0.4, lc.AGENCY_SIZE: 10.0})
    joined = [belonging.agency_of(p, u, 0.5, 500) >= 0 for u in U.tolist()]
    assert np.mean(joined) == pytest.approx(0.4, abs=0.001)
    picked = np.bincount([belonging.agency_of(p, 0.0, pick, 500) for pick in U.tolist()])
    assert len(picked) == 20 and picked[0] == picked.max() and picked[-1] < picked[0]  # 500 * 0.4 / 10 agencies
    assert belonging.groups(0.01, 20, 10.0) == 1


def test_a_ring_is_refused_more_often_than_honest_applicants(cell: Callable[..., Any]) -> None:
    p = cell({lc.ONBOARDING: 1.0, lc.ONBOARDING_RECALL: 0.6, lc.ONBOARDING_ERROR: 0.02})
    for suspect, share in ((True, 0.6), (False, 0.02)):
        assert np.mean([belonging.refused(p, 0.5, u, suspect) for u in U.tolist()]) == pytest.approx(share, abs=0.001)
    assert not belonging.refused(cell({lc.ONBOARDING: 0.0}), 0.0, 0.0, True)


def test_only_tactics_that_exist_and_fit_are_drawn_by_weight(tactic: Callable[..., Any]) -> None:
    lines = np.stack([
        tactic({}), tactic({t.UNKNOWING: 1.0}), tactic({t.UNKNOWING: 3.0, t.FORMAT: 1.0}),
        tactic({t.UNKNOWING: 9.0, t.APPEARS: 50.0}), tactic({}),
    ])

    def drawn(place: int, day: int) -> list[float]:
        counts = [belonging.weighted_tactic(lines, t.UNKNOWING, place, day, u) for u in U.tolist()]
        return (np.bincount(counts, minlength=5) / len(U)).tolist()  # type: ignore[no-any-return]

    assert drawn(1, 10) == pytest.approx([0.0, 0.25, 0.75, 0.0, 0.0], abs=0.001)
    assert drawn(2, 10) == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert drawn(0, 60) == pytest.approx([0.0, 1 / 13, 3 / 13, 9 / 13, 0.0], abs=0.001)
    assert belonging.weighted_tactic(lines[[0, 4]], t.UNKNOWING, 0, 0, 0.5) == 0


def test_craft_grows_with_impunity_and_blunts_detectors(cell: Callable[..., Any]) -> None:
    p = cell({lc.CRAFT_RATE: 0.1, lc.CRAFT_EFFECT: 0.4})
    assert belonging.next_craft(p, 0.5, True, False) == pytest.approx(0.55)
    assert belonging.next_craft(p, 0.5, True, True) == belonging.next_craft(p, 0.5, False, False) == 0.5
    assert belonging.seen_through(p, 1.0, True) == pytest.approx(0.6)
    assert belonging.seen_through(p, 1.0, False) == 1.0  # what happens by ignorance is not hidden


def test_levels_take_the_best_sellers_and_need_a_sale(cell: Callable[..., Any]) -> None:
    p = cell({lc.LEVEL_1: 0.5, lc.LEVEL_2: 0.2, lc.LEVEL_3: 0.1})
    sales = np.arange(10.0)
    bounds = [belonging.level_bound(p, level, sales) for level in (1, 2, 3)]
    assert [belonging.level_of(x, *bounds) for x in sales.tolist()] == [0, 0, 0, 0, 0, 1, 1, 1, 2, 3]
    nothing = np.zeros(10)
    bounds = [belonging.level_bound(p, level, nothing) for level in (1, 2, 3)]
    assert belonging.level_of(0.0, *bounds) == 0
    assert math.isinf(belonging.level_bound(p, 3, sales[:5]))


def test_a_removed_owner_returns_where_it_pays(cell: Callable[..., Any]) -> None:
    p = cell({lc.RETURN_WEEKS: 10.0, lc.RETURN_COST: 1000.0, lc.RING_COST: 0.25})

    def share(weekly: float, ring: bool) -> float:
        return float(np.mean([careers.comes_back(p, u, weekly, ring) for u in U.tolist()]))

    assert share(0.0, False) == 0.0
    assert share(10.0, False) < share(100.0, False) < share(100.0, True)
    assert share(100.0, True) == pytest.approx(1000.0 / 1250.0, abs=0.001)


def test_first_days_weigh_most_and_dislike_shows_early(cell: Callable[..., Any]) -> None:
    p = cell({lc.PRIOR_DAYS: 2.0, lc.TRIAL: 3.0, lc.TRIAL_DAYS: 10.0})
    rates = [careers.learning_rate(p, 0.08, tenure) for tenure in range(40)]
    assert rates[0] == 0.5 and rates == sorted(rates, reverse=True) and rates[-1] == 0.08
    assert careers.trial(p, 0.0, 0) == pytest.approx(math.exp(3.0))
    assert careers.trial(p, 1.0, 0) == 1.0 and careers.trial(p, 0.0, 200) == pytest.approx(1.0, abs=1e-6)
    assert careers.break_days(cell({lc.COMEBACK: 0.1}), 0.2, 0.5) == -1
    assert careers.break_days(cell({lc.COMEBACK: 0.1, lc.COMEBACK_DAYS: 10.0}), 0.05, 0.5) == 7
