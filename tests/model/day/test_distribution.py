"""Screening on matched draws: a sharper or stricter detector flags everything that a duller one flagged, and more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.model.day.compiled import CompiledDay
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.book import World
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.parameters import tactics as t
from sim.model.state import schema as s

SEED = 5


@cache
def morning() -> tuple[Any, Any]:
    """Return a state with today's offers up, and the parameters."""
    sizes = ["population.viewers=50", "population.creators=400", "warmup_days=0", "population.settled=0"]
    model = Ecosystem(compose([*sizes, "population.awareness.ignorance=0.5"]), seed=SEED)
    model.engine.supply(0)
    return model.state, model.book.today


def screened(change: Callable[[Any], None]) -> Any:
    """Return the offers after the morning's screening under changed parameters."""
    state, today = morning()
    world = World(*(array.copy() for array in today))
    change(world)
    state = state.copy()
    CompiledDay(state, world, SEED, 1).distribution(0)
    return state.offers


def set_value(column: int, value: float) -> Callable[[Any], None]:
    """Return a change of one scalar everywhere."""

    def change(world: Any) -> None:
        world.values[:, column] = value

    return change


@pytest.mark.parametrize(("column", "levels"), [(d.RECALL, (0.0, 0.3, 0.7, 1.0)), (d.FALSE_POSITIVE, (0.0, 0.02, 0.2))])
def test_a_higher_chance_only_adds_flags(column: int, levels: tuple[float, ...]) -> None:
    flagged = [screened(set_value(column, level)).flag >= 0 for level in levels]
    for less, more in pairwise(flagged):
        assert not (less & ~more).any() and more.sum() > less.sum()


def test_a_slower_detector_stops_the_same_offers_later_and_fewer_in_time() -> None:
    fast, slow = screened(set_value(d.AUTO_MINUTES, 5)), screened(set_value(d.AUTO_MINUTES, 60))
    assert np.array_equal(fast.flag >= 0, slow.flag >= 0)
    assert (fast.hot[:, s.AVAILABLE] <= slow.hot[:, s.AVAILABLE]).all()
    assert (fast.hot[:, s.AVAILABLE] < slow.hot[:, s.AVAILABLE]).any()


def test_what_waits_for_review_is_not_cut() -> None:
    offers = screened(set_value(r.REVIEW_SHARE, 1.0))
    assert (offers.flag >= 0).any()
    assert np.array_equal(offers.hot[:, s.AVAILABLE], offers.hot[:, s.SCHEDULED])


def test_a_tactic_out_of_reach_of_machines_is_never_flagged() -> None:
    def blind(world: Any) -> None:
        world.tactics[:, 6, t.AUTO_DETECT] = 0.0

    offers = screened(blind)
    unseen = (offers.active == 1) & (offers.violation == 6)
    assert unseen.any() and (offers.flag[unseen] == -1).all()
