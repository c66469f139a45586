"""Variants of one file: judged against one another, titled by their question, and what became of their triggers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.runs.plan import plan_comparison
from sim.show.levers import came_of, describe
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.expectations import judge_all
from sim.studies.compare.page import _page_title
from tests.studies.compare.fake_model import CONFIG, answer_of

BONUS = "incentives.quality_bonus.amount"


def arm(name: str, amount: float, **expect: str) -> Scenario:
    # The fake market knows a lever's presence and no amounts; a later start makes a smaller effect.
    changes = (Change(BONUS, amount, start=0 if amount > 1000 else 30),)
    return Scenario(f"pay.{name}", "How much?", "", expect, changes, family="pay")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    arms = [arm("more", 1500, incentive_cost="up and higher than less"), arm("less", 150, incentive_cost="up")]
    arms[1] = replace(arms[1], expect={"incentive_cost": "up and higher than more", "quality": "lower than gone"})
    plan = plan_comparison(CONFIG | {"replications": 4, "days": 60, "warmup_days": 5}, arms, "")
    return answer_of(plan).analysis


def test_one_variant_is_judged_against_another(analysis: Analysis) -> None:
    more, less = judge_all(analysis, "pay.more"), judge_all(analysis, "pay.less")
    assert [(one.words, one.verdict) for one in more] == [("up", "MET"), ("higher than less", "MET")]
    assert [(one.words, one.verdict) for one in less] == [
        ("up", "MET"), ("higher than more", "NOT MET"), ("lower than gone", "UNDECIDED")]


def test_the_page_of_one_question_is_titled_by_it(analysis: Analysis) -> None:
    assert _page_title(analysis) == "How much?"


def test_what_became_of_a_triggered_change_is_told(analysis: Analysis) -> None:
    guarded = Change(BONUS, 1, when=Trigger("gmv", True, 5.0, 3, region="us"),
                     stops=(Trigger("gmv_net", False, 0.95, 7, relative=True),), hold=28)
    scenario = Scenario("guarded", changes=(guarded, Change(BONUS, 2)))
    course = [({0: 40}, {0: 55}), ({0: 44}, {}), ({}, {})]
    replications = [
        replace(analysis.replications[0], fired={"guarded": began}, undone={"guarded": undone})
        for began, undone in course
    ]
    assert came_of(replications, scenario, 0) == (
        "began in 2 of 3 replications (median day 40), undone in 1 of 3 replications (median day 55)")
    assert came_of(replications, scenario, 1) == ""
    assert describe(guarded) == (
        "Weekly bonus for good content: $0.01 a week once GMV is above $5.00 in the United States for 3 days "
        "undone for 28 days once net GMV is below 95% of before for 7 days")
