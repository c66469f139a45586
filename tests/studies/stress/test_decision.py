"""Which plan to prepare against which threat: one that helps against harm, both by enough to matter."""

from __future__ import annotations

from typing import Any

from sim.methods.intervals import Interval
from sim.studies.stress.decision import recommendation
from sim.studies.stress.rows import _own
from tests.studies.attributes import attributes
from tests.studies.judged import judged

HARM = {"outcome": "violation_view_rate", "unit": "fraction of views", "better": "down", "counterfactual": 0.01,
        "effect": {"mean": 0.004, "low": 0.003, "high": 0.005, "verdict": "up"}, "feared": True, "side": "worse",
        "of_little": False, "judged": judged(Interval(0.004, 0.003, 0.005, 4), 0.01)}


LOSES = Interval(-390.0, -400.0, -380.0, 4)


def plan(name: str = "act", **more: Any) -> dict[str, Any]:
    return {"name": name, "delay": 7, "after": "detection", "once": 400.0, "a_day": 0.0, "begun": 4, "runs": 4,
            "outcome": "violation_view_rate", "unit": "fraction of views", "down_is_better": True, "base": 0.01,
            "gain": Interval(0.003, 0.002, 0.004, 4), "undone": Interval(0.75, 0.6, 0.9, 4), "helps": True,
            "own_cost": Interval(400.0, 400.0, 400.0, 4), "net": LOSES, "net_judged": judged(LOSES, 100.0), **more}


def results(*rows: dict[str, Any]) -> Any:
    known = [{
        "policy": "status_quo", "rating": {"middle": 12 - place, "low": 6, "high": 16}, "harms": [HARM],
        "likelihood": {"low": 0.05, "high": 0.2, "basis": "assumption"}, **row,
    } for place, row in enumerate(rows)]
    made = attributes({"about": {"policies": [{"name": "status_quo"}], "seeds": 4}, "rows": known})
    made.rows_of = lambda _: made.rows
    return made


def row(threat: str, matters: bool = True, best: str | None = "act", plans: int = 1, **more: Any) -> dict[str, Any]:
    return {"threat": threat, "impact": {"matters": matters, "decided": False}, "plans": [plan(**more)] * plans,
            "best": {"name": best, "alike": [], "criterion": "violation_view_rate"}}


def test_the_plan_that_clearly_helps_is_prepared_first() -> None:
    told = recommendation(results(row("outage", best=None), row("ring")))
    assert told.headline == ("Prepare “act” against ring: it undoes 75% of the harm, begins 7 days after the alarm "
                             "and costs $400 of its own where it begins.")
    lead = told.lead
    assert lead is not None and lead.option == "ring"
    assert lead.net_value == "The platform loses $390 in a run, the plan's own cost included."
    assert lead.pays == "The platform ($390 in a run)."
    assert lead.buys == "Violation view rate -0.30 pp [-0.40, -0.20], 75% of the harm."


def test_harm_without_a_plan_asks_for_one() -> None:
    told = recommendation(results(row("ring", best=None, plans=0)))
    assert told.headline == ("Write a plan against ring: it hurts violation view rate (+0.40 pp [+0.30, "
                             "+0.50]), and no plan is given.")
    assert told.choice == ""


def test_plans_that_cannot_be_told_from_nothing_are_not_advised() -> None:
    told = recommendation(results(row("ring", best=None)))
    assert told.headline.startswith("No plan given against ring is known to help by enough to matter")
    assert "Prepare" not in told.headline


def test_noise_needs_nothing() -> None:
    told = recommendation(results(row("ring", matters=False)))
    assert told.headline == ("Nothing to prepare yet: no threat is known to hurt what it is feared for by enough to "
                             "matter.")
    assert told.choice == "status_quo"
    (only,) = told.options
    assert only.what_to_do == ("Nothing to do about ring yet: violation view rate +0.40 pp [+0.30, +0.50], certain but "
                               "small.")
    assert only.net_value == only.buys == only.pays == ""  # nobody is told what an unneeded plan would cost


def test_a_cost_that_falls_due_in_some_runs_is_told_as_that() -> None:
    some = attributes(plan(begun=1, runs=12, own_cost=Interval(333.0, 0.0, 1768.0, 12)))
    assert _own(some) == "$3,996 where it begins (1 of 12 runs)"
    assert _own(attributes(plan())) == "$400"
