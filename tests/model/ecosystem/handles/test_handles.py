"""A handle is its row: it reads and writes columns, and neither it nor a class keeps anything alive."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

from sim.model.ecosystem.handles.handles import HANDLES, CreatorHandle
from sim.model.ecosystem.model import Ecosystem
from sim.model.parameters.commission import SETTLEMENT_DAYS


def test_reads_and_writes_columns(market: Ecosystem) -> None:
    creator = market.creators[5]
    creator.effort = 0.75
    assert market.state.creators.effort[creator.row] == 0.75 == creator.effort
    viewer = market.viewers[2]
    viewer.follows = [3, 4, -1, -1, -1, -1, -1, -1]
    assert [other.row for other in viewer.following] == [3, 4]


def test_a_wide_field_cannot_be_changed_by_halves(market: Ecosystem) -> None:
    with pytest.raises(ValueError, match="read-only"):
        market.viewers[2].follows[0] = 3


def test_keeps_nothing_of_its_own(market: Ecosystem) -> None:
    with pytest.raises(AttributeError, match="Did you mean effort"):
        market.creators[0].effrot = 1.0
    with pytest.raises(AttributeError, match="no attribute 'luck'"):
        _ = market.creators[0].luck


def test_equality_is_by_table_and_row(market: Ecosystem) -> None:
    assert market.creators[1] == CreatorHandle(market, 1) and hash(market.creators[1]) == hash(CreatorHandle(market, 1))
    assert market.creators[1] != market.viewers[1]
    assert market.creators[1] != market.branch().creators[1]


def test_refuses_what_the_engine_does(market: Ecosystem) -> None:
    with pytest.raises(TypeError, match=r"model\.step"):
        market.agents.do("step")
    with pytest.raises(TypeError, match="set the status"):
        market.creators[0].remove()


def test_names(market: Ecosystem) -> None:
    creator = market.creators[0]
    assert creator.region_name in market.regions and creator.category_name in market.config["market"]["categories"]
    assert creator.status_name in ("pilot", "active") and creator.alive
    creator.tactic = 1
    assert creator.tactic_name == next(iter(market.config["tactics"]))
    assert all(peer.model is market for peer in creator.peers)


def test_policies_show_what_they_hold(market: Ecosystem) -> None:
    for region, name in enumerate(market.regions):
        enforcement, distribution, programme = (p for p in market.policies if p.region_name == name)
        assert set(enforcement.recall) == set(market.config["tactics"])
        assert all(0.0 <= recall <= 1.0 for recall in enforcement.recall.values())
        assert enforcement.capacity > 0 and enforcement.last_retrain <= market.clock
        up = market.state.offers.active.reshape(-1, 2)[market.state.creators.region == region]
        assert distribution.offers == up.sum() > 0 and 0.0 <= distribution.reach <= 1.0
        assert programme.levers["settlement_days"] == market.book.today.values[region, SETTLEMENT_DAYS]


def test_queue_is_the_backlog(warm: Ecosystem) -> None:
    last = warm.tallies(1)
    queues = [policy.queue for policy in warm.policies if type(policy).__name__.startswith("Enforcement")]
    assert queues == last["review_backlog"].tolist()


def test_nothing_is_bound_on_a_class(small_config: dict[str, Any]) -> None:
    before = {kind: set(vars(kind)) for kind in HANDLES.values()}
    one, two = Ecosystem(small_config, seed=1), Ecosystem(small_config, seed=2)
    one.creators.set("effort", 0.9)
    assert two.creators.agg("effort", max) < 0.9
    assert [a.model for a in two.creators][:1] == [two]
    assert {kind: set(vars(kind)) for kind in HANDLES.values()} == before


def test_a_dropped_model_is_freed(market: Ecosystem) -> None:
    twin = market.branch()
    twin.watch("creator", 0)
    twin.run(2)
    handle, population = weakref.ref(twin.creators[0]), twin.creators
    assert population.agg("outside", np.mean) > 0
    gone = weakref.ref(twin)
    del twin, population
    gc.collect()
    assert gone() is None and handle() is None
