"""Levers by arm: treating everybody is launching, treating nobody is nothing, an A/A test moves no bit, ramps nest."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.methods.experiments.assignment import Side, counted_arms, draws, stepped, switchback
from sim.model.ecosystem import arms
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.places import treated_regions
from sim.model.levers.schedule import Change, Scenario
from sim.model.levers.sides import FEEDS, REGIONAL, SEEN, stop_unless_by
from sim.model.levers.trial import Trial

SMALL = ("population.viewers=500", "population.creators=60", "warmup_days=5", "days=30")
FRAGILE = (Change("enforcement.severities.moderate.points", 60.0), Change("population.awareness.ignorance", 0.12))
BONUS = (Change("incentives.quality_bonus.amount", 3000.0),)

CREATORS = {
    "distribution.weights.quality": (5.0, ()),
    "incentives.commission.extra": (0.1, ()),
    "incentives.quality_bonus.threshold": (0.3, BONUS),
    "incentives.training.coverage": (0.8, ()),
    "enforcement.auto.recall": (0.1, FRAGILE),
    "enforcement.precheck.coverage": (1.0, FRAGILE),
    "enforcement.warnings": (3, FRAGILE),
    "enforcement.penalty.scale": (3.0, FRAGILE),
    "enforcement.explain.share": (0.0, FRAGILE),
    "enforcement.appeals.accuracy": (0.55, (*FRAGILE, Change("enforcement.auto.false_positive_rate", 0.03))),
    "enforcement.milestones.at_risk.traffic_cut": (0.9, FRAGILE),
    "enforcement.escalations.frequency_limit.days": (
        30,
        (*FRAGILE, Change("enforcement.escalations.frequency_limit.count", 1.0)),
    ),
    "enforcement.pilot.videos": (20, ()),
}
VIEWERS = {
    "distribution.exploration": 0.6,
    "distribution.candidates": 2,
    "distribution.follow_share": 0.6,
    "incentives.ads.load": 0.2,
    "distribution.weights.followers": 1.2,
    "incentives.newcomer_boost.strength": 3.0,
}


@cache
def warm() -> Ecosystem:
    return Ecosystem(compose(list(SMALL)), seed=3).run(5)


def lived(*changes: Change, trial: Trial | None = None, days: int = 25) -> Ecosystem:
    return warm().branch(Scenario("q", changes=changes, trial=trial)).run(days)


def left(market: Ecosystem) -> bytes:
    """Return all that a market leaves behind but who is in which arm."""
    arrays = market.write_back().arrays()
    kept = b"".join(array.tobytes() for name, array in sorted(arrays.items()) if not name.endswith(".scope"))
    return kept + b"".join(day.tally.tobytes() for day in market._history)


def counted(market: Ecosystem) -> bytes:
    """Return all that is counted of a market's days."""
    return b"".join(day.tally.tobytes() + day.tiers.tobytes() + day.slices.tobytes() for day in market._history)


@pytest.mark.parametrize("lever", CREATORS)
def test_a_creator_test_of_everybody_is_a_launch(lever: str) -> None:
    to, also = CREATORS[lever]
    launched, usual = lived(*also, Change(lever, to)), lived(*also)
    tested = lived(*also, Change(lever, to, tested=True), trial=Trial("t", "creator", 1.0))
    assert counted(tested) == counted(launched) != counted(usual)


@pytest.mark.parametrize("lever", VIEWERS)
def test_a_viewer_test_of_everybody_is_a_launch(lever: str) -> None:
    launched, usual = lived(Change(lever, VIEWERS[lever])), lived()
    for side in ("viewer", "both"):
        tested = lived(Change(lever, VIEWERS[lever], tested=True), trial=Trial("t", side, 1.0, 1.0))  # type: ignore[arg-type]
        assert counted(tested) == counted(launched) != counted(usual)


@pytest.mark.parametrize("side", ["creator", "viewer", "both"])
def test_a_test_of_nobody_and_of_nothing_moves_no_bit(side: Any) -> None:
    usual = left(lived())
    nobody = lived(Change("distribution.weights.quality", 5.0, tested=True), trial=Trial("t", side, 0.0, 0.0))
    nothing = lived(Change("distribution.weights.quality", 1.1, tested=True), trial=Trial("t", side, 0.5))
    assert left(nobody) == usual == left(nothing)
    assert (nothing.state.creators.scope != nothing.state.creators.region).any() == (side != "viewer")
    assert (nothing.state.viewers.scope != nothing.state.viewers.region).any() == (side != "creator")


def test_half_a_test_is_neither() -> None:
    change = Change("distribution.weights.quality", 5.0, tested=True)
    seen = {
        counted(lived(change, trial=Trial("t", side, share, share)))  # type: ignore[arg-type]
        for side in ("creator", "viewer", "both")
        for share in (0.0, 0.5, 1.0)
    }
    assert (
        len(seen) == 1 + 3 + 2
    )  # the pair's and the creators' tests of all are launches; a viewer's feed is part of one


def test_ramps_nest_and_begin_on_their_day() -> None:
    change = Change("distribution.weights.quality", 5.0, tested=True)
    trial = Trial("t", "creator", 0.1, start=3, ramp=((6, 0.5), (9, 0.9)))
    market, seen = warm().branch(Scenario("q", changes=(change,), trial=trial)), []
    for _ in range(11):
        market.step()
        creators = market.state.creators
        seen.append((creators.scope != creators.region)[:50].copy())
    shares = [float(one.mean()) for one in seen]
    assert shares[2] == 0.0 < shares[3] < shares[6] < shares[9]
    assert all((one <= other).all() for one, other in pairwise(seen))


def test_arms_are_those_of_the_methods() -> None:
    market = lived(trial=Trial("boost", "both", 0.3, 0.6), days=3)
    creators, viewers = market.state.creators, market.state.viewers
    before = slice(0, 60), slice(0, 500)  # who came today gets an arm tomorrow
    assert ((creators.scope != creators.region) == (draws(3, "boost", Side.CREATOR, creators.owner) < 0.3))[
        before[0]
    ].all()
    assert ((viewers.scope != viewers.region) == (draws(3, "boost", Side.VIEWER, viewers.id) < 0.6))[before[1]].all()


@pytest.mark.parametrize("groups", ["agency", "category", "community"])
def test_clusters_go_together(groups: Any) -> None:
    trial = Trial("t", "creator", 0.5, groups=groups)
    market = lived(trial=trial, days=2)
    cluster = arms.clusters(market.state, groups)[:60]
    treated = (market.state.creators.scope != market.state.creators.region)[:60]
    assert 0 < treated.mean() < 1 and len(set(cluster.tolist())) > 3
    assert all(len(set(treated[cluster == one].tolist())) == 1 for one in np.unique(cluster))


def test_a_test_is_saved_and_goes_on(tmp_path: Any) -> None:
    change = Change("distribution.weights.quality", 5.0, tested=True)
    for trial in (Trial("t", "both", 0.5), Trial("t", "creator", 0.5, groups="community", ramp=((4, 0.8),))):
        market = warm().branch(Scenario("q", changes=(change,), trial=trial)).run(3)
        market.save(tmp_path / trial.side)
        loaded = Ecosystem.load(tmp_path / trial.side)
        assert loaded.book.trial == trial
        assert left(market.run(6)) == left(loaded.run(6))


def test_a_branch_without_a_test_forgets_it() -> None:
    tested = warm().branch(
        Scenario("q", changes=(Change("incentives.ads.load", 0.3, tested=True),), trial=Trial("t", "viewer", 0.5))
    )
    assert left(tested.branch(Scenario("usual")).run(9)) == left(warm().branch(Scenario("usual")).run(9))


@pytest.mark.parametrize("kind", [{}, {"alternating": True}, {"paired": True}])
def test_a_switchback_treats_the_regions_of_the_methods(kind: dict[str, bool]) -> None:
    trial = Trial("s", "region", 0.5, start=2, block=3, **kind)
    mine = np.array([treated_regions(trial, 3, 2, day) for day in range(14)]).T
    assert (mine[:, :2] == 0).all()
    assert (mine[:, 2:] == switchback(3, "s", 2, 12, 3, **kind)).all()


def test_regions_and_steps_are_those_of_the_methods() -> None:
    u = draws(3, "s", Side.REGION, np.arange(7))
    wedge = np.array([treated_regions(Trial("s", "region", 0.5, steps=3, days=20), 3, 7, day) for day in range(20)]).T
    assert (wedge == stepped(u, 20, 3)).all()
    for share in (0.0, 0.3, 1.0):
        assert treated_regions(Trial("s", "region", share), 3, 7, 5) == counted_arms(u, share).astype(bool).tolist()


def test_a_switchback_of_any_lever_is_dated_changes() -> None:
    lever = "enforcement.review.capacity"
    trial = Trial("s", "region", 0.5, block=5)
    days = [treated_regions(trial, 3, 2, 5 * block) for block in range(5)]
    dated = [Change(lever, 1.0, 5 * block, 5 * block + 5, regions=(name,))
             for block, arms_ in enumerate(days) for name, arm in zip(("us", "vn"), arms_, strict=True) if arm]
    assert counted(lived(Change(lever, 1.0, tested=True), trial=trial)) == counted(lived(*dated)) != counted(lived())


@pytest.mark.parametrize(
    ("side", "lever", "reason"),
    [
        ("viewer", "enforcement.penalty.scale", "one account"),
        ("both", "incentives.commission.extra", "one account"),
        ("creator", "distribution.exploration", "a viewer's feed"),
        ("creator", "enforcement.review.capacity", "the review team"),
        ("viewer", "enforcement.announcement.strength", "announced to everybody"),
    ],
)
def test_impossible_pairs_are_refused_with_the_reason(side: Any, lever: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        stop_unless_by(side, lever)


def test_what_may_be_tested_is_a_lever() -> None:
    for name in (*FEEDS, *SEEN, *(one for one in REGIONAL if not one.endswith("."))):
        assert warm().book.place(name) is not None
    for side, lever in (
        ("creator", "distribution.weights.gpm"),
        ("both", "distribution.weights.gpm"),
        ("viewer", "incentives.ads.load"),
        ("creator", "enforcement.warnings"),
    ):
        assert stop_unless_by(side, lever) is None  # type: ignore[func-returns-value, arg-type]
