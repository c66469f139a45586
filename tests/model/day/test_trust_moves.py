"""Trust has a spread, falls with what is seen and delivered, and is kept apart for who is followed."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem

SMALL = ("population.viewers=3000", "population.creators=90", "warmup_days=0")
FOUL = ("population.awareness.ignorance=0.5", "enforcement=none", "population.tactic_intensity.ignorant=1")


def market(*overrides: str) -> Ecosystem:
    return Ecosystem(compose([*SMALL, *overrides]), seed=3).run(60)


def trust_of(model: Any) -> Any:
    return model.state.viewers.trust[model.state.viewers.status == 0]


def test_people_differ_in_trust() -> None:
    low, high = np.quantile(trust_of(market()), [0.05, 0.95])
    assert 0.25 < high - low < 0.45


def test_violations_seen_cost_trust_and_visits() -> None:
    clean, foul = market(), market(*FOUL)
    unseen = market(*FOUL, "population.viewer.trust_seen=0")
    assert trust_of(foul).mean() < trust_of(clean).mean() - 0.02
    assert trust_of(foul).mean() < trust_of(unseen).mean() - 0.01
    visits = [int(one.tallies()["dau"].sum()) for one in (clean, foul)]
    assert visits[1] < visits[0]


def test_answered_reports_give_back_part_of_it() -> None:
    given = ("population.viewer.report_base=1", "enforcement.reports.threshold=1", "enforcement.auto.recall=0",
             "population.awareness.ignorance=0.5")
    answered, cold = (market(*given, f"population.viewer.trust_answered={share}") for share in (1, 0))
    assert (answered.state.policy.answered > 0.5).all()
    assert trust_of(answered).mean() > trust_of(cold).mean()


def test_trust_in_who_is_followed_is_its_own() -> None:
    model = market("market.orders.bad_base=0.5", "distribution.follow_share=0.6", "market.funnel.order_video=0.5",
                   "market.funnel.order_live=0.5", "population.viewer.trust_passes=0", "market.funnel.unfollow=0")
    viewers = model.state.viewers
    bonds = viewers.bonds[viewers.follows >= 0] / 65535
    assert bonds.min() < 0.7 and (np.abs(bonds - 0.75) < 1e-4).mean() > 0.5
    leaving = market("market.orders.bad_base=0.5", "distribution.follow_share=0.6", "market.funnel.order_video=0.5",
                     "market.funnel.order_live=0.5", "market.funnel.unfollow_trust=20")
    staying = market("market.orders.bad_base=0.5", "distribution.follow_share=0.6", "market.funnel.order_video=0.5",
                     "market.funnel.order_live=0.5", "market.funnel.unfollow_trust=0")
    assert leaving.tallies()["unfollows"].sum() > staying.tallies()["unfollows"].sum()
