"""Pages say what is true: links lead somewhere, names exist, commands parse, scenarios load, quoted errors are real."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from sim.cli.line import read
from sim.config import compose, find_scenario, load_scenario, load_scenarios
from sim.config.folders import group_options, groups
from sim.config.names import known_names
from sim.config.policies import is_built_in
from sim.errors import UserError
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import all_parameters
from sim.studies.experiment.overrides import sort_overrides
from sim.studies.roadmap.file import SHIPPED as ROADMAPS
from sim.studies.story.command import AGENTS
from sim.studies.validate.patterns import choose
from sim.studies.watch.events import library
from tests.docs.documents import PAGES, ROOT, Block, blocks, commands, name_of, prose

HOWTO = ROOT / "docs" / "howto" / "write-a-scenario.md"
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:)([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
DOTTED = re.compile(r"`((?:market|population|enforcement|incentives|distribution|tactics)\.[\w.<>*]+)`")
PLACEHOLDERS = {"COMMAND", "SCENARIO"}


@cache
def composed(overrides: tuple[str, ...]) -> dict[str, object]:
    """Return the configuration of some overrides."""
    return compose(list(overrides))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as a Markdown host makes them."""
    plain = [re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()) for heading in HEADING.findall(prose(page))]
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    for target in LINK.findall(prose(page)):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{name_of(page)} links to {target}"
        assert not anchor or anchor in anchors(there), f"{name_of(page)}: no heading {target}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_names_of_parameters_exist(page):
    known = {*known_names(composed(())), *(parameter.name for parameter in all_parameters())}
    folders = {name[:at] for name in known for at, letter in enumerate(name) if letter == "."}
    folders |= {"market.regions.<region>.values"}
    for name in DOTTED.findall(prose(page)):
        whole = name.rstrip("*").rstrip(".")
        assert whole in known or whole in folders, f"{name_of(page)} names {name}"


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_commands_parse(page, command):
    words = shlex.split(command)[1:]
    if set(words) & PLACEHOLDERS:
        return
    name, row, asked = read(words)
    if asked.options.version or asked.options.help or asked.options.shell_completion:
        return
    assert name, command
    names, overrides = list(asked.words), list(asked.overrides)
    if name == "story" and names:
        assert names.pop(0) in AGENTS
        assert names.pop(0).isdecimal() or "network=mine" in overrides  # which has names
    if not row.overrides:
        return
    if name == "network":  # whose words are files
        overrides = [] if names else overrides
        names = []
    if name == "check":  # any file
        names = []
    if name == "watch":  # whose words are events
        assert library(names, composed(())), command
        names = []
    if name == "explore":  # of a sweep that is there
        names = [one for one in names if one != "FOLDER"]
    if row.study:
        overrides = sort_overrides(overrides).plain
    if name == "validate":
        assert choose(names)
        names = []
    if name == "surface":
        assert all(one.rstrip("*") in " ".join(known_names(composed(()))) for one in names), command
        names = []
    for one in names:
        known = ROADMAPS.find if name == "roadmap" else find_scenario
        assert ".yaml" in one or is_built_in(one) or known(one), command
    overrides = [word if "=[" in word else word.partition(",")[0] for word in overrides]
    told = ("network=mine", "market=kr", "tactics=voice_clone")  # what the page just told how to write
    own = [word for word in overrides if word in told]
    assert composed(tuple(word for word in overrides if word not in own))


def yaml_blocks() -> list[Block]:
    return [block for block in blocks(HOWTO) if block.language == "yaml"]


@pytest.mark.parametrize("block", yaml_blocks(), ids=lambda block: block.place)
def test_scenarios_load(block, tmp_path):
    path = tmp_path / "example.yaml"
    path.write_text(block.text, encoding="utf-8")
    for scenario in load_scenarios(str(path), composed(())):
        assert scenario.question
        assert scenario.changes


QUOTED = [
    ("enforcement.milestones.at_risk.rating is 1700", "set: enforcement.milestones.at_risk.rating\n    to: 1700"),
    ("no lever", "set: enforcement.explain.shares\n    to: 1"),
    ("not in 'hours'", "set: enforcement.auto.minutes\n    to: 2 hours"),
    ("from day -5", "set: enforcement.auto.minutes\n    to: 2\n    from: day -5"),
    ("from day 400", "set: enforcement.auto.minutes\n    to: 2\n    from: day 400"),
    ("until day 400", "set: enforcement.auto.minutes\n    to: 2\n    until: day 400"),
    ("cannot read rollback", "set: enforcement.auto.minutes\n    to: 2\n    rollback: gmv_net falls"),
    ("no region 'fr'", "set: enforcement.auto.minutes\n    to: 2\n    regions: [fr]"),
    ("days holds for a whole run", "set: days\n    to: 2"),
    ("no outcome 'violation_rate'", "set: enforcement.auto.minutes\n    to: 2\n    when: violation_rate > 1%"),
]


@pytest.mark.parametrize(("words", "change"), QUOTED, ids=[words for words, _ in QUOTED])
def test_quoted_errors_are_what_is_said(words, change, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(f"changes:\n  - {change}\n", encoding="utf-8")
    with pytest.raises(UserError) as told:
        load_scenario("mine.yaml", composed(()))
    assert words in str(told.value)
    assert f"`sim: {told.value}`" in HOWTO.read_text(encoding="utf-8")


def test_the_nearest_name_is_quoted_rightly():
    """But for how many scenarios there are, which grows."""
    with pytest.raises(UserError) as told:
        load_scenario("earlier_trafic_cut")
    said, quoted = (re.sub(r"all \d+", "all", text) for text in (str(told.value), HOWTO.read_text(encoding="utf-8")))
    assert f"`sim: {said}`" in quoted


def test_outcomes_and_groups_in_tables_exist():
    funnel = (ROOT / "docs" / "concepts" / "funnel.md").read_text(encoding="utf-8")
    for name in re.findall(r"^\|[^|]+\| `(\w+)` \|", funnel, re.MULTILINE):
        assert name in OUTCOMES
    ledger = (ROOT / "docs" / "concepts" / "ledger.md").read_text(encoding="utf-8")
    assert "enforcement" in groups()
    for option in group_options("enforcement"):
        assert f"`{option}`" in ledger
