"""Each row of the table does what section 5 of the dossier says of it, on twins that differ in nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.state import schema as s

CALM = (
    "population.viewers=6000", "population.creators=60", "warmup_days=0", "population.ring.share=0",
    "population.awareness.ignorance=0", "enforcement=none", "market.funnel.click=0.5", "market.funnel.order_live=0.3",
    "market.funnel.order_video=0.3", "population.creator.hosts=1", "population.creator.participation_base=6",
)
NAMES = list(compose([])["tactics"])


@cache
def day_of(tactic: str) -> tuple[Any, Any]:
    """Return the state and tallies after a day on which everybody uses a tactic on all that it fits (or none)."""
    model = Ecosystem(compose(list(CALM)), seed=4)
    model.state.creators.tactic[:] = NAMES.index(tactic) + 1 if tactic else 0
    model.state.creators.intensity[:] = 1.0 if tactic else 0.0
    model.state.creators.weekday[:] = 3  # nobody thinks again today
    model.step()
    return model.state, dict(zip(y.NAMES, model.engine.tally.sum(axis=0).tolist(), strict=True))


def violating(tactic: str) -> tuple[int, int]:
    """Return how many LIVEs and how many video batches used the tactic."""
    offers = day_of(tactic)[0].offers
    used = (offers.active == 1) & (offers.violation == NAMES.index(tactic) + 1)
    return int(used[s.LIVE :: 2].sum()), int(used[s.VIDEO :: 2].sum())


def test_the_whole_table_is_there_and_short_ones_are_shipped() -> None:
    assert len(NAMES) >= 16
    core = compose(["tactics=core"])["tactics"]
    assert set(core) < set(NAMES) and len(core) == 6 and compose(["tactics=none"])["tactics"] == {}


@pytest.mark.parametrize("tactic", [name for name, row in compose([])["tactics"].items() if row["appears"] <= 0])
def test_a_tactic_is_used_where_it_fits(tactic: str) -> None:
    live, video = violating(tactic)
    only = compose([])["tactics"][tactic]["format"]
    assert (live > 0) == (only != 2) and (video > 0) == (only != 1)


def test_hosts_who_are_not_there_are_live_only() -> None:
    rows = compose([])["tactics"]
    assert all(rows[name]["format"] == 1 for name in ("recorded_live", "ai_host", "idle_live", "incentive_farming"))
    honest = day_of("")[1]["live_minutes"]
    for name in ("recorded_live", "ai_host", "idle_live"):
        assert day_of(name)[1]["live_minutes"] > 1.5 * honest  # cheap hours flood supply


def test_nobody_buys_bots_or_stages_orders_by_ignorance() -> None:
    rows = compose([])["tactics"]
    for name in ("viewer_bots", "brushing", "deepfake_endorsement", "stolen_restream", "incentive_farming"):
        assert rows[name]["unknowing"] == 0.0
    assert all(rows[name]["unknowing"] > 0.0 for name in ("misleading_claims", "category_drift", "idle_live"))
    model = Ecosystem(compose([*CALM, "population.awareness.ignorance=0.5"]), seed=4).run(3)
    seen = set(model.state.offers.violation[model.state.offers.active == 1].tolist()) - {0}
    assert seen and all(rows[NAMES[k - 1]]["unknowing"] > 0.0 for k in seen)


def test_bots_are_engagement_that_sells_nothing() -> None:
    state, bots = day_of("viewer_bots")
    honest_state, honest = day_of("")
    up = (state.offers.active == 1) & (state.offers.weight > 0)
    assert (state.offers.weight[up] > 1.5 * honest_state.offers.weight[up]).all()  # the ranking is fooled
    assert bots["fake_orders"] == 0 and bots["fake_gmv"] == 0
    assert abs(bots["orders"] / bots["clicks"] - honest["orders"] / honest["clicks"]) < 0.03  # viewers are not


def test_brushing_is_measured_and_is_no_sale() -> None:
    state, brushed = day_of("brushing")
    honest_state, honest = day_of("")
    assert brushed["fake_orders"] > 50 and 0.8 < brushed["fake_orders_returned"] / brushed["fake_orders"] <= 1.0
    assert brushed["gmv_placed"] == int(state.orders.price.sum())  # staged orders enter no ledger
    creators, before = state.creators, honest_state.creators
    staged = creators.fake_today > 0
    assert staged.any() and (creators.off_ledger_today[staged] < 0).all()  # they cost money,
    assert (creators.gmv_seen_28d[staged] > creators.gmv_28d[staged]).all()  # raise what the platform measures,
    assert creators.gpm[staged].mean() > before.gpm[staged].mean()
    assert abs(brushed["orders"] - honest["orders"]) < 0.1 * honest["orders"]  # and move hardly any real order


def test_redirection_loses_orders_to_the_platform_and_pays_the_creator() -> None:
    state, led = day_of("off_platform")
    honest = day_of("")[1]
    leak = compose([])["tactics"]["off_platform"]["leak"]
    assert led["orders"] < 0.85 * honest["orders"]
    assert led["leaked_gmv"] == pytest.approx(led["gmv_placed"] * leak / (1.0 - leak), rel=0.01)
    assert state.creators.off_ledger_today.sum() > 0


def test_gamed_scores_are_quality_that_viewers_do_not_get() -> None:
    state, gamed = day_of("score_gaming")
    honest_state, honest = day_of("")
    up = state.offers.active == 1
    assert state.offers.estimate[up].mean() > honest_state.offers.estimate[up].mean() + 0.1
    quality = [one["quality_viewed_micro"] / one["views"] for one in (gamed, honest)]
    assert quality[0] < quality[1]


@pytest.mark.parametrize("tactic", ["misleading_claims", "counterfeit", "category_drift", "deepfake_endorsement"])
def test_what_was_not_promised_comes_back(tactic: str) -> None:
    orders = day_of(tactic)[0].orders
    assert ((orders.return_add > 0.0) | (orders.exaggeration > 0.1)).all()


@pytest.mark.parametrize("tactic", ["engagement_bait", "fake_giveaway"])
def test_bait_holds_people_and_gives_them_less(tactic: str) -> None:
    baited, honest = day_of(tactic)[1], day_of("")[1]
    assert baited["watch_centiminutes"] > honest["watch_centiminutes"]
    assert baited["quality_viewed_micro"] / baited["views"] < honest["quality_viewed_micro"] / honest["views"]


def test_farming_is_worth_it_only_where_hours_are_paid() -> None:
    model = Ecosystem(compose([*CALM, "engine=objects", "population.viewers=50"]), seed=4)
    model.step()
    paid = Ecosystem(
        compose([*CALM, "engine=objects", "population.viewers=50", "incentives.volume_bonus.per_hour=300"]), seed=4
    )
    paid.step()
    farming = NAMES.index("incentive_farming") + 1
    unpaid_worth, paid_worth = (
        np.array([one.worth(farming, 0.2) for one in market.engine.creators]) for market in (model, paid)
    )
    live = np.array([one.hosts > 0 for one in model.engine.creators])
    assert live.sum() > 10 and (paid_worth[live] > unpaid_worth[live]).all()
    assert (paid_worth[~live] == unpaid_worth[~live]).all()  # who never goes LIVE has no hours to add
    assert np.mean(unpaid_worth[live] > 0.0) < 0.5 < np.mean(paid_worth[live] > 0.0)
