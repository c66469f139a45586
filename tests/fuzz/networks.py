"""Targets that are networks: tables, graphs of every format, archives and workbooks; made, and with edits."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import zipfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sim.cli.network import NETWORK
from sim.model.network import CreatorGraph, read_files
from sim.studies.experiment.command import Asked
from tests.fuzz.graphs import GOOD, WRITERS, graphml
from tests.fuzz.judging import Target
from tests.fuzz.mutating import mutated
from tests.model.network.files import EDGES, NODES, ROLES, accounts

NAMES = st.sampled_from(
    [
        "ann",
        "bob",
        "Zoé",
        "Zoe\u0301",
        "日本",
        "a b",
        "1",
        "2",
        "3",
        "03",
        "1.0",
        "x,y",
        "x;y",
        'q"q',
        "=1+1",
        "#h",
        "",
        " ",
        "Ann",
        "\u202eevil",
        "a\nb",
        "NA",
        "\x07",
        "w" * 200,
        "&<>",
        "*Edges",
    ]
)
NUMBERS = st.sampled_from(
    ["1", "10", "1000.0", "1e3", "1,000", "0,5", "", "NA", "-1", "inf", "9" * 400, "x", "٣", " 7 "]
)
TAME = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob", "Zoé", "日本", "a b", "x,y", "=1+1", "1", "02"]),
        st.sampled_from(["1", "10", "1000.0", "1e3", " 7 ", "0"]),
    ),
    min_size=2,
    max_size=6,
    unique_by=lambda one: one[0],
)
PEOPLE = st.one_of(
    TAME,
    TAME,
    st.lists(st.tuples(NAMES, NUMBERS), min_size=1, max_size=6, unique_by=lambda one: one[0]),
    st.lists(st.tuples(NAMES, NUMBERS), min_size=1, max_size=6),
)
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8)
SEPARATOR = st.sampled_from([",", ";", "\t", "|", " ", ":"])
CODEC = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
TABLES = st.fixed_dictionaries(
    {
        "people": PEOPLE,
        "pairs": PAIRS,
        "separator": SEPARATOR,
        "codec": CODEC,
        "quoted": st.booleans(),
        "head": st.sampled_from([""] * 4 + ["# a comment\n", "sep=;\n", "\n", "% x\n# y\n"]),
        "end": st.sampled_from(["\n", "\r\n", "\r"]),
        "extra": st.sampled_from([99] * 12 + [0, 1, 2]),
        "header": st.sampled_from([True] * 9 + [False]),
    }
)


def _cells(row: list[str], how: dict[str, Any]) -> str:
    return how["separator"].join(
        '"' + one.replace('"', '""') + '"' if how["quoted"] or how["separator"] in one else one for one in row
    )


def tables(how: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return a table of nodes and one of ties."""
    people = how["people"]
    ends = [[people[at % len(people)][0], people[to % len(people)][0]] for at, to in how["pairs"]]
    found = []
    for header, rows in ((["Id", "Followers"], people), (["Source", "Target"], ends)):
        every = ([header] if how["header"] else []) + [list(row) for row in rows]
        if how["extra"] < len(every):
            every[how["extra"]].append("more")
        text = how["head"] + how["end"].join(_cells(row, how) for row in every) + how["end"]
        found.append(text.encode(how["codec"], "replace"))
    return found[0], found[1]


def _read(files: dict[str, bytes], folder: Path, **settings: Any) -> CreatorGraph:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    graph = "graph" if "graph" in files else ""
    named = (
        {"graph": graph}
        if graph
        else {one: next(iter(files)) if len(files) == 1 else one for one in ("nodes", "edges")}
    )
    network = {"kind": "files", "communities": {"x": named}, "columns": ROLES, **settings}
    return read_files(network, folder)


def _tables(how: dict[str, Any], folder: Path) -> CreatorGraph:
    nodes, edges = tables(how)
    return _read({"nodes": nodes, "edges": edges}, folder)


def _lost_rows(how: dict[str, Any], graph: CreatorGraph) -> str:
    """Return what is neither read nor told of as left out."""
    for account, rows in zip(accounts(graph), (how["people"], how["pairs"]), strict=True):
        left = account["left_out"]
        told = account["rows"] + sum(left.values()) - how["head"].count("#") - how["head"].count("%")
        blank = sum(not "".join(map(str, row)).strip() for row in rows) if rows is how["people"] else 0
        if told < len(rows) - (0 if how["header"] else 1) - blank:
            return f"{len(rows)} rows written, {told} told of: {account}"
    if (
        graph.report["edges"] + graph.report["self_loops_dropped"] + graph.report["duplicates_dropped"]
        != accounts(graph)[1]["rows"]
    ):
        return f"ties: {graph.report}"
    return ""


def _mutated_tables(drawn: tuple[bytes, bytes], folder: Path) -> CreatorGraph:
    return _read({"nodes": drawn[0], "edges": drawn[1]}, folder)


GRAPHS = st.fixed_dictionaries(
    {
        "people": PEOPLE,
        "pairs": PAIRS,
        "default": st.sampled_from(["", "5", "x"]),
        "codec": CODEC,
        "undeclared": st.sampled_from([False] * 9 + [True]),
        "directed": st.booleans(),
        "group": st.sampled_from([False] * 4 + [True]),
        "numbered": st.booleans(),
    }
)


def _graph(content: bytes, folder: Path) -> CreatorGraph:
    return _read({"graph": content}, folder, columns={"reach": "Followers"})


def _lost_ties(how: dict[str, Any], graph: CreatorGraph) -> str:
    told = sum(graph.report[one] for one in ("edges", "self_loops_dropped", "duplicates_dropped"))
    left = sum(accounts(graph)[0]["left_out"].values())
    if told + left < len(how["pairs"]) or len(graph.label or ()) + left < len(how["people"]):
        return f"{len(how['people'])} nodes and {len(how['pairs'])} ties written; {graph.report}"
    return ""


def _packed(name: str, content: bytes) -> bytes:
    if name != "zip":
        return {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}[name](content)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("nodes.csv", content)
    return made.getvalue()


def _workbook() -> bytes:
    import pandas as pd

    made = io.BytesIO()
    pd.DataFrame({"Id": ["ann"], "Followers": [1]}).to_excel(made, index=False, engine="xlsxwriter")
    return made.getvalue()


def _archives() -> list[bytes]:
    both = io.BytesIO()
    with zipfile.ZipFile(both, "w") as whole:
        whole.writestr("nodes.csv", NODES)
        whole.writestr("../edges.csv", EDGES)
    packed = [_packed(kind, NODES.encode()) for kind in ("gzip", "bzip2", "xz", "zip")]
    return [*packed, _packed("gzip", graphml(GOOD)), both.getvalue(), _workbook(), b"PAR1xxxx", b"\xd0\xcf\x11\xe0" * 9]


def _archive(drawn: tuple[bytes, bool], folder: Path) -> Any:
    content, as_graph = drawn
    return _graph(content, folder) if as_graph else _read({"nodes": content, "edges": EDGES.encode()}, folder)


def _shown(content: bytes, folder: Path) -> str:
    """Show a file as ``sim network FILE`` does."""
    (folder / "shown").write_bytes(content)
    config = {"network": {"kind": "files", "communities": {"all": {"graph": "any"}}, "columns": {"reach": None}}}
    task = NETWORK.answer(Asked([str(folder / "shown")], [], Namespace(json=False), "", []))
    with contextlib.redirect_stdout(io.StringIO()) as told:
        task.run(config, {})
    return told.getvalue()


def _unseen(_given: bytes, told: str) -> str:
    acting = [one for one in told if not one.isprintable() and one != "\n"]
    return f"signs that act on a terminal: {acting[:5]!r}" if acting else "" if told.strip() else "nothing is said"


SHEETS = [text.encode() for text in (NODES, NODES.replace(",", ";"), NODES.replace(",", "\t"), "# c\n" + NODES)]
TIES = [text.encode() for text in (EDGES, EDGES.replace(",", ";"), "# Source,Target\n" + EDGES)]
NETWORKS = (
    Target("tables of networks, made", 13000, TABLES, _tables, _lost_rows),
    Target("tables of networks", 9000, st.tuples(mutated(SHEETS, 3), mutated(TIES, 2)), _mutated_tables),
    *(
        Target(f"{name}, made", 3500, GRAPHS, lambda how, folder, write=write: _graph(write(how), folder), _lost_ties)
        for name, write in WRITERS.items()
    ),
    *(
        Target(name, 4000, mutated([write(GOOD), write({**GOOD, "numbered": True, "group": True})]), _graph)
        for name, write in WRITERS.items()
    ),
    Target(
        "what sim network shows",
        3000,
        mutated([*SHEETS, *(write(GOOD) for write in WRITERS.values())], 3),
        _shown,
        _unseen,
    ),
    Target("archives and workbooks", 5000, st.tuples(mutated(_archives(), 3), st.booleans()), _archive),
)
