"""Most who install look once, some never buy, buyers drop out; accounts are more than those who come."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem

SMALL = ("population.viewers=3000", "population.creators=90", "warmup_days=30")


def market(*overrides: str, seed: int = 3) -> Ecosystem:
    return Ecosystem(compose([*SMALL, *overrides]), seed=seed).run(90)


def total(model: Any, name: str) -> int:
    return int(model.tallies()[name].sum())


def returning(model: Any) -> list[float]:
    return [total(model, f"viewers_new_{n}d_ago_back") / total(model, f"viewers_new_{n}d_ago") for n in (1, 7, 30)]


def test_most_look_once_and_the_stock_is_kept() -> None:
    usual, loyal = market(), market("population.viewer.look_once=0.02")
    first, week, month = returning(usual)
    assert 0.3 < first < 0.55 and 0.35 < week / first < 0.8 and 0.4 < month / week < 0.8
    assert returning(loyal)[2] > 0.4
    content = market("population.viewer.churn_satisfaction=0", "population.viewer.churn_trust=0")
    here = content.tallies()["viewers"].reshape(90, -1).sum(1)
    assert abs(here[-10:].mean() / here[:10].mean() - 1.0) < 0.06


def test_whoever_arrives_has_a_first_session_the_day_after() -> None:
    model = market()
    first = model.state.viewers.joined == model.clock - 1
    assert first.any() and (model.state.viewers.activity[first] == 1).all()


def test_accounts_are_at_least_who_came_in_a_month() -> None:
    day = market().tallies()
    assert (day["viewer_accounts"] >= day["mau"]).all() and (day["mau"] >= day["wau"]).all()
    assert 0.2 < day["wau"].sum() / day["viewer_accounts"].sum() < 0.6
    more = market("population.viewer.dormant=5").tallies()
    assert (more["viewer_accounts"] > day["viewer_accounts"]).all()
    assert np.array_equal(more["gmv_placed"], day["gmv_placed"])  # they do nothing


def test_who_does_not_want_to_buy_does_not_and_an_order_may_be_the_last() -> None:
    model = Ecosystem(compose([*SMALL, "market.funnel.order_live=0.6", "market.funnel.order_video=0.4"]), seed=5)
    born = model.state.viewers.appetite.copy()
    model.run(60)
    viewers, n = model.state.viewers, len(born)
    assert 0.4 < (born == 0.0).mean() < 0.75
    assert (viewers.purchases[:n][born == 0.0] == 0).all()
    bought, over = viewers.purchases[:n] > 0, viewers.appetite[:n] == 0.0
    assert 0.15 < over[bought].mean() < 0.8
    assert np.array_equal(viewers.appetite[:n][~bought], born[~bought])
    assert (viewers.status[:n][over & bought] == 0).any()  # who stops buying may go on watching


def test_who_bought_more_often_is_likelier_to_buy_again() -> None:
    model = Ecosystem(compose(["population.viewers=6000", "population.creators=150", "warmup_days=0"]), seed=2).run(150)
    counts = model.state.viewers.purchases[model.state.viewers.joined > 0]
    again = [(counts > k).sum() / (counts >= k).sum() for k in (1, 2, 4)]
    assert 0.2 < again[0] < 0.5 and again[0] < again[1] < again[2]


def test_lives_are_clicked_more_than_videos() -> None:
    slices = market().slices()
    live = slices["format"] == 0
    ctr = [slices["clicks"][which].sum() / slices["views"][which].sum() for which in (live, ~live)]
    assert ctr[0] > 1.2 * ctr[1]
