"""What may be said of effects on outcomes: each against its smallest effect of interest, and all of a study together.

The headline outcomes of all scenarios are one family: Holm keeps the chance of any false claim among them at 5%. The
whole dictionary is another, in which Benjamini and Hochberg keep the share of false claims at 5%.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from sim.methods.intervals import Effect
from sim.methods.significance import effect_p
from sim.methods.verdicts import Earlier, Judgement, Question, judge_family
from sim.model.outcomes.dictionary import HEADLINE
from sim.model.outcomes.smallest.thresholds import Smallest, smallest_effect
from sim.studies.experiment.looks import Looks

Effects = Mapping[str, Mapping[str, Effect]]
"""Scenario → outcome → effect."""

Judgements = dict[str, dict[str, Judgement]]
"""Scenario → outcome → what may be said."""

Thresholds = Mapping[str, Mapping[str, Smallest]]
"""Scenario → outcome → the smallest effect of interest that was set for it."""

ONE_LOOK = Looks()


def judged_effects(
    effects: Effects,
    levels: Mapping[str, float],
    own: Thresholds | None = None,
    looks: Looks = ONE_LOOK,
    before: Sequence[Effects] = (),
) -> Judgements:
    """Return what may be said of every effect: headline outcomes by Holm, the rest by Benjamini and Hochberg.

    Parameters
    ----------
    levels
        Outcome → its level under the status quo.
    own
        Smallest effects that somebody has set.
    looks
        All looks at the study, the present one last.
    before
        The effects that each look before the present one saw.
    """
    told: dict[tuple[str, str], Earlier] = {}
    found: dict[tuple[str, str], Judgement] = {}
    for place, seen in enumerate([*before, effects]):
        every = questions(seen, levels, own)
        headline = {key: one for key, one in every.items() if key[1] in HEADLINE}
        level = partial(looks.level, place)
        found = judge_family(every, "bh", level, told) | judge_family(headline, "holm", level, told)
        told = {key: Earlier(one.adjusted, one.equivalence, one.mean) for key, one in found.items()}
    return {scenario: {name: found[scenario, name] for name in of} for scenario, of in effects.items()}


def judged_places(
    effects: Mapping[str, Effects], levels: Mapping[str, Mapping[str, float]], own: Thresholds | None = None,
    looks: Looks = ONE_LOOK,
) -> dict[str, Judgements]:
    """Return what may be said of the effects in each of several places, all judged together (Benjamini, Hochberg).

    Parameters
    ----------
    effects, levels
        Of each place.
    """
    every = {
        (place, *key): one for place, of in effects.items() for key, one in questions(of, levels[place], own).items()
    }
    found = judge_family(every, "bh", looks.present)
    return {
        place: {scenario: {name: found[place, scenario, name] for name in names} for scenario, names in of.items()}
        for place, of in effects.items()
    }


def judgement_numbers(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as a row of a table holds it, by `JUDGED`; what is undefined is ``None``."""
    told = {
        "verdict": judgement.verdict, "direction": judgement.direction, "size": judgement.size, "p": judgement.p,
        "adjusted_p": judgement.adjusted, "equivalence_p": judgement.equivalence, "smallest": judgement.smallest,
        "seeds": judgement.seeds, "seeds_needed": judgement.needed,
    }
    return {name: None if isinstance(one, float) and math.isnan(one) else one for name, one in told.items()}


JUDGED: dict[str, pa.DataType] = {
    "verdict": pa.string(), "direction": pa.string(), "size": pa.string(), "p": pa.float64(),
    "adjusted_p": pa.float64(), "equivalence_p": pa.float64(), "smallest": pa.float64(), "seeds": pa.int64(),
    "seeds_needed": pa.int64(),
}
"""Columns of a table of effects that say what may be said of each, in their order."""


def judged_column(name: str, values: Sequence[Any]) -> pa.Array:
    """Return one of the columns of `JUDGED` as a table keeps it, undefined numbers as null."""
    kind = JUDGED[name]
    column = pa.array(values, kind)
    return column.dictionary_encode() if kind == pa.string() else column


def judged_alone(effect: Effect, smallest: float) -> Judgement:
    """Return what may be said of an effect that is judged with no other."""
    return judge_family({"": Question(effect.paired, effect_p(effect), smallest, effect.luck)}, "holm")[""]


def questions(
    effects: Effects, levels: Mapping[str, float], own: Thresholds | None = None
) -> dict[tuple[str, str], Question]:
    """Return every effect with its p-value and its smallest effect of interest, by scenario and outcome."""
    return {
        (scenario, name): Question(effect.paired, effect_p(effect),
                                   smallest_effect(name, levels, (own or {}).get(scenario)),
                                   effect.luck if name in HEADLINE else None)
        for scenario, of in effects.items()
        for name, effect in of.items()
    }
