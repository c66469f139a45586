"""Real networks load as they were published; a fault in a file is told by file and line."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
import yaml

from sim.errors import UserError
from sim.model.network import read_files
from sim.model.network.patterns import patterns

REPOSITORY = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("SIM_SHARED", REPOSITORY.parent / "shared"))
MUSAE = SHARED / "data" / "musae_twitch"
PUBLISHED = {"de": (9498, 153138), "engb": (7126, 35324), "es": (4648, 59382), "fr": (6549, 112666)}
COLUMNS = {"source": "u", "target": "v", "node": "id", "reach": "views", "tenure": "days", "partner": "partner"}
NODES = "id,days,views,partner\na,10,100,1\nb,20,200,0\nc,30,300,0\n"
EDGES = "u,v\na,b\nb,c\n"


def config(**changes: Any) -> dict[str, Any]:
    return {"kind": "files", "communities": {"x": {"edges": "e.csv", "nodes": "n.csv"}}, "columns": COLUMNS, **changes}


def write(folder: Path, nodes: str = NODES, edges: str = EDGES) -> None:
    (folder / "n.csv").write_text(nodes)
    (folder / "e.csv").write_text(edges)


@pytest.mark.skipif(not MUSAE.is_dir(), reason="the MUSAE files are not here")
def test_musae_has_the_published_counts_and_patterns() -> None:
    network = yaml.safe_load((REPOSITORY / "configs/network/musae_twitch.yaml").read_text())
    graph = read_files({**network, "data_dir": str(MUSAE)}, Path())
    assert graph.regions == list(PUBLISHED)
    for region, (nodes, edges) in PUBLISHED.items():
        part = graph.only(region)
        assert (len(part), len(part.edges)) == (nodes, edges)
        assert graph.report["regions"][region]["self_loops_dropped"] == 0
    found = patterns(graph, "de")
    assert found["mean_degree"] == pytest.approx(32.246, abs=0.001)
    assert found["transitivity"] == pytest.approx(0.046471, abs=1e-6)
    assert found["spearman_views_degree"] == pytest.approx(0.54016, abs=1e-5)
    assert found["views_gini"] == pytest.approx(0.94252, abs=1e-4)


def test_columns_are_mapped_and_labels_kept(tmp_path: Path) -> None:
    write(tmp_path)
    graph = read_files(config(), tmp_path)
    assert graph.label == ["a", "b", "c"] and graph.regions == ["x"]
    assert graph.reach.tolist() == [100.0, 200.0, 300.0] and graph.tenure_days.tolist() == [10, 20, 30]
    assert graph.partner.tolist() == [True, False, False] and graph.edges.tolist() == [[0, 1], [1, 2]]


def test_data_dir_starts_at_the_base_or_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    write(tmp_path / "data")
    assert len(read_files(config(data_dir="data"), tmp_path)) == 3
    assert len(read_files(config(data_dir=str(tmp_path / "data")), Path("/nowhere"))) == 3


def test_self_loops_and_duplicates_are_dropped_and_counted(tmp_path: Path) -> None:
    write(tmp_path, edges="u,v\na,b\nb,a\na,a\na,b\nb,c\n")
    graph = read_files(config(), tmp_path)
    assert graph.edges.tolist() == [[0, 1], [1, 2]]
    assert (graph.report["self_loops_dropped"], graph.report["duplicates_dropped"]) == (1, 2)


def test_gzip_blank_lines_and_zero_reach(tmp_path: Path) -> None:
    write(tmp_path, nodes="id,days,views,partner\na,1,0,yes\n\nb,2,50,no\nc,3,7,\n\n")
    with gzip.open(tmp_path / "e.csv.gz", "wt") as out:
        out.write(EDGES)
    graph = read_files(config(communities={"x": {"edges": "e.csv.gz", "nodes": "n.csv"}}), tmp_path)
    assert graph.reach.tolist() == [3.5, 50.0, 7.0] and graph.report["regions"]["x"]["zero_reach_raised"] == 1
    assert graph.partner.tolist() == [True, False, False]


def test_optional_roles_may_be_left_out(tmp_path: Path) -> None:
    write(tmp_path, nodes="id\na\nb\nc\n")
    graph = read_files(config(columns={"source": "u", "target": "v", "node": "id", "reach": None}), tmp_path)
    assert graph.reach.tolist() == [1.0] * 3 and graph.tenure_days.tolist() == [0] * 3 and not graph.partner.any()


def test_a_node_column_can_give_the_region(tmp_path: Path) -> None:
    write(
        tmp_path,
        nodes="id,views,country\na,1,us\nb,2,vn\nc,3,us\nd,4,vn\n",
        edges="u,v\na,c\nb,d\nc,d\n",
    )
    network = {
        "kind": "files", "edges": "e.csv", "nodes": "n.csv",
        "columns": {"source": "u", "target": "v", "node": "id", "reach": "views", "region": "country"},
    }
    graph = read_files(network, tmp_path)
    assert graph.regions == ["us", "vn"] and graph.region.tolist() == [0, 0, 1, 1]
    assert graph.label == ["a", "c", "b", "d"] and graph.reach.tolist() == [1.0, 3.0, 2.0, 4.0]
    assert graph.edges.tolist() == [[0, 1], [1, 3], [2, 3]]
    assert graph.report["ties_between_regions"] == 1


@pytest.mark.parametrize("directed", [False, True])
def test_graphml_round_trip(tmp_path: Path, directed: bool) -> None:
    made = nx.DiGraph() if directed else nx.Graph()
    for name, views in (("a", 5), ("b", 0), ("c", 9)):
        made.add_node(name, views=views, days=30, partner=name == "c")
    made.add_edges_from([("b", "a"), ("c", "b"), ("c", "c")])
    nx.write_graphml(made, tmp_path / "g.graphml")
    graph = read_files(config(communities={"x": {"graph": "g.graphml"}}), tmp_path)
    assert graph.label == ["a", "b", "c"] and graph.edges.tolist() == [[0, 1], [1, 2]]
    assert graph.reach.tolist() == [5.0, 2.5, 9.0] and graph.partner.tolist() == [False, False, True]
    assert graph.tenure_days.tolist() == [30, 30, 30] and graph.report["self_loops_dropped"] == 1


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        (NODES, "u,v\na,b\na,z\n", r"e.csv:3: node 'z' is not in the node table"),
        (NODES, "u,v\na,b\n\n\na,z\n", r"e.csv:5: node 'z'"),
        (NODES, "u,v\na,\n", r"e.csv:2: v is empty"),
        (NODES, "u,w\na,b\n", r"e.csv: no column 'v' \(network.columns.target\); it has u, w"),
        (NODES, "", r"e.csv: the file is empty"),
        (NODES, "u,v\na,b\na,b,c\n", r"e.csv:3: has 3 fields by comma, the header has 2"),
        (NODES.replace("200", "many"), EDGES, r"n.csv:3: views is 'many', not a number"),
        (NODES.replace("200", ""), EDGES, r"n.csv:3: node 'b' has no views"),
        (NODES.replace("200", "inf"), EDGES, r"n.csv:3: views is 'inf', not a number"),
        (NODES.replace("300", "-3"), EDGES, r"n.csv:4: views is '-3'; it must be at least 0"),
        (NODES.replace("10,100", "-1,100"), EDGES, r"n.csv:2: days is '-1'; it must be at least 0"),
        (NODES.replace("100,1", "100,maybe"), EDGES, r"n.csv:2: partner is 'maybe'; it must be 0 or 1"),
        (NODES.replace("views", "viewss"), EDGES, r"no column 'views' .* Did you mean viewss\?"),
        (NODES + "a,1,1,1\n", EDGES, r"n.csv:5: node 'a' is there twice"),
        ("id,days,views,partner\n", "u,v\n", r"n.csv: the node table is empty"),
    ],
)
def test_a_fault_is_told_by_file_and_line(tmp_path: Path, nodes: str, edges: str, message: str) -> None:
    write(tmp_path, nodes, edges)
    with pytest.raises(UserError, match=message) as raised:
        read_files(config(), tmp_path)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.csv", None, r"gone.csv: no such file"),
        ("e.csv.gz", b"u,v\na,b\n", r"e.csv.gz: not readable as gzip"),
        ("e.csv.gz", gzip.compress(b"u,v\n" + b"a,b\n" * 999, mtime=0)[:-20], r"e.csv.gz: not readable as gzip"),
        ("e.csv", b"u,v\na,\xff\n", r"e.csv:2: not UTF-8 text"),
    ],
)
def test_an_unreadable_edge_list(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    write(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=message) as raised:
        read_files(config(communities={"x": {"edges": name, "nodes": "n.csv"}}), tmp_path)
    assert "\n" not in str(raised.value)


def test_an_unreadable_graphml(tmp_path: Path) -> None:
    (tmp_path / "g.graphml").write_text("<graphml><node>")
    with pytest.raises(UserError, match=r"g.graphml:1: a node without an id"):
        read_files(config(communities={"x": {"graph": "g.graphml"}}), tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"comunities": {}}, "unknown setting network.comunities .* Did you mean communities"),
        ({"columns": {"reech": "views"}}, "unknown column role network.columns.reech. Did you mean reach"),
        ({"communities": {}}, "name the files"),
        ({"communities": {"x": {"edges": "e.csv"}}}, "network.communities.x needs edges and nodes, or graph"),
        ({"communities": {"x": {"edge": "e.csv"}}}, "Did you mean edges"),
        ({"communities": {}, "edges": "e.csv", "nodes": "n.csv"}, "network.columns.region must name"),
        ({"columns": {"node": None}}, "network.columns.node must name a column"),
    ],
)
def test_a_bad_config_is_told_in_one_line(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_files(config(**changes), Path())


def test_tenure_and_reach_may_be_fractions(tmp_path: Path) -> None:
    write(tmp_path, nodes="id,days,views,partner\na,1.6,0.25,0\nb,2,1e3,0\nc,3,4,0\n")
    graph = read_files(config(), tmp_path)
    assert graph.tenure_days.tolist() == [2, 2, 3] and np.allclose(graph.reach, [0.25, 1000.0, 4.0])


def test_the_template_config_needs_only_files_and_columns(tmp_path: Path) -> None:
    write(tmp_path)
    template = yaml.safe_load((REPOSITORY / "configs/network/files.yaml").read_text())
    with pytest.raises(UserError, match="name the files"):
        read_files(template, tmp_path)
    network = {**template, "communities": {"x": {"edges": "e.csv", "nodes": "n.csv"}}, "columns": COLUMNS}
    assert len(read_files(network, tmp_path)) == 3
