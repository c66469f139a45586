"""A region may have a penalty regime of its own, and what is wrong in a group's file is told with file and line."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sim.config import compose, validate
from sim.config.folders import configs_folder, group_options
from sim.config.locating import Sources, shown
from sim.config.names import value_at
from sim.config.regimes import with_regimes
from sim.config.structure import milestones
from sim.errors import UserError
from sim.model.levers.book import LeverBook
from sim.model.parameters import ledger as g
from sim.model.rules import ledger
from tests.docs.documents import ROOT, blocks

REGIMES = group_options("enforcement")
SCALARS = ("enforcement.rating.start", "enforcement.warnings", "enforcement.expiry_days", "enforcement.penalty.scale",
           "enforcement.redemption.quiz_points", "enforcement.severities.major.points", "enforcement.auto.recall")


def signature(world: Any, region: int) -> dict[str, list[float]]:
    """Return what a region's milestones and escalations do, whatever rows they stand in."""
    ladder, rows = world.ladder[region], world.escalations[region]
    counts = [(level, one, one, one) for level in (1, 2, 3, 4) for one in (1, 2, 3, 4, 5, 6, 10)]
    return {
        "ladder": [ledger.most_at(ladder, column, rating) for column in range(g.MILESTONE_CUT, len(ladder.T))
                   for rating in range(0, 201, 5) if column != g.MILESTONE_POSTS],
        "posts": [ledger.limit_at(ladder, rating) for rating in range(0, 201, 5)],
        "escalations": [ledger.most_of(rows, column, *count) for count in counts
                        for column in (g.ESCALATION_REMOVAL, g.ESCALATION_SUSPENSION, g.ESCALATION_FREEZE)],
        "limits": [float(ledger.limit_of(rows, *count) + ledger.limited_days(rows, *count)) for count in counts],
    }


@cache
def composed(regime: str) -> dict[str, Any]:
    """Return the default market under a regime."""
    return compose([f"enforcement={regime}"])


def mixed_market(base: str, regime: str) -> dict[str, Any]:
    """Return a market whose regime is ``base``, and another in Vietnam."""
    config = copy.deepcopy(composed(base))
    config["market"]["regions"]["vn"]["enforcement"] = regime
    return validate(with_regimes(config, Sources({"enforcement": base})))


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("base", ["health_rating", "strict"])
def test_a_region_with_a_regime_has_that_regime_and_the_others_keep_theirs(regime: str, base: str) -> None:
    mixed, alone, usual = mixed_market(base, regime), composed(regime), composed(base)
    mixed_world, alone_world, usual_world = (LeverBook(config).base for config in (mixed, alone, usual))
    assert signature(mixed_world, 1) == signature(alone_world, 1)
    assert signature(mixed_world, 0) == signature(usual_world, 0)
    for name in SCALARS:
        assert value_at(mixed, name, "vn") == value_at(alone, name, "vn"), name
        assert value_at(mixed, name, "us") == value_at(usual, name, "us"), name
    assert set(milestones(mixed, "vn")) == set(alone["enforcement"]["milestones"])
    assert validate(mixed) == mixed


def test_what_a_user_asks_for_holds_in_every_region_unless_the_regions_regime_says_otherwise() -> None:
    vn = "+market.regions.vn.enforcement=violation_points"
    scaled = compose([vn, "enforcement.penalty.scale=2", "enforcement.expiry_days=30"])
    assert value_at(scaled, "enforcement.penalty.scale", "vn") == 2.0
    assert value_at(scaled, "enforcement.expiry_days", "vn") == 90  # the regime's file says 90
    own = compose([vn, "+market.regions.vn.values.enforcement.milestones.poor_standing.rating=12"])
    assert value_at(own, "enforcement.milestones.poor_standing.rating", "vn") == 12
    asked = compose([vn, "enforcement=strikes"])  # a regime that is asked for holds everywhere
    assert not [name for name in asked["market"]["regions"]["vn"]["values"] if "milestones" in name]


def test_every_country_can_have_another_regime() -> None:
    names = dict(zip(("us", "vn"), ("tiered_bans_sg", "posting_limit"), strict=True))
    config = compose([f"+market.regions.{region}.enforcement={name}" for region, name in names.items()])
    world = LeverBook(config).base
    for at, name in enumerate(names.values()):
        assert signature(world, at) == signature(LeverBook(composed(name)).base, 0)


BROKEN = [
    ("scope: policy", "scope: polcy", "scope is 'polcy', not one of any, policy, level. Did you mean policy?"),
    ("rating: 100", "rating: 150", "(150) must stay above enforcement.milestones.unhealthy.rating (150)"),
    ("traffic_cut: 0.9", "traffic_cut: 0.3", "a harder milestone cannot cut less"),
    ("traffic_cut: 0.9", "traffic_cut: 1.9", "traffic_cut is 1.9, outside 0–1 (fraction)"),
    ("traffic_cut: 0.9", "trafic_cut: 0.9", "Did you mean enforcement.milestones.unhealthy.traffic_cut?"),
    ("removal: 1\n\n", "banish: 1\n\n", "'enforcement.milestones.removed.banish'"),
    ("quiz_points: 2", "quiz_pints: 2", "Did you mean enforcement.redemption.quiz_points?"),
    ("quiz_points: 2", "quiz_points: 2.5", "not a whole number"),
    ("freeze_days: 90 ", "freeze_days: ninety ", "freeze_days is 'ninety', not a whole number"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), BROKEN)
@pytest.mark.parametrize("chosen", ["enforcement=mine", "+market.regions.vn.enforcement=mine"])
def test_a_mistake_in_a_groups_file_is_told_with_its_line(
    right: str, wrong: str, said: str, chosen: str, tmp_path: Path
) -> None:
    text = (configs_folder() / "enforcement" / "health_rating.yaml").read_text(encoding="utf-8")
    assert right in text
    broken = text.replace(right, wrong, 1)
    path = tmp_path / "enforcement" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(UserError) as told:
        compose([f"hydra.searchpath=[{tmp_path}]", chosen])
    place, _, message = str(told.value).partition(": ")
    file, _, line = place.rpartition(":")
    assert file == str(path) and said in message and "\n" not in message
    if "must stay above" in message:  # either of the two
        assert "rating: 150" in broken.splitlines()[int(line) - 1]
    else:
        assert wrong.strip() in broken.splitlines()[int(line) - 1]


@pytest.mark.parametrize("override", [
    "enforcement.milestones.at_risk.rating=1700", "enforcement.milestones.unhealthy.traffic_cut=0.2",
    "enforcement.escalations.same_policy.scope=polcy", "+enforcement.milestones.at_risk.banish=1",
])
def test_a_mistake_in_an_override_is_not_blamed_on_a_file(override: str) -> None:
    with pytest.raises(UserError) as told:
        compose([override])
    assert "yaml" not in str(told.value)


def test_shipped_files_are_called_by_their_place_in_configs(tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        compose(["enforcement.milestones.blocked.rating=100"])
    assert str(told.value).startswith("enforcement.milestones") or str(told.value).startswith("configs/enforcement/")
    assert shown(configs_folder() / "enforcement" / "strict.yaml") == "configs/enforcement/strict.yaml"
    assert shown(tmp_path / "strict.yaml") == str(tmp_path / "strict.yaml")


def test_the_how_to_works_as_written(tmp_path: Path) -> None:
    page = ROOT / "docs" / "howto" / "add-a-regime.md"
    regime, market = (block.text for block in blocks(page) if block.language == "yaml")
    for group, name, text in (("enforcement", "three_a_month", regime), ("market", "mine", market)):
        path = tmp_path / group / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    search = f"hydra.searchpath=[{tmp_path}]"
    config = compose([search, "enforcement=three_a_month"])
    assert config["enforcement"]["escalations"]["severe"]["level"] == 4
    mixed = compose([search, "market=mine"])
    assert value_at(mixed, "enforcement.milestones.poor_standing.rating", "vn") == 12
    assert value_at(mixed, "enforcement.rating.start", "vn") == 24 != value_at(mixed, "enforcement.rating.start", "us")
    (tmp_path / "enforcement" / "three_a_month.yaml").write_text(regime.replace("scope: any", "scope: all"), "utf-8")
    with pytest.raises(UserError) as told:
        compose([search, "enforcement=three_a_month"])
    said = str(told.value).replace(str(tmp_path), "configs")
    assert f"`sim: {said}`" in page.read_text("utf-8")
