"""A settled start: the status quo keeps it, it answers to parameters, and a network's reach tells who draws whom."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from sim.config import compose
from sim.model.ecosystem import settling
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period
from sim.model.state.schema import ACTIVE

SMALL = ("population.viewers=5000", "population.creators=150", "warmup_days=30", "days=120")


@cache
def warm() -> Ecosystem:
    """Return a small market on day 0."""
    return Ecosystem(compose(list(SMALL)), seed=3).run(30)


def open_accounts(market: Ecosystem) -> Any:
    """Return which accounts are open."""
    return market.state.creators.status <= ACTIVE


def test_the_status_quo_keeps_what_the_start_has() -> None:
    before, after = Ecosystem(compose(list(SMALL)), seed=3), warm().branch().run(120)
    for name, tolerance in (("awareness", 0.06), ("fairness", 0.04), ("effort", 0.04), ("attraction", 0.25)):
        then, now = (float(getattr(m.state.creators, name)[open_accounts(m)].mean()) for m in (before, after))
        assert now == pytest.approx(then, abs=tolerance), name
    assert open_accounts(after).sum() == pytest.approx(150, rel=0.15)


def test_the_status_quo_keeps_a_stock_of_viewers_where_they_find_as_much_to_watch() -> None:
    """The settled rows are of markets of the default size: a small one offers less, and some of its viewers go."""
    sizes = ("population.viewers=20000", "population.creators=600", *SMALL[2:])
    after = Ecosystem(compose(list(sizes)), seed=3).run(150)
    assert open_accounts(after).sum() == pytest.approx(600, rel=0.1)
    assert (after.state.viewers.status == 0).sum() == pytest.approx(20_000, rel=0.05)
    tallies = after.tallies()
    first, last = period(tallies, 0, 39), period(tallies, 80, 119)
    for name in ("daily_active_viewers", "quality", "awareness"):
        assert last[name] == pytest.approx(first[name], rel=0.05), name


def test_arrivals_are_fixed_once_the_horizon_begins_so_a_lever_that_drives_people_out_is_not_made_up_for() -> None:
    harsh = Scenario("harsh", changes=(
        Change("enforcement.penalty.scale", 10.0, start=0),
        Change("enforcement.auto.false_positive_rate", 0.05, start=0),
    ))
    calm, driven_out = warm().branch().run(100), warm().branch(harsh).run(100)
    for column in ("viewer_entry", "creator_entry"):
        flows = [getattr(market.state.policy, column) for market in (warm(), calm, driven_out)]
        assert np.array_equal(flows[0], flows[1]) and np.array_equal(flows[0], flows[2])
    assert open_accounts(driven_out).sum() < 0.8 * open_accounts(calm).sum()


def test_growth_makes_the_stock_grow() -> None:
    growing = [*SMALL, "market.growth=4"]
    base, grown = warm().branch().run(100), Ecosystem(compose(growing), seed=3).run(130)
    assert (grown.state.viewers.status == 0).sum() > 1.05 * (base.state.viewers.status == 0).sum()
    assert open_accounts(grown).sum() > 1.03 * open_accounts(base).sum()


def test_traits_are_scores_that_parameters_spread() -> None:
    flat = Ecosystem(compose([*SMALL, "population.creator.attraction_spread=0"]), seed=3)
    single = flat.state.creators.ring < 0
    assert (flat.state.creators.attraction[single] == 0.0).all()
    told = Ecosystem(compose([*SMALL, "population.awareness.start=1"]), seed=3).state.creators
    assert float(told.awareness[told.ring < 0].mean()) > 0.95


def test_a_market_of_newcomers_can_still_be_had() -> None:
    fresh = Ecosystem(compose([*SMALL, "population.settled=0"]), seed=3).state
    assert (fresh.viewers.joined == 0).all() and np.unique(fresh.creators.effort).size == 1


def test_totals_do_not_depend_on_how_many_accounts_there_are() -> None:
    found = []
    for many in (1, 4):
        sizes = [f"population.viewers={4000 * many}", f"population.creators={200 * many}", "market=us",
                 "population.ring.share=0"]  # a ring that takes a place near the top leaves its views out of a mean
        creators = Ecosystem(compose(sizes), seed=5).state.creators
        single = creators.ring < 0
        found.append((float(np.exp(creators.attraction[single]).mean()), float(creators.views_28d[single].mean())))
    assert found[0] == pytest.approx(found[1], rel=0.06)


def test_a_network_from_files_keeps_its_ties(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    n = 240
    score = rng.standard_normal(n)
    weight = np.exp(0.8 * score + 0.6 * rng.standard_normal(n))
    pairs = rng.choice(n, (2600, 2), p=weight / weight.sum())
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    reach = np.exp(2.0 * score)
    lines = [f"{i},{reach[i]:.6f},{int(rng.integers(60, 2000))}" for i in range(n)]
    (tmp_path / "nodes.csv").write_text("\n".join(["node,reach,tenure", *lines]))
    (tmp_path / "edges.csv").write_text("\n".join(["source,target", *(f"{a},{b}" for a, b in pairs)]))
    config = dict(compose(["network=files", f"network.data_dir={tmp_path}", "network.edges=edges.csv",
                           "network.nodes=nodes.csv", "network.columns.tenure=tenure", "network.columns.region=node",
                           "population.viewers=6000", "warmup_days=0", "days=120"]))
    network = dict(config["network"])
    network |= {"communities": {"us": {"edges": "edges.csv", "nodes": "nodes.csv"}}, "edges": None, "nodes": None}
    config["network"] = network
    degree = np.bincount(pairs.ravel(), minlength=n)
    market = Ecosystem(config, seed=4)
    assert (market.state.creators.joined <= -60).all()  # ages are the file's
    told = spearmanr(reach, degree)[0]
    market.run(45)  # later on rests and lucky weeks have moved ranks too
    creators = market.state.creators
    here = creators.status[:n] <= ACTIVE
    assert spearmanr(reach[here], creators.views_28d[:n][here])[0] > 0.75
    assert spearmanr(creators.views_28d[:n][here], degree[here])[0] > told - 0.2
    assert spearmanr(~here, degree)[0] < 0.05


def test_rows_are_told_apart_by_prices() -> None:
    settled = settling.read()
    assert [settled.kind(price) for price in settled.prices.tolist()] == [0, 1]
    assert all(column.shape[0] == 2 for column in (*settled.accounts.values(), *settled.viewers.values()))
    assert settling.FILE.stat().st_size < 150_000
