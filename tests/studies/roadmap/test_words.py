"""The six sentences say what the numbers say, and never more than their intervals allow."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from sim.methods.chance import Chance, chance, exact_interval
from sim.show.words import chance_interval, percent
from sim.studies.roadmap.words import standing, summary
from tests.studies.attributes import attributes
from tests.studies.judged import judged

GOOD = {"mean": -0.002, "low": -0.003, "high": -0.001, "verdict": "down", "count": 12}
BAD = {"mean": 0.002, "low": 0.001, "high": 0.003, "verdict": "up", "count": 12}
SMALL = {"mean": -0.0002, "low": -0.0003, "high": -0.0001, "verdict": "down", "count": 12}
SAME = {"mean": 0.00001, "low": -0.0003, "high": 0.0003, "verdict": "within noise", "count": 12}
MATTERS = 0.0005
NOISE = {"mean": -0.0005, "low": -0.002, "high": 0.001, "verdict": "within noise", "count": 12}


def share(met: int, runs: int = 12) -> dict[str, Any]:
    low, high = exact_interval(met / runs, runs)
    return {"met": met, "runs": runs, "share": met / runs, "low": low, "high": high}


def results(effect: dict[str, Any], plan: int, quo: int, countries: list[dict[str, Any]], **more: Any) -> Any:
    """Return results of a plan with one target, two phases and one alternative."""
    became = {"value": {"mean": 0.008, "low": 0.007, "high": 0.009, "verdict": "up"}}
    by_arm = {"status_quo": became | {"chance": share(quo)}, "plan": became | {"chance": share(plan)},
              "fast": became | {"chance": share(plan)}}
    between = {"first": "plan", "second": "fast", "second_only": 1, "first_only": 1, "p": 1.0}
    content = {
        "about": {"budget": 6000.0}, "all_targets": {"plan": share(plan)},
        "alternatives": [{"name": "plan"}, {"name": "fast"}],
        "targets": [{"name": "violations", "outcome": "violation_view_rate", "unit": "fraction of views", "region": "",
                     "at_least": False, "by_arm": by_arm, "effect": {"plan": effect, "fast": effect},
                     "judged": dict.fromkeys(("plan", "fast"), judged(effect, MATTERS)), "between": [between]}],
        "contributions": [
            {"phase": "explain", "target": "violations", "better": "down", "effect": NOISE,
             "judged": judged(NOISE, MATTERS)},
            {"phase": "detect", "target": "violations", "better": "down", "effect": effect,
             "judged": judged(effect, MATTERS)},
        ],
        "countries": [{"place": place, "outcome": "violation_view_rate", "effect": {"plan": one},
                       "judged": {"plan": judged(one, MATTERS)}}
                      for place, one in zip(("us", "vn"), countries, strict=True)],
        "money": {"plan": {"total": {"mean": 4200.0, "low": 4000.0, "high": 4400.0, "verdict": "up"},
                           "within": share(12)}},
        "signs": [{"target": "violations", "sign": None}],
    } | more
    return attributes(content, keys={"by_arm", "effect", "judged", "money", "all_targets"})


def test_a_clear_gain_is_told_as_one() -> None:
    told = summary(results(GOOD, 12, 0, [GOOD, GOOD]))
    assert len(told) == 6
    assert told[0] == ("The plan is more likely than not to meet its target; "
                       "it is met in 12 of 12 runs (100%, 73% to 100%).")
    assert told[1] == "Against the status quo the plan improves violation view rate (-0.20 pp [-0.30, -0.10])."
    assert told[3] == ("By leaving out one phase at a time, detect helps violations; what explain adds is undecided.")
    assert told[4] == "Violation view rate ends better in the United States and Vietnam."
    assert told[5].startswith("The plan costs $4,200 and stays within its budget of $6,000 in 12 of 12 runs")


def test_a_clear_loss_is_told_as_one() -> None:
    told = summary(results(BAD, 0, 12, [BAD, BAD]))
    assert told[0].startswith("The plan is more likely to miss its target; it is met in 0 of 12 runs")
    assert "worsens violation view rate" in told[1]
    assert "improve" not in " ".join(told)
    assert "detect costs violations" in told[3]
    assert told[4] == "Violation view rate ends worse in the United States and Vietnam."


def test_within_the_noise_nothing_is_claimed() -> None:
    told = summary(results(NOISE, 7, 6, [NOISE, NOISE]))
    assert told[0].startswith("Whether the plan meets its target is open")
    assert told[1] == ("Against the status quo nothing that the plan does to its targets' outcomes is known to matter; "
                       "undecided: violation view rate (over 200 seeds would be needed).")
    assert told[2].startswith("Of the alternatives (fast), none")
    assert "no phase can be said to carry the plan" in told[3]
    assert told[4] == "In no country is violation view rate known to change by enough to matter by the end of the plan."
    assert "no reading taken four weeks or more ahead" in told[5]
    assert not re.search(r"\b(improves|worsens|helps|likely than not)\b", " ".join(told))


def test_what_is_certain_but_small_is_no_gain_and_no_change_is_an_answer() -> None:
    told = summary(results(SMALL, 7, 6, [SMALL, SAME]))
    assert told[1].endswith("certain but small: violation view rate (-0.020 pp [-0.030, -0.010]).")
    assert "what detect adds is too little to matter; what explain adds is undecided" in told[3]
    told = summary(results(SAME, 7, 6, [SAME, NOISE]))
    assert told[1].endswith("no material change: violation view rate.")
    assert told[4].endswith("no change that matters in the United States; undecided in Vietnam.")
    assert not re.search(r"\b(improves|worsens|helps|costs v)\b", " ".join(told))


def test_countries_that_go_different_ways_are_mixed() -> None:
    told = summary(results(GOOD, 9, 3, [GOOD, BAD]))
    assert told[4] == ("Countries are mixed: violation view rate ends better in the United States but worse in "
                       "Vietnam.")
    assert "open" in told[0]  # 9 of 12: the interval holds one half


def test_an_alternative_is_better_only_beyond_chance() -> None:
    told = results(NOISE, 2, 0, [NOISE, NOISE])
    pair = told.targets[0].between[0]
    pair.__dict__.update(second_only=8, first_only=1, p=0.039)
    told.targets[0].by_arm["fast"].chance = attributes(share(9))
    assert "fast meets violations more often" in summary(told)[2]
    pair.__dict__.update(second_only=5, first_only=1, p=0.22)
    assert summary(told)[2].startswith("Of the alternatives (fast), none")


def test_an_early_sign_is_told_with_how_often_it_is_right() -> None:
    sign = {"outcome": "review_backlog", "unit": "cases", "above": True, "bound": 12.0, "date": "2027-04-10",
            "day": 99, "right": 0.8, "region": ""}
    told = summary(results(GOOD, 9, 3, [GOOD, GOOD], signs=[{"target": "violations", "sign": sign}]))
    assert "10 Apr 2027" in told[5]
    assert "right in 80% of runs left out of the search, where guessing gives 50%" in told[5]


@pytest.mark.parametrize(("met", "runs", "told"), [
    (12, 12, "likely"), (10, 12, "likely"), (9, 12, "open"), (3, 3, "open"), (2, 12, "unlikely"), (0, 0, "open"),
])
def test_likely_means_the_whole_interval(met: int, runs: int, told: str) -> None:
    happened = np.array([[1.0] * met + [0.0] * (runs - met)])
    assert standing(chance(happened)) == told


def test_rounding_never_makes_a_certainty() -> None:
    assert [percent(one) for one in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "under 1%", "50%", "over 99%", "100%"]
    assert chance_interval(Chance(8, 10, 0.8, 0.619, 0.981)) == "61% to 99%"
