"""Levels hang together: what two outcomes imply for a third holds in a run, exactly where all are sums over days."""

from __future__ import annotations

import numpy as np
import pytest

from sim.config import compose
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.levels.ranges import BASES
from sim.model.outcomes.measure import period
from sim.runs.replication import build_ecosystem

DAYS, WARMUP = 40, 25
TALLY_OF = {"mau": "mau", "pilots": "creators_pilot", "leavers": "creators_left", "offers": "offers",
            "penalties_explained": "penalties_explained", "ads": "ads_shown"}


def lived(wrongly_flagged: float) -> tuple[dict[str, float], dict[str, float]]:
    """Return every outcome of a small market, and every tally's mean a day."""
    config = compose([
        "population.viewers=2500", "population.creators=120", f"warmup_days={WARMUP}", f"days={DAYS}",
        f"enforcement.auto.false_positive_rate={wrongly_flagged}", "incentives.volume_bonus.per_hour=20",
    ])
    model = build_ecosystem(config, 3)
    while model.day < 0:
        model.step()
    branch = model.branch(Scenario("status_quo"))
    while branch.day < DAYS:
        branch.step()
    tallies = branch.tallies()
    horizon = np.asarray(tallies["day"]) >= 0
    means = {name: float(np.asarray(column)[horizon].sum()) / DAYS for name, column in tallies.items()}
    return period(tallies, 0, DAYS - 1), means


@pytest.fixture(scope="module")
def run() -> tuple[dict[str, float], dict[str, float]]:
    """Return a market where clean offers are flagged too, so that somebody wins an appeal."""
    return lived(0.01)


def test_what_ranges_are_counted_per_is_what_was_counted(run: tuple[dict[str, float], dict[str, float]]) -> None:
    of, counted = run
    assert set(TALLY_OF) == set(BASES)
    for base, tally in TALLY_OF.items():
        assert counted[tally] > 0, tally
        assert BASES[base][1](of) == pytest.approx(counted[tally], rel=1e-9), base


def test_the_funnel_multiplies_to_sales(run: tuple[dict[str, float], dict[str, float]]) -> None:
    of, counted = run
    views = of["daily_active_viewers"] * of["session_minutes"] / of["watch_minutes"] * of["err"]
    assert views == pytest.approx(counted["views"])
    order_value = of["gmv"] / (of["daily_active_viewers"] * of["cvr"])
    assert of["cvr"] == pytest.approx(views / of["daily_active_viewers"] * of["ctr"] * of["ctor"])
    assert of["gmv"] == pytest.approx(views * of["ctr"] * of["ctor"] * order_value)
    assert of["gpm"] == pytest.approx(1000 * of["ctr"] * of["ctor"] * order_value)
    assert of["watch_gpm"] == pytest.approx(of["gpm"] * of["err"] / of["watch_minutes"])
    assert of["gmv_net"] <= of["gmv"]


def test_visits_of_a_day_a_week_and_a_month_are_nested(run: tuple[dict[str, float], dict[str, float]]) -> None:
    of, _ = run
    assert of["dau_mau"] <= of["wau_mau"] <= 1.0
    assert of["sessions_per_week"] == pytest.approx(7 * of["dau_mau"] / of["wau_mau"])
    assert of["sessions_per_week"] <= 7.0


def test_penalties_breaches_and_appeals_agree(run: tuple[dict[str, float], dict[str, float]]) -> None:
    of, _ = run
    assert of["enforcement_recall"] * of["violating_offers"] == pytest.approx(
        of["enforcement_precision"] * of["penalties"])
    assert of["appeals"] == pytest.approx(of["appeal_rate"] * of["penalties"])
    assert of["proactive_rate"] <= 1.0
    assert of["fairness_score"] <= 1.0


def test_none_but_who_breaks_a_rule_again_is_caught_again() -> None:
    """Where no clean offer is flagged: a wrong penalty counts as caught again, and nothing was broken."""
    of, counted = lived(0.0)
    assert counted["penalties"] == counted["penalties_guilty"] > 0
    assert of["reoffence_30d"] >= of["caught_again_30d"] > 0


def test_orders_that_disappoint_bound_complaints(run: tuple[dict[str, float], dict[str, float]]) -> None:
    of, _ = run
    assert of["not_as_described_rate"] <= of["bad_purchase_rate"]
    assert of["complaint_rate"] / 1000 <= of["bad_purchase_rate"]


def test_costs_and_hours_are_the_sum_of_their_parts(run: tuple[dict[str, float], dict[str, float]]) -> None:
    of, _ = run
    parts = ("screening", "onboarding", "precheck", "review", "notice", "appeals", "policy_staff")
    assert of["governance_cost"] == pytest.approx(sum(of[f"{part}_cost"] for part in parts))
    assert of["quality_live_hours"] == pytest.approx(of["live_hours"] * of["quality_live_share"])
    assert of["incentive_cost"] == pytest.approx(of["incentive_cost_per_quality_hour"] * of["quality_live_hours"])
    assert of["commission_paid"] <= of["gmv"]
