"""Stock Mesa tools work on the market: DataCollector, batch_run, step loops."""

from __future__ import annotations

import sys
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.config import compose
from sim.model.agents.creator import Creator
from sim.model.ecosystem.handles.handles import CreatorHandle, EnforcementPolicyHandle
from sim.model.ecosystem.model import Ecosystem
from sim.model.state.schema import ACTIVE

BY_TYPE: dict[str, dict[type, dict[str, Any]]] = {
    "compiled": {
        CreatorHandle: {"rating": "rating", "status": "status"},
        EnforcementPolicyHandle: {"queue": lambda policy: policy.queue},
    },
    "objects": {Creator: {"rating": "rating", "status": "status"}},
}


class Small(Ecosystem):
    """A market with a data collector, as a Mesa user would write it."""

    def __init__(
        self, creators: int = 20, days: int = 3, seed: int | None = None, engine: str = "compiled"
    ) -> None:
        sizes = [f"population.creators={creators}", "population.viewers=100", "warmup_days=0", f"engine={engine}"]
        super().__init__(compose(sizes), seed=seed)
        self.last_day = days
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "income": lambda model: model.creators.agg("income", np.mean),
                "agents": lambda model: len(model.agents),
                "day": "day",
                "people": "creators",
            },
            agent_reporters={"region": "region", "kind": lambda agent: type(agent).__name__},
            agenttype_reporters=BY_TYPE[engine],
        )

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)
        self.running = self.day < self.last_day


@pytest.fixture(scope="module")
def collected() -> Small:
    model = Small(seed=5)
    while model.running:
        model.step()
    return model


def test_steps_are_counted_once(collected: Small) -> None:
    assert collected.steps == collected.day == 3


def test_model_reporters(collected: Small) -> None:
    frame = collected.datacollector.get_model_vars_dataframe()
    assert frame["day"].tolist() == [1, 2, 3]
    assert frame["income"].notna().all()
    assert frame["agents"].iloc[-1] == len(collected.agents)


def test_agent_reporters(collected: Small) -> None:
    frame = collected.datacollector.get_agent_vars_dataframe()
    last = frame.loc[frame.index.get_level_values("Step").max()]
    assert len(last) == len(collected.agents)
    assert last.index.is_unique
    assert set(last["kind"]) == {kind.__name__ for kind in collected.agent_types}


def test_agenttype_reporters(collected: Small) -> None:
    ratings = collected.datacollector.get_agenttype_vars_dataframe(CreatorHandle)
    last = ratings.loc[ratings.index.get_level_values("Step").max()]
    assert last["rating"].tolist() == collected.creators.get("rating")
    assert not collected.datacollector.get_agenttype_vars_dataframe(EnforcementPolicyHandle).empty


def test_both_engines_collect_the_same(collected: Small) -> None:
    """Only the classes of agents differ, and how Mesa numbers them."""
    objects = Small(seed=5, engine="objects")
    while objects.running:
        objects.step()
    mine, theirs = (market.datacollector for market in (collected, objects))
    for name in ("income", "agents", "day"):
        assert mine.model_vars[name] == theirs.model_vars[name]
    frames = [mine.get_agenttype_vars_dataframe(CreatorHandle), theirs.get_agenttype_vars_dataframe(Creator)]
    ratings = [frame["rating"][frame["status"] <= ACTIVE].tolist() for frame in frames]
    assert ratings[0] == ratings[1]
    people = []
    for collector in (mine, theirs):
        frame = collector.get_agent_vars_dataframe()
        frame["kind"] = frame["kind"].str.removesuffix("Handle").str.removesuffix("Policy")
        people.append(frame.groupby(["Step", "kind", "region"]).size().to_dict())
    assert people[0] == people[1]


def test_batch_run() -> None:
    seeds: dict[str, Any] = (
        {"parameters": {"creators": [10, 20], "seed": [3]}, "iterations": 1} if sys.version_info < (3, 12)
        else {"parameters": {"creators": [10, 20]}, "rng": [3]}
    )
    rows = pd.DataFrame(mesa.batch_run(Small, **seeds, max_steps=2, display_progress=False))
    assert set(rows["creators"]) == {10, 20}
    assert rows.groupby("creators")["income"].nunique().eq(1).all()
    assert rows.groupby("creators")["AgentID"].nunique().gt(100).all()
