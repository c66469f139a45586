"""``sim check`` tells all mistakes of files of every kind at once, and what a file is that has none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sim.cli.check import READERS, kind_of
from tests.imports import ROOT
from tests.model.network.files import EDGES

SHIPPED = {
    "scenario": "scenarios/warn_first.yaml", "roadmap": "scenarios/roadmaps/safer_growth.yaml",
    "threat": "scenarios/threats/appeals_flood.yaml", "group": "configs/market/us.yaml",
}
FIGURES = "kpi,region,start,end,value\nreturn_rate,us,2026-01-01,2026-02-01,0.1\n"
MAP = "kpis:\n  visitors: {outcome: return_rate}\n"
GRAPH = (
    '<graphml><graph edgedefault="undirected">'
    '<node id="a"/><node id="b"/><edge source="a" target="b"/></graph></graphml>'
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A good file of every kind."""
    found = {kind: tmp_path / f"{kind}.yaml" for kind in ("scenario", "roadmap", "threat", "map")}
    found["group"] = tmp_path / "market" / "mine.yaml"
    found["group"].parent.mkdir()
    for kind, name in SHIPPED.items():
        shutil.copy(ROOT / name, found[kind])
    found["map"].write_text(MAP)
    for kind, name, text in (("figures", "f.csv", FIGURES), ("table", "e.csv", EDGES), ("network", "g.graphml", GRAPH)):
        found[kind] = tmp_path / name
        found[kind].write_text(text)
    return found


def test_a_file_is_known_by_what_stands_in_it_and_fine_ones_are_said_to_be(sim: Any, files: dict[str, Path]) -> None:
    assert set(files) == set(READERS)
    assert {kind: kind_of(path, str(path)) for kind, path in files.items()} == {kind: kind for kind in files}
    fine = [str(path) for kind, path in files.items() if kind != "network"]
    code, out, err = sim("check", *fine)
    assert (code, err) == (0, "") and len(out.splitlines()) == len(fine)
    assert all(line.endswith(": nothing wrong") for line in out.splitlines())
    assert "a roadmap of 3 phases, 5 targets, 2 alternatives from 2027-01-01" in out and "a scenario of 1 arm" in out
    plain = ["network.columns.node=null", "network.columns.reach=null"]
    assert "a network of 2 creators" in sim("check", str(files["network"]), *plain)[1]


@pytest.mark.parametrize(("kind", "wrongs", "told"), [
    ("roadmap", {"at least": "at leest", "owner:": "ownr:"}, ["no key 'ownr' in a roadmap", "no key 'ownr' in a phase",
                                                           "no key 'at leest' in a target"]),
    ("threat", {"likelihood:": "likelihood: often #", "signal:": "signal: up #", "harms:": "harmz:"},
     ["no key 'harmz'", "a threat needs harms", "likelihood", "cannot read signal"]),
    ("figures", {"0.1\n": "0.1\nsales,us,2026-03-01,2026-04-01,1\ngmv_net,vietnam,2026-02-01,2026-01-01,x\n"},
     ["no KPI 'sales'. Did you mean gmv_net?", "region is 'vietnam'"]),
    ("scenario", {"set:": "sett:", "expect:": "expct:"}, ["no key 'expct'", "no key 'sett'"]),
    ("map", {"return_rate": "return_rte"}, ["Did you mean return_rate?"]),
])
def test_all_that_is_wrong_is_told_at_once_with_its_line(
    sim: Any, files: dict[str, Path], kind: str, wrongs: dict[str, str], told: list[str]
) -> None:
    text = files[kind].read_text()
    for right, wrong in wrongs.items():
        assert right in text
        text = text.replace(right, wrong)
    files[kind].write_text(text)
    code, out, err = sim("check", str(files[kind]), "--kind", kind)
    lines = err.splitlines()
    assert code == 2 and out == "" and len(lines) >= len(told)
    assert all(line.startswith(f"sim: {files[kind]}:") for line in lines)
    assert all(any(words in line for line in lines) for words in told)


def test_figures_without_end_are_told_as_far_as_twenty(sim: Any, files: dict[str, Path]) -> None:
    files["figures"].write_text(FIGURES + "x,us,2026-01-01,2026-02-01,100\n" * 200)
    lines = sim("check", str(files["figures"]))[2].splitlines()
    assert len(lines) == 21 and "20 mistakes are told" in lines[-1]


@pytest.mark.parametrize(("text", "told"), [
    ("changes:\n\t- set: x\n", "tab"), ("question: \"open\n", "never closed"),
    ("name: a\nname: b\nchanges: []\n", "twice"),
    ("x: 1\n", "is like no file that is known: a scenario has name"),
])
def test_what_cannot_be_read_is_said_in_our_words(sim: Any, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "odd.yaml").write_text(text)
    code, _, err = sim("check", "odd.yaml")
    assert code == 2 and told in err and err.startswith("sim: odd.yaml")


def test_mistakes_and_fine_files_stand_in_the_json(sim: Any, files: dict[str, Path]) -> None:
    code, out, err = sim("check", str(files["table"]), "gone.yaml", "--json")
    fine, gone = json.loads(out)
    assert code == 2 and "gone.yaml: no such file" in err
    assert fine["kind"] == "table" and fine["mistakes"] == [] and "2 columns" in fine["is"]
    assert gone["mistakes"] == ["gone.yaml: no such file"]


@pytest.mark.parametrize(("words", "message"), [
    (["check"], "sim check takes a file or more"), (["check", "a.yaml", "--kind", "roadmapp"], "Did you mean roadmap?"),
])
def test_a_wrong_line_is_told(sim: Any, words: list[str], message: str) -> None:
    code, _, err = sim(*words)
    assert code == 2 and message in err
