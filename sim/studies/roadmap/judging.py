"""What may be said of what the plan does: effects over its runs, judged in the same way as those of a comparison.

Three families: the targets' own outcomes under every alternative by Holm, since a plan is held to them; what each phase
adds, and what countries and tiers of creators see, as lists (Benjamini and Hochberg).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import TypeVar

import numpy as np

from sim.config.matters import own_smallest
from sim.methods.chance import FloatArray
from sim.methods.intervals import Effect
from sim.methods.significance import effect_p
from sim.methods.two_way import effect_over
from sim.methods.verdicts import Earlier, Judgement, Question, judge_family
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.smallest.thresholds import smallest_effect, smallest_of_unit
from sim.runs.plan import STATUS_QUO
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW

Key = TypeVar("Key")
_LEVELS = ("gmv_net",)
"""Outcomes of whose level smallest effects of others are shares."""


def outcome_effect(runs: RoadmapRuns, values: FloatArray, baseline: FloatArray, outcome: str) -> Effect:
    """Return what runs do to an outcome against the same runs of another arm, as futures × seeds."""
    return effect_over(values, baseline, middle=OUTCOMES[outcome].few, draws=runs.draws)


def smallest_here(runs: RoadmapRuns, outcome: str, level: float, region: str = "") -> float:
    """Return the smallest change of an outcome that matters, at its level in a place.

    Parameters
    ----------
    level
        Under the status quo, as it is read.
    """
    levels = {name: _mean(runs.readings(STATUS_QUO, name, WINDOW, region)[:, :, -1]) for name in _LEVELS}
    config = next(iter(runs.study.blueprint.bases.values()))
    return smallest_effect(outcome, levels | {outcome: level}, own_smallest(config))


def smallest_of_reading(unit: str, level: float) -> float:
    """Return the smallest change that matters of a reading of a tier of creators."""
    return smallest_of_unit(unit).size("", {"": level})


def listed_judgements(
    runs: RoadmapRuns, effects: Mapping[Key, Effect], smallest: Mapping[Key, float]
) -> dict[Key, Judgement]:
    """Return what may be said of effects that are a list, such as those of all countries.

    Parameters
    ----------
    smallest
        The smallest change of each that matters.
    """
    return judge_family(_questions(effects, smallest), "bh", runs.looks.present)


def target_judgements(runs: RoadmapRuns) -> dict[tuple[str, str], Judgement]:
    """Return by target and alternative what may be said of the effect on its outcome, earlier looks counted."""
    told: dict[tuple[str, str], Earlier] = {}
    found: dict[tuple[str, str], Judgement] = {}
    for place, seeds in enumerate(runs.looks.seeds):
        seen, effects, smallest = runs.of_seeds(seeds), {}, {}
        for target in runs.roadmap.targets:
            read = target.reading
            quo = seen.on_day(STATUS_QUO, read)
            size = smallest_here(seen, read.outcome, _mean(quo), read.region)
            for arm in runs.arms[1:]:
                key = target.name, arm
                effects[key] = outcome_effect(seen, seen.on_day(arm, read), quo, read.outcome)
                smallest[key] = size
        found = judge_family(_questions(effects, smallest), "holm", partial(runs.looks.level, place), told)
        told = {key: Earlier(one.adjusted, one.equivalence, one.mean) for key, one in found.items()}
    return found


def _questions(effects: Mapping[Key, Effect], smallest: Mapping[Key, float]) -> dict[Key, Question]:
    return {key: Question(one.paired, effect_p(one), smallest[key], one.luck) for key, one in effects.items()}


def _mean(values: FloatArray) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else math.nan
