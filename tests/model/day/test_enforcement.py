"""Enforcement, phase by phase: the ladder bites the next day, suspensions last, windows close, repeats remove."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.model.day.compiled import CompiledDay
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.state import schema as s

SMALL = ("population.viewers=60", "population.creators=40", "warmup_days=0",
    "population.settled=0", "population.creator.videos=30")
QUIET = ("enforcement.auto.recall=0", "enforcement.auto.false_positive_rate=0", "enforcement.reports.threshold=1000")


def market(*overrides: str) -> Any:
    """Return the engine of a small market in which nobody is caught by surprise, on its first morning."""
    model = Ecosystem(compose([*SMALL, *QUIET, *overrides]), seed=3)
    assert isinstance(model.engine, CompiledDay)
    return model.engine


def live_through(engine: Any, day: int) -> None:
    """Run the phases of a day that publish offers, screen them and judge accounts; nobody watches."""
    engine.supply(day)
    engine.distribution(day)
    engine.enforcement(day)


def active(engine: Any) -> Any:
    """Return today's active offers."""
    return engine.state.offers.active == 1


def file_case(engine: Any, row: int, points: int, day: int, policy: int = 1) -> None:
    """Put a penalty on an account's ledger."""
    state = engine.state
    at = state.cases.add(1).start
    for field, value in (
        ("id", 1000 + at), ("creator", row), ("day", day), ("policy", policy), ("guilty", 1), ("state", s.PENALISED),
        ("points", points), ("counted", 1), ("level", 2), ("decided", day), ("filed", -1), ("due", -1),
    ):
        getattr(state.cases, field)[at] = value
    state.creators.deducted[row] += points
    state.creators.breaches[row, policy] += 1
    state.creators.level_offences[row, 2] += 1
    state.creators.offences[row] += 1


@pytest.mark.parametrize(
    ("deducted", "reach"), [(0, 1.0), (49, 1.0), (50, 0.5), (51, 0.5), (99, 0.5), (100, 0.1), (149, 0.1), (150, 0.0)]
)
def test_a_rating_of_149_halves_traffic_and_100_leaves_a_tenth(deducted: int, reach: float) -> None:
    engine = market("enforcement=health_rating")
    engine.state.creators.deducted[:] = deducted
    live_through(engine, 0)
    assert (engine.state.creators.rating == 200 - deducted).all()
    engine.supply(1)
    engine.distribution(1)
    on = active(engine)
    assert on.sum() > 10
    assert engine.state.offers.reach[on] == pytest.approx(np.full(on.sum(), reach))
    assert (engine.state.offers.weight[on] > 0).all() == (reach > 0)
    assert engine.lottery.count.sum() == (on.sum() if reach > 0 else 0)


@pytest.mark.parametrize(("breaches", "removed"), [(5, False), (6, True), (7, True)])
def test_the_sixth_breach_of_one_policy_removes(breaches: int, removed: bool) -> None:
    engine = market("enforcement=health_rating", "enforcement.penalty.scale=0")
    for _ in range(breaches):
        file_case(engine, 7, 0, 0)
    for policy in (1, 2, 3):  # many breaches, none of one policy six times
        for _ in range(5):
            file_case(engine, 8, 0, 0, policy)
    live_through(engine, 0)
    creators = engine.state.creators
    assert (creators.status[7] == s.REMOVED) == removed
    assert creators.status[8] <= s.ACTIVE and int((creators.status == s.REMOVED).sum()) == removed
    assert engine.tally[:, y.REMOVALS].sum() == removed
    engine.supply(1)
    if removed:
        assert creators.ended[7] == 0 and not active(engine)[14:16].any()


def test_a_rating_of_zero_removes() -> None:
    engine = market("enforcement=health_rating")
    engine.state.creators.deducted[:2] = (199, 200)
    live_through(engine, 0)
    assert engine.state.creators.status[0] <= s.ACTIVE and engine.state.creators.status[1] == s.REMOVED


def test_a_suspension_lasts_its_days_and_starts_the_next_morning() -> None:
    engine = market("enforcement=strict")
    engine.state.creators.deducted[:] = 130  # rating 70: blocked, 7 days
    live_through(engine, 0)
    assert active(engine).any()
    assert (engine.state.creators.suspended_until == 8).all()
    for day in range(1, 8):
        live_through(engine, day)  # standing where it stands does not suspend again
        assert not active(engine).any(), day
    engine.supply(8)
    assert active(engine).any()


def test_points_come_back_when_the_window_closes() -> None:
    engine = market("enforcement=health_rating")
    file_case(engine, 7, 60, 0)
    live_through(engine, 0)
    assert engine.state.creators.rating[7] == 140
    for day in (1, 89):
        live_through(engine, day)
        assert engine.state.creators.deducted[7] == 60
    live_through(engine, 90)
    creators = engine.state.creators
    assert len(engine.state.cases) == 0 and creators.rating[7] == 200 and creators.milestone[7] == -1
    assert creators.deducted[7] == creators.offences[7] == creators.breaches[7, 1] == 0
    assert engine.tally[:, y.POINTS_EXPIRED].sum() == 60


def test_warnings_come_before_points() -> None:
    engine = market(
        "enforcement.warnings=2", "enforcement.review.share=0", "population.awareness.ignorance=0.5",
        "enforcement.auto.recall=1", "enforcement.expiry_days=700", "enforcement.appeals.guilty=0",
        "population.care.vigilance=0",  # nobody becomes careful of what was warned of
    )
    for day in range(25):
        live_through(engine, day)
    cases, creators = engine.state.cases, engine.state.creators
    for row in range(len(creators)):
        mine = cases.counted[cases.creator == row]
        assert not mine[:2].any() and mine[2:].all()
    assert (creators.offences > 3).any()


def test_a_removed_owner_comes_back_as_the_same_person_with_a_clean_ledger() -> None:
    engine = market(
        "population.creator.ban_return=1", "population.creator.ban_return_days=1", "population.creator.arrivals=0",
        "population.creator.exit=0", "enforcement.linked_accounts.recall=0",
    )
    creators = engine.state.creators
    creators.deducted[5], creators.tactic[5], creators.awareness[5], creators.followers[5] = 200, 3, 0.77, 9
    live_through(engine, 0)
    back = int(creators.return_day[5])
    assert back > 0
    for day in range(1, back + 1):
        assert len(engine.state.creators) == 40
        engine.supply(day)
        engine.lifecycle(day)
    creators = engine.state.creators
    assert len(creators) == 41 and creators.joined[40] == back
    assert creators.owner[40] == creators.owner[5] and creators.id[40] != creators.id[5]
    for trait in ("region", "category", "skill", "intrinsic", "moral", "caution", "outside", "drive", "persuasion",
                  "tactic", "awareness"):
        assert getattr(creators, trait)[40] == getattr(creators, trait)[5], trait
    assert np.array_equal(creators.perceived[40], creators.perceived[5])
    assert creators.rating[40] == 200 and creators.deducted[40] == creators.followers[40] == 0
    assert creators.status[5] == s.REMOVED
