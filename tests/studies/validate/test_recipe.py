"""Small experiments in a tiny market: every kind is read, arms share their draws, results are the same every time."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.runs.replication import build_ecosystem
from sim.studies.validate import patterns as data
from sim.studies.validate.patterns import Arm, choose
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.recipe import run_arms
from sim.studies.validate.recording import PANELS, record
from tests.studies.validate.conftest import TINY, measure


def quiet() -> None:
    """Tell nobody how far it is."""


def test_every_pattern_of_every_kind_is_read(tiny, measured):
    kinds = {pattern.kind for pattern in tiny.patterns}
    assert kinds == {"measurement", "trial", "network"}
    for one in measured:
        assert list(one.sums) == [pattern.name for pattern in tiny.patterns]
    read = {name for one in measured for name, (of, _) in one.sums.items() if not math.isnan(of[0])}
    for kind in kinds:
        mine = [pattern.name for pattern in tiny.patterns if pattern.kind == kind]
        assert len(read & set(mine)) >= 0.5 * len(mine)


def test_arms_run_once_and_never_longer_than_asked(tiny):
    assert set(tiny.arms) == {name for pattern in tiny.patterns for name in pattern.arms}
    assert max(arm.days for arm in tiny.arms.values()) == 70
    assert tiny.days == 20 + sum(arm.days for arm in tiny.arms.values())


def test_the_same_seed_gives_the_same_sums(tiny, measured, tmp_path):
    small = ValidationPlan(tiny.config, choose(["deterrence", "gini_views", "newcomers_day_7"]))
    again = measure(small, tmp_path, 1)[0]
    for name, sums in again.sums.items():
        np.testing.assert_equal(sums, measured[1].sums[name])


def test_days_and_arms_are_counted(tiny, tmp_path):
    seen = []
    plan = ValidationPlan(tiny.config, choose(["silent_penalty_deters_not"]))
    measure(plan, tmp_path, 0, breathe=lambda: seen.append(1))
    assert [len(seen), len(plan.arms)] == [plan.days, 2]


def test_an_arm_that_changes_nothing_is_the_status_quo(tiny, monkeypatch):
    name = "enforcement.penalty.scale"
    twin = {"less_severe": Arm("less_severe", 30, (Change(name, 1.0),)), "less_certain": Arm("less_certain", 30)}
    monkeypatch.setattr("sim.studies.validate.plan.arms", lambda: data.arms() | twin)
    plan = ValidationPlan(tiny.config, choose(["certainty_over_severity"]))
    recordings, _ = run_arms(plan, Ecosystem(tiny.config, seed=5).run(tiny.config["warmup_days"]), quiet)
    for column in recordings["less_severe"].tallies:
        np.testing.assert_array_equal(recordings["less_severe"].tallies[column],
                                      recordings["less_certain"].tallies[column])


def test_an_arm_whose_tactic_is_left_out_is_not_measured(tmp_path):
    plan = ValidationPlan(compose([*TINY, "tactics=none", "days=20"]), choose(["exploit_rises", "gini_views"]))
    assert list(plan.arms) == ["status_quo"]
    found = measure(plan, tmp_path, 0)[0].sums
    assert math.isnan(found["exploit_rises"][0][0])
    assert not math.isnan(found["gini_views"][0][0])


def test_network_patterns_alone_need_no_market(tiny, tmp_path):
    plan = ValidationPlan(tiny.config, choose(["network_degree_gini"]))
    found = measure(plan, tmp_path, 0, build=lambda config, seed: pytest.fail("no market is needed"))[0]
    assert 0.5 < found.sums["network_degree_gini"][0][0] < 0.7
    assert found.impressions == 0


def test_panels_add_up_to_the_tallies(tiny):
    model = build_ecosystem(tiny.config, 4)
    for _ in range(10):
        model.step()
    arm = record(model.branch(Scenario("status_quo")), 15, PANELS, quiet)
    for panel, tally in {"violations": "violating_offers", "penalties": "penalties", "opened": "dau",
                         "views": "views", "live_minutes": "live_minutes", "offers": "offers"}.items():
        assert arm.panel(panel).sum(axis=1, dtype=np.int64).tolist() == arm.daily(tally).tolist(), panel
    wrong = arm.daily("penalties") - arm.daily("penalties_guilty")
    assert arm.panel("wrongful").sum(axis=1).tolist() == wrong.tolist()
    bought = arm.panel("purchases")[-1].sum(dtype=np.int64) - arm.viewers["start"]["purchases"].sum()
    assert bought == arm.daily("orders").sum()
