"""What may be said of what factors do: all effects of a sweep judged together, each against what matters there.

A sweep is a list that is looked through, so Benjamini and Hochberg keep the share of wrong lines at 5%.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from sim.config.matters import own_smallest
from sim.methods.significance import effect_p
from sim.methods.verdicts import Judgement, Question, judge_family
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.studies.experiment.judging import judgement_numbers
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.effects import MainEffect, main_effect

Told = list[tuple[MainEffect, Judgement]]
_FOUND: WeakKeyDictionary[StoredStudy, dict[tuple[str, ...], Told]] = WeakKeyDictionary()


def judged_effects_of(study: StoredStudy, outcomes: Sequence[str] | None = None) -> Told:
    """Return every main effect on some outcomes (those shown, by default) with what may be said of it."""
    names, known = tuple(outcomes or study.shown), _FOUND.setdefault(study, {})
    if names not in known:
        known[names] = _judged(study, names)
    return known[names]


def main_effects(study: StoredStudy, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
    """Return one row a scenario, factor and outcome: from and to which value, mean, low, high, what may be said."""
    return pd.DataFrame([
        {
            "scenario": one.scenario, "factor": one.factor.name, "outcome": one.outcome, "from": one.ends[0],
            "to": one.ends[1], "mean": one.interval.mean, "low": one.interval.low, "high": one.interval.high,
            **judgement_numbers(judgement),
        }
        for one, judgement in judged_effects_of(study, outcomes)
    ])


def smallest_of(study: StoredStudy) -> dict[str, float]:
    """Return the smallest change of every outcome that matters, at the status quo's level, mean over points."""
    values = {name: study.values(name) for name in study.outcomes}
    levels = {name: float(np.nanmean(one)) for name, one in values.items() if not np.isnan(one).all()}
    own = own_smallest(next(iter(study.blueprint.bases.values())))
    return {name: smallest_effect(name, levels, own) for name in study.outcomes}


def _judged(study: StoredStudy, outcomes: Sequence[str]) -> Told:
    found = [
        main_effect(study, factor, outcome, scenario)
        for scenario in study.scenarios for outcome in outcomes for factor in study.factors
    ]
    smallest = smallest_of(study)
    judged = judge_family({
        place: Question(one.interval, effect_p(one.effect), smallest[one.outcome], one.effect.luck)
        for place, one in enumerate(found)
    }, "bh")
    return [(one, judged[place]) for place, one in enumerate(found)]
