"""A study claims nothing that is not there: all headline effects are judged together, and looking again costs."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import Generator, default_rng

from sim.methods.intervals import Effect, FloatArray, paired_effect
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.smallest.thresholds import Smallest
from sim.studies.experiment.judging import judged_effects, judged_places
from sim.studies.experiment.looks import Looks

LEVELS = dict.fromkeys(OUTCOMES, 0.5) | {"gmv_net": 1000.0}


def nothing(rng: Generator, seeds: int) -> dict[str, FloatArray]:
    """Differences without any effect, hanging together: plain, with heavy tails, and zero in most of the seeds."""
    common = rng.standard_normal(seeds)
    found: dict[str, FloatArray] = {}
    for place, name in enumerate(HEADLINE):
        own = 0.6 * common + 0.8 * rng.standard_normal(seeds)
        if place % 4 == 1:
            own = own * np.exp(rng.standard_normal(seeds))
        if place % 4 == 2:
            own = np.where(rng.random(seeds) < 0.25, np.sign(own), 0.0)
        if place % 4 == 3:
            own = np.where(rng.random(seeds) < 0.6, np.sign(own) * 0.002, 0.0)
        found[name] = own
    return found


def judged(differences: dict[str, FloatArray], **how: object) -> dict[str, Judgement]:
    return judged_effects({"one": effects(differences)}, LEVELS, **how)["one"]  # type: ignore[arg-type]


def effects(differences: dict[str, FloatArray]) -> dict[str, Effect]:
    return {name: paired_effect(one, np.zeros_like(one)) for name, one in differences.items()}


@pytest.mark.parametrize("seeds", [4, 8, 12])
def test_without_any_effect_few_studies_claim_one(seeds: int) -> None:
    rng = default_rng(seeds)
    studies = 250
    together = sum(any(one.certain for one in judged(nothing(rng, seeds)).values()) for _ in range(studies))
    assert together <= 0.06 * studies
    one_by_one = sum(
        any(one.verdict != "within noise" for one in effects(nothing(rng, seeds)).values()) for _ in range(studies)
    )
    assert one_by_one > 0.15 * studies


def test_adding_seeds_until_something_is_clear_claims_as_little() -> None:
    rng, looks, studies = default_rng(9), [6, 12, 18], 120
    claimed = 0
    for _ in range(studies):
        every = nothing(rng, looks[-1])
        seen = [{name: one[:count] for name, one in every.items()} for count in looks]
        for place in range(len(looks)):
            told = judged(
                seen[place], looks=Looks(tuple(tuple(range(count)) for count in looks[: place + 1])),
                before=[{"one": effects(one)} for one in seen[:place]],
            )
            if any(one.certain for one in told.values()):
                claimed += 1
                break
    assert claimed <= 0.08 * studies  # at most 6% in the long run


def test_what_an_earlier_look_has_told_stands_while_the_interval_bears_it() -> None:
    rng = default_rng(4)
    every = nothing(rng, 24) | {"quality": 0.1 + 0.05 * rng.standard_normal(24)}
    first = {name: one[:12] for name, one in every.items()}
    assert judged(first)["quality"].verdict == "matters"
    looks = Looks((tuple(range(12)), tuple(range(24))))
    again = judged(every, looks=looks, before=[{"one": effects(first)}])["quality"]
    assert again.verdict == "matters" and looks.present(15) < 0.01
    gone = every | {"quality": np.concatenate((first["quality"], -first["quality"]))}
    assert judged(gone, looks=looks, before=[{"one": effects(first)}])["quality"].verdict == "undecided"


def test_more_seeds_than_before_are_a_look_and_the_same_are_none() -> None:
    once = Looks().with_present([0, 1, 2])
    assert once.with_present([0, 1, 2]) == once and once.with_present([0, 1]) == once
    assert once.with_present([0, 1, 2, 3]).counts == [3, 4]
    assert once.present(45) == pytest.approx(0.05)
    assert Looks(((0, 1, 2, 3),), cap=24).present() < 1e-4


def test_a_scenario_may_set_what_matters_to_it() -> None:
    rng = default_rng(1)
    small = {"quality": 0.006 + 0.0005 * rng.standard_normal(12)}
    assert judged(small)["quality"].verdict == "matters"
    own = {"one": {"quality": Smallest(amount=0.02, reason="ours", source="user")}}
    assert judged(small, own=own)["quality"].verdict == "certain but small"


def test_the_whole_dictionary_bears_few_false_claims_among_many_true_ones() -> None:
    rng = default_rng(2)
    names = [name for name in OUTCOMES if name not in HEADLINE]
    true = set(names[:60])
    false = claims = 0
    for _ in range(30):
        found = judged({name: (2.0 if name in true else 0.0) + rng.standard_normal(12) for name in names})
        claimed = [name for name, one in found.items() if one.certain]
        false += sum(name not in true for name in claimed)
        claims += len(claimed)
    assert claims > 1500 and false / claims < 0.06


def test_regions_are_judged_together() -> None:
    rng = default_rng(5)
    regions = {f"region {n}": {"one": effects({"quality": rng.standard_normal(6)})} for n in range(40)}
    levels = dict.fromkeys(regions, LEVELS)
    found = judged_places(regions, levels)
    assert not any(one["one"]["quality"].certain for one in found.values())
    assert min(one["one"]["quality"].p for one in found.values()) < 0.1
