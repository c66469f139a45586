"""``sim network`` shows in one screen what would be read; every other command tells the same before it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.model.network import read_files
from sim.show.network import WIDTH, network_lines
from tests.model.network.files import EDGES, NODES, ROLES, read_tables

COLUMNS = [f"network.columns.{role}={column}" for role, column in ROLES.items()]


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two tables, which is the current one."""
    (tmp_path / "n.csv").write_text(NODES.replace(",", ";"))
    (tmp_path / "e.csv").write_text("# made\n" + EDGES + "cyd,cyd\nann,bob\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_tables_are_shown_with_roles_and_what_is_left_out(sim: Any, tables: Path) -> None:
    code, out, err = sim("network", "n.csv", "e.csv", *COLUMNS)
    assert (code, err) == (0, "") and out.splitlines() == [
        "all: 3 creators, 2 ties, most tied: bob (2)",
        "  n.csv: CSV, UTF-8, separator semicolon, header on line 1",
        "    3 rows: node = Id; reach = Followers (5 to 20)",
        "  e.csv: CSV, UTF-8, separator comma, header on line 2",
        "    4 rows: source = Source; target = Target",
        "  left out: 1 tie of a node with itself, 1 repeated tie and 1 comment line",
    ]


def test_a_network_of_the_settings_is_shown_as_json_too(sim: Any, tables: Path) -> None:
    named = ["network=files", "network.communities.us.nodes=n.csv", "network.communities.us.edges=e.csv", *COLUMNS]
    code, out, _ = sim("network", *named, "--json")
    report = json.loads(out)
    assert code == 0 and report["regions"]["us"]["nodes"] == 3
    assert [one["file"] for one in report["regions"]["us"]["read"]] == ["n.csv", "e.csv"]


def test_one_table_shows_its_columns(sim: Any, tables: Path) -> None:
    code, out, _ = sim("network", "n.csv", "network.columns.node=Id")
    assert code == 0 and "separator semicolon, header on line 1; 3 rows" in out
    assert "  Id: ann, bob, cyd …  ← network.columns.node" in out and "One table is no network" in out


@pytest.mark.parametrize(("words", "message"), [
    ([], "this network is made up, and reads no file"),
    (["a", "b", "c"], "sim network takes one graph, or a table of nodes and one of edges"),
    (["gone.graphml"], "gone.graphml: no such file"),
    (["n.csv", "e.csv", "network.columns.reech=x"], "Did you mean network.columns.reach?"),
])
def test_a_mistake_is_told_in_one_line(sim: Any, tables: Path, words: list[str], message: str) -> None:
    code, out, err = sim("network", *words)
    assert (code, out) == (2, "") and message in err and err.count("\n") == 1


def test_a_study_tells_what_it_reads_before_it_runs(sim: Any, studies: Any, tables: Path) -> None:
    named = ["network=files", "network.communities.us.nodes=n.csv", "network.communities.us.edges=e.csv", *COLUMNS]
    code, out, err = sim("forecast", *named)
    assert (code, out) == (0, "") and err.startswith("us: 3 creators, 2 ties") and len(studies.made) == 1
    digest = studies.made[0]["config"]["network"]["digest"]
    (tables / "n.csv").write_text(NODES.replace("ann", "eve"))
    code, _, err = sim("forecast", *named)
    assert code == 2 and "e.csv:3: node 'ann' is not in the node table" in err and len(studies.made) == 1
    (tables / "n.csv").write_text(NODES)
    assert sim("forecast", *named)[0] == 0 and studies.made[1]["config"]["network"]["digest"] != digest


def test_a_screen_holds_many_regions(tmp_path: Path) -> None:
    read_tables(tmp_path)
    files = {"nodes": "n.csv", "edges": "e.csv"}
    network = {"kind": "files", "communities": {f"r{at}": files for at in range(60)}, "columns": ROLES}
    lines = network_lines(read_files(network, tmp_path).report)
    assert len(lines) <= 24 and max(map(len, lines)) <= WIDTH and lines[-1] == "… and 45 more regions"


def test_one_file_for_all_regions_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Id,Land\nann,us\nbob,vn\n")
    (tmp_path / "e.csv").write_text("Source,Target\nann,bob\n")
    columns = ROLES | {"reach": None, "region": "Land"}
    report = read_files({"kind": "files", "nodes": "n.csv", "edges": "e.csv", "columns": columns}, tmp_path).report
    assert network_lines(report)[0] == "us, vn: 2 creators, 1 tie, 1 of them between regions, most tied: ann (1)"
