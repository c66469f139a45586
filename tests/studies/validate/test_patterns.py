"""The patterns' data is sound: readings take what they are given, arms exist, sources resolve, misses are explained."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest
import yaml

from sim.config import compose
from sim.config.names import parameters_of
from sim.errors import UserError
from sim.model.network.report import shared_folder
from sim.model.network.targets import OVERALL, read_targets
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.tallies import NAMES
from sim.studies.validate.patterns import NETWORK, Pattern, arms, choose, patterns
from sim.studies.validate.readings import READINGS

ROOT = Path(__file__).parents[3]
COMMITTED = json.loads((ROOT / "docs" / "validation.json").read_text(encoding="utf-8"))["patterns"]
EVERY = list(patterns().values())
CONFIG = compose([])
TALLY_ARGUMENTS = ("over", "under", "over_b", "under_b")


def name_of(pattern: Pattern) -> str:
    return pattern.name


@pytest.mark.parametrize("pattern", [one for one in EVERY if one.of != NETWORK], ids=name_of)
def test_readings_take_what_they_are_given(pattern: Pattern) -> None:
    inspect.signature(READINGS[pattern.reading].function).bind(None, None, **pattern.arguments)
    for argument in TALLY_ARGUMENTS:
        assert {name.lstrip("-") for name in pattern.arguments.get(argument, ())} <= set(NAMES)
    if pattern.reading == "outcome":
        assert pattern.arguments["name"] in OUTCOMES
    assert pattern.arguments.get("region", "us") in CONFIG["market"]["regions"]


@pytest.mark.parametrize("pattern", EVERY, ids=name_of)
def test_ranges_and_words_are_there(pattern: Pattern) -> None:
    assert pattern.low is None or pattern.high is None or pattern.low < pattern.high
    assert pattern.question.endswith("?")
    assert pattern.how and pattern.unit


@pytest.mark.parametrize("pattern", EVERY, ids=name_of)
def test_sources_resolve(pattern: Pattern) -> None:
    known = yaml.safe_load((ROOT / "docs" / "sources.yaml").read_text(encoding="utf-8"))
    for key in re.findall(r"\bS[1-9]\d*\b|\bmodel \d+\b", pattern.source):
        assert key in known
    bare = re.sub(r"\([^)]*\)|\b(?:range|size|tolerance) assumption\b|\bdirection\b", "", pattern.source)
    for part in re.split(r",|(?<=\d) (?=S\d)", bare):
        part = part.strip()
        assert not part or part in known or part in ("assumption", "section 5", "section 6"), part


@pytest.mark.parametrize("arm", arms().values(), ids=lambda one: one.name)
def test_arms_set_what_there_is_within_its_range(arm) -> None:
    assert any(arm.name in one.arms for one in EVERY), "no pattern needs it"
    assert 0 < arm.days <= CONFIG["days"]
    known = parameters_of(CONFIG)
    for change in arm.changes:
        parameter = known[change.name]
        assert parameter.low <= change.to <= parameter.high
        assert change.until is None or change.start < change.until <= arm.days


def test_the_committed_answer_is_of_these_patterns() -> None:
    assert list(COMMITTED) == list(patterns())


@pytest.mark.parametrize("pattern", EVERY, ids=name_of)
def test_misses_are_explained_and_nothing_else_is(pattern: Pattern) -> None:
    verdict = COMMITTED[pattern.name]["verdict"]
    if verdict == "inside":
        assert not pattern.explanation, "stale: the pattern is inside"
    elif verdict != "near":
        assert pattern.explanation, f"a {verdict} needs a reason and what it means for use"


def test_network_ranges_are_the_published_ones() -> None:
    path = shared_folder() / "data" / "targets.json"
    if not path.exists():
        pytest.skip("the file of targets is not here")
    targets = read_targets(path)
    for one in EVERY:
        if one.of == NETWORK:
            low, high = targets[f"musae.all.{OVERALL[one.reading]}"]["ci95"]
            assert (one.low, one.high) == pytest.approx((low, high), rel=1e-4)


def test_patterns_are_chosen_by_name_or_theme() -> None:
    assert [one.name for one in choose(["bunching", "gini_views"])] == ["gini_views", "bunching"]
    assert {one.theme for one in choose(["network"])} == {"Network of creators at the start"}
    assert choose([]) == tuple(EVERY)
    with pytest.raises(UserError, match=r"no pattern 'bunchin'. Did you mean bunching\?"):
        choose(["bunchin"])
