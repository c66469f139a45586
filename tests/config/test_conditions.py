"""Requirements are read as triggers are, and a wrong one is told in one line."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from sim.config.conditions import Condition, read_condition
from sim.errors import UserError

READ = [
    ("violation_view_rate < 0.01", Condition(("violation_view_rate",), False, 0.01)),
    ("violation_view_rate below 1% in vn", Condition(("violation_view_rate",), False, 0.01, "vn")),
    ("quality >= 0.6", Condition(("quality",), True, 0.6)),
    ("governance_cost + incentive_cost at most 40 USD per day",
     Condition(("governance_cost", "incentive_cost"), False, 40.0)),
    ("gmv_net > 98% of status quo", Condition(("gmv_net",), True, 0.98, relative=True)),
    ("gmv_net > 0.98 of status_quo in us", Condition(("gmv_net",), True, 0.98, "us", True)),
]


@pytest.mark.parametrize(("text", "condition"), READ, ids=[text for text, _ in READ])
def test_a_condition_is_read_and_can_be_read_again(text: str, condition: Condition) -> None:
    found = read_condition(text, "--require", ["us", "vn"])
    assert found == condition
    assert read_condition(str(found), "--require", ["us", "vn"]) == condition
    assert Condition.of(asdict(found)) == condition


WRONG = [
    ("violation_view_rat < 0.01", "Did you mean violation_view_rate?"),
    ("violation_view_rate", "cannot read"),
    ("violation_view_rate < 0.01 for 7 days", "no region|cannot read|not in 'for 7 days'"),
    ("__import__('os').system('x') < 1", "cannot read"),
    ("quality > 0.6 in us_vn", "no region 'us_vn'"),
    ("gmv_net + quality < 3", "cannot be added up"),
    ("quality + violation_view_rate < 3", "cannot be added up"),
    ("gmv_net > 40%", "gmv_net is in USD per day, not in '%'"),
    ("gmv_net > 40 USD of status quo", "a share of the status quo is written as 98%"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text for text, _ in WRONG])
def test_a_wrong_one_is_told(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        read_condition(text, "--require", ["us", "vn"])
    assert str(caught.value).startswith("--require: ")
