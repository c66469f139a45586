"""A point's configuration: values laid over a base that stays as it is."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sim.runs.blueprint import with_values

NAMES = ["days", "a.b", "a.c.d", "a.c.e", "market.take", "new.folder.leaf"]
BASE: dict[str, Any] = {
    "days": 3, "a": {"b": 1, "c": {"d": 2, "e": 3}},
    "market": {"take": 5, "regions": {"us": {"share": 1, "values": {"a.b": 9, "a.c.d": 8}}, "vn": {"values": None}}},
}


def laid_by_copying(config: dict[str, Any], values: dict[str, int]) -> dict[str, Any]:
    copied = deepcopy(config)
    for name, value in values.items():
        *folders, leaf = name.split(".")
        node = copied
        for folder in folders:
            node = node.setdefault(folder, {})
        node[leaf] = value
        for region in copied["market"]["regions"].values():
            (region.get("values") or {}).pop(name, None)
    return copied


SOME = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9))


@given(SOME, SOME)
def test_a_whole_copy_would_be_the_same_and_the_base_is_untouched(first: dict[str, int], then: dict[str, int]) -> None:
    base, before = deepcopy(BASE), deepcopy(BASE)
    one = with_values(base, first)
    kept = deepcopy(one)
    two = with_values(one, then)
    assert one == kept == laid_by_copying(BASE, first) and two == laid_by_copying(kept, then)
    assert base == before


def test_what_is_not_changed_is_shared() -> None:
    found = with_values(BASE, {"a.b": 2})
    assert found["a"]["c"] is BASE["a"]["c"] and found["a"] is not BASE["a"]
    assert "a.b" not in found["market"]["regions"]["us"]["values"] and found["market"]["regions"]["vn"] is BASE[
        "market"]["regions"]["vn"]
