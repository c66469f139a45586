"""Every outcome resolves to a smallest effect of interest with a reason; money is judged against net sales."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sim.errors import UserError
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.smallest import thresholds
from sim.model.outcomes.smallest.thresholds import Smallest, smallest_effect, smallest_effects

LEVELS = dict.fromkeys(OUTCOMES, 0.5) | {"gmv_net": 1000.0, "incentive_cost": 3.0, "violation_view_rate": 0.01}


def test_every_outcome_has_one_with_a_reason() -> None:
    assert list(smallest_effects()) == list(OUTCOMES)
    for name, one in smallest_effects().items():
        assert one.reason and one.source, name
        assert smallest_effect(name, LEVELS) > 0, name


def test_a_headline_outcome_has_a_row_of_its_own() -> None:
    families = {one.reason for name, one in smallest_effects().items() if name == "effort"}
    assert families == {"a hundredth of the scale"}
    assert smallest_effect("quality", LEVELS) == 0.005
    assert smallest_effect("violation_view_rate", LEVELS) == pytest.approx(0.0005)
    assert len(HEADLINE) > 10


def test_money_is_judged_against_net_sales() -> None:
    assert smallest_effect("incentive_cost", LEVELS) == pytest.approx(2.0)
    for name in ("governance_cost", "wrongly_hit_gmv", "screening_cost"):
        assert smallest_effect(name, LEVELS) == pytest.approx(1.0), name


def test_of_amount_and_share_the_smaller_holds_and_an_unknown_level_gives_the_amount() -> None:
    assert smallest_effect("cheating_share", LEVELS) == 0.005
    assert smallest_effect("fake_order_share", LEVELS | {"fake_order_share": 0.001}) == pytest.approx(0.00005)
    assert smallest_effect("fake_order_share", LEVELS | {"fake_order_share": math.nan}) == 0.01
    assert math.isnan(smallest_effect("gmv_net", {}))


def test_what_somebody_sets_comes_before_what_is_shipped() -> None:
    own = {"gmv_net": Smallest(share=0.01, reason="ours", source="user")}
    assert smallest_effect("gmv_net", LEVELS, own) == pytest.approx(10.0)
    assert smallest_effect("quality", LEVELS, own) == 0.005


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("quality: {reason: x}", "neither an amount nor a share"),
        ("quality: {amount: 0, reason: x}", "not above zero"),
        ("quality: {amount: 0.1}", "no reason"),
        ("quality: {amount: 0.1, of: gmv_net, reason: x}", "no share of an outcome"),
        ("quality: {amont: 0.1, reason: x}", "an unknown key"),
    ],
)
def test_a_wrong_row_is_named(row: str, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "content.yaml"
    file.write_text(row, encoding="utf-8")
    with pytest.raises(UserError, match=wrong):
        thresholds._rows(file)
