"""What is left to watch changes visits and sessions, and followers miss a creator who has gone dark."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.state.schema import REMOVED

SMALL = ("population.viewers=4000", "population.creators=160", "warmup_days=30")


def market(*overrides: str) -> Ecosystem:
    return Ecosystem(compose([*SMALL, *overrides]), seed=4).run(30)


def without(model: Ecosystem, share: float) -> Ecosystem:
    """Return a branch in which a share of the creators, by chance, is removed."""
    twin = model.branch()
    creators = twin.state.creators
    here = np.flatnonzero(creators.status <= 1)
    gone = np.random.default_rng(0).choice(here, int(share * len(here)), replace=False)
    creators.status[gone], creators.ended[gone], creators.return_day[gone] = REMOVED, twin.clock, -1
    return twin


def dark_share(model: Ecosystem) -> float:
    """Return the share of all follows that are of creators gone dark."""
    viewers = model.state.viewers
    mine = viewers.follows[viewers.status == 0]
    return float(model.state.creators.dark[mine[mine >= 0]].mean())


def change(overrides: tuple[str, ...], name: str) -> float:
    model = market(*overrides)
    fewer, usual = without(model, 0.4).run(30), model.branch().run(30)
    counts: list[Any] = [one.tallies()[name][-60:].sum() for one in (fewer, usual)]
    return float(counts[0] / counts[1] - 1.0)


def test_fewer_creators_mean_fewer_visits_and_shorter_sessions() -> None:
    indifferent = ("population.viewer.variety=0", "population.viewer.dark_follows=0")
    assert change((), "dau") < change(indifferent, "dau") - 0.005
    assert change((), "impressions") < change(indifferent, "impressions") - 0.02


def test_followers_miss_a_creator_and_forget() -> None:
    model = market("population.viewer.variety=0", "population.viewer.dark_memory=5")
    fewer, usual = without(model, 0.4), model.branch()
    before = usual.state.creators.followers.sum()
    gone = fewer.state.creators.status == REMOVED
    followed = fewer.state.creators.followers[gone].sum()
    fewer.run(30), usual.run(30)
    assert fewer.state.creators.dark[: len(gone)][gone].all()
    assert fewer.state.creators.followers[: len(gone)][gone].sum() < 0.6 * followed < 0.6 * before
    satisfied = [one.tallies()["satisfaction_micro"][-60:].sum() / one.tallies()["viewers"][-60:].sum()
                 for one in (fewer, usual)]
    assert satisfied[0] < satisfied[1]


def test_a_lost_creators_audience_is_matched_again() -> None:
    model = market("population.viewer.dark_memory=5")
    fewer = without(model, 0.4).run(10)
    early = dark_share(fewer)
    fewer.run(50)
    assert dark_share(fewer) < early
