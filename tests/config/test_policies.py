"""Whole policies as scenarios: what a group's option says, from day 0, on today's warm-up."""

from __future__ import annotations

import numpy as np
import pytest

from sim.config import compose
from sim.config.names import value_at
from sim.config.policies import must_exist, read_policies
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Scenario

SMALL = ["population.viewers=200", "population.creators=20", "warmup_days=4", "days=6"]
CONFIG = compose(SMALL)


def test_a_policy_says_what_its_group_says_and_nothing_else() -> None:
    _, (policy,) = read_policies([], CONFIG, SMALL, {"enforcement": ["strict"]})
    strict = compose([*SMALL, "enforcement=strict"])
    moved = {change.name: change.to for change in policy.changes}
    assert policy.name == "enforcement_strict"
    assert all(name.startswith("enforcement.") for name in moved)
    assert moved["enforcement.milestones.at_risk.rating"] == value_at(
        strict, "enforcement.milestones.at_risk.rating")
    assert {change.start for change in policy.changes} == {0}


def test_rows_of_other_regimes_stand_out_of_reach() -> None:
    base, (policy,) = read_policies(["textbook"], CONFIG, SMALL)
    moved = {change.name: change.to for change in policy.changes}
    assert base["enforcement"]["escalations"]["third_strike"]["count"] == 1_000_000
    assert moved["enforcement.escalations.third_strike.count"] == 3
    assert moved["enforcement.milestones.at_risk.rating"] == -1
    assert "third_strike" not in CONFIG["enforcement"]["escalations"]


def test_own_words_about_a_group_do_not_reach_a_policy_of_that_group() -> None:
    words = [*SMALL, "enforcement.auto.recall=0.9"]
    _, (none,) = read_policies(["none"], compose(words), words)
    assert {change.to for change in none.changes if change.name == "enforcement.auto.recall"} == {0.0}


def test_regions_keep_what_is_their_own() -> None:
    words = [*SMALL, "+market.regions.vn.values.enforcement.auto.recall=0.2"]
    _, (none,) = read_policies(["none"], compose(words), words)
    recall = [change for change in none.changes if change.name == "enforcement.auto.recall"]
    assert [(change.regions, change.to) for change in recall] == [(("us",), 0.0)]


def test_none_punishes_and_pays_nobody_and_added_rows_move_nothing() -> None:
    base, policies = read_policies(["none", "textbook"], CONFIG, SMALL)
    quo = Scenario("status_quo")
    before, after = (
        Ecosystem(config, seed=5).run(4).branch(quo).run(6).tallies() for config in (CONFIG, base)
    )
    assert all(np.array_equal(before[name], after[name]) for name in before)
    market = Ecosystem(base, seed=5).run(4)
    for policy in policies:
        twin = market.branch(policy).run(6).tallies()
        if policy.name == "none":
            assert twin["penalties"].sum() == twin["incentive_cost"].sum() == twin["screening_cost"].sum() == 0
        else:
            assert twin["screening_cost"].sum() > 0


def test_an_unknown_policy_is_told() -> None:
    must_exist(["none", "textbook", "warn_first"])
    with pytest.raises(UserError, match="Did you mean warn_first"):
        must_exist(["warn_frist"])
