"""Targets in YAML: scenarios, roadmaps, threats, markets, mappings of figures, and whole configurations."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from omegaconf import OmegaConf, open_dict

from sim.config import compose
from sim.config.composition import compose_whole
from sim.config.documents import read_plain
from sim.config.folders import configs_folder, scenarios_folder
from sim.config.group_files import check_group_file
from sim.config.hydra_errors import in_words
from sim.config.locating import Sources
from sim.config.regimes import with_regimes
from sim.config.scenarios import load_scenarios
from sim.config.validation import validate
from sim.model.parameters import SCALARS
from sim.studies.calibrate.mapping import read_mapping
from sim.studies.roadmap import file as roadmaps
from sim.studies.stress.file import load_threats
from tests import composing
from tests.fuzz.judging import Target
from tests.fuzz.mutating import NASTY, mutated

TINY = ["population.viewers=300", "population.creators=30", "warmup_days=3", "replications=1"]
ROADMAP = b"""\
name: plan
question: Would it?
owner: us
start: '2027-01-01'
end: '2027-02-15'
overrides: [warmup_days=5, population.viewers=300]
budget: 1_000 USD
phases:
- {name: one, start: '2027-01-05', end: '2027-02-10', scenario: explain_penalties, cost: {once: 5, a_day: 1}}
- {name: two, start: '2027-01-20', end: '2027-02-12', depends_on: [one],
   changes: [{set: enforcement.auto.recall, to: 80%}]}
targets:
- {outcome: violation_view_rate, at most: 1%, by: '2027-02-15'}
alternatives:
  without_two: {why: cheaper, without: [two]}
"""
MAPPING = b"""\
kpis:
  Active share: {outcome: dau_mau, transform: logit, discrepancy: 0.02}
  Sales a head: {outcome: gmv_net, per: daily_active_viewers}
events:
- {name: stricter, date: '2026-03-01', set: enforcement.auto.recall, to: 80%}
- {name: explained, date: '2026-04-01', scenario: explain_penalties}
privacy: {min_n: 100}
"""
SCENARIO = b"""\
question: What if?
why: To see.
expect: {gmv_net: up by less than 2%, quality: within noise}
matters: {gmv_net: 1%}
changes:
- {set: enforcement.auto.recall, to: 80%, from: day 2, until: day 9, regions: [vn]}
- {set: enforcement.explain.share, to: 0.5, from: 2027-01-03, ramp: 3 days}
- {set: {enforcement.review.capacity: 40, distribution.exploration: 2%}, when: violation_view_rate > 0.012 for 7 days}
- {set: enforcement.warnings, to: 1, from: 5, rollback: gmv_net < 95% of before for 7 days}
"""

roadmaps.compose = composing.compose  # type: ignore[attr-defined]  # most roadmaps compose the same


@cache
def tiny() -> dict[str, Any]:
    """Return the configuration that documents are read against."""
    return compose([*TINY, "days=180"])


def shipped(folder: str, pattern: str = "*.yaml") -> list[bytes]:
    """Return the files that come with the simulator."""
    return [path.read_bytes() for path in sorted((scenarios_folder() / folder).glob(pattern))]


def put(content: bytes, folder: Path, name: str = "x.yaml") -> str:
    """Write a file and return its path."""
    (folder / name).write_bytes(content)
    return str(folder / name)


def _roadmap(content: bytes, folder: Path) -> Any:
    return roadmaps.load_roadmap(put(content, folder))


def _scenario(content: bytes, folder: Path) -> Any:
    return load_scenarios(put(content, folder), tiny())


def _threat(content: bytes, folder: Path) -> Any:
    return load_threats([put(content, folder)], tiny())


def _market(content: bytes, folder: Path) -> Any:
    (folder / "market").mkdir(exist_ok=True)
    put(content, folder / "market", "theirs.yaml")
    return compose([f"hydra.searchpath=[{folder}]", "market=theirs", *TINY])


def _market_alone(content: bytes, folder: Path) -> Any:
    """Read a market as composing does, without Hydra, which takes a second."""
    path = Path(put(content, folder))
    check_group_file(path, "market")
    with in_words():
        content = read_plain(path, "x.yaml") or {}
        if isinstance(content, dict):
            content.pop("defaults", None)
        laid = OmegaConf.merge(_registered(), OmegaConf.create({"market": content}))
        plain = OmegaConf.to_container(laid, resolve=True)
    return validate(with_regimes(plain, Sources()))


@cache
def _registered() -> Any:
    whole = compose_whole(TINY)
    with open_dict(whole):
        del whole["hydra"], whole["market"]["regions"]
    OmegaConf.set_struct(whole, False)
    return whole


def _mapping(content: bytes, folder: Path) -> Any:
    return read_mapping(Path(put(content, folder)), tiny())


UNKNOWN = "zzz_unknown"


def with_unknown_key(bases: list[bytes]) -> st.SearchStrategy[bytes]:
    """Return good documents with a key in one of their mappings that means nothing: each has to be refused."""

    def add(drawn: tuple[bytes, int]) -> bytes:
        content = yaml.load(drawn[0], yaml.BaseLoader)
        found = list(_mappings(content))
        found[drawn[1] % len(found)][UNKNOWN] = "1"
        return yaml.dump(content, allow_unicode=True, sort_keys=False).encode()

    return st.tuples(st.sampled_from(bases), st.integers(0, 1 << 16)).map(add)


def _mappings(node: Any) -> Any:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _mappings(inner)


def _should_be_refused(given: bytes, _read: object) -> str:
    return f"the key {UNKNOWN} in\n{given.decode()}"


def _lost_changes(given: bytes, read: Any) -> str:
    """Return levers that a scenario sets under ``changes`` and that nothing moves."""
    content = yaml.safe_load(given.decode("utf-8-sig")) if not given.startswith((b"\xff", b"\xfe")) else None
    changes = content.get("changes") if isinstance(content, dict) else None
    asked = {
        name
        for one in changes or ()
        if isinstance(one, dict)
        for name in (one["set"] if isinstance(one.get("set"), dict) else [one.get("set")])
    }
    moved = {change.name for one in read for change in one.changes}
    lost = {name for name in asked if name in SCALARS and not any(name in other for other in moved)}
    return ", ".join(sorted(lost))


LEVERS = [*[name for name, one in SCALARS.items() if one.kind == "lever"], "enforcement.auto.recal", "", "seed", "x"]
VALUES = [NASTY[at].decode("utf-8", "replace") for at in range(2, len(NASTY))] + [
    "0",
    "0.5",
    "1",
    "3",
    "1 day",
    "2 USD",
]
GOOD = [name for name, one in SCALARS.items() if one.kind == "lever"]
TAME = st.sampled_from(GOOD).flatmap(
    lambda name: st.sampled_from(_fitting(name)).map(lambda to: {"set": name, "to": to})
)
WILD = st.fixed_dictionaries(
    {"set": st.sampled_from(LEVERS), "to": st.sampled_from(VALUES)},
    optional={
        key: st.sampled_from([*VALUES, "day 5", "2027-01-20", "gmv_net < 5", "[us]", "2 weeks"])
        for key in ("from", "until", "ramp", "regions", "when", "rollback", "order", "why")
    },
)
DATED = st.tuples(
    TAME,
    st.fixed_dictionaries(
        {},
        optional={
            "from": st.sampled_from(["day 5", "5", "2027-01-20", "day 99"]),
            "until": st.sampled_from(["day 9", "2027-02-20"]),
            "ramp": st.sampled_from(["3 days", "2 weeks", "x"]),
            "regions": st.sampled_from([["us"], ["vn", "us"], "x"]),
        },
    ),
).map(lambda both: {**both[0], **both[1]})
CHANGE = st.one_of(TAME, DATED, DATED, WILD)


def _fitting(name: str) -> list[str]:
    """Return values that fit a lever, and some that nearly do."""
    about = SCALARS[name]
    if about.words:
        return [*about.words, "x"]
    shown = [about.low, about.default, about.high, (about.low + about.high) / 2]
    return [*[str(int(one) if about.integer else one) for one in shown], f"{about.default} {about.unit}", "80%"]


def _made(changes: list[dict[str, str]]) -> bytes:
    return yaml.dump({"question": "q", "changes": changes}, allow_unicode=True, sort_keys=False).encode(
        "utf-8", "surrogatepass"
    )


ODD = st.sampled_from(
    [
        None,
        "",
        "x",
        "80%",
        "0,5",
        -1,
        0,
        1,
        10**30,
        10**5000,
        1e308,
        float("nan"),
        float("inf"),
        True,
        [],
        {},
        [1],
        {"x": 1},
        {"x": {"y": None}},
        "\u202e",
        "\0",
        0.5,
        2,
        "9999-12-31",
        "0001-01-01",
        b"bytes",
        "x" * 3000,
    ]
)


def _configured(drawn: tuple[list[tuple[int, str, Any]]], _folder: Path) -> Any:
    config = copy.deepcopy(tiny())
    for where, name, value in drawn[0]:
        nodes = list(_mappings(config))
        node = nodes[where % len(nodes)]
        # copied: the same value may be drawn twice, and no mapping that is read holds itself
        node[name or list(node)[where % len(node)] if node else "x"] = copy.deepcopy(value)
    return validate(config)


MARKETS = [path.read_bytes() for path in sorted((configs_folder() / "market").glob("*.yaml"))]
SCENARIOS = [SCENARIO, *shipped("."), *shipped("threats")[:2]]
THREATS = shipped("threats")
ROADMAPS = [ROADMAP, ROADMAP, *shipped("roadmaps")]
KNOWING = st.tuples(st.lists(st.tuples(st.integers(0, 1 << 16), st.sampled_from(["", "", "", "zzz"]), ODD), max_size=3))

DOCUMENTS = (
    Target("scenario files", 9000, mutated(SCENARIOS), _scenario),
    Target("scenario files, made", 5000, st.lists(CHANGE, min_size=1, max_size=3).map(_made), _scenario, _lost_changes),
    Target("scenario files with an unknown key", 800, with_unknown_key(SCENARIOS[:-2]), _scenario, _should_be_refused),
    Target("threats", 4000, mutated(THREATS), _threat),
    Target("threats with an unknown key", 500, with_unknown_key(THREATS), _threat, _should_be_refused),
    Target("roadmaps", 2000, mutated(ROADMAPS), _roadmap),
    Target("roadmaps with an unknown key", 150, with_unknown_key(ROADMAPS), _roadmap, _should_be_refused),
    Target("markets", 900, mutated(MARKETS, 3), _market_alone),
    Target("markets by Hydra", 20, mutated(MARKETS, 3), _market),
    Target("markets with an unknown key", 10, with_unknown_key(MARKETS), _market, _should_be_refused),
    Target("mappings of figures", 3500, mutated([MAPPING]), _mapping),
    Target("mappings with an unknown key", 150, with_unknown_key([MAPPING]), _mapping, _should_be_refused),
    Target("whole configurations", 2500, KNOWING, _configured),
)
