"""What a record holds is in its JSON, and JSON gives the same record back; nothing undefined or endless is written."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from sim.methods.as_json import APART, plain, read
from sim.methods.chance import Chance
from sim.methods.intervals import Interval


@dataclass(frozen=True, slots=True)
class Inner:
    class_: int
    bound: float
    open_end: float | None


@dataclass(frozen=True, slots=True)
class Outer:
    curve: list[float] = field(metadata=APART)
    renamed: float = field(metadata={"key": "twin"})
    interval: Interval
    chances: Mapping[str, Chance]
    inner: tuple[Inner, ...]
    maybe: Inner | None


INNER = Inner(3, 0.5, None)
OUTER = Outer([1.0], 0.25, Interval(1.0, 0.5, 1.5, 4), {"plan": Chance(3, 4, 0.75, 0.2, 0.99)}, (INNER, INNER), None)


def test_json_gives_the_same_record_back() -> None:
    text = json.dumps(plain(OUTER), allow_nan=False)
    assert read(Outer, json.loads(text), curve=[1.0]) == OUTER
    assert read(Outer, plain(replace(OUTER, maybe=INNER)), curve=[1.0]).maybe == INNER


def test_keys_are_those_of_fields_or_their_own() -> None:
    content = plain(OUTER)
    assert list(content) == ["twin", "interval", "chances", "inner", "maybe"]
    assert content["inner"][0] == {"class": 3, "bound": 0.5, "open_end": None}
    assert content["interval"] == {"mean": 1.0, "low": 0.5, "high": 1.5, "verdict": "up", "count": 4}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_undefined_or_endless_is_null_and_read_as_undefined(value: float) -> None:
    content = plain(replace(INNER, bound=value, open_end=value))
    assert content["bound"] is None and content["open_end"] is None
    again = read(Inner, content)
    assert math.isnan(again.bound) and again.open_end is None
