"""Overrides become a whole, checked configuration, or one line that says what would be right."""

from __future__ import annotations

import copy
import math
from pathlib import Path
from typing import Any

import pytest

from sim.config import compose, validate
from sim.config.folders import configs_folder
from sim.config.names import parameters_of
from sim.errors import UserError
from sim.model.parameters import SCALARS, TABLES


def at(config: dict[str, Any], name: str) -> Any:
    node: Any = config
    for part in name.split("."):
        node = node[part]
    return node


@pytest.fixture(scope="module")
def default() -> dict[str, Any]:
    return compose([])


def test_every_scalar_has_the_registrys_default_unless_a_group_changes_it(default: dict[str, Any]) -> None:
    changed = {"enforcement.redemption.quiz_points"}  # by the health rating's file
    assert {name: at(default, name) for name in SCALARS if name not in changed} == {
        name: one.default for name, one in SCALARS.items() if name not in changed}


def test_every_parameter_is_a_plain_override_by_its_own_name(default: dict[str, Any]) -> None:
    """A row may leave out columns that stay at their default: Hydra adds those with ++."""
    every = parameters_of(default)
    changed = compose([f"{'' if name in SCALARS else '++'}{name}={at(default, name)}" for name in every])
    assert changed == default
    assert compose(["enforcement.auto.recall=0.8"])["enforcement"]["auto"]["recall"] == 0.8
    assert compose(["tactics.bait_price.noticeable=0.33"])["tactics"]["bait_price"]["noticeable"] == 0.33


def test_codes_may_be_words() -> None:
    assert compose(["tactics.bait_price.severity=major"])["tactics"]["bait_price"]["severity"] == 3
    assert compose(["tactics.bait_price.severity=4"])["tactics"]["bait_price"]["severity"] == 4
    assert compose([])["enforcement"]["escalations"]["same_policy"]["scope"] == 1


def test_values_are_plain_and_of_their_parameters_type(default: dict[str, Any]) -> None:
    every = parameters_of(default)
    assert {type(at(default, name)) for name, one in every.items() if one.integer} == {int}
    assert {type(at(default, name)) for name, one in every.items() if not one.integer} == {float}
    assert type(compose(["population.viewers=1e4"])["population"]["viewers"]) is int
    assert type(compose(["enforcement.auto.minutes=7"])["enforcement"]["auto"]["minutes"]) is float


def test_validating_what_was_composed_changes_nothing(default: dict[str, Any]) -> None:
    assert validate(copy.deepcopy(default)) == default


def test_two_regions_differ_and_their_values_are_dotted(default: dict[str, Any]) -> None:
    regions = default["market"]["regions"]
    assert list(regions) == ["us", "vn"]
    assert regions["us"]["values"]["incentives.settlement_days"] == 15
    assert 3 <= regions["vn"]["values"]["incentives.settlement_days"] <= 15
    assert regions["vn"]["values"]["market.live_share"] > regions["us"]["values"]["market.live_share"]
    common = default["market"]["categories"]["beauty"]["price"]
    assert regions["vn"]["values"]["market.categories.beauty.price"] < common


@pytest.mark.parametrize("override", [
    "market.regions.vn.values.market.orders.delivery_days=5",
    "+market.regions.vn.values.enforcement.milestones.at_risk.rating=160",
])
def test_a_region_is_overridden_with_plain_names(override: str) -> None:
    name, value = override.split(".values.")[1].split("=")
    assert compose([override])["market"]["regions"]["vn"]["values"][name] == float(value)


def shipped_options() -> list[str]:
    return sorted(
        f"{path.parent.relative_to(configs_folder())}={path.stem}"
        for path in configs_folder().rglob("*/*.yaml")
        if path.parent.name not in ("network", "study")  # files come with a path; a study is composed with a sweep
    )


@pytest.mark.parametrize("option", shipped_options())
def test_every_shipped_option_composes(option: str) -> None:
    config = compose([option])
    assert set(config) == {"seed", "replications", "days", "warmup_days", "start_date", "market", "population",
                           "network", "enforcement", "incentives", "distribution", "tactics", "engine", "execution"}


def test_no_tactics_and_no_enforcement_are_empty_tables() -> None:
    config = compose(["tactics=none", "enforcement=none"])
    assert config["tactics"] == {}
    assert config["enforcement"]["milestones"] == config["enforcement"]["escalations"] == {}


def test_a_new_row_of_a_table_takes_the_columns_defaults() -> None:
    row = compose(["+tactics.mine.severity=severe"])["tactics"]["mine"]
    assert row == {name: one.default for name, one in TABLES["tactics"].items()} | {"severity": 4}


# Told by Hydra, and retold.
WRONG_OVERRIDES = {
    "enforcement.auto.recall=1.7": "enforcement.auto.recall is 1.7, outside 0–1 (fraction)",
    "enforcement.auto.recal=0.8": "no setting or parameter 'enforcement.auto.recal'. Did you mean",
    "+enforcement.auto.recal=0.8": "'enforcement.auto.recal'. Did you mean enforcement.auto.recall?",
    "~enforcement.auto.recal": "Did you mean enforcement.auto.recall?",
    "~enforcement.auto.recall": "enforcement.auto.recall is missing",
    "enforcement.milestones.at_risk.posting_limit=3": "write +enforcement.milestones.at_risk.posting_limit=...",
    "tactics.bait_prise.severity=3": "Did you mean tactics.bait_price.severity?",
    "tactics.bait_price.severity=moderat": "not one of minor, moderate, major, severe. Did you mean moderate?",
    "tactics.bait_price.severity=5": "tactics.bait_price.severity is 5, outside minor, moderate, major, severe",
    "+enforcement.escalations.mine.scope=polcy": "is 'polcy', not one of any, policy, level. Did you mean policy?",
    "+enforcement.escalations.mine.susension_days=3": "Did you mean enforcement.escalations.mine.suspension_days?",
    "+enforcement.severities.grave.points=9": "no row enforcement.severities.grave: the rows are minor, moderate",
    "+market.regions.vn.enforcement=strike": "there is no such regime. Did you mean strikes?",
    "network.mean_degre=3": "Did you mean network.mean_degree?",
    "+network.mean_degre=3": "Did you mean mean_degree?",
    "enforcement=strct": "no 'strct' in group enforcement. Did you mean strict?",
    "enforcment=strict": "no setting or parameter 'enforcment'. Did you mean enforcement?",
    "market/categories=defalt": "no 'defalt' in group market/categories. Did you mean default?",
    "seed=": "seed is '', not a whole number",
    "enforcement.auto.recall=.inf": "not a",
    "seed=1,2": "add --multirun to run each",
    "seed=[1": "cannot read the override 'seed=[1'",
    "seed": "cannot read the override 'seed': a value is missing",
    "=3": "cannot read the override '=3': a name is missing",
    "seed=${nowhere}": "nowhere",
    "+market=us_vn": "appears more than once in the final defaults list",
    "market=null": "market is None, not an option",
}


@pytest.mark.parametrize(("override", "said"), WRONG_OVERRIDES.items())
def test_a_wrong_override_is_told_in_one_line(override: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        compose([override])
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


ABSENT = object()
WRONG_VALUES: list[tuple[str, object, str]] = [
    ("enforcement.auto.recall", math.nan, "not a finite number in 0–1 (fraction)"),
    ("enforcement.auto.recall", math.inf, "not a finite number"),
    ("enforcement.auto.recall", "high", "enforcement.auto.recall is 'high', not a number"),
    ("enforcement.auto.recall", "0.5", "enforcement.auto.recall is '0.5', not a number"),
    ("enforcement.auto.recall", True, "not a number"),
    ("enforcement.auto.recall", None, "not a number"),
    ("enforcement.auto.recall", ABSENT, "enforcement.auto.recall is missing"),
    ("enforcement.expiry_days", 90.5, "enforcement.expiry_days is 90.5, not a whole number in 7–730 (days)"),
    ("enforcement.auto", 3, "enforcement.auto is 3, but it is a group"),
    ("enforcement", 3, "enforcement is 3, not a group"),
    ("enforcement", ABSENT, "enforcement is missing"),
    ("enforcement.extra", {}, "no setting or parameter 'enforcement.extra'"),
    ("zork", 1, "no setting or parameter 'zork'"),
    ("tactics.bait_price.sverity", 3, "Did you mean tactics.bait_price.severity?"),
    ("tactics.bait_price", 3, "tactics.bait_price is 3, not a row with entry_gain"),
    ("population.viewers", -5, "population.viewers is -5, outside 1–100000000 (viewers)"),
    ("population.viewers", 0, "population.viewers is 0, outside 1"),
    ("population.creators", 0, "population.creators is 0, outside 1"),
    ("replications", 0, "replications is 0, outside 1"),
    ("days", 0, "days is 0, outside 1"),
    ("warmup_days", -1, "warmup_days is -1, outside 0"),
    ("seed", -1, "seed is -1, outside 0–2147483647"),
    ("engine.threads", 0, "engine.threads is 0, outside 1"),
    ("engine.name", "fast", "engine.name is 'fast', not one of compiled, objects"),
    ("start_date", "2027-02-30", "start_date is '2027-02-30', not a date such as 2027-01-01"),
    ("market.regions.us.share", 0.7, "shares of market.regions sum to 1.1, not 1 (us 0.7 + vn 0.4)"),
    ("market.regions.us", 3, "market.regions.us is 3, not a region with share and values"),
    ("market.regions.us.share", ABSENT, "market.regions.us.share is missing"),
    ("market.regions", {}, "market.regions is empty"),
    ("market.categories.beauty.share", 0.5, "shares of market.categories (in us) sum to 1.28, not 1"),
    ("market.regions.vn.values", {"enforcement.auto.recal": 1}, "Did you mean enforcement.auto.recall?"),
    ("market.regions.vn.values", {"enforcement.auto.recall": 5}, "values.enforcement.auto.recall is 5, outside 0–1"),
    ("market.regions.vn.values", {"days": 5}, "no parameter 'days'"),
    ("market.regions.vn.values", {"enforcement.milestones.at_risk.rating": 100}, "must stay above"),
    ("market.regions.vn.values", {"market.categories.beauty.share": 0.5}, "shares of market.categories (in vn) sum"),
    ("market.regions.vn.valuse", 5, "Did you mean market.regions.vn.values?"),
    ("enforcement.milestones.at_risk.rating", 90, "a harder milestone cannot cut less"),
    ("enforcement.milestones.at_risk.rating", 100, "(100) must stay above enforcement.milestones.unhealthy"),
    ("enforcement.milestones.blocked.traffic_cut", 0.3, "a harder milestone cannot cut less"),
    ("network.kind", "guessed", "network.kind is 'guessed'"),
]


@pytest.mark.parametrize(("name", "value", "said"), WRONG_VALUES)
def test_a_wrong_value_is_told_in_one_line(name: str, value: object, said: str, default: dict[str, Any]) -> None:
    config = copy.deepcopy(default)
    *folders, leaf = name.split(".")
    node = config
    for folder in folders:
        node = node[folder]
    if value is ABSENT:
        del node[leaf]
    else:
        node[leaf] = value
    with pytest.raises(UserError) as caught:
        validate(config)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_market_needs_a_category(default: dict[str, Any]) -> None:
    config = copy.deepcopy(default)
    config["market"] |= {"regions": {"all": {"share": 1}}, "categories": {}}
    with pytest.raises(UserError, match=r"market\.categories is empty"):
        validate(config)


def test_malformed_yaml_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "market").mkdir()
    (tmp_path / "market" / "broken.yaml").write_text("regions: {us: {share: 1}}\ncategories: {beauty: [\n")
    with pytest.raises(UserError, match=r"broken\.yaml:\d+: not readable as YAML"):
        compose([f"hydra.searchpath=[{tmp_path}]", "market=broken"])


def test_composing_inside_a_hydra_application_leaves_it_running() -> None:
    from hydra.core.global_hydra import GlobalHydra

    before = GlobalHydra.instance().hydra
    compose(["seed=3"])
    assert GlobalHydra.instance().hydra is before
