"""GraphML, GEXF, GML and Pajek as Gephi, yEd, igraph, R and NetworkX write them; NetworkX's writers are the witness."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from sim.errors import UserError
from tests.model.network.files import TIES, accounts, read_graph_of

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
REACH = '<key id="d0" for="node" attr.name="reach" attr.type="int"/>'


def graphml(nodes: str, keys: str = REACH, before: str = "", of: str = "undirected") -> str:
    return f'{HEAD}{before}\n<graphml>{keys}\n<graph id="G" edgedefault="{of}">\n{nodes}\n</graph></graphml>'


def people(kind: type[Any] = nx.Graph) -> Any:
    made = kind()
    for name, followers, partner in (("Ann Lee", 10, True), ("Zoé", 20.0, False), ("日本 & <co>", 5, False)):
        made.add_node(name, followers=followers, partner=partner, note="a\nb")
    made.add_edges_from([("Ann Lee", "Zoé"), ("Zoé", "日本 & <co>"), ("Zoé", "Ann Lee"), ("Zoé", "Zoé")])
    return made


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf, nx.write_gml])
def test_what_networkx_writes_is_read(tmp_path: Path, write: Callable[..., None], kind: type[Any]) -> None:
    write(people(kind), tmp_path / "made")
    for content in ((tmp_path / "made").read_bytes(), gzip.compress((tmp_path / "made").read_bytes())):
        graph = read_graph_of(tmp_path, content, reach="followers", partner="partner")
        assert graph.label == ["Ann Lee", "Zoé", "日本 & <co>"] and graph.edges.tolist() == TIES
        assert graph.reach.tolist() == [10.0, 20.0, 5.0] and graph.partner.tolist() == [True, False, False]
        assert graph.report["self_loops_dropped"] == 1


def test_what_networkx_writes_for_pajek_is_read(tmp_path: Path) -> None:
    made = people()
    nx.set_node_attributes(made, {name: {"followers": str(at + 1), "note": "n"} for at, name in enumerate(made)})
    with pytest.warns(UserWarning):
        nx.write_pajek(made, tmp_path / "made")
    graph = read_graph_of(tmp_path, (tmp_path / "made").read_bytes(), reach="followers")
    assert graph.label == ["Ann Lee", "Zoé", "日本 & <co>"] and graph.edges.tolist() == TIES
    assert graph.reach.tolist() == [1.0, 2.0, 3.0]


def test_a_default_is_the_value_of_nodes_without_one(tmp_path: Path) -> None:
    keys = '<key id="p" for="node" attr.name="p" attr.type="boolean"><default> true </default></key>'
    graph = read_graph_of(
        tmp_path, graphml('<node id="a"/><node id="b"><data key="p">false</data></node>', keys), partner="p")
    assert graph.partner.tolist() == [True, False]
    assert accounts(graph)[0]["notes"][0] == "default of nodes without a value: p=true"
    gexf = (HEAD + '<gexf version="1.3"><graph><attributes class="node"><attribute id="0" title="F" type="bigdecimal">'
            '<default>7</default></attribute></attributes><nodes><node id="a"/><node id="b"><attvalues>'
            '<attvalue for="0" value="3"/><attvalue for="0" value="4.0"/></attvalues></node></nodes></graph></gexf>')
    graph = read_graph_of(tmp_path, gexf, reach="F")
    assert graph.reach.tolist() == [7.0, 4.0] and "change in time" in accounts(graph)[0]["notes"][0]


@pytest.mark.parametrize("content", [
    graphml('<node id="a"/><edge source="a" target="zz"/>'),
    f'{HEAD}\n<gexf><graph><nodes><node id="a"/></nodes>\n\n<edges><edge source="a" target="zz"/></edges></graph>'
    "</gexf>",
    "graph [\n node [ id 1 ]\n\n edge [ source 1 target zz ] ]",
    "*Vertices 1\n1 a\n*Edges\n1 zz\n",
])
def test_an_end_that_is_no_node_stops_with_its_line(tmp_path: Path, content: str) -> None:
    with pytest.raises(UserError, match=r"g.graph:4: node 'zz' is not among the nodes"):
        read_graph_of(tmp_path, content)


@pytest.mark.parametrize(("keys", "value"), [
    (REACH, "1000.0"), (REACH, " 1e3 "), (REACH.replace('"int"', '"bigdecimal"'), "1000"),
    (REACH.replace(' attr.type="int"', ""), "1000"), (REACH.replace('for="node"', 'for="all"'), "1000"), ("", "1000"),
])
def test_types_of_keys_do_not_matter_but_values_do(
    tmp_path: Path, keys: str, value: str, recwarn: pytest.WarningsRecorder
) -> None:
    name = "reach" if keys else "d0"
    graph = read_graph_of(tmp_path, graphml(f'<node id="a"><data key="d0">{value}</data></node>', keys), reach=name)
    assert graph.reach.tolist() == [1000.0] and not recwarn.list


def test_a_node_without_a_value_is_named_with_its_line(tmp_path: Path) -> None:
    nodes = '<node id="a"><data key="d0">1</data></node>\n<node id="b"/>\n<node id="c"><data key="d0"> </data></node>'
    with pytest.raises(UserError, match=r"g.graph:5: node 'b' has no reach \(and 1 more rows\)"):
        read_graph_of(tmp_path, graphml(nodes), reach="reach")


def test_directions_and_namespaces_do_not_matter(tmp_path: Path) -> None:
    nodes = ('<node id="a"/><node id="b"/><node id="c"/><edge source="b" target="a" directed="true"/>'
             '<edge source="c" target="b" directed="false"/>')
    bare = graphml(nodes)
    for content in (bare, graphml(nodes, of="directed"), graphml(nodes, before='<!DOCTYPE graphml SYSTEM "g.dtd">'),
                    bare.replace("<graphml>", '<graphml xmlns="http://example.org/other">'),
                    bare.replace("</", "</g:").replace("<node", "<g:node").replace("<edge", "<g:edge").replace(
                        "<graph", "<g:graph").replace("<key", "<g:key").replace("</g:g:", "</g:")):
        assert read_graph_of(tmp_path, content).edges.tolist() == TIES


def test_names_are_those_of_the_attribute_that_is_asked_for(tmp_path: Path) -> None:
    keys = '<key id="v_name" for="node" attr.name="name" attr.type="string"/>'  # as igraph has them
    content = graphml('<node id="n0"><data key="v_name">Ann</data></node><node id="n1"><data key="v_name">Bo</data>'
                      '</node><edge source="n0" target="n1"/>', keys)
    assert read_graph_of(tmp_path, content, node="name").label == ["Ann", "Bo"]
    assert read_graph_of(tmp_path, content, node="Id").label == ["n0", "n1"]
    unsaid = read_graph_of(tmp_path, content)
    assert unsaid.label == ["n0", "n1"] and "own ids" in accounts(unsaid)[0]["notes"][0]
    with pytest.raises(UserError, match=r"no attribute 'Name' .*it has id, name. Did you mean name\?"):
        read_graph_of(tmp_path, content, node="Name")


def test_numbered_formats_take_labels_where_each_node_has_its_own(tmp_path: Path) -> None:
    gml = 'Creator "yFiles"\ngraph\n[\n  hierarchic 1\n  # note\n  node [ id 1 label "Ann &#233;" f 3\n'
    gml += " graphics [ x 1 ] ]"
    gml += '\n node [ id 2 label "%s" f 4 LabelGraphics [ ] LabelGraphics [ ] ] edge [ source 1 target 2 ]'
    gml += " edge [ source 1 target 2 ] ]"
    assert read_graph_of(tmp_path, gml % "Bo", reach="f").label == ["Ann é", "Bo"]
    assert read_graph_of(tmp_path, gml % "Ann é").label == ["1", "2"]
    with pytest.raises(UserError, match="node 'Ann é' is there twice"):
        read_graph_of(tmp_path, gml % "Ann é", node="label")


@pytest.mark.parametrize(("content", "labels", "ties"), [
    ("*Vertices 3\r\n*Edges\r\n1 2\r\n2 3\r\n", ["1", "2", "3"], TIES),
    ('%c\n*Network x\n*vertices 3\n1 "Ann Lee" 0.1 0.2 0.5 box ic Red\n2 Bo\n3 Cy\n*Arcs :1 "x"\n1 2 -1\n*Edgeslist\n'
     "1 2 3\n", ["Ann Lee", "Bo", "Cy"], [[0, 1], [0, 2]]),
    ("\ufeff*Vertices 3\n2 Bo\n*Arcslist\n01 2\n2 3 1\n", ["Bo", "1", "3"], [[0, 1], [0, 2]]),
])
def test_pajek_of_several_hands(tmp_path: Path, content: str, labels: list[str], ties: list[list[int]]) -> None:
    graph = read_graph_of(tmp_path, content)
    assert graph.label == labels and graph.edges.tolist() == ties


def test_groups_are_no_creators_and_are_told(tmp_path: Path) -> None:
    label = '<data key="d6"><y:N><y:NodeLabel> {} </y:NodeLabel></y:N></data>'
    nodes = (f'<node id="n0" yfiles.foldertype="group">{label.format("Team")}<graph id="n0:"><node id="n0::n0">'
             f'{label.format("Ann")}</node><node id="n0::n1">{label.format("Bo")}</node>'
             '<edge source="n0::n0" target="n0::n1"/></graph></node><edge source="n0" target="n0::n1"/>')
    keys = '<key id="d6" for="node" yfiles.type="nodegraphics"/>'
    gml = 'graph [ node [ id 0 label "Team" isGroup 1 ] node [ id 1 label "Ann" gid 0 ] node [ id 2 label "Bo" ] '
    gml += "edge [ source 1 target 2 ] edge [ source 0 target 2 ] ]"
    gexf = ('<gexf><graph><nodes><node id="0" label="Team"><nodes><node id="1" label="Ann"/></nodes></node>'
            '<node id="2" label="Bo" pid="0"/></nodes><edges><edge source="1" target="2"/><edge source="0" target="2"/>'
            "</edges></graph></gexf>")
    for content in (graphml(nodes, keys), gml, gexf):
        graph = read_graph_of(tmp_path, content, node="label")
        assert graph.label == ["Ann", "Bo"] and graph.edges.tolist() == [[0, 1]]
        assert accounts(graph)[0]["left_out"] == {"nodes that are groups of others": 1, "ties of such groups": 1}


@pytest.mark.parametrize(("content", "message"), [
    (graphml('<node id="a"/>\n<node id="a"/>'), "g.graph:5: node 'a' is there twice"),
    (graphml("", before='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'), r"declares an entity \(a\)"),
    (graphml('<node id="&x;"/>', before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "an entity"),
    (graphml("<a>" * 300), "more than 200 elements inside each other"),
    (graphml('<node id="a"><data key="d0">' + "x" * (1 << 20) + "y</data></node>"), "a value of more than"),
    (graphml('<node id="a"/><hyperedge/>'), "a hyperedge ties several nodes"),
    (graphml('<node id="a"/><edge source="a"/>'), "g.graph:4: a tie without a source or a target"),
    ("<graphml><graph/><graph/></graphml>", "holds several graphs"),
    ("<graphml/>", "no graph is in it"),
    ("<graphml><graph><node id='a'/>", "g.graph:1: not well-formed XML"),
    ("<html></html>", r"XML, but neither GraphML nor GEXF \(it begins with <html>\)"),
    ('{"nodes": []}', "JSON, which is not read"),
    ("a,b\nc,d\n", "no graph by its first line"),
    ("", "the file is empty"),
    ("graph [ node [ id 1 ", "ends inside a list"),
    ("graph [ node [ id ] ]", "g.graph:1: not readable as GML at 'id'"),
    ('graph [ node [ id 1 label "x ] ]', "a quotation mark is not closed"),
    ("graph [ node [ id 1 ] ]\ngraph [ ]", "holds 2 graphs"),
    ("graph [ a" + " [ a" * 200, "more than 100 lists inside each other"),
    ("*Vertices 1\n1 a\n1 b\n", "g.graph:3: vertex 1 is there twice"),
    ("*Vertices 1\n2 a\n", "g.graph:2: vertex '2' is no number in 1-1"),
    ("*Vertices 4 2\n", "a network of two modes"),
    ("*Vertices 99999999999\n", "declares 99,999,999,999 vertices"),
    ('*Vertices 1\n1 "O"Hara"\n', "a quotation mark inside a name"),
    ("*Vertices 1\n*Matrix\n", r"\*Matrix is not read"),
])
def test_a_broken_graph_is_told_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as raised:
        read_graph_of(tmp_path, content)
    assert "\n" not in str(raised.value)
