"""Scenarios built on others, told apart by variants, rolled out in steps and guarded: what is read from the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.config import compose, find_scenario, load_scenario, load_scenarios, parse_expectation, variant_names
from sim.config.expectations import Expectation
from sim.errors import UserError
from sim.model.levers.book import LeverBook
from sim.model.levers.schedule import Change, Scenario, Trigger

RECALL, MINUTES = "enforcement.auto.recall", "enforcement.auto.minutes"
RATING = "enforcement.milestones.at_risk.rating"


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return compose([])


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def file(text: str, name: str = "mine.yaml") -> str:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return file


def values(scenario: Scenario, config: dict[str, Any], name: str, days: list[int]) -> list[list[float]]:
    """Return a lever's value in each region on each of some days, no trigger ever holding."""
    book = LeverBook(config)
    book.schedule(scenario.changes)
    told = []
    for day in range(max(days) + 1):
        book.apply(day, lambda trigger, since, first: False)
        if day in days:
            told.append(book.read(name))
    return told


BASE = """
question: What if recall rose?
why: Because.
expect: {quality: up}
changes:
  - {set: enforcement.auto.recall, to: 0.8, from: day 10}
  - {set: enforcement.auto.minutes, to: 4}
"""


def test_a_scenario_builds_on_another_and_overrides_it(write: Any, config: dict[str, Any]) -> None:
    write(BASE, "base.yaml")
    path = write("""
extends: base
why: My own.
changes:
  - {set: enforcement.auto.recall, to: 0.9, from: day 20, until: day 30}
""")
    scenario = load_scenario(path, config)
    assert (scenario.question, scenario.why, scenario.expect) == ("What if recall rose?", "My own.", {"quality": "up"})
    assert values(scenario, config, RECALL, [9, 10, 20, 30]) == [[0.67] * 2, [0.8] * 2, [0.9] * 2, [0.8] * 2]
    assert values(scenario, config, MINUTES, [0]) == [[4, 4]]


@pytest.mark.parametrize("extends", ["base", "base.yaml", "./base.yaml", "sub/../base.yaml"])
def test_a_base_is_found_by_name_or_by_a_path_from_the_file(extends: str, write: Any, config: dict[str, Any]) -> None:
    write(BASE, "base.yaml")
    write("changes: []", "sub/other.yaml")
    assert len(load_scenario(write(f"extends: {extends}"), config).changes) == 2


def test_a_shipped_base_and_expectations_of_its_own(write: Any, config: dict[str, Any]) -> None:
    scenario = load_scenario(write("extends: warn_first\nexpect: {quality: up}\n"), config)
    assert scenario.changes == load_scenario("warn_first", config).changes
    assert scenario.expect == {"quality": "up"}
    assert scenario.name == "mine"


def test_an_error_in_a_base_points_into_the_base(write: Any, config: dict[str, Any]) -> None:
    base = write("changes:\n  - set: enforcement.auto.recall\n    to: 3\n", "base.yaml")
    with pytest.raises(UserError) as caught:
        load_scenario(write("extends: base\n"), config)
    assert str(caught.value).startswith(f"{base}:3: ")


def test_extending_in_a_circle_is_told_with_the_way_round(write: Any, config: dict[str, Any]) -> None:
    write("extends: b", "a.yaml")
    write("# b\nextends: c", "b.yaml")
    path = write("extends: a", "c.yaml")
    with pytest.raises(UserError) as caught:
        load_scenario(path, config)
    folder = Path(path).parent
    round_trip = " → ".join(str(folder / f"{name}.yaml") for name in "cabc")
    assert str(caught.value) == f"{folder / 'b.yaml'}:2: extends goes round in a circle: {round_trip}"


VARIANTS = """
name: speed
question: What if we were faster?
why: Common.
expect: {time_to_enforce: down}
changes:
  - {set: enforcement.auto.recall, to: 0.8}
variants:
  four:
    expect: {quality: up, time_to_enforce: down and higher than two}
    changes: [{set: enforcement.auto.minutes, to: 4}]
  two:
    why: Its own.
    changes: [{set: enforcement.auto.minutes, to: 2}, {set: enforcement.auto.recall, to: 0.9, from: 30}]
  as_is: {}
"""


def test_each_variant_is_a_scenario_on_top_of_what_is_common(write: Any, config: dict[str, Any]) -> None:
    path = write(VARIANTS)
    four, two, as_is = load_scenarios(path, config)
    assert [one.name for one in (four, two, as_is)] == ["speed.four", "speed.two", "speed.as_is"]
    assert {one.family for one in (four, two, as_is)} == {"speed"}
    assert four.expect == {"time_to_enforce": "down and higher than two", "quality": "up"}
    assert two.expect == {"time_to_enforce": "down"}
    assert (four.why, two.why, four.question) == ("Common.", "Its own.", "What if we were faster?")
    assert values(two, config, RECALL, [29, 30]) == [[0.8] * 2, [0.9] * 2]
    assert values(four, config, MINUTES, [0]) == [[4, 4]]
    assert variant_names(path) == ["four", "two", "as_is"]


def test_one_variant_alone_and_as_a_base(write: Any, config: dict[str, Any]) -> None:
    path = write(VARIANTS)
    assert load_scenario(f"{path}.two", config) == load_scenarios(path, config)[1]
    assert load_scenario(write("extends: mine.two", "next.yaml"), config).changes == load_scenario(
        f"{path}.two", config).changes


@pytest.mark.parametrize(("ask", "said"), [
    ("", "has 3 variants: name one of speed.four, speed.two, speed.as_is"),
    (".too", "no variant 'too' in"),
    (".too", "Did you mean two? (it has four, two, as_is)"),
])
def test_a_variant_has_to_be_named_rightly(ask: str, said: str, write: Any, config: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        load_scenario(write(VARIANTS) + ask, config)
    assert said in str(caught.value)
    with pytest.raises(UserError, match=r"extend one of them, such as mine\.yaml\.four"):
        load_scenario(write("extends: mine.yaml", "next.yaml"), config)


def test_a_shipped_scenario_is_found_by_the_start_of_its_name() -> None:
    assert find_scenario("earlier_traffic") == find_scenario("earlier_traffic_cut")
    with pytest.raises(UserError, match="no scenario 'earl'"):
        find_scenario("earl")


def test_an_expectation_may_be_about_another_variant() -> None:
    assert parse_expectation("lower than severity", "quality") == Expectation("down", than="severity")


def test_several_levers_on_common_dates(write: Any, config: dict[str, Any]) -> None:
    scenario = load_scenario(write("""
changes:
  - set: {enforcement.auto.recall: 77%, enforcement.review.capacity: 8}
    from: day 5
    ramp: 2 weeks
  - set: enforcement.milestones.at_risk
    to: {rating: 170, traffic_cut: 30%}
  - set:
      tactics: {bait_price: {severity: severe}}
"""), config)
    assert scenario.changes == (
        Change(RECALL, 0.77, start=5, ramp=14, line=3),
        Change("enforcement.review.capacity", 8.0, start=5, ramp=14, line=3),
        Change(RATING, 170, line=7),
        Change("enforcement.milestones.at_risk.traffic_cut", 0.3, line=7),
        Change("tactics.bait_price.severity", 4, line=9),
    )


def test_a_rollout_goes_from_region_to_region(write: Any, config: dict[str, Any]) -> None:
    scenario = load_scenario(write("""
changes:
  - {set: enforcement.auto.recall, to: 0.8, from: 10, rollout: {order: [vn, us], every: 14 days}}
  - {set: enforcement.auto.minutes, to: 4, regions: {us: day 30, vn: 2027-01-04}}
"""), config)
    assert scenario.changes == (
        Change(RECALL, 0.8, start=10, regions=("vn",), line=3),
        Change(RECALL, 0.8, start=24, regions=("us",), line=3),
        Change(MINUTES, 4.0, start=3, regions=("vn",), line=4),
        Change(MINUTES, 4.0, start=30, regions=("us",), line=4),
    )


def test_a_guarded_rollout_waits_for_its_first_wave(write: Any, config: dict[str, Any]) -> None:
    guard = "gmv_net < 95% of before in each for 7 days"
    first, second = load_scenario(write(f"""
changes:
  - {{set: enforcement.auto.recall, to: 0.8, rollout: {{order: [vn, us], every: 14}}, rollback: {guard}, hold: 4 weeks}}
"""), config).changes
    assert first.stops == (Trigger("gmv_net", False, 0.95, 7, region="vn", relative=True),)
    assert second.stops == (Trigger("gmv_net", False, 0.95, 7, region="us", relative=True),)
    assert first.label == second.after != ""
    assert (second.delay, second.start, first.hold) == (14, 0, 28)


def test_triggers_and_guardrails(write: Any, config: dict[str, Any]) -> None:
    first, second, third = load_scenario(write("""
changes:
  - {set: enforcement.auto.recall, to: 0.8, when: violation_view_rate > 1.2% in vn over 2 weeks, label: cut}
  - {set: enforcement.auto.minutes, to: 4, until: 60, rollback: appeal_overturn_rate above 0.3 for 14 days}
  - {set: enforcement.review.capacity, to: 9, until: review_backlog < 5 cases for 3 days, after: cut + 14 days}
"""), config).changes
    assert first.when == Trigger("violation_view_rate", True, 0.012, 14, region="vn", pooled=True)
    assert (second.until, second.stops) == (60, (Trigger("appeal_overturn_rate", True, 0.3, 14),))
    assert (third.until, third.after, third.delay) == (None, "cut", 14)
    assert third.stops == (Trigger("review_backlog", False, 5.0, 3),)


def test_in_each_region_by_itself(write: Any, config: dict[str, Any]) -> None:
    first, second = load_scenario(write("""
changes:
  - {set: enforcement.auto.recall, to: 0.8, when: violation_view_rate > 1% in each for 7 days}
"""), config).changes
    assert (first.regions, first.when.region if first.when else "") == (("us",), "us")
    assert (second.regions, second.when.region if second.when else "") == (("vn",), "vn")
