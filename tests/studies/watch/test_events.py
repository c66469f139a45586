"""Events in their sizes, read from the files that ship."""

from __future__ import annotations

import pytest

from sim.config.composition import compose
from sim.config.names import parameters_of, value_at
from sim.model.levers.schedule import Change
from sim.studies.stress.file import SHIPPED
from sim.studies.watch.events import SHOCKS_BY_NAME, SIZES, dosed, harm_of, library
from sim.studies.watch.indicators import INDICATORS
from sim.studies.watch.study import DAYS

CONFIG = compose([f"days={DAYS}"])


def test_the_library_holds_threats_and_shocks_in_three_sizes_and_benign_events() -> None:
    events = library([], CONFIG)
    sized = {one.name for one in events if one.size}
    assert sized == {*SHIPPED.names(), *SHOCKS_BY_NAME} or len(sized) == len(SHIPPED.names()) + len(SHOCKS_BY_NAME)
    assert {one.size for one in events if one.kind != "benign"} == set(SIZES)
    assert all(one.harms for one in events if one.kind != "benign")
    assert sum(one.kind == "benign" for one in events) >= 5
    assert len({one.arm for one in events}) == len(events)


def test_every_size_is_legal_and_moves_something() -> None:
    known = parameters_of(CONFIG)
    for one in library([], CONFIG):
        assert one.changes
        for change in one.changes:
            parameter = known[change.name]
            assert parameter.low <= change.to <= parameter.high
            assert not parameter.integer or change.to == int(change.to)


def test_a_size_is_a_share_of_the_way() -> None:
    now = value_at(CONFIG, "enforcement.auto.recall")
    (half,) = dosed([Change("enforcement.auto.recall", 0.0, 21)], 0.5, CONFIG)
    assert half.to == pytest.approx(now / 2)
    assert dosed([Change("enforcement.auto.recall", 0.0, 21)], 1.0, CONFIG)[0].to == 0.0


def test_regions_go_from_their_own_values_and_whole_numbers_stay_whole() -> None:
    parts = dosed([Change("market.orders.delivery_days", 2.0, 21)], 0.5, CONFIG)
    assert {one.regions: one.to for one in parts} == {("us",): 3.0, ("vn",): 2.5}
    (count,) = dosed([Change("enforcement.escalations.same_policy.count", 2, 21)], 0.25, CONFIG)
    assert count.to == int(count.to) < value_at(CONFIG, "enforcement.escalations.same_policy.count")


def test_harm_of_what_counts_in_months_is_looked_at_over_four_weeks() -> None:
    assert (harm_of("creator_retention_30d").over, harm_of("creator_retention_30d").rises) == (28, False)
    assert (harm_of("violation_view_rate").over, harm_of("violation_view_rate").rises) == (7, True)


def test_no_indicator_reads_hidden_truth_but_through_a_sample() -> None:
    hidden = {"violation_view_rate", "violation_offer_rate", "enforcement_recall", "enforcement_precision",
              "false_report_cases", "wrongly_hit_gmv", "fake_order_share", "cheating_share", "creator_csat",
              "viewer_csat", "trust", "fairness"}
    assert not {one.outcome for one in INDICATORS.values() if one.sample is None} & hidden
