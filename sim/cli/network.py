"""``sim network``: what would be read of a network's files, in one screen, before anything runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import UserError, brief, printable
from sim.studies.experiment.command import Asked, Command, Task
from sim.studies.experiment.options import JSON

_USAGE = "as in sim network g.graphml, sim network nodes.csv edges.csv, or sim network network=mine"
_MOST_COLUMNS = 30
ANY_FILES = ("network.communities={all:{graph:any}}", "network.edges=null", "network.nodes=null", "network.graph=null")
"""Lets settings be checked that name no files, as those on the command line come in their place."""


def _network(asked: Asked) -> Task:
    words, overrides = asked.words, list(asked.overrides)
    if len(words) > 2:
        raise UserError(f"sim network takes one graph, or a table of nodes and one of edges, {_USAGE}")
    names = [str(Path(word).expanduser().absolute()) for word in words]
    if words:
        named = any(word.startswith("network=") for word in overrides)
        overrides = [*([] if named else ["network=files"]), *ANY_FILES, *overrides]

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        network = dict(config["network"])
        if names:
            network |= {"communities": {"all": _files(names)}, "digest": ""}
        elif network.get("kind") != "files":
            raise UserError(f"this network is made up, and reads no file; name files, {_USAGE}")
        from sim.model.network.formats.graph_file import is_graph

        if len(names) == 1 and not is_graph(Path(names[0])):
            _show_table(Path(names[0]), network, asked.as_json)
        else:
            _show(network, asked.as_json)

    return Task(overrides, run, tells_network=False)


def _files(names: list[str]) -> dict[str, str]:
    return {"graph": names[0]} if len(names) == 1 else dict(zip(("nodes", "edges"), names, strict=True))


def _show(network: Mapping[str, Any], as_json: bool) -> None:
    from sim.model.network import read_files
    from sim.show.network import network_lines

    report = read_files(network, Path.cwd()).report
    print(json.dumps(report, indent=2, ensure_ascii=False) if as_json else "\n".join(network_lines(report)))


def _show_table(path: Path, network: Mapping[str, Any], as_json: bool) -> None:
    """Show one table, which is no network yet: its columns, so that they can be given roles."""
    from sim.model.network.formats.sheet import Dialect, read_sheet
    from sim.model.network.settings import files_settings

    settings = files_settings({**network, "communities": {"all": {"nodes": str(path), "edges": str(path)}}})
    roles = {column: role for role, column in settings["columns"].items() if column}
    dialect = Dialect(settings["separator"], settings["encoding"])
    asked = read_sheet(path, list(roles), dialect).account.columns
    sheet = read_sheet(path, list(dict.fromkeys(asked)) or list(roles), dialect)
    account = sheet.account
    if as_json:
        print(json.dumps(account.to_json(), indent=2, ensure_ascii=False))
        return
    print(printable(f"{account.file}: {', '.join([account.format, *account.how])}; {account.rows:,} rows"))
    for name in account.columns[:_MOST_COLUMNS]:
        values = sheet.columns[name].head(3).tolist() if name in sheet.columns else []
        role = f"  ← network.columns.{roles[name]}" if name in roles else ""
        print(f"  {brief(name)}: {', '.join(printable(value[:24]) for value in values)} …{role}")
    for what, count in account.left_out.items():
        print(f"  left out: {count:,} {what}")
    print("One table is no network: name nodes and edges, as in sim network nodes.csv edges.csv "
          "network.columns.source=Source")


NETWORK = Command(
    words="[GRAPH | NODES EDGES]",
    about="Show what would be read of a network's files: rows, ties, columns and their roles, what is left out and "
    "why. Without files, it is what the settings name; one table alone shows its columns.",
    examples=(
        "network followers.graphml network.columns.reach=followers",
        "network nodes.csv edges.csv network.columns.node=Id network.columns.source=Source "
        "network.columns.target=Target network.columns.reach=null",
    ),
    answer=_network,
    options=(JSON,),
    one_at_a_time="it shows one network",
    workers=False,
    complete=lambda _: (),
)
