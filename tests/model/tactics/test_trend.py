"""A new tactic: nobody has it before its day, innovators find it, peers carry it on; agencies and rings are closer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from tests.docs.documents import ROOT, blocks

MARKET = (
    "tactics=core", "population.viewers=1200", "population.creators=240", "warmup_days=7", "population.ring.share=0",
    "enforcement.auto.recall=0", "enforcement.reports.threshold=1000",
)
EXPLOIT = (
    "tactics.bait_price.appears=10", "tactics.bait_price.moral=0", "tactics.bait_price.entry_gain=2",
    "population.deterrence.certainty=0.1",
)


def users(*overrides: str, days: int = 100) -> Any:
    """Return users of the exploit by day."""
    model = Ecosystem(compose([*MARKET, *EXPLOIT, *overrides]), seed=3).run(7 + days)
    told = model.adoption()
    assert set(told) == {"day", "region", "clean", *model.book.rows["tactics"]}
    everybody = sum(told[name] for name in ("clean", *model.book.rows["tactics"]))
    assert np.array_equal(everybody, model.tallies()["creators"])
    return told["bait_price"].reshape(-1, 2).sum(axis=1)[7:]


def test_a_tactic_spreads_from_its_day_on_and_through_peers() -> None:
    spread = users()
    assert not spread[:10].any() and spread[60:].max() > 10
    alone = users("population.creator.imitation=0")
    assert not alone[:10].any() and alone[40:].sum() < spread[40:].sum()  # innovators alone do not get as far


def test_what_is_caught_falls_back() -> None:
    free = users(days=120)
    caught = users("enforcement.auto.recall=1", "enforcement.penalty.scale=2", days=120)
    assert caught[60:].mean() < 0.7 * free[60:].mean()


def test_a_tactic_that_is_gone_is_used_no_more() -> None:
    from sim.model.levers.schedule import Change, Scenario

    gone = Scenario("gone", changes=(Change("tactics.bait_price.appears", 1000.0, start=40),))
    model = Ecosystem(compose([*MARKET, *EXPLOIT, "tactics.bait_price.unknowing=0"]), seed=3, scenario=gone).run(60)
    offers, exploit = model.state.offers, model.book.rows["tactics"].index("bait_price") + 1
    assert (model.state.creators.tactic == exploit).any()  # some would still
    assert not (offers.violation[offers.active == 1] == exploit).any()


def test_the_how_to_adds_a_tactic_that_runs(tmp_path: Path) -> None:
    page = ROOT / "docs" / "howto" / "add-a-tactic.md"
    (text,) = [block.text for block in blocks(page) if block.language == "yaml"]
    (tmp_path / "tactics").mkdir()
    (tmp_path / "tactics" / "voice_clone.yaml").write_text(text, encoding="utf-8")
    config = compose([f"hydra.searchpath=[{tmp_path}]", "tactics=voice_clone"])
    assert set(config["tactics"]) == {*compose([])["tactics"], "voice_clone"}
    row = config["tactics"]["voice_clone"]
    assert (row["hours_gain"], row["severity"], row["appears"], row["leak"]) == (1.5, 2, 20, 0.0)


def test_agencies_stay_within_regions_and_are_tied() -> None:
    settings = ["population.agency.share=0.5", "population.agency.size=12", "population.settled=0"]  # as they are born
    state = Ecosystem(compose([*MARKET, *settings]), seed=3).state
    creators, edges = state.creators, state.peers.edges
    members = creators.agency >= 0
    assert 0.4 < members.mean() < 0.6
    assert (creators.agency[members] % 2 == creators.region[members]).all()
    mates = creators.agency[edges[:, 0]] == creators.agency[edges[:, 1]]
    inside = (mates & members[edges[:, 0]]).sum() / members[edges[:, 0]].sum()
    sizes = np.bincount(creators.agency[members])
    by_chance = (sizes.astype(float) ** 2).sum() / len(creators) / members.sum()
    assert inside > 3.0 * by_chance
    assert creators.awareness[members].mean() > creators.awareness[~members].mean()


def test_a_ring_owns_several_accounts_and_starts_with_craft() -> None:
    config = compose(["population.viewers=200", "population.creators=300", "warmup_days=0", "population.ring.share=0.2",
                      "population.ring.accounts=5", "enforcement.onboarding.screening=0"])
    model = Ecosystem(config, seed=3)
    creators = model.state.creators
    rings = creators.ring >= 0
    assert 0.12 < rings.mean() < 0.28 and (creators.agency[rings] == -1).all()
    owners, accounts = np.unique(creators.owner[rings], return_counts=True)
    assert 3.0 < accounts.mean() < 7.0 and len(owners) > 5
    names = model.book.rows["tactics"]
    assert {names[k - 1] for k in creators.tactic[rings]} == {"viewer_bots", "brushing", "recorded_live"}
    assert creators.moral[rings].mean() < 0.1 and (creators.craft[rings] == 0.5).all()
    checked = compose(["population.viewers=200", "population.creators=300", "warmup_days=0",
                       "population.ring.share=0.2", "enforcement.onboarding.screening=1"])
    late = [Ecosystem(one, seed=3).run(90).state.creators for one in (config, checked)]
    shares = [(one.ring[one.joined > 0] >= 0).mean() for one in late]
    assert shares[1] < 0.7 * shares[0]
