"""The key of a run: the same question lands in the same folder, another question never does."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from sim.model.levers.schedule import Change, Scenario
from sim.runs.plan import STATUS_QUO, plan_comparison, plan_forecast
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, QUALITY_BONUS


def key(config: dict[str, Any] = CONFIG, scenario: Scenario = QUALITY_BONUS) -> str:
    return plan_comparison(config, [scenario], "").key


def test_replications_threads_and_words_do_not_change_the_key() -> None:
    engine = CONFIG["engine"] | {"threads": 64}
    assert key(CONFIG | {"replications": 99, "engine": engine, "outputs": "elsewhere"}) == key()
    assert key(scenario=replace(QUALITY_BONUS, question="?", why="", expect={})) == key()


def test_anything_that_changes_a_number_changes_the_key() -> None:
    other = deepcopy(CONFIG)
    other["enforcement"]["warnings"] = 1
    keys = [key(), key(CONFIG | {"seed": 2}), key(CONFIG | {"days": 41}), key(other)]
    keys.append(key(scenario=replace(QUALITY_BONUS, changes=(Change("incentives.quality_bonus.amount", 1501),))))
    keys.append(plan_forecast(CONFIG, QUALITY_BONUS, "").key)
    assert len(set(keys)) == len(keys)
    assert all(len(one) == 6 for one in keys)


def test_the_folder_names_study_scenarios_and_key(tmp_path: Path) -> None:
    plan = plan_comparison(CONFIG, [QUALITY_BONUS, EARLIER_CUT], "")
    assert plan.folder(tmp_path) == tmp_path / "compare" / f"quality_bonus+earlier_traffic_cut-{plan.key}"
    assert plan_forecast(CONFIG, Scenario(STATUS_QUO), "").name == "status_quo"


def test_long_and_odd_names_make_good_folders() -> None:
    many = [Scenario(f"a_rather_long_name_{number}", changes=EARLIER_CUT.changes) for number in range(9)]
    name = plan_comparison(CONFIG, many, "").name
    assert len(name) <= 72
    assert name.endswith("+6_more")
    assert plan_forecast(CONFIG, Scenario("my idea/2"), "").name == "my_idea_2"


def test_variants_of_one_file_go_by_its_name() -> None:
    arms = [Scenario(f"speed.{name}", changes=QUALITY_BONUS.changes, family="speed") for name in ("two", "four")]
    assert plan_comparison(CONFIG, [*arms, QUALITY_BONUS], "").name == "speed+quality_bonus"
    assert plan_comparison(CONFIG, arms[:1], "").name == "speed.two"


def test_the_status_quo_is_the_baseline_once() -> None:
    plan = plan_comparison(CONFIG, [Scenario(STATUS_QUO), QUALITY_BONUS], "")
    assert [one.name for one in plan.scenarios] == [STATUS_QUO, "quality_bonus"]


def test_nothing_to_compare_and_twins_by_name_are_refused() -> None:
    with pytest.raises(UserError, match="nothing to compare"):
        plan_comparison(CONFIG, [Scenario(STATUS_QUO)], "")
    with pytest.raises(UserError, match="two scenarios are called quality_bonus"):
        plan_comparison(CONFIG, [QUALITY_BONUS, QUALITY_BONUS], "")
