"""What an analysis reads out of replications: effects, parts of effects, regions and tiers."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.breakdowns import TIERS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import plan_comparison
from sim.runs.replication import Replication
from sim.studies.compare.channels import SEEN, _three, split
from tests.studies.compare.fake_model import CONFIG, answer_of, small_answer

NO_OP = Scenario("no_op", changes=(Change("enforcement.expiry_days", 90),))


def test_known_effects_are_found_and_untouched_outcomes_are_noise() -> None:
    effects = small_answer().analysis.effects
    assert effects["earlier_traffic_cut"]["violation_view_rate"].verdict == "down"
    assert effects["earlier_traffic_cut"]["wrongly_hit_gmv"].paired.mean > 0
    assert effects["quality_bonus"]["incentive_cost"].relative.mean == pytest.approx(1.3, abs=0.7)
    assert effects["quality_bonus"]["appeal_overturn_rate"].verdict == "within noise"


def test_a_scenario_that_changes_nothing_is_identical_and_within_noise() -> None:
    plan = plan_comparison(CONFIG | {"replications": 2, "days": 5, "warmup_days": 2}, [NO_OP], "")
    analysis = answer_of(plan).analysis
    assert analysis.changes_nothing("no_op")
    for name in OUTCOMES:
        effect = analysis.effects["no_op"][name]
        assert effect.verdict == "within noise"
        assert effect.paired.mean == 0 or np.isnan(effect.paired.mean)
    assert np.isnan(analysis.narrowing())


def test_pairing_makes_intervals_narrower() -> None:
    assert small_answer().analysis.narrowing() > 2


def by_tier(one: Replication, scenario: str, outcome: str) -> float:
    """What viewers see of all tiers together."""
    columns, (tally, scale) = one.tiers[scenario], SEEN[outcome]
    inside = columns["day"] >= 0
    return scale * float(columns[tally][inside].sum()) / float(columns["views"][inside].sum())


def test_small_creators_that_improve_much_with_few_views_are_no_traffic() -> None:
    share, old, new = np.array([0.99, 0.01]), np.array([0.5, 0.5]), np.array([0.5, 0.9])
    content, views, both = _three((share, old), (share, new))
    assert content == pytest.approx(0.004) and views == both == 0
    content, views, both = _three((share, new), (share[::-1], new))
    assert content == both == 0 and views == pytest.approx(0.98 * 0.4)
    assert sum(_three((share, old), (share[::-1], new))) == pytest.approx(0.01 * 0.5 + 0.99 * 0.9 - 0.5)


def test_the_parts_of_an_effect_add_up() -> None:
    analysis = small_answer().analysis
    for outcome in ("quality", "violation_view_rate"):
        parts = split(analysis, "earlier_traffic_cut", outcome)
        assert parts is not None
        whole = sum(part.paired.mean for part in (parts.content, parts.views, parts.both))
        groups = [by_tier(one, "earlier_traffic_cut", outcome) - by_tier(one, "status_quo", outcome)
                  for one in analysis.replications]
        assert whole == pytest.approx(np.mean(groups))
    assert split(analysis, "earlier_traffic_cut", "gmv_net") is None


def test_a_lever_in_one_region_moves_that_region_alone() -> None:
    effects = small_answer().analysis.regional_effects
    assert effects["us"]["warn_first"]["wrongly_hit_gmv"].paired.mean < 0
    assert effects["vn"]["warn_first"]["wrongly_hit_gmv"].paired.mean == 0


def test_an_effect_is_visible_only_after_its_lever_has_moved() -> None:
    first = small_answer().analysis.effects["earlier_traffic_cut"]["violation_view_rate"].visible_from
    assert first is not None
    assert 10 <= first.early <= first.day <= first.late


def test_tiers_are_read_per_creator_and_paired() -> None:
    rows = {(row.group, row.reading.name): row for row in small_answer().tiers}
    assert {tier for tier, _ in rows} == set(TIERS)
    assert rows["newcomers", "income"].effects["earlier_traffic_cut"].verdict == "down"
    assert rows["top", "income"].effects["quality_bonus"].verdict == "up"
    assert rows["top", "income"].baseline.mean > rows["newcomers", "income"].baseline.mean


def test_windows_are_full_from_the_first_day_of_the_horizon() -> None:
    analysis = small_answer().analysis
    at_start = analysis.daily("status_quo", "gmv_net", window=28)[:, 0]
    one = analysis.replications[0]
    warm = one.warmup["day"] >= -27
    placed = sum(
        one.warmup[name][warm].sum() * sign
        for name, sign in (("gmv_placed", 1), ("gmv_voided", -1), ("gmv_returned", -1))
    )
    first = one.tallies["status_quo"]
    placed += sum(
        first[name][first["day"] == 0].sum() * sign
        for name, sign in (("gmv_placed", 1), ("gmv_voided", -1), ("gmv_returned", -1))
    )
    assert at_start[0] == pytest.approx(placed / 28 / 100)
