"""Tables as spreadsheets, R, pandas and archives write them are read as they were meant, or stop with their line."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from tests.model.network.files import EDGES, NODES, TIES, accounts, read_tables


def as_r(text: str) -> str:
    return "\n".join(",".join(f'"{field}"' for field in line.split(",")) for line in text.split())


@pytest.mark.parametrize(("separator", "called"), [
    (",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar"), (" ", "space"), ("   ", "space")])
def test_the_separator_is_found_and_told(tmp_path: Path, separator: str, called: str) -> None:
    graph = read_tables(tmp_path, NODES.replace(",", separator), EDGES.replace(",", separator))
    assert graph.label == ["ann", "bob", "cyd"] and graph.edges.tolist() == TIES
    assert all(f"separator {called}" in account["how"] for account in accounts(graph))


def test_the_separator_is_the_one_with_which_the_columns_are_there(tmp_path: Path) -> None:
    nodes = 'Id;Followers;"Joined, as, told"\nann;10;"a, b, c"\nbob;20;"d, e, f"\ncyd;5;"g, h, i"\n'
    assert read_tables(tmp_path, nodes).reach.tolist() == [10.0, 20.0, 5.0]
    named = read_tables(tmp_path, NODES.replace(",", "/"), separator="/", edges=EDGES.replace(",", "/"))
    assert named.edges.tolist() == TIES and "separator / (network.separator)" in accounts(named)[0]["how"]
    first = read_tables(tmp_path, "sep=;\n" + NODES.replace(",", ";"))
    assert {"line 1 names the separator", "header on line 2"} <= set(accounts(first)[0]["how"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_by_its_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    nodes, edges = (text.replace("ann", "Zoé").encode(encoding) for text in (NODES, EDGES))
    if encoding == "utf-16-be":  # plain ASCII at the start tells it where no mark does
        assert not nodes.startswith(b"\xfe\xff")
    graph = read_tables(tmp_path, nodes, edges)
    assert graph.label == ["Zoé", "bob", "cyd"] and graph.edges.tolist() == TIES


def test_other_encodings_are_named_and_never_guessed(tmp_path: Path) -> None:
    nodes, edges = (text.replace("ann", "日本").encode("shift_jis") for text in (NODES, EDGES))
    with pytest.raises(UserError, match=r"n.csv:2: not UTF-8 text \(byte 0x93\).*network.encoding=cp1252"):
        read_tables(tmp_path, nodes, edges)
    assert read_tables(tmp_path, nodes, edges, encoding="shift_jis").label == ["日本", "bob", "cyd"]


@pytest.mark.parametrize(("edges", "roles"), [
    ("# Undirected graph\n# Nodes: 3\n# FromNodeId\tToNodeId\nann\tbob\nbob\tcyd\n", ("1", "2")),
    ("% sym unweighted\n% 2 3 3\nann bob 1 12\nbob cyd 1 13\n", (1, 2)),
    ("ann\tbob\nbob\tcyd\n", (1, 2)),
    ("ann,friend,bob\n\nbob,friend,cyd\n", ("1", "3")),
    ("#Source,Target\nann,bob\nbob,cyd\n", ("Source", "Target")),
    ("Source,Target\nann,bob\n# the rest, later\nbob,cyd\n#end\n", ("Source", "Target")),
])
def test_comments_are_left_out_and_a_header_may_be_missing(tmp_path: Path, edges: str, roles: Any) -> None:
    graph = read_tables(tmp_path, edges=edges, roles=dict(zip(("source", "target"), roles, strict=True)))
    assert graph.edges.tolist() == TIES
    assert accounts(graph)[1]["left_out"].get("comment lines", 0) == sum(map(edges.count, "#%"))


def test_numbers_in_the_first_line_are_no_header(tmp_path: Path) -> None:
    graph = read_tables(tmp_path, "1 10\n2 20\n3 5\n", "1 2\n2 3\n", {"source": 1, "target": 2, "node": 1, "reach": 2})
    assert graph.label == ["1", "2", "3"] and graph.edges.tolist() == TIES


def test_a_name_may_begin_as_a_comment_does(tmp_path: Path) -> None:
    graph = read_tables(tmp_path, NODES.replace("ann", "#ann"), EDGES.replace("ann", "#ann"))
    assert graph.label == ["#ann", "bob", "cyd"] and graph.edges.tolist() == TIES


@pytest.mark.parametrize(("nodes", "message"), [
    ("Id,Followers\nann,1,000\nbob,2,000\n", r"n.csv:2: has 3 fields by comma, the header has 2 \(a separator inside"),
    ("Id,Followers\nann,10\nbob,20,\n", "n.csv:3: has 3 fields by comma, the header has 2"),
    ("Id,Followers\nann,10\nbob\n", "n.csv:3: has 1 field by comma, the header has 2"),
    ('"Id" "Followers"\n"1" "ann" 10\n"2" "bob" 20\n', "n.csv:2: has 3 fields by space.*row.names=FALSE"),
    ('Id,Followers\nann,10\n"bob,20\ncyd,5\n', "n.csv:4: .*quotation mark not closed"),
    ('Id,Followers\nann,"1,000"\n', "n.csv:2: Followers is '1,000', not a number: write it without signs between"),
    ("Id;Followers\nann;1,5\n", "n.csv:2: Followers is '1,5', not a number: the decimal sign is a point"),
    ("Id,Followers\nann,NA\n", r"n.csv:2: node 'ann' has no Followers \(NA\)"),
    ("Id,Followers\nann,1e300\n", "n.csv:2: Followers is '1e300'; it must be at most 1e"),
    ("Id,Followers\nann,1e-300\n", "n.csv:2: Followers is '1e-300'; it must be 0 or at least 1e-09"),
    ("Id,Followers,Id\nann,1,2\n", "n.csv:1: column 'Id' is there twice"),
    ("id,followers\nann,1\n", r"no column 'Id' \(network.columns.node\); it has id, followers. Did you mean id\?"),
    ("ann,1\nbob,2\n", "no column 'Id'.*give columns by number, as in network.columns.node=1"),
    ("Id,Followers\nZoé,1\nZoe\u0301,2\n", "node 'Zoé' is there twice .Id, in two Unicode forms"),
    ("Id,Followers\nan\0n,1\n", "n.csv:2: holds a NUL"),
    ("Id,Followers\nAnn,1\nbob,2\n", "e.csv:2: node 'ann' is not in the node table. Did you mean 'Ann'"),
    ("Id,Followers\n" + "x" * (1 << 20), "n.csv:2: has more than 1,048,576 characters"),
])
def test_what_cannot_be_right_stops_with_its_line(tmp_path: Path, nodes: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as raised:
        read_tables(tmp_path, nodes, EDGES if message.startswith("e.csv") else "Source,Target\n")
    assert "\n" not in str(raised.value)


def test_numbers_as_pandas_writes_them_name_the_node_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"e.csv:2: node '1.0' is not in the node table. Did you mean '1'"):
        read_tables(tmp_path, "Id,Followers\n1,10\n2,20\n", "Source,Target\n1.0,2.0\n")


def test_one_name_in_two_unicode_forms_is_one_node(tmp_path: Path) -> None:
    nodes, edges = NODES.replace("ann", "Zoé"), unicodedata.normalize("NFD", EDGES.replace("ann", "Zoé"))
    for first, second in ((nodes, edges), (unicodedata.normalize("NFD", nodes), EDGES.replace("ann", "Zoé"))):
        graph = read_tables(tmp_path, first, second)
        assert graph.edges.tolist() == TIES and graph.label == ["Zoé", "bob", "cyd"]
        assert any("compared in NFC" in note for account in accounts(graph) for note in account["notes"])


def test_rows_without_a_value_and_columns_without_a_role_are_told(tmp_path: Path) -> None:
    graph = read_tables(tmp_path, "Id,Followers,Label\nann,10,A\n,,\nbob,20,\n\ncyd,5,\n", as_r(EDGES))
    told = accounts(graph)[0]
    assert told["rows"] == 3 and told["left_out"] == {"rows without a value": 1}
    assert told["columns"] == ["Id", "Followers", "Label"] and told["roles"] == {"node": "Id", "reach": "Followers"}


def test_names_that_would_garble_a_line_are_shown_harmlessly(tmp_path: Path) -> None:
    nodes = NODES.replace("ann", "a\u202enn\x07").replace("bob", "b" * 100)
    graph = read_tables(tmp_path, nodes, "Source,Target\n")
    assert graph.label == ["a\ufffdnn\ufffd", "b" * 63 + "…", "cyd"]


@pytest.mark.parametrize(("settings", "message"), [
    ({"separator": ";;"}, "network.separator is ';;', not one sign or one of comma"),
    ({"separator": "comna"}, "Did you mean comma"),
    ({"encoding": "utf9"}, "network.encoding is 'utf9', which is no encoding of text"),
    ({"encoding": "base64"}, "network.encoding is 'base64', which is no encoding of text"),
])
def test_a_wrong_dialect_is_told_before_a_file_is_opened(tmp_path: Path, settings: Any, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_tables(tmp_path, **settings)
