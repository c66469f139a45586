"""Each shipped programme of incentives means what its source says."""

from __future__ import annotations

from typing import Any

import pytest

from sim.config import compose
from sim.config.folders import group_options
from sim.model.parameters import all_parameters

LEVERS = {one.name: one.default for one in all_parameters("lever") if one.name.startswith("incentives.")}


def at(config: dict[str, Any], name: str) -> Any:
    """Return a value by its dotted name."""
    node: Any = config
    for part in name.split("."):
        node = node[part]
    return node


def moved(option: str) -> dict[str, float]:
    """Return the levers that a programme sets apart from the registry's defaults."""
    config = compose([f"incentives={option}"])
    return {name: at(config, name) for name, default in LEVERS.items() if "<row>" not in name
            and at(config, name) != default}


def test_the_shipped_programmes() -> None:
    assert group_options("incentives") == [
        "default", "early_live", "net_of_returns", "none", "partner_2025", "quality_first", "volume_bonus",
    ]


def test_the_default_is_commission_a_newcomer_boost_campaigns_and_light_training() -> None:
    config = compose([])
    assert moved("default") == {}
    paid = [name for name in LEVERS if name.endswith(("amount", "per_hour", "_bonus.share", "award.share", "credits"))]
    assert len(paid) == 6 and all(at(config, name) == 0.0 for name in paid)
    assert at(config, "incentives.newcomer_boost.strength") > 0.0
    assert 0.0 < at(config, "incentives.training.coverage") <= 0.1
    calendar = config["incentives"]["campaigns"]
    assert list(calendar) == ["march", "mid_year", "nine_nine", "eleven_eleven", "black_friday", "twelve_twelve"]
    assert calendar["black_friday"]["days"] == 4  # S65
    assert all(1.5 <= row["demand"] <= 6.0 for row in calendar.values())
    assert at(config, "incentives.performance.campaign_bar") == 3.5  # S20
    assert at(config, "incentives.campaign.min_rating") == 150  # S20


def test_none_pays_commission_alone() -> None:
    config = compose(["incentives=none"])
    assert config["incentives"]["campaigns"] == {}
    assert moved("none") == {
        "incentives.newcomer_boost.strength": 0.0, "incentives.performance.reach_boost": 0.0,
        "incentives.training.coverage": 0.0,
    }


def test_early_live_asks_for_fourteen_hours_in_two_weeks_and_screens_refunds() -> None:
    """S38."""
    levers = moved("early_live")
    assert 2 * levers["incentives.volume_bonus.threshold_hours"] == 14
    assert levers["incentives.volume_bonus.per_hour"] > 0 and levers["incentives.bonus_return_limit"] <= 3
    assert levers["incentives.award.share"] > 0


def test_volume_bonus_pays_for_hours_and_nothing_else() -> None:
    """S118."""
    assert set(moved("volume_bonus")) == {"incentives.volume_bonus.per_hour"}


def test_quality_first_pays_for_quality_and_not_for_volume() -> None:
    """S119, S120, S127, S112."""
    levers = moved("quality_first")
    assert set(levers) == {
        "incentives.quality_bonus.amount", "incentives.top_boost.strength", "incentives.award.share",
        "incentives.training.coverage", "incentives.reminders.coverage",
    }


def test_net_of_returns_ties_all_pay_to_what_is_kept() -> None:
    """S128."""
    levers = moved("net_of_returns")
    assert levers["incentives.commission.returns_weight"] > 0 and levers["incentives.clawback.share"] > 0
    assert levers["incentives.net_gmv_bonus.share"] > 0 and "incentives.gmv_bonus.share" not in levers


def test_partner_2025_pays_for_gmv_above_a_bar_on_a_budget_with_ad_credits() -> None:
    """S37."""
    levers = moved("partner_2025")
    assert levers["incentives.gmv_bonus.share"] > 0 and levers["incentives.gmv_bonus.threshold"] > 0
    assert levers["incentives.bonus_budget"] < LEVERS["incentives.bonus_budget"]
    assert levers["incentives.paid_boost.credits"] > 0 and levers["incentives.paid_boost.strength"] > 0


@pytest.mark.parametrize("option", group_options("incentives"))
def test_every_programme_keeps_the_calendar_or_has_none(option: str) -> None:
    campaigns = compose([f"incentives={option}"])["incentives"]["campaigns"]
    assert campaigns == ({} if option == "none" else compose([])["incentives"]["campaigns"])
