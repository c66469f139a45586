"""What parts of the market tell: slices, tiers, what moved first, what was bought by what was spent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.methods.intervals import mean_interval, ratio_interval
from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.model.outcomes.breakdowns import FORMATS, SLICE_FIELDS, TIERS
from sim.runs.plan import plan_comparison
from sim.show.levers import Fired, marks
from sim.studies.compare.charts.retention import draw_retention, retention_days
from sim.studies.compare.returns import returns, returns_table
from sim.studies.compare.signals import signals
from sim.studies.compare.slices import slice_rows
from sim.studies.compare.summary import slices_table
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, answer_of, small_answer


def test_the_market_is_the_sum_of_its_slices() -> None:
    analysis = small_answer().analysis
    one = analysis.replications[0]
    for name in SLICE_FIELDS:
        assert one.slices["status_quo"][name].sum() == one.tallies["status_quo"][name].sum()
    frame = pd.DataFrame(slices_table(analysis))
    assert set(frame["category"]) == {"beauty", "home"} and set(frame["format"]) == set(FORMATS)
    assert not frame.duplicated(["scenario", "replication", "day", "region", "category", "format"]).any()


@pytest.mark.parametrize("by", ["category", "format"])
def test_slices_have_levels_and_paired_effects(by: str) -> None:
    rows = {(row.group, row.reading.name): row for row in slice_rows(small_answer().analysis, by)}
    groups = {group for group, _ in rows}
    assert groups == ({"beauty", "home"} if by == "category" else set(FORMATS))
    for group in groups:
        assert rows[group, "quality"].baseline.mean == pytest.approx(0.61, rel=0.1)
        assert rows[group, "violation_view_rate"].effects["earlier_traffic_cut"].verdict == "down"
    total = sum(rows[group, "gmv_net"].baseline.mean for group in groups)
    assert total == pytest.approx(small_answer().analysis.outcomes["status_quo"]["gmv_net"].mean)


def test_tiers_have_every_reading() -> None:
    read = {(row.group, row.reading.name) for row in small_answer().tiers}
    assert {group for group, _ in read} == set(TIERS)
    assert {"income", "kept", "violations", "restricted"} <= {name for _, name in read}


def test_signals_come_in_order_and_only_for_clear_effects() -> None:
    analysis = answer_of(plan_comparison(CONFIG | {"replications": 8}, [EARLIER_CUT], "")).analysis
    found = signals(analysis, "earlier_traffic_cut")
    assert found and [one.onset.day for one in found] == sorted(one.onset.day for one in found)
    assert "violation_view_rate" in [one.outcome for one in found]
    for one in found:
        assert one.onset.day >= 10  # the day on which the lever moves
        assert analysis.judgements["earlier_traffic_cut"][one.outcome].certain


def test_a_ratio_needs_a_denominator_that_certainly_moves_and_by_enough() -> None:
    analysis = small_answer().analysis
    bonus = {one.name: one for one in returns(analysis, "quality_bonus")}
    assert bonus["incentive_roi"].why_not == "" and np.isfinite(bonus["incentive_roi"].interval.mean)
    cut = {one.name: one for one in returns(analysis, "earlier_traffic_cut")}
    assert cut["incentive_roi"].why_not and np.isnan(cut["incentive_roi"].interval.mean)
    table = pd.DataFrame(returns_table(analysis))
    undefined = table["mean"].isna()
    assert undefined.any() and not undefined.all()
    assert (table.loc[undefined, "why_not"] != "").all() and (table.loc[~undefined, "why_not"] == "").all()


def test_a_certain_base_that_is_too_small_is_not_divided_by() -> None:
    analysis = replace(small_answer().analysis)
    judged = dict(analysis.judgements["quality_bonus"])
    tiny = replace(judged["incentive_cost"], verdict="certain but small", direction="up", size="sure")
    judged["incentive_cost"] = tiny
    vars(analysis)["judgements"] = analysis.judgements | {"quality_bonus": judged}
    found = {one.name: one for one in returns(analysis, "quality_bonus")}["incentive_roi"]
    assert np.isnan(found.interval.mean) and "too little to divide by" in found.why_not


def test_fieller_covers_a_ratio_and_tells_none_where_the_base_may_be_zero() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        below = 1.0 + rng.standard_normal(10)
        above = 2.0 * below + rng.standard_normal(10)
        found = ratio_interval(above, below)
        held += not found.bounded or found.low <= 2.0 <= found.high
    assert held > 0.92 * 400
    nothing = ratio_interval(np.array([1.0, 2.0, 3.0]), np.array([0.1, -0.2, 0.05]))
    assert np.isnan(nothing.mean) and not nothing.bounded and nothing.count == 3


@given(st.floats(-5, 5), st.lists(st.floats(1, 10), min_size=2, max_size=8))
def test_an_exact_ratio_has_no_width(ratio: float, bottom: list[float]) -> None:
    below = np.array(bottom)
    interval = ratio_interval(ratio * below, below)
    if mean_interval(below).verdict == "within noise":
        assert np.isnan(interval.mean)
        return
    assert interval.mean == pytest.approx(ratio, abs=1e-9)
    assert interval.half_width == pytest.approx(0.0, abs=1e-5)


WARNED = "Offences met by a warning first"


def test_triggers_are_marked_where_they_fired() -> None:
    trigger = Trigger("violation_view_rate", above=True, bound=0.012, days=7)
    scenario = Scenario("late", changes=(Change("enforcement.warnings", 1, start=3, when=trigger),))
    same = Fired({0: [(12, None), (12, None)]}, 2)
    assert [(one.day, one.label) for one in marks([scenario], 40, {"late": same})] == [(12, f"{WARNED} → 1 offence")]
    apart = Fired({0: [(12, 20), (18, None), (15, None)]}, 4)
    told = [(one.day, one.label) for one in marks([scenario], 40, {"late": apart})]
    assert told == [
        (15, f"{WARNED} → 1 offence (median, 3 of 4 seeds)"), (20, f"{WARNED} undone (1 of 4 seeds)"),
    ]
    plan = plan_comparison(CONFIG | {"replications": 2, "days": 20, "warmup_days": 2}, [scenario], "")
    analysis = answer_of(plan).analysis
    assert analysis.fired("late") == {0: [(11, None), (12, None)]}


def test_the_retention_curve_shows_days_that_somebody_reached() -> None:
    analysis = small_answer().analysis
    assert retention_days(analysis) == [1, 7, 30, 90, 180]
    axes = draw_retention(analysis).axes[0]
    assert axes.get_ylim()[1] > 1.0
    nobody = replace(analysis)
    vars(nobody)["outcomes"] = {
        name: outcomes | {"creator_retention_180d": outcomes["creator_retention_180d"].scaled(float("nan"))}
        for name, outcomes in analysis.outcomes.items()
    }
    assert retention_days(nobody) == [1, 7, 30, 90]
