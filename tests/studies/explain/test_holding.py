"""A twin is exact: with nothing held it is the scenario, with all held it is the status quo wherever channels reach."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.model.outcomes.tallies import NAMES
from sim.model.state.schema import ACTIVE
from sim.studies.explain.counterfactual import CHANNELS, hold, record
from sim.studies.explain.counterfactual.channels import COUNTED, HABITS, KNOWLEDGE, NORM, STANDING
from sim.studies.explain.counterfactual.matching import ACCOUNT, Matching
from sim.studies.explain.counterfactual.path import Path, room

DAYS = 35
CONFIG = [
    "population.viewers=300", "population.creators=50", "warmup_days=30", f"days={DAYS}",
    "population.creator.experiment=0.5", "population.creator.moral_weight=0",  # so that there are norms to hold
]
# Something for every channel: behaviour, who goes and comes (removals, screening), traffic, lessons, and a trigger.
ALL_OVER = Scenario("all_over", changes=(
    Change("incentives.quality_bonus.amount", 4000.0),
    Change("enforcement.auto.recall", 0.95),
    Change("enforcement.milestones.removed.rating", 150.0),
    Change("enforcement.onboarding.screening", 1.0),
    Change("enforcement.onboarding.false_rejection", 0.5),
    Change("enforcement.linked_accounts.recall", 0.05),
    Change("distribution.exploration", 0.5),
    Change("distribution.follow_share", 0.5),
    Change("incentives.reminders.coverage", 1.0),
    Change("enforcement.explain.share", 1.0, when=Trigger("gini_views", True, 0.0, 5)),
))
CUT = Scenario("cut", changes=(Change("enforcement.milestones.at_risk.rating", 190.0),))


@cache
def warm() -> Ecosystem:
    """Return a market at the end of its warm-up."""
    return Ecosystem(compose(CONFIG), seed=5).run(30)


@cache
def baseline() -> tuple[Ecosystem, Path]:
    """Return the status quo after the horizon, and its path."""
    market = warm().branch(Scenario("status_quo"))
    path = record(market)
    return market.run(DAYS), path


def twin(scenario: Scenario, *held: Any, levers: Path | None = None) -> Ecosystem:
    """Return a scenario's market with some channels held, after the horizon."""
    market = warm().branch(scenario)
    hold(market, baseline()[1], held, levers)
    return market.run(DAYS)


def different(one: Ecosystem, two: Ecosystem) -> list[str]:
    """Return the names of the arrays and tallies in which two markets differ."""
    mine = one.state.arrays() | {f"tallies.{name}": column for name, column in one.tallies().items()}
    theirs = two.state.arrays() | {f"tallies.{name}": column for name, column in two.tallies().items()}
    return [name for name in mine if not np.array_equal(mine[name], theirs[name])]


def test_all_held_and_no_lever_moved_is_the_status_quo_to_the_bit() -> None:
    assert different(twin(Scenario("nothing"), *CHANNELS), baseline()[0]) == []


def test_recording_changes_nothing() -> None:
    assert different(warm().branch(Scenario("status_quo")).run(DAYS), baseline()[0]) == []


def test_none_held_is_the_scenario_to_the_bit_even_where_levers_are_repeated() -> None:
    full = warm().branch(ALL_OVER)
    levers = record(full, levers_only=True)
    full.run(DAYS)
    assert full.fired()  # the trigger fired, so that there is something to repeat
    assert different(twin(ALL_OVER, levers=levers), full) == []


@pytest.mark.parametrize("channel", ["deterrence", "learning", "norms"])
def test_a_held_channel_stays_on_its_path_for_everybody_known_there(channel: str) -> None:
    reference, _ = baseline()
    market = twin(ALL_OVER, channel)
    known = dict(zip(reference.state.creators.id.tolist(), range(reference.state.creators.n), strict=True))
    pairs = [(row, known[one]) for row, one in enumerate(market.state.creators.id.tolist()) if one in known]
    here, there = np.array(pairs).T
    free = twin(ALL_OVER)
    for name in {"deterrence": HABITS, "learning": KNOWLEDGE, "norms": NORM}[channel]:
        held, path = getattr(market.state.creators, name), getattr(reference.state.creators, name)
        assert np.array_equal(held[here], path[there]), name
    moved = {"deterrence": "effort", "learning": "awareness", "norms": "norm"}[channel]
    assert not np.array_equal(getattr(free.state.creators, moved)[:50], getattr(reference.state.creators, moved)[:50])


def test_selection_held_keeps_every_account_its_standing_and_the_counts_of_it() -> None:
    reference, _ = baseline()
    market, free = twin(ALL_OVER, "selection"), twin(ALL_OVER)
    for name in ("id", *STANDING):
        assert np.array_equal(getattr(market.state.creators, name), getattr(reference.state.creators, name)), name
    tallies, theirs = market.tallies(), reference.tallies()
    for name in (NAMES[place] for place in COUNTED):
        assert np.array_equal(tallies[name], theirs[name]), name
    assert not np.array_equal(free.state.creators.id, reference.state.creators.id)  # free, others come
    assert free.tallies()["removals"].sum() > theirs["removals"].sum()


def test_a_traffic_cut_does_nothing_that_anybody_sees_once_every_channel_is_held() -> None:
    reference, _ = baseline()
    assert "tallies.restricted_views" in different(twin(CUT), reference)
    held = different(twin(CUT, *CHANNELS), reference)
    assert "creators.traffic_cut" in held  # the cut itself is there
    for name in ("views", "orders", "quality_viewed_micro", "violating_views", "gmv_placed", "creators_left"):
        assert f"tallies.{name}" not in held


def test_allocation_held_deals_weight_by_the_room_that_an_offer_takes() -> None:
    """A creator who publishes twice as much gets twice the weight, and no better rank."""
    market, (_, path) = warm().branch(ALL_OVER), baseline()
    hold(market, path, ["allocation"])
    market.run(3)
    recorded, n = path.offers[market.clock - 1], path.offers[market.clock - 1]["room"].shape[0]
    weight = market.state.offers.weight.reshape(-1, 2)[:n]
    active = (market.state.offers.active.reshape(-1, 2)[:n] == 1) & (recorded["room"] > 0)
    rank = weight[active] / room(market.state, market.book.today)[:n][active]
    assert np.allclose(rank, (recorded["weight"] / np.where(recorded["room"] > 0, recorded["room"], 1))[active])
    assert active.sum() > 10


def test_held_channels_still_leave_a_market_that_adds_up() -> None:
    market = twin(ALL_OVER, "selection", "allocation")
    tallies = market.tallies()
    last = tallies["day"] == DAYS - 1
    assert tallies["creators"][last].sum() == (market.state.creators.status <= ACTIVE).sum()


def test_accounts_are_matched_by_identity_once_they_exist_there() -> None:
    matching = Matching(np.array([11, 12, 13]))
    here, there = matching.accounts(np.array([12, 99, 13]), there=2)  # 13 is not yet there
    assert (here.tolist(), there.tolist()) == ([0], [1])
    here, there = matching.accounts(np.array([12, 99, 13, 11]), there=3)  # one more arrived here
    assert (here.tolist(), there.tolist()) == ([0, 2, 3], [1, 2, 0])


def test_a_person_on_a_new_account_is_matched_with_the_old_one() -> None:
    matching = Matching(np.array([11, 12, 12 + ACCOUNT]))
    ids = np.array([11, 11 + ACCOUNT, 12 + ACCOUNT, 12 + 2 * ACCOUNT])
    assert [part.tolist() for part in matching.accounts(ids, there=3)] == [[0, 2], [0, 2]]
    assert [part.tolist() for part in matching.people(ids, there=3)] == [[0, 1, 2, 3], [0, 0, 2, 2]]
    assert [part.tolist() for part in matching.people(ids, there=2)] == [[0, 1, 2], [0, 0, 1]]


def test_a_market_of_objects_is_refused_in_one_line() -> None:
    market = Ecosystem(compose(["population.viewers=20", "population.creators=5", "engine.name=objects"]), seed=1)
    with pytest.raises(UserError, match="compiled engine alone"):
        record(market)
    with pytest.raises(UserError, match="compiled engine alone"):
        hold(market, Path(), CHANNELS)
