"""What files and words of others may not say: Hydra's own settings, the environment, files beyond their group."""

from __future__ import annotations

import os
import re
import textwrap
from pathlib import Path

import pytest

from sim.config import compose
from sim.config.documents import read_document
from sim.config.folders import configs_folder, scenarios_folder
from sim.config.scenarios import load_scenario
from sim.errors import SeveralMistakesError, UserError
from sim.runs.description import no_links
from sim.studies.roadmap.file import load_roadmap
from sim.studies.stress.file import load_threats

MARKET = (configs_folder() / "market" / "us_vn.yaml").read_text(encoding="utf-8")
ROADMAP = """
name: {name}
question: Would it?
start: '2027-01-01'
end: '2027-02-15'
overrides: [{override}]
phases:
- {{name: one, start: '2027-01-05', end: '2027-02-10', scenario: explain_penalties}}
targets:
- {{outcome: violation_view_rate, at most: 1%, by: '2027-02-15'}}
"""


def shared(folder: Path, text: str) -> str:
    """Put a market file as somebody might send it, and return the override that finds it."""
    (folder / "market").mkdir()
    (folder / "market" / "theirs.yaml").write_text(text, encoding="utf-8")
    return f"hydra.searchpath=[{folder}]"


@pytest.mark.parametrize("said", [
    "callbacks: {x: {_target_: os.getcwd}}", "job: {env_set: {PATH: x}}",
    "job_logging: {handlers: {x: {class: logging.FileHandler, filename: x}}}"])
def test_a_market_file_sets_nothing_of_hydra(said: str, tmp_path: Path) -> None:
    text = f"# @package _global_\nhydra: {{{said}}}\nmarket:\n" + textwrap.indent(MARKET, "  ")
    with pytest.raises(UserError, match=r"sets hydra\.\w+.*only the command line may"):
        compose([shared(tmp_path, text), "market=theirs"])


@pytest.mark.parametrize(("head", "said", "told"), [
    ("# @package _global_\n", "execution: {workers: 5}\n", r"theirs\.yaml:2: sets execution\.workers: only"),
    ("# @package _global_\n", "execution: {name: ray, address: elsewhere}\n", r"sets execution\.name: only"),
    ("# @package _global_\n", "seed: 7\n", r"theirs\.yaml:2: sets seed: a file of market sets what is in market"),
    ("# @package _global_\n", "matters: {gmv_net: 1%}\n", r"sets matters"),
    ("# @package _global_\n", "enforcement: {warnings: 3}\n", r"sets enforcement"),
    ("# @package hydra\n", "callbacks: {x: {_target_: os.getcwd}}\n", r"puts what it sets at 'hydra'"),
    ("# @package execution\n", "workers: 3\n", r"puts what it sets at 'execution'"),
    ("# @package a b\n", "x: 1\n", r"theirs\.yaml:1: begins with"),
    ("", "defaults: [/execution: ray]\n", r"starts from '/execution'"),
    ("", "defaults: [override /enforcement: strict, _self_]\n", r"starts from 'override /enforcement'"),
    ("", "defaults: [../enforcement/strict]\n", r"starts from '\.\./enforcement/strict'"),
    ("", "defaults: [us@hydra.callbacks]\n", r"starts from 'us@hydra\.callbacks'"),
])
def test_a_group_file_sets_nothing_outside_its_group(head: str, said: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=told) as caught:
        compose([shared(tmp_path, head + said), "market=theirs"])
    assert "\n" not in str(caught.value)


def test_a_group_file_may_start_from_others_of_its_group(tmp_path: Path) -> None:
    text = "defaults: [us, _self_]\nregions: {us: {share: 1}}\n"
    assert list(compose([shared(tmp_path, text), "market=theirs"])["market"]["regions"]) == ["us"]


def test_a_folder_of_groups_does_not_replace_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "registry.yaml").write_text("enforcement: {warnings: 3}\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"registry\.yaml: would take the place"):
        compose([shared(tmp_path, MARKET), "market=theirs"])


def test_a_market_file_that_keeps_to_its_group_is_read(tmp_path: Path) -> None:
    assert set(compose([shared(tmp_path, MARKET), "market=theirs"])["market"]["regions"]) == {"us", "vn"}


@pytest.mark.parametrize("word", [
    "+hydra.callbacks.x._target_=os.getcwd", "+market@hydra.callbacks=us_vn", "hydra.run.dir=/elsewhere",
    "hydra.launcher.x={_target_: os.getcwd}"])
def test_a_command_line_sets_of_hydra_only_what_is_allowed(word: str) -> None:
    with pytest.raises(UserError, match="Hydra"):
        compose([word])


@pytest.mark.parametrize("word", ["seed=${oc.env:SIM_SECRET}", "enforcement.auto.recall=${oc.env:SIM_SECRET}"])
def test_no_value_of_the_environment_is_told(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIM_SECRET", "hunter2")
    with pytest.raises(UserError, match="not read from the environment") as caught:
        compose([word])
    assert "hunter2" not in str(caught.value)


def test_no_file_reads_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIM_SECRET", "0.25")
    with pytest.raises(UserError, match="not read from the environment"):
        compose([shared(tmp_path, "regions: {us: {share: '${oc.env:SIM_SECRET}'}}\n"), "market=theirs"])
    word = "enforcement.auto.recall"
    (tmp_path / "x.yaml").write_text(f"changes: [{{set: {word}, to: '${{oc.env:SIM_SECRET}}'}}]\n", encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        ROADMAP.format(name="plan", override=f"'{word}=${{oc.env:SIM_SECRET}}'"), encoding="utf-8")
    for read, said in ((load_scenario, "not a number"), (load_roadmap, "not read from the environment")):
        with pytest.raises(UserError, match=said) as caught:
            read(str(tmp_path / ("plan.yaml" if read is load_roadmap else "x.yaml")))
        assert "0.25" not in str(caught.value)


@pytest.mark.parametrize("name", ["../out", "/abs", "a/b", ".hidden"])
def test_a_scenario_or_threat_is_called_nothing_that_leads_elsewhere(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"name: {name}\nchanges: []\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"x\.yaml:1: name"):
        load_scenario(str(tmp_path / "x.yaml"))
    threat = (scenarios_folder() / "threats" / "bonus_farming.yaml").read_text(encoding="utf-8")
    (tmp_path / "t.yaml").write_text(re.sub("(?m)^name:.*\n", "", threat) + f"\nname: {name}\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"t\.yaml:\d+: name"):
        load_threats([str(tmp_path / "t.yaml")], compose([]))


@pytest.mark.parametrize("sign", ["+", "++"])
def test_a_folder_that_would_not_be_searched_is_told(sign: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="would be found nowhere"):
        compose([f"{sign}hydra.searchpath=[{tmp_path}]"])


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_link_or_a_pipe_in_a_study_is_not_followed(kind: str, tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    place = tmp_path / "study" / "runs.parquet"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(tmp_path if kind == "folder" else "/etc/hostname")
    with pytest.raises(UserError, match="is a link or no plain file"):
        no_links(tmp_path / "study")


@pytest.mark.parametrize("word", ["market=../market/us_vn", "+market.regions.vn.enforcement=../enforcement/strict"])
def test_an_option_is_no_path(word: str) -> None:
    with pytest.raises(UserError, match=r"not a path|no such regime"):
        compose([word])


@pytest.mark.parametrize("name", ["../out", "/abs", "a/b", ".hidden", "x" * 61])
def test_a_roadmap_is_called_nothing_that_leads_elsewhere(name: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(ROADMAP.format(name=name, override="warmup_days=5"), encoding="utf-8")
    with pytest.raises(UserError, match=r"plan\.yaml:2: name"):
        load_roadmap(str(tmp_path / "plan.yaml"))


@pytest.mark.parametrize("word", ["hydra.verbose=true", "execution=ray", "+execution.address=elsewhere"])
def test_a_roadmap_says_nothing_of_how_runs_are_carried_out(word: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(ROADMAP.format(name="plan", override=word), encoding="utf-8")
    with pytest.raises(UserError, match="how runs are carried out"):
        load_roadmap(str(tmp_path / "plan.yaml"))


@pytest.mark.parametrize(("text", "said"), [
    ('question: "a\\a"\n', r"U\+0007"), ("question: a\u202eb\n", r"U\+202E"), ("question: !x y\n", "tag"),
    ("a: &a [*a]\n", "holds itself"), ("a: " + "[" * 60 + "]" * 60, "nested"),
    ("a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)),
     "comes to more than"),
])
def test_a_document_that_acts_or_never_ends_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read_document(tmp_path / "x.yaml", "x.yaml")


def test_all_mistakes_of_a_scenario_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(textwrap.dedent("""\
        question: What if?
        qestion: twice
        expect: {sales: up, quality: sideways}
        changes:
          - {set: enforcement.explain.share, to: '0,5'}
          - {set: enforcement.explain.share, to: 0.5, regions: [vietnam], from: day 9999}
        """), encoding="utf-8")
    with pytest.raises(SeveralMistakesError) as caught:
        load_scenario(str(tmp_path / "x.yaml"))
    told = str(caught.value)
    for one in ("'qestion'", "gmv_net", "sideways", "write 0.5", "after the end"):
        assert one in told
