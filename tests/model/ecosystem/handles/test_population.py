"""A population answers Mesa's AgentSet verbs as an AgentSet of the same agents would."""

from __future__ import annotations

import copy
import pickle
from random import Random

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet

from sim.model.ecosystem.handles.handles import CreatorHandle, EnforcementPolicyHandle, ViewerHandle
from sim.model.ecosystem.model import Ecosystem
from sim.model.state.schema import LEFT


class Twin:
    """Mesa's own set of the same handles (held here, since Mesa holds them weakly)."""

    def __init__(self, population: AgentSet) -> None:
        self.held = list(population)
        self.set = AgentSet(self.held, random=Random(5))


def ids(agents: object) -> list[int]:
    return [agent.unique_id for agent in agents]  # type: ignore[attr-defined]


@pytest.fixture
def twin(market: Ecosystem) -> Twin:
    return Twin(market.creators)


def test_is_a_mesa_agent_set_of_mesa_agents(market: Ecosystem) -> None:
    assert isinstance(market.creators, AgentSet)
    assert all(isinstance(agent, mesa.Agent) for agent in market.creators)


def test_living_by_default_and_everyone_on_request(market: Ecosystem) -> None:
    before = len(market.creators)
    market.creators[0].status = LEFT
    assert len(market.creators) == before - 1
    assert len(market.creators.everyone) == market.state.creators.n


def test_a_registry_is_live_and_a_selection_is_not(market: Ecosystem) -> None:
    registry, chosen = market.creators, market.creators.select()
    market.creators[0].status = LEFT
    assert len(registry) == len(chosen) - 1


def test_get_as_mesa_does(market: Ecosystem, twin: Twin) -> None:
    assert market.creators.get("income") == twin.set.get("income")
    assert market.creators.get(["income", "rating"]) == twin.set.get(["income", "rating"])
    assert market.creators.get("status_name") == twin.set.get("status_name")
    assert market.creators.get("luck", handle_missing="default", default_value=3) == [3] * len(twin.set)
    for agents in (market.creators, twin.set):
        with pytest.raises(AttributeError, match="luck"):
            agents.get("luck")
        with pytest.raises(ValueError, match="handle_missing"):
            agents.get("income", handle_missing="ignore")


def test_agg_as_mesa_does(market: Ecosystem, twin: Twin) -> None:
    functions = [min, max, sum, len, np.mean, np.median, np.sum]
    for field in ("income", "rating", "tactic"):
        assert market.creators.agg(field, functions) == twin.set.agg(field, functions)
        assert market.creators.agg(field, sum) == twin.set.agg(field, sum)


def test_select_as_mesa_does(market: Ecosystem, twin: Twin) -> None:
    def able(agent: CreatorHandle) -> bool:
        return agent.skill > 0.5

    for wanted in (
        {"filter_func": able}, {"at_most": 5}, {"at_most": 0.25}, {"at_most": 1.0}, {"at_most": 1}, {"at_most": 0},
        {"filter_func": able, "at_most": 3}, {"agent_type": CreatorHandle}, {"agent_type": ViewerHandle},
        {"agent_type": mesa.Agent, "at_most": 2}, {},
    ):
        assert ids(market.creators.select(**wanted)) == ids(twin.set.select(**wanted)), wanted


def test_select_by_columns(market: Ecosystem) -> None:
    by_mask = market.creators.select(where=lambda c: (c.skill > 0.5) & (c.rating >= 200))
    assert ids(by_mask) == ids(market.creators.select(lambda a: a.skill > 0.5 and a.rating >= 200))
    assert ids(market.creators.select(where=market.creators.column("skill") > 0.5, at_most=2)) == ids(
        market.creators.select(lambda a: a.skill > 0.5, at_most=2)
    )
    with pytest.raises(ValueError, match="one answer for each"):
        market.creators.select(where=np.ones(3, bool))


def test_select_inplace(market: Ecosystem) -> None:
    some = market.creators.copy()
    assert some.select(at_most=4, inplace=True) is some
    assert len(some) == 4


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("key", ["income", "region", lambda agent: -agent.skill])
def test_sort_as_mesa_does(market: Ecosystem, twin: Twin, key: object, ascending: bool) -> None:
    assert ids(market.creators.sort(key, ascending=ascending)) == ids(twin.set.sort(key, ascending=ascending))


def test_shuffle_as_mesa_does(market: Ecosystem, twin: Twin) -> None:
    market.random.seed(11)
    twin.set.random = Random(11)
    assert ids(market.creators.shuffle()) == ids(twin.set.shuffle())
    market.random.seed(11)
    visited: list[int] = []
    market.creators.shuffle_do(lambda agent: visited.append(agent.unique_id))
    assert sorted(visited) == sorted(ids(market.creators)) != visited


def test_set_do_and_map(market: Ecosystem) -> None:
    creators = market.creators
    assert creators.set("effort", 0.25) is creators
    assert set(market.state.creators.effort[creators.rows]) == {0.25}
    creators.set("effort", np.linspace(0.0, 1.0, len(creators)))
    assert creators.get("effort") == np.linspace(0.0, 1.0, len(creators)).tolist()

    def work(agent: CreatorHandle, more: float) -> None:
        agent.effort += more

    assert creators.do(work, more=1.0) is creators
    assert min(creators.get("effort")) == 1.0
    assert creators.map(lambda agent, k: agent.row * k, 2) == [2 * row for row in creators.get("row")]
    assert creators.map("__repr__")[0].startswith("<CreatorHandle 0 of ")
    with pytest.raises(AttributeError, match="luck"):
        creators.set("luck", 1)


@pytest.mark.parametrize("by", ["category", "category_name", lambda agent: agent.skill > 0.5])
def test_groupby_as_mesa_does(market: Ecosystem, twin: Twin, by: object) -> None:
    mine, theirs = market.creators.groupby(by), twin.set.groupby(by)
    assert list(mine.groups) == list(theirs.groups)
    assert {key: ids(group) for key, group in mine} == {key: ids(group) for key, group in theirs}
    assert mine.count() == theirs.count()
    assert mine.agg("income", sum) == theirs.agg("income", sum)
    assert mine.map("get", "rating") == theirs.map("get", "rating")
    assert len(mine) == len(theirs)
    lists = market.creators.groupby(by, result_type="list")
    assert all(isinstance(group, list) for _, group in lists)
    assert lists.agg("income", sum) == theirs.agg("income", sum)


def test_sequence_and_set(market: Ecosystem, twin: Twin) -> None:
    creators = market.creators
    assert creators[3] == twin.held[3] and creators[-1] == twin.held[-1]
    assert creators[2:9:3] == twin.held[2:9:3] and isinstance(creators[:2], list)
    assert creators.to_list() == twin.held and list(reversed(creators)) == twin.held[::-1]
    assert creators.index(twin.held[4]) == 4 and creators.count(twin.held[4]) == 1
    assert twin.held[0] in creators and market.viewers[0] not in creators and "417" not in creators
    with pytest.raises(IndexError):
        creators[10_000]
    some, more = creators.select(at_most=6), creators.select(where=np.arange(len(creators)) >= 3)
    assert ids(some & more) == ids(creators[3:6]) and ids(some - more) == ids(creators[:3])
    assert some | more == creators and ids(some ^ more) == ids(creators[:3] + creators[6:])
    assert some == set_of(creators[:6]) and some != more


def set_of(agents: list[CreatorHandle]) -> AgentSet:
    own = agents[0].model.creators.select(at_most=0)
    for agent in agents:
        own.add(agent)
    return own


def test_add_and_remove_in_a_set_of_ones_own(market: Ecosystem) -> None:
    own = market.creators.select(at_most=2)
    viewer = market.viewers[0]
    own.add(viewer)
    own.add(viewer)
    assert ids(own) == [*ids(market.creators[:2]), viewer.unique_id]
    own.remove(viewer)
    own.discard(viewer)
    with pytest.raises(KeyError):
        own.remove(viewer)
    with pytest.raises(TypeError, match="follows the market"):
        market.creators.add(market.creators.everyone[-1])
    with pytest.raises(ValueError, match="no agent of this model"):
        own.add(mesa.Agent(mesa.Model(rng=1)))


def test_all_kinds_together(market: Ecosystem) -> None:
    everyone = market.agents
    assert len(everyone) == len(market.viewers) + len(market.creators) + len(market.policies)
    assert len(set(ids(everyone))) == len(everyone)
    assert everyone.agg("region", max) == 1
    assert everyone.get("trust", handle_missing="default")[-1] == market.viewers[-1].trust
    kinds = everyone.groupby(type).count()
    assert kinds[ViewerHandle] == len(market.viewers) and kinds[CreatorHandle] == len(market.creators)
    assert everyone.select(agent_type=CreatorHandle) == market.creators
    assert len(everyone.shuffle().select(agent_type=EnforcementPolicyHandle)) == len(market.regions)
    assert sorted(ids(everyone.sort("region"))) == sorted(ids(everyone))
    with pytest.raises(AttributeError, match="trust"):
        everyone.get("trust")


def test_by_type(market: Ecosystem) -> None:
    assert set(market.agent_types) == set(market.agents_by_type)
    assert market.agents_by_type[CreatorHandle] == market.creators
    assert market.agents_by_type[ViewerHandle] == market.viewers


def test_copies_do_not_copy_the_model(market: Ecosystem) -> None:
    for again in (copy.copy(market.creators), copy.deepcopy(market.creators), market.creators.copy()):
        assert again == market.creators and again.model is market
    assert copy.deepcopy(market.creators[0]) == market.creators[0]
    with pytest.raises(TypeError, match=r"model\.save"):
        pickle.dumps(market.creators)
