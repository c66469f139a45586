"""A scenario file is read with its lines and checked against the configuration it will run in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.config import compose, load_scenario, load_scenarios, scenario_names
from sim.errors import UserError
from sim.model.levers.schedule import Change, Trigger


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return compose([])


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def file(text: str, name: str = "mine.yaml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return file


def change(*lines: str) -> str:
    """A scenario with one change; its ``set`` stands on line 2, ``to`` and what follows from line 3 on."""
    return "changes:\n  - " + "\n    ".join(lines) + "\n"


@pytest.mark.parametrize("name", scenario_names())
def test_every_shipped_scenario_is_right_and_says_why(name: str, config: dict[str, Any]) -> None:
    scenarios = load_scenarios(name, config)
    assert all(f"{name}_".startswith(f"{scenario.family or scenario.name}_") for scenario in scenarios)
    for scenario in scenarios:
        assert scenario.question.endswith("?")
        assert scenario.why
        assert bool(scenario.changes) == bool(scenario.expect) == (name != "status_quo")


def test_a_file_is_called_by_its_name_whatever_the_locale_made_of_it(write: Any, config: dict[str, Any]) -> None:
    raw = "u\u0308ber plan".encode()
    undecoded = raw.decode("ascii", "surrogateescape")  # as the C locale hands out what lies on the disk
    path = write("question: Who?\nchanges:\n  - {set: enforcement.auto.recall, to: 0.5}\n", f"{undecoded}.yaml")
    assert load_scenario(path, config).name == "über_plan"


def test_scenarios_without_late_dates_run_on_a_shorter_horizon_and_without_tactics() -> None:
    short = compose(["days=90", "tactics=none"])
    for name in ("status_quo", "quality_bonus", "earlier_traffic_cut", "warn_first", "training_drive"):
        assert load_scenario(name, short).name == name


def test_a_full_scenario(write: Any, config: dict[str, Any]) -> None:
    path = write("""
question: What if?
why: >-
  Two
  lines.
expect: {violation_view_rate: down, creator_retention_90d: down by less than 1 pp}
changes:
  - set: enforcement.milestones.at_risk.rating
    to: 170 points
    from: 2027-03-01
    ramp: 14 days
    regions: [vn]
  - {set: enforcement.auto.recall, to: 80%, from: day 30, until: 60, when: violation_view_rate > 1.2% for 7 days}
  - {set: market.categories.beauty.price, to: 2_000, regions: us}
  - {set: population.creator.imitation, to: 0.3}
""")
    scenario = load_scenario(path, config)
    assert (scenario.name, scenario.question, scenario.why, scenario.path) == ("mine", "What if?", "Two lines.", path)
    assert scenario.expect == {"violation_view_rate": "down", "creator_retention_90d": "down by less than 1 pp"}
    assert scenario.changes == (
        Change("enforcement.milestones.at_risk.rating", 170, start=59, ramp=14, regions=("vn",), line=8),
        Change("enforcement.auto.recall", 0.8, start=30, until=60,
               when=Trigger("violation_view_rate", True, 0.012, 7), line=13),
        Change("market.categories.beauty.price", 2000.0, regions=("us",), line=14),
        Change("population.creator.imitation", 0.3, line=15),
    )


@pytest.mark.parametrize("text", ["status_quo_like: 1", "- a", "just words", "", "# nothing\n"])
def test_what_is_no_scenario(text: str, write: Any, config: dict[str, Any]) -> None:
    with pytest.raises(UserError, match=r"mine\.yaml"):
        load_scenario(write(text), config)


RECALL = "set: enforcement.auto.recall"
RATING = "set: enforcement.milestones.at_risk.rating"
WRONG = [
    (change(RATING, "to: 1700"), 3, "at_risk.rating is 1700, outside -1–1000 (health rating points)"),
    (change(RECALL, "to: 170%"), 3, "enforcement.auto.recall is 1.7, outside 0–1 (fraction)"),
    (change(RATING, "to: 20%"), 3, "is in health rating points, not in '%'"),
    (change(RATING, "to: 150 days"), 3, "is in health rating points, not in 'days'"),
    (change(RATING, "to: 150.5"), 3, "not a whole number"),
    (change(RECALL, "to: 1.5 x"), 3, "is in fraction, not in 'x'"),
    (change(RECALL, "to: .nan"), 3, "not a finite number"),
    (change(RECALL, "to: high"), 3, "enforcement.auto.recall is 'high', not a number"),
    (change(RECALL, "to: [1, 2]"), 3, "is a list, not one value"),
    (change(RECALL, "to:"), 3, "is empty"),
    (change(RECALL), 2, "a change needs to"),
    (change("to: 1"), 2, "a change needs set"),
    (change("set: enforcement.auto.recal", "to: 1"), 2,
     "no lever 'enforcement.auto.recal'. Did you mean enforcement.auto.recall?"),
    (change("set: population.viewers", "to: 1"), 2, "population.viewers holds for a whole run"),
    (change("set: market.categories.beauty.share", "to: 0.1"), 2, "cannot change during a run"),
    (change(RECALL, "to: 1", "form: day 3"), 4, "no key 'form' in a change. Did you mean from?"),
    (change(RECALL, "to: 1", "to: 0"), 4, "to stands twice"),
    (change(RECALL, "to: 1", "from: 2026-12-31"), 4, "before the start of the horizon (day 0 is 2027-01-01)"),
    (change(RECALL, "to: 1", "from: -3"), 4, "before the start"),
    (change(RECALL, "to: 1", "from: day 180"), 4, "after the end of the horizon (its last day is 179, 2027-06-29)"),
    (change(RECALL, "to: 1", "from: 2027-02-30"), 4, "not a day such as day 30 or a date"),
    (change(RECALL, "to: 1", "from: soon"), 4, "from is 'soon', not a day"),
    (change(RECALL, "to: 1", "from: 30", "until: day 30"), 5, "until (day 30) is not after from (day 30)"),
    (change(RECALL, "to: 1", "until: day 10", "ramp: 2 weeks"), 5, "a ramp of 14 days does not fit"),
    (change(RECALL, "to: 1", "ramp: 3 months"), 4, "ramp is '3 months', not a number of days"),
    (change(RECALL, "to: 1", "regions: [us, th]"), 4, "no region 'th'. (the market has us, vn)"),
    (change(RECALL, "to: 1", "regions: []"), 4, "regions is empty"),
    (change(RECALL, "to: 1", "when: violation_view_rat > 0.1"), 4, "Did you mean violation_view_rate?"),
    (change(RECALL, "to: 1", "when: it rains"), 4, "cannot read when"),
    (change(RECALL, "to: 1", "when: gmv_net < 5 %"), 4, "gmv_net is in USD per day, not in '%'"),
    (change(RECALL, "to: 1", "when: quality > 0.5 for a while"), 4, "write it as for 7 days"),
    (change(RECALL, "to: 1", "until: day 181"), 4,
     "after the end of the horizon (its last day is 179, 2027-06-29); leave until out to keep the change to the end"),
    (change(RECALL, "to: 1", "when: quality > 0.5 in th"), 4, "no region 'th'. (the market has us, vn; or each)"),
    (change(RECALL, "to: 1", "when: gmv_net < 95% of before"), 4, "write it in rollback or until"),
    (change(RECALL, "to: 1", "rollback: gmv_nett < 95% of before"), 4, "no outcome 'gmv_nett'. Did you mean gmv_net?"),
    (change(RECALL, "to: 1", "rollback: gmv_net < 5 USD per day of before"), 4, "written as 95% or 0.95"),
    (change(RECALL, "to: 1", "rollback: day 30"), 4, "cannot read rollback: 'day 30'; write it as gmv_net < 95%"),
    (change(RECALL, "to: 1", "until: gmv_net < 5 %"), 4, "gmv_net is in USD per day, not in '%'"),
    (change(RECALL, "to: 1", "hold: 14 days"), 4, "needs a rollback or a trigger as until"),
    (change(RECALL, "to: 1", "after: cut"), 2, "no earlier change is labelled 'cut'."),
    (change(RECALL, "to: 1", "after: cut + soon"), 4, "write it as a label, or as label + 14 days"),
    (change(RECALL, "to: 1", "after: cut", "from: 3"), 5, "leave from out, or write after: cut + 14 days"),
    (change(RECALL, "to: 1", "label: a b"), 4, "label 'a b' may hold only letters"),
    (change(RECALL, "to: 1", "rollout: {order: [us, th], every: 7}"), 4, "no region 'th'."),
    (change(RECALL, "to: 1", "rollout: {order: [us, us], every: 7}"), 4, "us stands twice in the order"),
    (change(RECALL, "to: 1", "rollout: {order: [us, vn]}"), 4, "a rollout needs every, as in {order: [us, vn]"),
    (change(RECALL, "to: 1", "rollout: {ordr: [us], every: 7}"), 4, "no key 'ordr' in rollout. Did you mean order?"),
    (change(RECALL, "to: 1", "rollout: {order: [us, vn], every: 200 days}"), 4,
     "the rollout reaches vn on day 200, after the end of the horizon (its last day is 179)"),
    (change(RECALL, "to: 1", "rollout: {order: [us, vn], every: 9}", "until: day 9"), 5, "not after from (day 9)"),
    (change(RECALL, "to: 1", "rollout: {order: [us], every: 9}", "regions: [vn]"), 5, "leave regions out"),
    (change(RECALL, "to: 1", "regions: {us: 3, vn: 400}"), 4, "from 400 is after the end of the horizon"),
    (change(RECALL, "to: 1", "regions: {us: 3, vm: 4}"), 4, "no region 'vm'. (the market has us, vn)"),
    (change("set: {enforcement.auto.recall: 0.8, enforcement.auto.recal: 0.9}"), 2,
     "Did you mean enforcement.auto.recall?"),
    (change("set:", "  enforcement.auto.recall: 0.8", "  enforcement.auto.minutes: -1"), 4,
     "auto.minutes is -1, outside"),
    (change("set: {enforcement.auto.recall: 0.8}", "to: 3"), 3, "leave to out"),
    (change("set: {}"), 2, "set names no lever"),
    (change("set: enforcement.auto", "to: 3"), 2,
     "enforcement.auto holds several levers: give each its value, as in set"),
    (change("set: tactics.bait_price", "to: {severty: 3}"), 3, "Did you mean tactics.bait_price.severity?"),
    ("variants: {}\n", 1, "variants is empty"),
    ("variants:\n  a: {change: []}\n", 2, "no key 'change' in variant a. Did you mean changes?"),
    ("variants:\n  a b: {}\n", 2, "variant 'a b' may hold only letters"),
    ("variants:\n  a: {}\n  b:\n    expect: {quality: higher than c}\n", 4, "no other variant 'c'. (there are a)"),
    ("expect: {quality: higher than c}\n", 1, "compares with a variant, but this scenario has none"),
    ("extends: earlier_trafic_cut\n", 1, "cannot extend earlier_trafic_cut: no scenario"),
    ("question: What?\nextends: mine.yaml\n", 2, "extends goes round in a circle: "),
    ("expect: {qualty: up}\n", 1, "no outcome 'qualty'. Did you mean quality?"),
    ("expect:\n  quality: sideways\n", 2, "cannot read the expectation 'sideways' of quality"),
    ("expect:\n  gmv_net: up by more than 1 pp\n", 2, "'pp' in the expectation"),
    ("overrides: [seed=3]\n", 1, "no key 'overrides' in a scenario"),
    ("name: a/b\n", 1, "name 'a/b' may hold only letters"),
    ("changes: 3\n", 1, "changes is a value ('3'), not a list"),
    ("question: [\n", 2, "not readable as YAML"),
    ("question: a: b\n", 1, "not readable as YAML"),
    (change(RECALL, "to: 0.7") + "  - set: enforcement.auto.recall\n    to: 0.9\n    from: 9\n", 4,
     "changed here and on line 2 at the same time"),
    (change(RATING, "to: 90"), 2, "must stay above enforcement.milestones.unhealthy.rating (100)"),
]


@pytest.mark.parametrize(("text", "line", "said"), WRONG)
def test_an_error_points_at_its_line(text: str, line: int, said: str, write: Any, config: dict[str, Any]) -> None:
    path = write(text)
    with pytest.raises(UserError) as caught:
        load_scenario(path, config)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("second", [
    {"regions": "[vn]"},
    {"from": "day 40"},
])
def test_changes_apart_in_place_or_time_do_not_clash(
    second: dict[str, str], write: Any, config: dict[str, Any]
) -> None:
    extra = "".join(f"\n    {key}: {value}" for key, value in second.items())
    text = change(RECALL, "to: 0.7", "until: day 40", "regions: [us]") + f"  - {RECALL}\n    to: 0.9{extra}\n"
    assert len(load_scenario(write(text), config).changes) == 2


def test_milestones_may_move_together(write: Any, config: dict[str, Any]) -> None:
    text = change(RATING, "to: 90") + "  - set: enforcement.milestones.unhealthy.rating\n    to: 80\n"
    assert len(load_scenario(write(text), config).changes) == 2


def test_a_wrong_name_is_told_the_nearest(config: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        load_scenario("earlier_trafic_cut", config)
    assert str(caught.value) == (
        "no scenario 'earlier_trafic_cut'. Did you mean earlier_traffic_cut? "
        f"(sim scenarios lists all {len(scenario_names())})")


def test_a_wrong_path_is_told_the_file_beside_it(write: Any, config: dict[str, Any]) -> None:
    path = write("changes: []\n")
    with pytest.raises(UserError, match=r"no scenario file .*mime\.yaml\. Did you mean .*mine\.yaml\?"):
        load_scenario(path.replace("mine", "mime"), config)


def test_a_file_that_is_no_text(tmp_path: Path, config: dict[str, Any]) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfd\x00\x81")
    with pytest.raises(UserError, match="not a text file"):
        load_scenario(str(tmp_path / "a.yaml"), config)


def test_a_name_that_cannot_be_a_folder_is_made_one(write: Any, config: dict[str, Any]) -> None:
    assert load_scenario(write("changes: []\n", "my what if.yaml"), config).name == "my_what_if"


def test_regions_of_a_network_from_files_are_its_communities(write: Any, config: dict[str, Any]) -> None:
    files = {"kind": "files", "communities": {"de": {"edges": "a", "nodes": "b"}}}
    path = write(change(RECALL, "to: 0.7", "regions: [de]"))
    assert load_scenario(path, config | {"network": files}).changes[0].regions == ("de",)
    with pytest.raises(UserError, match="no region 'de'"):
        load_scenario(path, config)
