"""What to do about a plan: by its targets first, then by what it does and costs; and targets as shares of today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import UserError
from sim.methods.chance import runs_to_settle
from sim.show.recommendation.evidence import Evidence
from sim.studies.experiment.evidence import readings
from sim.studies.experiment.judging import judged_effects
from sim.studies.roadmap.decision import PER, recommendation
from sim.studies.roadmap.file import load_roadmap
from sim.studies.roadmap.sizes import size_warnings
from sim.studies.roadmap.targets import met, shortfall
from sim.studies.roadmap.words import bound_words
from tests.studies.attributes import attributes
from tests.studies.compare.cases import BASE, effect
from tests.studies.roadmap.test_words import GOOD, results, share

FILE = """
start: 2027-01-01
end: 2027-04-30
phases:
  - {name: detect, start: 2027-01-10, end: 2027-03-31, scenario: warn_first, cost: {once: 100}}
targets:
  - {name: sales, outcome: gmv_net, at least: TARGET, by: 2027-04-30}
"""


def evidence(option: str = "plan", **given: tuple[float, float]) -> Evidence:
    effects = {name: effect(name, *given.get(name, (0.0, 1e-5 * abs(level)))) for name, level in BASE.items()}
    judged = judged_effects({option: effects}, BASE)[option]
    label = "the plan" if option == "plan" else option
    return Evidence(option, label, readings(effects, judged), seeds=12, sales=BASE["gmv_net"], per=PER)


def asked(plan: int, quo: int, **more: Any) -> Any:
    found = results(GOOD, plan, quo, [GOOD, GOOD])
    found.about.futures, found.about.seeds = 1, 12
    pairs = [*found.targets[0].between, attributes({
        "first": "status_quo", "second": "plan", "second_only": max(0, plan - quo), "first_only": max(0, quo - plan),
        "p": 0.001})]
    found.targets[0].between = pairs
    for name, value in more.items():
        setattr(found.targets[0], name, value)
    return found


def test_a_plan_that_meets_its_targets_goes_ahead() -> None:
    told = recommendation(asked(12, 0), [evidence(), evidence("fast")])
    assert told.headline == "Go ahead with the plan: it is more likely than not to meet violations."
    assert (told.choice, told.options[0].course) == ("plan", "adopt")
    assert told.why == "The target is met in 12 of 12 runs (100%, 73% to 100%)."
    assert told.options[1].what_to_do == "Fast: 1 of 1 target likely to be met, 0 unlikely, 0 open."


def test_its_money_is_in_the_line() -> None:
    told = recommendation(asked(12, 0), [evidence(platform_net_value=(-231.0, 2.0)), evidence("fast")])
    assert told.headline.endswith("The platform pays $231 over the run, all costs and fees counted.")


def test_a_plan_that_misses_is_not_committed_to() -> None:
    told = recommendation(asked(0, 0), [evidence(), evidence("fast")])
    assert told.headline == "Do not commit to the plan as it stands: it is more likely to miss violations."
    assert (told.choice, told.options[0].course) == ("", "reject")


def test_a_target_that_is_met_without_the_plan_needs_no_plan() -> None:
    told = recommendation(asked(12, 12), [evidence(), evidence("fast")])
    assert told.headline == "Keep the status quo: without the plan violations is as likely to be met."
    assert told.choice == "status_quo"


def test_open_targets_are_no_answer_and_say_what_would_settle_them() -> None:
    told = recommendation(asked(8, 6), [evidence(), evidence("fast")])
    assert told.headline == "No clear answer yet: whether the plan meets violations is open in these runs."
    assert told.options[0].needed == "40 runs in all to settle violations."


def test_losses_without_a_likely_target_end_a_plan() -> None:
    told = recommendation(asked(6, 6), [evidence(quality=(-0.02, 0.002)), evidence("fast")])
    assert told.headline == "Do not go ahead with the plan: content quality -0.020, and no target is likely to be met."
    assert told.choice == "status_quo"


def test_runs_to_settle_grow_as_a_chance_nears_one_half() -> None:
    found = [runs_to_settle(one) for one in (1.0, 0.9, 0.7)]
    assert all(isinstance(one, int) for one in found) and found == sorted(found, key=lambda one: one or 0)
    assert runs_to_settle(0.5) is None


def test_a_target_may_be_a_share_of_the_status_quo(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(FILE.replace("TARGET", "102% of status quo"), encoding="utf-8")
    roadmap, config = load_roadmap(str(path), ["population.viewers=500"])
    reading = roadmap.targets[0].reading
    assert (reading.of_status_quo, reading.bound) == (True, pytest.approx(1.02))
    assert size_warnings(roadmap, config, ["population.viewers=500"]) == [
        f"{path}: costs of phases in absolute numbers, written for 20,000 viewers and 600 creators; this market has "
        "500 viewers and 600 creators"]
    values, today = np.array([[1.03, 1.01, np.nan]]), np.array([[1.0, 1.0, 1.0]])
    assert np.array_equal(met(values, True, 1.02 * today), [[1.0, 0.0, np.nan]], equal_nan=True)
    assert shortfall(values, True, 1.02 * today)[0, 1] == pytest.approx(0.01)
    told = attributes({"outcome": "gmv_net", "unit": "USD per day", "region": "", "at_least": True, "bound": 5800.0,
                       "of_status_quo": 1.02})
    assert bound_words(told) == "net GMV at least 102% of the status quo ($5,800)"


def test_absolute_targets_are_warned_of_where_the_market_has_another_size(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(FILE.replace("TARGET", "5800"), encoding="utf-8")
    roadmap, config = load_roadmap(str(path), ["population.viewers=500"])
    [line] = size_warnings(roadmap, config, ["population.viewers=500"])
    assert "1 target (sales) and costs of phases in absolute numbers" in line
    assert line.endswith("a target may say: at least: 102% of status quo")
    assert size_warnings(roadmap, config, ["seed=7"]) == []


def test_a_gate_knows_no_status_quo(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    gate = "gate: gmv_net > 90% of status quo by 2027-03-31, cost"
    path.write_text(FILE.replace("TARGET", "5800").replace("cost", gate), encoding="utf-8")
    with pytest.raises(UserError, match="knows no status quo"):
        load_roadmap(str(path))


def test_shares_are_of_runs() -> None:
    assert share(12)["share"] == 1.0
