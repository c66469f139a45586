"""Writers of graphs as other programs write them, from the same few people and pairs."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr


def _ids(how: dict[str, Any]) -> list[str]:
    return [str(at + 1) if how["numbered"] else name for at, (name, _) in enumerate(how["people"])]


def _ends(how: dict[str, Any]) -> list[tuple[str, str]]:
    ids = [*_ids(how), *(["zz"] if how["undeclared"] else [])]
    return [(ids[at % len(ids)], ids[to % len(ids)]) for at, to in how["pairs"]]


def graphml(how: dict[str, Any]) -> bytes:
    """Return a graph as yEd or Gephi would write it."""
    default = f"<default>{how['default']}</default>" if how["default"] else ""
    nodes = "".join(
        f"<node id={quoteattr(one)}>" + (f'<data key="d">{number}</data>' if number else "") + "</node>\n"
        for one, (_, number) in zip(_ids(how), how["people"], strict=True)
    )
    ties = "".join(
        f'<edge source={quoteattr(a)} target={quoteattr(b)} directed="{str(how["directed"]).lower()}"/>\n'
        for a, b in _ends(how)
    )
    group = '<node id="g"><graph id="i">' + nodes + "</graph></node>" if how["group"] else nodes
    return (
        f'<?xml version="1.0" encoding="{how["codec"]}"?><graphml><key id="d" for="node" attr.name="Followers" '
        f'attr.type="odd">{default}</key><graph edgedefault="directed">{group}{ties}</graph></graphml>'
    ).encode(how["codec"], "replace")


def gexf(how: dict[str, Any]) -> bytes:
    """Return a graph as Gephi would write it."""
    default = f"<default>{how['default']}</default>" if how["default"] else ""
    nodes = "".join(
        f'<node id={quoteattr(one)} label={quoteattr(name)}><attvalues><attvalue for="0" value={quoteattr(number)}/>'
        "</attvalues></node>\n"
        for one, (name, number) in zip(_ids(how), how["people"], strict=True)
    )
    ties = "".join(f"<edge source={quoteattr(a)} target={quoteattr(b)}/>\n" for a, b in _ends(how))
    return (
        f'<?xml version="1.0"?><gexf version="1.3"><graph><attributes class="node"><attribute id="0" '
        f'title="Followers" type="integer">{default}</attribute></attributes><nodes>{nodes}</nodes><edges>{ties}'
        "</edges></graph></gexf>"
    ).encode("utf-8", "replace")


def gml(how: dict[str, Any]) -> bytes:
    """Return a graph as igraph would write it."""
    nodes = "".join(
        f'node [ id {at + 1} label "{name}" Followers {number or 0} ]\n'
        for at, (name, number) in enumerate(how["people"])
    )
    many = len(how["people"])
    ties = "".join(f"edge [ source {a % many + 1} target {b % many + 1} ]\n" for a, b in how["pairs"])
    return f"graph [ directed {int(how['directed'])}\n{nodes}{ties}]\n".encode(how["codec"], "replace")


def pajek(how: dict[str, Any]) -> bytes:
    """Return a network as Pajek would write it."""
    nodes = "".join(
        f'{at + 1} "{name}" 0.1 0.2 Followers {number or 0}\n' for at, (name, number) in enumerate(how["people"])
    )
    many = len(how["people"])
    ties = "".join(f"{a % many + 1} {b % many + 1} 1\n" for a, b in how["pairs"])
    return f"*Vertices {many}\n{nodes}*{'Arcs' if how['directed'] else 'Edges'}\n{ties}".encode(how["codec"], "replace")


GOOD = {
    "people": [("ann", "10"), ("bob", "20"), ("Zoé", "5")],
    "pairs": [(0, 1), (1, 2), (2, 2), (1, 0)],
    "default": "3",
    "codec": "utf-8",
    "undeclared": False,
    "directed": True,
    "group": False,
    "numbered": False,
}
WRITERS = {"GraphML": graphml, "GEXF": gexf, "GML": gml, "Pajek": pajek}
