"""``sim check``: all mistakes of files at once, before anything runs; and what a file that has none is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim.cli.network import ANY_FILES
from sim.errors import Mistakes, SeveralMistakesError, UserError, printable, quoted, suggest
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import JSON

_YAML, _KPI = (".yaml", ".yml"), "kpi"
Config = dict[str, Any]
FILES = ("network=files", *ANY_FILES)
"""Overrides under which a network's settings are those of files, before any is named."""


def _check(asked: Asked) -> Task:
    if not asked.words:
        raise UserError("sim check takes a file or more, as in sim check plan.yaml scenario.yaml figures.csv")
    kind = asked.options.kind or ""
    if kind and kind not in READERS:
        raise UserError(f"--kind: no kind {quoted(kind)}.{suggest(kind, READERS)} (there are {', '.join(READERS)})")

    def run(config: Config, _study: dict[str, Any]) -> None:
        told = [_checked(word, kind, config) for word in asked.words]
        if asked.as_json:
            print(json.dumps([{"file": name, "kind": found, "is": said, "mistakes": [str(one) for one in wrong]}
                              for name, found, said, wrong in told], indent=2, ensure_ascii=False))
        else:
            for name, _, said, wrong in told:
                if not wrong:
                    print(printable(f"{name}: {said}: nothing wrong"))
        mistakes = [one for *_, wrong in told for one in wrong]
        if mistakes:
            raise SeveralMistakesError(mistakes) if len(mistakes) > 1 else mistakes[0]

    about_files = any(word.startswith("network.") for word in asked.overrides)
    return Task([*(FILES if about_files else ()), *asked.overrides], run, tells_network=False)


def _checked(word: str, asked: str, config: Config) -> tuple[str, str, str, list[UserError]]:
    """Return a file's name, its kind, what it is, and its mistakes, each with file and line."""
    kind = asked
    try:
        path = Path(word).expanduser()
        if not path.is_file():
            raise UserError("no such file", path=word)
        kind = asked or kind_of(path, word)
        return word, kind, READERS[kind](path, config), []
    except SeveralMistakesError as several:
        return word, kind, "", several.errors
    except UserError as error:
        return word, kind, "", [error if error.path is not None else UserError(error.message, path=word)]


def kind_of(path: Path, word: str) -> str:
    """Return which of `READERS` a file is for, by what stands in it.

    Raises
    ------
    UserError
        If it is like none, or its YAML cannot be read.
    """
    if path.suffix.casefold() in _YAML:
        return _kind_of_yaml(path, word)
    from sim.model.network.formats.graph_file import is_graph

    if is_graph(path):
        return "network"
    with path.open("rb") as source:
        head = source.readline(10_000).decode("utf-8-sig", "replace").casefold()
    return "figures" if _KPI in [cell.strip().strip('"') for cell in head.replace(";", ",").split(",")] else "table"


def _kind_of_yaml(path: Path, word: str) -> str:
    from sim.config.documents import read_document
    from sim.config.folders import groups
    from sim.config.inheritance import KEYS as SCENARIO
    from sim.studies.calibrate.mapping import KEYS as MAP
    from sim.studies.roadmap.file import KEYS as ROADMAP
    from sim.studies.stress.file import KEYS as THREAT

    if path.absolute().parent.name in groups():
        return "group"
    whole = read_document(path, word, hollow=True)
    there = set(whole.mapping("a file", None, Mistakes()) if whole.is_mapping else ())
    known: Mapping[str, list[str]] = {"scenario": SCENARIO, "roadmap": ROADMAP, "threat": THREAT, "map": MAP}
    best = max(known, key=lambda kind: len(there & set(known[kind])))
    if not there & set(known[best]):
        looks = "; ".join(f"a {kind} has {', '.join(keys[:6])}" for kind, keys in known.items())
        raise UserError(f"is like no file that is known: {looks} (--kind says which it is)", path=word)
    return best


def _scenario(path: Path, config: Config) -> str:
    from sim.config.scenarios import load_scenarios

    found = load_scenarios(str(path), config)
    changes = sum(len(one.changes) for one in found)
    return f"a scenario of {_count(len(found), 'arm')} and {_count(changes, 'change')}"


def _roadmap(path: Path, config: Config) -> str:
    from sim.studies.roadmap.file import load_roadmap

    found, _ = load_roadmap(str(path), [])
    parts = [_count(len(found.plan.phases), "phase"), _count(len(found.targets), "target")]
    parts.append(_count(len(found.alternatives) - 1, "alternative"))
    return f"a roadmap of {', '.join(parts)} from {found.date(0)} to {found.date(found.days - 1)}"


def _threat(path: Path, config: Config) -> str:
    from sim.studies.stress.file import read_threat

    found = read_threat(path, str(path), config)
    return f"a threat from day {found.start} with {_count(len(found.plans), 'plan')}"


def _figures(path: Path, config: Config) -> str:
    from sim.studies.calibrate.figures import read_figures

    found = read_figures(path, list(config["market"]["regions"]), {}, {})
    return f"{_count(len(found.rows), 'figure')} from {found.first} to {found.end}"


def _map(path: Path, config: Config) -> str:
    from sim.studies.calibrate.mapping import read_mapping

    found = read_mapping(path, config)
    return f"a map of {_count(len(found.kpis), 'KPI')} and {_count(len(found.events), 'dated change')}"


def _group(path: Path, _config: Config) -> str:
    from sim.config.composition import compose
    from sim.config.group_files import check_group_file

    group = path.absolute().parent.name
    check_group_file(path, group)
    compose([f"hydra.searchpath=[{path.absolute().parent.parent}]", f"{group}={path.stem}"])
    return f"a file of {group}"


def _network(path: Path, config: Config) -> str:
    from sim.config.composition import compose
    from sim.model.network import read_files

    network = config["network"] if config["network"]["kind"] == "files" else compose(list(FILES))["network"]
    settings = {**network, "communities": {"all": {"graph": str(path.absolute())}}, "digest": ""}
    report = read_files(settings, Path.cwd()).report
    found = report["regions"]["all"]
    return f"a network of {_count(found['nodes'], 'creator')}"


def _table(path: Path, config: Config) -> str:
    from sim.model.network.formats.sheet import Dialect, read_sheet

    account = read_sheet(path, [], Dialect("", "")).account
    size = f"{_count(account.rows, 'row')} with {_count(len(account.columns), 'column')}"
    return f"a table of {size}; sim network NODES EDGES reads two as a network"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


READERS: Mapping[str, Callable[[Path, Config], str]] = {
    "scenario": _scenario, "roadmap": _roadmap, "threat": _threat, "figures": _figures, "map": _map, "group": _group,
    "network": _network, "table": _table,
}
"""Kind of file → what reads it and returns what it is."""

CHECK = Command(
    words="FILE...",
    about="Tell all mistakes of files at once, each with its line and what would be right, and run nothing. Scenarios, "
    "roadmaps, threats, files of groups (markets, regimes), figures and their map, networks and tables; what a file is "
    "for is seen by what stands in it.",
    examples=("check my_scenario.yaml plan.yaml", "check figures.csv market=us"),
    answer=_check,
    options=(Option("--kind", f"what the files are, where that is not seen: {', '.join(READERS)}", "KIND"), JSON),
    one_at_a_time="it checks files",
    workers=False,
    complete=lambda _: (),
)
