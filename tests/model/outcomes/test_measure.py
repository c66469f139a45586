"""Outcomes are one formula over sums of integers: for a day, a period, a region and the whole market."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.measure import MARKET, daily, period
from sim.model.outcomes.tallies import NAMES
from tests.studies.compare.fake_model import CONFIG, FakeEcosystem


def tallies(rows: int = 4, regions: int = 2, **columns: list[int]) -> dict[str, np.ndarray]:
    """Zeros everywhere but in the columns given, one value a day and region."""
    days = rows // regions
    table = {name: np.zeros(rows, dtype=np.int64) for name in NAMES}
    table |= {name: np.array(values, dtype=np.int64) for name, values in columns.items()}
    return {"day": np.repeat(np.arange(days), regions), "region": np.tile(np.arange(regions), days), **table}


def test_a_ratio_divides_sums_and_is_no_mean_of_ratios() -> None:
    table = tallies(violating_views=[1, 0, 30, 9], views=[10, 0, 100, 90])
    assert period(table, 0, 1)["violation_view_rate"] == pytest.approx(40 / 200)
    assert period(table, 1, 1)["violation_view_rate"] == pytest.approx(39 / 190)
    assert period(table, 0, 1, region=1)["violation_view_rate"] == pytest.approx(9 / 90)


def test_an_outcome_without_denominator_is_the_mean_per_day_of_the_sum_over_regions() -> None:
    table = tallies(gmv_placed=[1000, 500, 3000, 500], gmv_voided=[100, 0, 0, 0], gmv_returned=[0, 0, 0, 300])
    values = period(table, 0, 1)
    assert values["gmv"] == pytest.approx(25.00)
    assert values["gmv_net"] == pytest.approx(23.00)
    assert period(table, 0, 1, region=0)["gmv"] == pytest.approx(20.00)


def test_an_empty_denominator_is_undefined_and_not_zero() -> None:
    values = period(tallies(), 0, 1)
    assert math.isnan(values["appeal_overturn_rate"])
    assert math.isnan(values["cheating_premium"])
    assert values["gmv"] == 0


def test_gini_is_weighted_by_the_creators_of_each_region() -> None:
    table = tallies(rows=2, gini_views_micro=[900_000, 500_000], creators=[300, 100])
    assert period(table, 0, 0)["gini_views"] == pytest.approx((0.9 * 300 + 0.5 * 100) / 400)
    assert period(table, 0, 0, region=1)["gini_views"] == pytest.approx(0.5)


def test_cheating_premium_compares_geometric_means() -> None:
    logs = {"log_income_cheating_micro": [2_000_000, 2_000_000], "log_income_honest_micro": [3_000_000, 6_000_000]}
    table = tallies(rows=2, creators_honest=[3, 7], creators_cheating=[1, 1], **logs)
    assert period(table, 0, 0)["cheating_premium"] == pytest.approx(math.exp(2.0 - 0.9) - 1)


def test_a_quantile_is_read_off_doubling_buckets() -> None:
    stops = {"stops_under_1_min": [2, 0], "stops_under_8_min": [0, 6], "stops_under_64_min": [0, 2]}
    table = tallies(rows=2, **stops)
    values = period(table, 0, 0)
    assert values["time_to_enforce_p50"] == pytest.approx(4 + 4 * 3 / 6)  # the fifth of ten, third of six in 4-8
    assert values["time_to_enforce_p90"] == pytest.approx(32 + 32 * 1 / 2)
    assert period(table, 0, 0, region=0)["time_to_enforce_p50"] == pytest.approx(0.5)
    assert math.isnan(period(tallies(), 0, 1)["time_to_enforce_p50"])


def test_each_day_equals_the_period_of_that_day() -> None:
    model = FakeEcosystem(CONFIG, seed=3)
    for _ in range(5):
        model.step()
    table = model.tallies()
    rows = daily(table)
    for day, region in zip(rows["day"].tolist(), rows["region"].tolist(), strict=True):
        expected = period(table, day, day, None if region == MARKET else region)
        here = (rows["day"] == day) & (rows["region"] == region)
        assert {name: rows[name][here][0] for name in OUTCOMES} == pytest.approx(expected, nan_ok=True)


def test_a_window_looks_back_and_fills_up() -> None:
    table = tallies(
        rows=3, regions=1, appeals_overturned=[1, 0, 1], appeals_decided=[2, 0, 2], gmv_placed=[100, 200, 600]
    )
    rows = daily(table, window=2)
    whole = rows["region"] == MARKET
    assert rows["appeal_overturn_rate"][whole].tolist() == pytest.approx([0.5, 0.5, 0.5])
    assert rows["gmv"][whole].tolist() == pytest.approx([1.0, 1.5, 4.0])


def test_the_order_of_rows_does_not_matter() -> None:
    table = tallies(violating_views=[1, 0, 30, 9], views=[10, 5, 100, 90])
    shuffled = {name: column[[2, 0, 3, 1]] for name, column in table.items()}
    np.testing.assert_array_equal(daily(shuffled)["violation_view_rate"], daily(table)["violation_view_rate"])


def test_missing_rows_and_empty_periods_are_refused() -> None:
    table = tallies()
    with pytest.raises(ValueError, match="one row for each region"):
        daily({name: column[:3] for name, column in table.items()})
    with pytest.raises(ValueError, match="no tallies of days 7 to 9"):
        period(table, 7, 9)
