"""Where a comparison says that an effect sits does not contradict what counterfactual runs of the same seeds say."""

from __future__ import annotations

import pytest

from sim import compare, explain
from sim.methods.intervals import paired_effect
from sim.studies.compare.channels import SEEN, split

SMALL = {"seeds": 6, "viewers": 400, "days": 14}
OVERRIDES = ["population.creators=40", "warmup_days=8", "execution=serial"]


@pytest.mark.parametrize("scenario", ["quality_bonus"])
def test_content_and_views_agree_with_counterfactual_runs(scenario: str) -> None:
    told = compare(scenario, overrides=OVERRIDES, **SMALL)._answer.analysis
    why = explain(scenario, overrides=OVERRIDES, **SMALL)
    spoken = 0
    for outcome in SEEN:
        parts, division = split(told, scenario, outcome), why.divisions[outcome]
        assert parts is not None
        assert parts.total.paired.mean == pytest.approx(division.total.paired.mean)  # the same runs
        traffic = next(one.effect for one in division.parts if one.name == "allocation")
        rest = paired_effect(*(told.values[name][outcome] for name in (scenario, "status_quo"))).paired.mean
        rest -= traffic.paired.mean
        opposite = {"up": "down", "down": "up"}
        if parts.views.verdict != "within noise":
            spoken += 1
            assert traffic.verdict != opposite[parts.views.verdict]
        if parts.content.verdict != "within noise":
            spoken += 1
            assert (rest > 0) == (parts.content.paired.mean > 0)
    assert spoken  # the test has something to hold
