"""Every outcome has a plausible level or says why it has none, and ranges grow with the market."""

from __future__ import annotations

import math
import re

import pytest
import yaml

from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.levels.ranges import BASES, levels, per_words, plausible, standing
from tests.docs.documents import ROOT

KEY = re.compile(r"[SL]\d+|assumption")


def test_every_outcome_has_a_row_with_source_and_reason() -> None:
    assert list(levels()) == list(OUTCOMES)
    known = {*yaml.safe_load((ROOT / "docs" / "sources.yaml").read_text(encoding="utf-8")), "assumption"}
    for name, one in levels().items():
        keys = [key for part in one.source.split(",") for key in part.split()]
        assert keys and set(keys) <= known, f"{name}: {one.source}"
        assert len(one.reason) > 10, name
        assert one.defined or "range" not in one.reason, name


def test_most_outcomes_have_a_range_and_shares_stay_shares() -> None:
    ranged = {name: one for name, one in levels().items() if one.low is not None and one.high is not None}
    assert len(ranged) > 120
    for name, one in ranged.items():
        if OUTCOMES[name].unit.startswith(("fraction", "0-1")):
            assert 0 <= float(one.low or 0) < float(one.high or 0) <= 1, name


@pytest.mark.parametrize("per", sorted({one.per for one in levels().values() if one.per}))
def test_what_ranges_are_counted_per_has_a_name(per: str) -> None:
    assert per_words(per).startswith(("a ", "an "))
    assert per in BASES or per in OUTCOMES


def test_a_range_per_viewer_grows_with_the_viewers() -> None:
    values = dict.fromkeys(OUTCOMES, 0.1) | {"daily_active_viewers": 1000.0, "gmv": 500.0}
    assert plausible("gmv", values) == pytest.approx((300.0, 900.0))
    assert standing("gmv", values) == "inside"
    assert standing("gmv", values | {"daily_active_viewers": 10_000.0}) == "outside"


def test_an_index_has_no_range_and_an_empty_denominator_no_level() -> None:
    values = dict.fromkeys(OUTCOMES, 0.1)
    assert (plausible("quality", values), standing("quality", values)) == (None, "undefined")
    assert standing("return_rate", values | {"return_rate": math.nan}) == "not measured"
    assert standing("screening_cost", values | {"violating_offers": 0.0, "violation_offer_rate": 0.0}) == "not measured"
