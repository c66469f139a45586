"""A few inputs of every target, so that `make fuzz` stays able to run; and what the judge takes for a fault."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from sim.errors import SeveralMistakesError, UserError
from tests.fuzz import judging
from tests.fuzz.judging import Target, judged
from tests.fuzz.running import TARGETS, tried

SLOW = ("overrides", "overrides, made", "roadmaps", "roadmaps with an unknown key")
"""Targets that ask Hydra for each input: half a second. Markets by Hydra take more, and have tests of their own."""


@pytest.mark.parametrize(
    "target", [one for one in TARGETS if one.name not in ("markets by Hydra", "markets with an unknown key")],
    ids=lambda one: one.name)
def test_no_input_of_a_few_is_a_fault(target: Target) -> None:
    done = tried(target, 1 if target.name in SLOW else 8, seeded=7, runs=0)
    assert done["inputs"] >= 1 and not done["faults"]


def refuse(message: str) -> Callable[[Any, Path], None]:
    def read(_given: Any, _folder: Path) -> None:
        raise UserError(message, path="x.yaml", line=1)

    return read


def crash(_given: Any, _folder: Path) -> None:
    raise KeyError("x")


def warn(_given: Any, _folder: Path) -> None:
    warnings.warn("of Python's own", stacklevel=1)


def hang(_given: Any, _folder: Path) -> None:
    time.sleep(5)


def mistakes(_given: Any, _folder: Path) -> None:
    raise SeveralMistakesError([UserError("one"), UserError("x" * 900)])


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (crash, "KeyError at test_smoke.py"),
        (warn, "a warning"),
        (hang, "still not done"),
        (refuse(" "), "without words"),
        (refuse("two\nlines"), "not one printable line"),
        (refuse("x" * 900), "900 characters"),
        (mistakes, "900 characters"),
    ],
)
def test_the_judge_knows_a_fault(
    read: Callable[[Any, Path], None], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_SECONDS", 0.1)
    verdict, told, _ = judged(Target("x", 1, st.none(), read), None, tmp_path)
    assert verdict == "fault" and said in told


def test_what_is_read_refused_or_ignored_is_told_apart(tmp_path: Path) -> None:
    def ignored(given: Any, read: Any) -> str:
        return "" if given == read else "half of it"

    whole = Target("x", 1, st.none(), lambda given, _: given, ignored)
    assert judged(whole, "ab", tmp_path) == ("accepted", "", "ab")
    half = Target("x", 1, st.none(), lambda given, _: given[:1], ignored)
    assert judged(half, "ab", tmp_path)[:2] == ("fault", "ignored: half of it")
    assert judged(Target("x", 1, st.none(), refuse("no such thing")), "", tmp_path)[:2] == (
        "refused",
        "x.yaml:1: no such thing",
    )


def test_an_error_holds_no_sign_that_acts_and_is_never_long() -> None:
    told = str(UserError("it is \x1b[31m\u202e" + "x" * 5000, path="a\x07.yaml"))
    assert told.isprintable() and len(told) < 1100
