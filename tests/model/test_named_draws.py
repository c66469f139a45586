"""Every draw has a name, and no two of a key share a number."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.model
from sim.model.draws import enforcement, market, people, ties  # noqa: F401  (every name of a draw)
from sim.model.draws.decision import NORMAL, Decision, Numbers
from sim.model.draws.market import Weekly
from sim.model.draws.ties import FOLLOW_STRIDE, FirstFollow, FollowGraph, NewcomersTies
from sim.model.network.peers import TIES, TRIES
from sim.model.parameters.registry import SCALARS

ROOT = Path(sim.model.__file__).parent
KEYS = Numbers.__subclasses__()
NAMES = {one.__name__ for one in KEYS}
DRAWS = ("uniform", "normal", "exponential", "gamma", "bits")
TAKES = (*DRAWS, "fork", "key")


def calls() -> Iterator[tuple[str, str, ast.expr]]:
    """Yield where, what, and the number or decision, of every draw, fork and key of the model."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.parent.name == "draws":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TAKES and len(node.args) > 1:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", ast.unparse(node.func), node.args[1]


def named(number: ast.expr) -> list[tuple[str, str]]:
    """Return the names of purposes that an expression mentions, as (class, name)."""
    return [
        (node.value.id, node.attr)
        for node in ast.walk(number)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in NAMES
    ]


@pytest.mark.parametrize("one", KEYS, ids=lambda one: one.__name__)
def test_no_two_names_of_a_key_meet(one: type[Numbers]) -> None:
    taken: dict[int, str] = {}
    for name, numbers in one.numbers().items():
        for number in numbers:
            assert number not in taken, f"{name} and {taken[number]} are both number {number}"
            taken[number] = name
    assert taken
    assert set(one.__dict__.get("widths", {})) <= set(one.numbers())


def test_no_draw_goes_by_a_bare_number() -> None:
    found = list(calls())
    assert len(found) > 150
    bare = [f"{where} {what}" for where, what, number in found if what in DRAWS and not named(number)]
    bare += [
        f"{where} {what}"
        for where, what, number in found
        if what in ("fork", "key") and not any(isinstance(node, ast.Name) for node in ast.walk(number))
    ]
    assert bare == []


def test_streams_go_by_a_decision() -> None:
    loose = [
        where
        for where, what, number in calls()
        if what == "key" and "Decision" not in dict(named(number)) and ast.unparse(number) != "decision"
    ]
    assert loose == []


def test_both_engines_name_the_same_draws() -> None:
    used: dict[str, set[tuple[str, str]]] = {"day": set(), "agents": set()}
    for where, _, number in calls():
        room = where.split("/")[0]
        if room in used:
            used[room].update(named(number))
    births = {  # written once, in day
        "ViewerBirth", "ViewerKey", "Veteran", "CreatorBirth", "NewcomersRanks", "Membership", "Application", "Arrival",
        "Decision",
    }
    assert {name for name in used["day"] if name[0] not in births} == {
        name for name in used["agents"] if name[0] not in births
    }


def test_every_name_is_used() -> None:
    used = {name for _, _, number in calls() for name in named(number)}
    elsewhere = {("Decision", name) for name in Decision.numbers()}  # through a helper, or once and never again
    elsewhere |= {("FollowGraph", name) for name in FollowGraph.numbers()}  # in a day's place
    assert {(one.__name__, name) for one in KEYS for name in one.numbers()} - used <= elsewhere


def test_a_normal_deviate_has_two_numbers() -> None:
    classes = {one.__name__: one for one in KEYS}
    for where, what, number in calls():
        if what == "normal":
            ((owner, name),) = named(number)
            assert len(classes[owner].numbers()[name]) % NORMAL == 0, where


def test_ranges_hold_the_most_that_can_be_drawn() -> None:
    numbers = NewcomersTies.numbers()
    assert SCALARS["population.creator.heard"].high <= Weekly.widths["HEARSAY"]
    assert SCALARS["population.agency.ties"].high <= len(numbers["MEMBER"])
    assert TRIES <= 10 and min(len(numbers["TARGET"]) // 10, len(numbers["THROUGH_FIRST"])) >= TIES
    assert max(span.stop for span in FirstFollow.numbers().values()) <= FOLLOW_STRIDE
